#include "tests/raster/test_files.hpp"

#include <stdlib.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>

#include "logdigitise/core/error.hpp"
#include "logdigitise/core/random.hpp"
#include "logdigitise/raster/tiff_wrapper.hpp"

namespace logdigitise::raster::testing {

namespace {

using Plane = std::vector<std::vector<std::uint8_t>>;  // One packed row each.

void put_sample(std::vector<std::uint8_t>& row, std::size_t index, int bits, std::uint32_t value) {
  if (bits == 16) {
    const auto narrow = static_cast<std::uint16_t>(value);
    std::memcpy(row.data() + 2 * index, &narrow, 2);
    return;
  }
  for (int b = 0; b < bits; ++b) {
    const std::size_t bit = index * static_cast<std::size_t>(bits) + static_cast<std::size_t>(b);
    if ((value >> (bits - 1 - b) & 1U) != 0)
      row[bit / 8] = static_cast<std::uint8_t>(row[bit / 8] | 0x80U >> bit % 8);
  }
}

// Rows [y, y + rows) and columns [x, x + columns) of a plane (-1 = all samples together), zero beyond the
// image.
std::vector<std::uint8_t> packed(const TiffSpec& spec, int page, int plane, int x, int y, int columns,
                                 int rows) {
  const int per_pixel = plane < 0 ? spec.samples : 1;
  const std::size_t row_bytes = static_cast<std::size_t>((columns * per_pixel * spec.bits + 7) / 8);
  std::vector<std::uint8_t> all;
  for (int r = 0; r < rows; ++r) {
    std::vector<std::uint8_t> row(row_bytes);
    for (int c = 0; c < columns && y + r < spec.height && x + c < spec.width; ++c) {
      for (int s = 0; s < per_pixel; ++s) {
        put_sample(row, static_cast<std::size_t>(c * per_pixel + s), spec.bits,
                   sample_of(spec, x + c, y + r, plane < 0 ? s : plane, page));
      }
    }
    all.insert(all.end(), row.begin(), row.end());
  }
  return all;
}

std::uint8_t palette_entry(const TiffSpec& spec, std::size_t index, std::size_t channel) {
  return static_cast<std::uint8_t>(spec.grey_palette ? 255 - index * 13 % 256
                                                     : (index * 37 + channel * 91) % 256);
}

void set_tags(TIFF* tiff, const TiffSpec& spec) {
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, spec.width);
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, spec.height);
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, spec.bits);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, spec.samples);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, spec.photometric);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, spec.compression);
  TIFFSetField(tiff, TIFFTAG_ORIENTATION, spec.orientation);
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, spec.planes_apart ? PLANARCONFIG_SEPARATE : PLANARCONFIG_CONTIG);
  TIFFSetField(tiff, TIFFTAG_FILLORDER, spec.fill_order);
  TIFFSetField(tiff, TIFFTAG_XRESOLUTION, 200.0);
  TIFFSetField(tiff, TIFFTAG_YRESOLUTION, 100.0);
  TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
  if (spec.tiled) {
    TIFFSetField(tiff, TIFFTAG_TILEWIDTH, 32);
    TIFFSetField(tiff, TIFFTAG_TILELENGTH, 16);
  } else {
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, spec.rows_per_strip);
  }
  if (spec.alpha >= 0) {
    const auto kind = static_cast<std::uint16_t>(spec.alpha);
    TIFFSetField(tiff, TIFFTAG_EXTRASAMPLES, 1, &kind);
  }
  if (spec.compression == COMPRESSION_CCITTFAX3)
    TIFFSetField(tiff, TIFFTAG_GROUP3OPTIONS, spec.group3_options);
  if (spec.predictor != 0) TIFFSetField(tiff, TIFFTAG_PREDICTOR, spec.predictor);
  if (spec.photometric == PHOTOMETRIC_PALETTE) {
    std::array<std::vector<std::uint16_t>, 3> map;
    for (std::size_t c = 0; c < 3; ++c) {
      for (std::size_t i = 0; i < std::size_t{1} << spec.bits; ++i) {
        map[c].push_back(static_cast<std::uint16_t>(palette_entry(spec, i, c) * 257));
      }
    }
    TIFFSetField(tiff, TIFFTAG_COLORMAP, map[0].data(), map[1].data(), map[2].data());
  }
}

