#include "logdigitise/review/png.hpp"

#include <zlib.h>

#include <string_view>

#include "logdigitise/core/error.hpp"

namespace logdigitise::review {

namespace {

constexpr int kCompression = 7;

void append_u32(std::string& bytes, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>((value >> shift) & 0xffU);
}

void append_chunk(std::string& png, std::string_view type, std::string_view data) {
  append_u32(png, static_cast<std::uint32_t>(data.size()));
  std::string body(type);
  body += data;
  png += body;
  append_u32(png, static_cast<std::uint32_t>(
                      crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()))));
}

/// Rows of packed pixels, each after a byte that says "no filter".
std::string packed_rows(const Image<std::uint8_t>& image, int bits) {
  const int per_byte = 8 / bits;
  std::string rows;
  rows.reserve(static_cast<std::size_t>(image.rows()) *
               static_cast<std::size_t>(image.columns() / per_byte + 2));
  for (int r = 0; r < image.rows(); ++r) {
    rows += '\0';
    const auto row = image.row(r);
    for (std::size_t x = 0; x < row.size(); x += static_cast<std::size_t>(per_byte)) {
      unsigned byte = 0;
      for (int k = 0; k < per_byte; ++k) {
        const std::size_t at = x + static_cast<std::size_t>(k);
        byte = (byte << static_cast<unsigned>(bits)) | (at < row.size() ? row[at] : 0U);
      }
      rows += static_cast<char>(byte);
    }
  }
  return rows;
}

std::string deflated(std::string_view bytes) {
  uLongf size = compressBound(static_cast<uLong>(bytes.size()));
  std::string out(size, '\0');
  const int result =
      compress2(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(bytes.data()),
                static_cast<uLong>(bytes.size()), kCompression);
  if (result != Z_OK) throw environment_error("", "a picture could not be compressed: out of memory");
  out.resize(size);
  return out;
}

}  // namespace

std::string few_greys_png(const Image<std::uint8_t>& image, int bits) {
  std::string header;
  append_u32(header, static_cast<std::uint32_t>(image.columns()));
  append_u32(header, static_cast<std::uint32_t>(image.rows()));
  header += static_cast<char>(bits);
  header.append(4, '\0');  // Grey, deflate, the five filters, not interlaced.
  std::string png("\x89PNG\r\n\x1a\n");
  append_chunk(png, "IHDR", header);
  append_chunk(png, "IDAT", deflated(packed_rows(image, bits)));
  append_chunk(png, "IEND", "");
  return png;
}

}  // namespace logdigitise::review
