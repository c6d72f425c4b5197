#include "logdigitise/raster/jpeg_header.hpp"

#include <algorithm>
#include <cstddef>

namespace logdigitise::raster {

namespace {

std::uint32_t byte_at(std::string_view bytes, std::size_t i) { return static_cast<unsigned char>(bytes[i]); }

std::uint32_t number_at(std::string_view bytes, std::size_t i, std::size_t size, bool little_endian = false) {
  std::uint32_t value = 0;
  for (std::size_t k = 0; k < size; ++k)
    value = value << 8 | byte_at(bytes, i + (little_endian ? size - 1 - k : k));
  return value;
}

void read_jfif(std::string_view segment, JpegHeader& header) {
  if (segment.size() < 12 || segment.substr(0, 5) != std::string_view("JFIF\0", 5)) return;
  const std::uint32_t unit = byte_at(segment, 7);
  if (unit != 1 && unit != 2) return;
  const double per_inch = unit == 2 ? 2.54 : 1.0;
  header.dpi_x = number_at(segment, 8, 2) * per_inch;
  header.dpi_y = number_at(segment, 10, 2) * per_inch;
}

// EXIF is a small TIFF of its own; only the Orientation tag of its first directory is wanted.
void read_exif(std::string_view segment, JpegHeader& header) {
  if (segment.size() < 14 || segment.substr(0, 6) != std::string_view("Exif\0\0", 6)) return;
  const std::string_view tiff = segment.substr(6);
  const bool little = tiff[0] == 'I';
  const std::size_t directory = number_at(tiff, 4, 4, little);
  if (directory > tiff.size() || tiff.size() - directory < 2) return;
  const std::size_t entries = number_at(tiff, directory, 2, little);
  for (std::size_t e = 0; e < entries; ++e) {
    const std::size_t at = directory + 2 + e * 12;
    if (at + 12 > tiff.size()) return;
    constexpr std::uint32_t kOrientationTag = 0x0112;
    if (number_at(tiff, at, 2, little) != kOrientationTag) continue;
    const std::uint32_t value = number_at(tiff, at + 8, 2, little);
    if (value >= 1 && value <= 8) header.orientation = static_cast<int>(value);
    return;
  }
}

bool read_frame(std::string_view segment, JpegHeader& header) {
  if (segment.size() < 6) return false;
  header.bits = static_cast<int>(byte_at(segment, 0));
  header.height = number_at(segment, 1, 2);
  header.width = number_at(segment, 3, 2);
  header.components = static_cast<int>(byte_at(segment, 5));
  const auto components = static_cast<std::size_t>(header.components);
  if (components < 1 || components > 4 || segment.size() < 6 + 3 * components) return false;
  for (std::size_t c = 0; c < components; ++c) {
    const std::uint32_t factors = byte_at(segment, 7 + 3 * c);
    header.sampling[c] = {static_cast<int>(factors >> 4), static_cast<int>(factors & 15)};
  }
  if (components == 3 && segment[6] == 'R' && segment[9] == 'G' && segment[12] == 'B') header.is_rgb = true;
  return true;
}

}  // namespace

std::optional<JpegHeader> read_jpeg_header(std::string_view bytes) {
  JpegHeader header;
  bool has_frame = false;
  bool has_jfif = false;
  int adobe_transform = -1;
  std::size_t at = 2;
  while (at + 4 <= bytes.size()) {
    if (byte_at(bytes, at) != 0xFF) return std::nullopt;
    const std::uint32_t marker = byte_at(bytes, at + 1);
    if (marker == 0xFF) {  // Fill byte.
      ++at;
      continue;
    }
    if (marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8)) {  // Markers without a length.
      at += 2;
      continue;
    }
    if (marker == 0xDA || marker == 0xD9) break;  // Start of scan: the frame is known.
    const std::size_t length = number_at(bytes, at + 2, 2);
    if (length < 2 || at + 2 + length > bytes.size()) break;
    const std::string_view segment = bytes.substr(at + 4, length - 2);
    if (marker == 0xE0) {
      read_jfif(segment, header);
      has_jfif = has_jfif || segment.substr(0, 4) == "JFIF";
    } else if (marker == 0xE1) {
      read_exif(segment, header);
    } else if (marker == 0xEE && segment.size() >= 12 && segment.substr(0, 5) == "Adobe") {
      adobe_transform = static_cast<int>(byte_at(segment, 11));
    } else if (marker == 0xDD && segment.size() >= 2) {
      header.restart_interval = number_at(segment, 0, 2);
    } else if (marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC) {
      has_frame = read_frame(segment, header);
      header.sequential_huffman = marker == 0xC0 || marker == 0xC1;
    }
    at += 2 + length;
  }
  if (!has_frame) return std::nullopt;
  // Component names say RGB only where no marker says otherwise, as in libjpeg.
  if (has_jfif || adobe_transform > 0) header.is_rgb = false;
  if (adobe_transform == 0 && header.components == 3 && !has_jfif) header.is_rgb = true;
  constexpr std::size_t kTail = 4096;
  const std::string_view tail = bytes.substr(bytes.size() - std::min(bytes.size(), kTail));
  header.complete = tail.rfind("\xFF\xD9") != std::string_view::npos;
  return header;
}

}  // namespace logdigitise::raster