void write_page(TIFF* tiff, const TiffSpec& spec, int page) {
  set_tags(tiff, spec);
  for (int plane = spec.planes_apart ? 0 : -1; plane < (spec.planes_apart ? spec.samples : 0); ++plane) {
    const auto sample = static_cast<std::uint16_t>(std::max(plane, 0));
    if (spec.tiled) {
      for (int y = 0; y < spec.height; y += 16) {
        for (int x = 0; x < spec.width; x += 32) {
          std::vector<std::uint8_t> tile = packed(spec, page, plane, x, y, 32, 16);
          TIFFWriteTile(tiff, tile.data(), static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y), 0,
                        sample);
        }
      }
      continue;
    }
    for (int y = 0; y < spec.height; ++y) {
      std::vector<std::uint8_t> row = packed(spec, page, plane, 0, y, spec.width, 1);
      TIFFWriteScanline(tiff, row.data(), static_cast<std::uint32_t>(y), sample);
    }
  }
}

std::array<int, 3> colour_of(const TiffSpec& spec, int x, int y, int page) {
  const int top = (1 << spec.bits) - 1;
  const auto level = [&](int s) {
    return static_cast<int>((2 * static_cast<std::int64_t>(sample_of(spec, x, y, s, page)) * 255 + top) /
                            (2 * top));
  };
  std::array<int, 3> colour{};
  switch (spec.photometric) {
    case PHOTOMETRIC_MINISWHITE:
      colour.fill(255 - level(0));
      break;
    case PHOTOMETRIC_PALETTE:
      for (std::size_t c = 0; c < 3; ++c) colour[c] = palette_entry(spec, sample_of(spec, x, y, 0, page), c);
      break;
    case PHOTOMETRIC_RGB:
      for (int c = 0; c < 3; ++c) colour[static_cast<std::size_t>(c)] = level(c);
      break;
    case PHOTOMETRIC_SEPARATED:
      for (int c = 0; c < 3; ++c) {
        colour[static_cast<std::size_t>(c)] = ((255 - level(c)) * (255 - level(3)) + 127) / 255;
      }
      break;
    default:
      colour.fill(level(0));
  }
  if (spec.alpha == EXTRASAMPLE_ASSOCALPHA || spec.alpha == EXTRASAMPLE_UNASSALPHA) {
    const int alpha = level(spec.samples - 1);
    for (int& c : colour) {
      c = spec.alpha == EXTRASAMPLE_ASSOCALPHA ? std::min(255, c + 255 - alpha)
                                               : (c * alpha + 255 * (255 - alpha) + 127) / 255;
    }
  }
  return colour;
}

}  // namespace

TestFolder::TestFolder() {
  std::string pattern = std::filesystem::temp_directory_path() / "raster-test-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
  path_ = pattern;
}

TestFolder::~TestFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path TestFolder::write(const std::string& name, std::string_view bytes) const {
  std::ofstream(path_ / name, std::ios::binary)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  return path_ / name;
}

