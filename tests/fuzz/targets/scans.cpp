#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "logdigitise/core/error.hpp"
#include "logdigitise/raster/band_reader.hpp"
#include "logdigitise/raster/byte_source.hpp"
#include "logdigitise/raster/pdf_reader.hpp"
#include "logdigitise/raster/reader.hpp"
#include "logdigitise/raster/tiff_reader.hpp"
#include "tests/fuzz/bytes_as_file.hpp"
#include "tests/fuzz/claim.hpp"
#include "tests/fuzz/targets.hpp"

namespace logdigitise::fuzz {

namespace {

raster::RasterOptions small_scans() {
  raster::RasterOptions options;
  options.max_pixels = 4'000'000;
  return options;
}

/// All rows, as convert takes them, and what must hold of them.
void read_all_rows(raster::RowReader& reader) {
  constexpr int kRows = 64;
  const raster::RasterInfo info = reader.info();
  claim(info.width > 0 && info.height > 0 && (info.channels == 1 || info.channels == 3));
  int rows = 0;
  while (true) {
    const Image<std::uint8_t> band = reader.read_rows(kRows);
    if (band.rows() == 0) break;
    claim(band.columns() == info.width && band.channels() == info.channels);
    rows += band.rows();
  }
  claim(rows == info.height);
  int last = 0;
  for (const raster::DamagedRows& damage : reader.damaged()) {
    claim(damage.first >= last && damage.last > damage.first && damage.last <= info.height);
    last = damage.last;
  }
}

void read_rows_of(std::unique_ptr<raster::RowSource> source) {
  raster::BandReader reader(std::move(source), "fuzz");
  read_all_rows(reader);
}

}  // namespace

void read_tiff(std::string_view bytes) {
  try {
    read_rows_of(raster::open_tiff(raster::bytes_in_memory({}, std::string(bytes)), "fuzz", small_scans()));
  } catch (const Error&) {  // Refused.
  }
}

void read_pdf(std::string_view bytes) {
  const BytesAsFile file(bytes);
  try {
    // Drawn pages go to a program of its own, which PATH does not lead to here.
    read_rows_of(raster::open_pdf(file.path(), *raster::open_bytes(file.path()), "fuzz", small_scans()));
  } catch (const Error&) {  // Refused.
  }
}

void read_image(std::string_view bytes) {
  const BytesAsFile file(bytes);
  try {
    read_all_rows(*raster::open_raster(file.path(), small_scans()));
  } catch (const Error&) {  // Refused.
  }
}

}  // namespace logdigitise::fuzz
