#include <fmt/format.h>

#include <array>
#include <limits>
#include <string_view>

#include "logdigitise/core/error.hpp"
#include "logdigitise/raster/decoded_source.hpp"
#include "logdigitise/raster/image_file_reader.hpp"
#include "logdigitise/raster/limits.hpp"

namespace logdigitise::raster {

namespace {

std::uint32_t number_at(std::string_view bytes, std::size_t i) {
  std::uint32_t value = 0;
  for (std::size_t k = 0; k < 4; ++k) value = value << 8 | static_cast<unsigned char>(bytes[i + k]);
  return value;
}

// CRC-32 of the PNG standard, appendix D.
std::uint32_t crc_of(std::string_view bytes) {
  static const std::array<std::uint32_t, 256> table = [] {
    std::array<std::uint32_t, 256> entries{};
    for (std::uint32_t n = 0; n < 256; ++n) {
      std::uint32_t c = n;
      for (int k = 0; k < 8; ++k) c = (c & 1U) != 0 ? 0xEDB88320U ^ c >> 1 : c >> 1;
      entries[n] = c;
    }
    return entries;
  }();
  std::uint32_t crc = 0xFFFFFFFFU;
  for (const char byte : bytes) crc = table[(crc ^ static_cast<unsigned char>(byte)) & 0xFFU] ^ crc >> 8;
  return ~crc;
}

struct PngHeader {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  int bits = 0;
  int colour_type = 0;
  double dpi_x = 0.0;
  double dpi_y = 0.0;
};

constexpr std::size_t kSignatureSize = 8;

PngHeader read_header(std::string_view png, const std::string& where) {
  constexpr std::size_t kHeaderEnd = kSignatureSize + 8 + 13;
  if (png.size() < kHeaderEnd || png.substr(12, 4) != "IHDR") {
    throw input_error(where, "PNG without a header", "The file is cut off or damaged; get another copy");
  }
  PngHeader header;
  header.width = number_at(png, 16);
  header.height = number_at(png, 20);
  header.bits = static_cast<unsigned char>(png[24]);
  header.colour_type = static_cast<unsigned char>(png[25]);
  return header;
}

// Walks all chunks to the end, so that neither a cut nor a flipped bit goes unnoticed. A decoder may pass
// over both.
void check_chunks(std::string_view png, const std::string& where, PngHeader& header) {
  std::size_t at = kSignatureSize;
  while (true) {
    if (png.size() - at < 12 || number_at(png, at) > png.size() - at - 12) {
      throw input_error(where, fmt::format("PNG that ends within a chunk, after {} bytes", png.size()),
                        "The file is cut off; get another copy");
    }
    const std::size_t length = number_at(png, at);
    const std::string_view name = png.substr(at + 4, 4);
    const std::string_view data = png.substr(at + 8, length);
    if (crc_of(png.substr(at + 4, length + 4)) != number_at(png, at + 8 + length)) {
      throw input_error(where, fmt::format("PNG with a chunk at byte {} whose checksum is wrong", at),
                        "The file is damaged; get another copy");
    }
    if (name == "pHYs" && length == 9 && data[8] == 1) {
      constexpr double kInchesPerMetre = 39.37007874015748;
      header.dpi_x = number_at(data, 0) / kInchesPerMetre;
      header.dpi_y = number_at(data, 4) / kInchesPerMetre;
    }
    if (name == "IEND") return;
    at += 12 + length;
  }
}

}  // namespace

std::unique_ptr<RowSource> open_png(std::string png, const std::string& where, const RasterOptions& options) {
  PngHeader header = read_header(png, where);
  constexpr int kGreyType = 0;
  constexpr int kPaletteType = 3;
  constexpr int kGreyAlphaType = 4;
  const int samples = header.colour_type == 2   ? 3
                      : header.colour_type == 4 ? 2
                      : header.colour_type == 6 ? 4
                                                : 1;
  check_size(where, header.width, header.height, header.bits * samples, static_cast<std::int64_t>(png.size()),
             options);
  check_chunks(png, where, header);
  if (png.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    throw input_error(where, "PNG above 2 GiB", "Save it as TIFF");
  }
  RasterInfo info;
  info.width = static_cast<int>(header.width);
  info.height = static_cast<int>(header.height);
  info.bilevel = header.colour_type == kGreyType && header.bits == 1;
  info.dpi_x = header.dpi_x;
  info.dpi_y = header.dpi_y;
  const bool may_be_grey = header.colour_type == kGreyType || header.colour_type == kPaletteType ||
                           header.colour_type == kGreyAlphaType;
  return decode_whole(png, where, info, may_be_grey);
}

}  // namespace logdigitise::raster