std::string file_bytes(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::uint32_t sample_of(const TiffSpec& spec, int x, int y, int s, int page) {
  const std::uint32_t top = (1U << spec.bits) - 1U;
  const auto value = static_cast<std::uint32_t>(x * 7 + y * 13 + x * y / 5 + s * 31 + (x > y ? 50 : 0));
  const std::uint32_t sample = spec.bits == 16 ? value * 193U & top : value & top;
  return page > 1 ? top - sample : sample;
}

void write_tiff(const std::filesystem::path& path, const TiffSpec& spec) {
  TIFF* tiff = TIFFOpen(path.c_str(), spec.mode.c_str());
  if (tiff == nullptr) throw std::runtime_error("cannot write " + path.string());
  for (int page = 1; page <= spec.pages; ++page) {
    write_page(tiff, spec, page);
    TIFFWriteDirectory(tiff);
  }
  TIFFClose(tiff);
}

Image<std::uint8_t> expected_image(const TiffSpec& spec, int page) {
  const bool grey = spec.photometric == PHOTOMETRIC_MINISWHITE ||
                    spec.photometric == PHOTOMETRIC_MINISBLACK ||
                    (spec.photometric == PHOTOMETRIC_PALETTE && spec.grey_palette);
  const int w = spec.width;
  const int h = spec.height;
  const bool turned = spec.orientation >= 5;
  Image<std::uint8_t> image(turned ? w : h, turned ? h : w, grey ? 1 : 3);
  for (int y = 0; y < h; ++y) {
    for (int x = 0; x < w; ++x) {
      // Where row y and column x are seen, from the table of the TIFF standard.
      const std::array<std::array<int, 2>, 9> seen = {{{y, x},
                                                       {y, x},
                                                       {y, w - 1 - x},
                                                       {h - 1 - y, w - 1 - x},
                                                       {h - 1 - y, x},
                                                       {x, y},
                                                       {x, h - 1 - y},
                                                       {w - 1 - x, h - 1 - y},
                                                       {w - 1 - x, y}}};
      const auto& place = seen[static_cast<std::size_t>(spec.orientation)];
      const std::array<int, 3> colour = colour_of(spec, x, y, page);
      for (int c = 0; c < image.channels(); ++c) {
        image.at(place[0], place[1], c) = static_cast<std::uint8_t>(colour[static_cast<std::size_t>(c)]);
      }
    }
  }
  return image;
}

bool ReadResult::is_damaged(int row) const {
  return std::any_of(damaged.begin(), damaged.end(),
                     [row](const DamagedRows& d) { return row >= d.first && row < d.last; });
}

ReadResult read_everything(const std::filesystem::path& path, const RasterOptions& options, int band) {
  const std::unique_ptr<RowReader> reader = open_raster(path, options);
  ReadResult result;
  result.info = reader->info();
  result.image = Image<std::uint8_t>(result.info.height, result.info.width, result.info.channels);
  int row = 0;
  while (true) {
    const Image<std::uint8_t> rows = reader->read_rows(band);
    if (rows.empty()) break;
    for (int r = 0; r < rows.rows(); ++r, ++row)
      std::ranges::copy(rows.row(r), result.image.row(row).begin());
  }
  if (row != result.info.height) throw std::runtime_error("fewer rows than promised");
  result.info = reader->info();
  result.damaged = reader->damaged();
  return result;
}

std::string error_of_reading(const std::filesystem::path& path, const RasterOptions& options) {
  try {
    static_cast<void>(read_everything(path, options));
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

std::optional<std::string> difference(const Image<std::uint8_t>& got, const Image<std::uint8_t>& expected,
                                      int tolerance) {
  std::ostringstream text;
  if (got.rows() != expected.rows() || got.columns() != expected.columns() ||
      got.channels() != expected.channels()) {
    text << "size " << got.rows() << " x " << got.columns() << " x " << got.channels() << ", expected "
         << expected.rows() << " x " << expected.columns() << " x " << expected.channels();
    return text.str();
  }
  for (int y = 0; y < got.rows(); ++y) {
    for (std::size_t i = 0; i < got.row(y).size(); ++i) {
      if (std::abs(int{got.row(y)[i]} - int{expected.row(y)[i]}) <= tolerance) continue;
      text << "row " << y << " sample " << i << ": " << int{got.row(y)[i]} << ", expected "
           << int{expected.row(y)[i]};
      return text.str();
    }
  }
  return std::nullopt;
}

Image<std::uint8_t> log_like_image(int rows, int columns) {
  Image<std::uint8_t> ink(rows, columns);
  Random random(7);
  int x = columns / 2;
  for (int y = 0; y < rows; ++y) {
    for (int c = 0; c < columns; c += 20) ink.at(y, c) = 1;
    if (y % 10 == 0) std::ranges::fill(ink.row(y), std::uint8_t{1});
    x = std::clamp(x + random.integer(-3, 3), 1, columns - 2);
    for (int c = x - 1; c <= x + 1; ++c) ink.at(y, c) = 1;
  }
  return ink;
}

std::string encoded_strip(const Image<std::uint8_t>& ink, int compression, std::uint32_t group3_options) {
  const TestFolder folder;
  const std::filesystem::path path = folder / "strip.tif";
  TiffSpec spec;
  spec.width = ink.columns();
  spec.height = ink.rows();
  spec.compression = compression;
  spec.rows_per_strip = static_cast<std::uint32_t>(ink.rows());
  spec.group3_options = group3_options;
  TIFF* tiff = TIFFOpen(path.c_str(), "w");
  set_tags(tiff, spec);
  for (int y = 0; y < ink.rows(); ++y) {
    std::vector<std::uint8_t> row((static_cast<std::size_t>(ink.columns()) + 7) / 8);
    for (int x = 0; x < ink.columns(); ++x) put_sample(row, static_cast<std::size_t>(x), 1, ink.at(y, x));
    TIFFWriteScanline(tiff, row.data(), static_cast<std::uint32_t>(y), 0);
  }
  TIFFClose(tiff);
  tiff = TIFFOpen(path.c_str(), "r");
  std::string bytes(static_cast<std::size_t>(TIFFRawStripSize64(tiff, 0)), '\0');
  TIFFReadRawStrip(tiff, 0, bytes.data(), static_cast<tmsize_t>(bytes.size()));
  TIFFClose(tiff);
  return bytes;
}

std::string tiff_with_directory_first(const Image<std::uint8_t>& ink, int compression,
                                      std::uint32_t group3_options) {
  WrappedImage image;
  image.width = static_cast<std::uint32_t>(ink.columns());
  image.height = static_cast<std::uint32_t>(ink.rows());
  image.compression = static_cast<std::uint16_t>(compression);
  image.photometric = PHOTOMETRIC_MINISWHITE;
  image.group3_options = group3_options;
  return read_all(*wrap_as_tiff(image, encoded_strip(ink, compression, group3_options)));
}

}  // namespace logdigitise::raster::testing
