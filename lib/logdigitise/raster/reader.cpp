#include "logdigitise/raster/reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "logdigitise/core/error.hpp"
#include "logdigitise/raster/band_reader.hpp"
#include "logdigitise/raster/byte_source.hpp"
#include "logdigitise/raster/decoded_source.hpp"
#include "logdigitise/raster/image_file_reader.hpp"
#include "logdigitise/raster/limits.hpp"
#include "logdigitise/raster/orientation.hpp"
#include "logdigitise/raster/pdf_reader.hpp"
#include "logdigitise/raster/polarity.hpp"
#include "logdigitise/raster/tiff_reader.hpp"

namespace logdigitise::raster {

namespace {

enum class Kind { kTiff, kPng, kJpeg, kPdf, kOther };

Kind kind_of(std::string_view start) {
  using namespace std::string_view_literals;
  for (const std::string_view magic : {"II*\0"sv, "MM\0*"sv, "II+\0"sv, "MM\0+"sv}) {
    if (start.starts_with(magic)) return Kind::kTiff;
  }
  if (start.starts_with("\x89PNG\r\n\x1A\n"sv)) return Kind::kPng;
  if (start.starts_with("\xFF\xD8\xFF"sv)) return Kind::kJpeg;
  // The standard lets anything stand before the header of a PDF, within the first 1024 bytes.
  if (start.substr(0, 1024).find("%PDF-"sv) != std::string_view::npos) return Kind::kPdf;
  return Kind::kOther;
}

Error unknown_kind(const std::string& where, std::string_view start) {
  if (start.empty()) return input_error(where, "an empty file; expected TIFF, PNG, JPEG or PDF");
  std::string hex;
  std::string text;
  for (const char c : start.substr(0, 8)) {
    const auto byte = static_cast<unsigned char>(c);
    hex += fmt::format("{}{:02x}", hex.empty() ? "" : " ", byte);
    text += byte >= 32 && byte < 127 ? c : '.';
  }
  return input_error(
      where, fmt::format("content that starts with {} ('{}'); expected TIFF, PNG, JPEG or PDF", hex, text),
      "Save the scan as one of these");
}

std::unique_ptr<RowSource> open_source(const std::filesystem::path& path, const std::string& where,
                                       const RasterOptions& options) {
  const std::shared_ptr<const ByteSource> bytes = open_bytes(path);
  std::string start(1024, '\0');
  start.resize(bytes->read_at(0, {reinterpret_cast<std::uint8_t*>(start.data()), start.size()}));
  const Kind kind = kind_of(start);
  switch (kind) {
    case Kind::kTiff:
      return open_tiff(bytes, where, options);
    case Kind::kPdf:
      return open_pdf(path, *bytes, where, options);
    case Kind::kPng:
    case Kind::kJpeg: {
      check_pages(where, 1, options);
      constexpr std::int64_t kMaxBytes = std::int64_t{4} << 30;
      if (bytes->size() > kMaxBytes) throw input_error(where, "a PNG or JPEG above 4 GiB", "Save it as TIFF");
      return kind == Kind::kPng ? open_png(read_all(*bytes), where, options)
                                : open_jpeg(read_all(*bytes), where, options);
    }
    case Kind::kOther:
      break;
  }
  throw unknown_kind(where, start);
}

}  // namespace

std::unique_ptr<RowReader> open_raster(const std::filesystem::path& path, const RasterOptions& options) {
  take_opencv_shortages_as_bad_alloc();
  if (options.opens_instead) return options.opens_instead();
  const std::string where = path.string();
  std::unique_ptr<RowSource> rows = turn_clockwise(open_source(path, where, options), options.turn, where);
  return std::make_unique<BandReader>(as_positive(std::move(rows), options.polarity), where);
}

}  // namespace logdigitise::raster
