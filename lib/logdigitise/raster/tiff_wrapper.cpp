#include "logdigitise/raster/tiff_wrapper.hpp"

#include <tiff.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace logdigitise::raster {

namespace {

void append_number(std::string& out, std::uint64_t value, int bytes) {
  for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
    out.push_back(static_cast<char>(value >> shift & 0xFF));
}

struct Entry {
  std::uint16_t tag;
  std::uint16_t type;
  std::uint64_t count;
  std::string value;  ///< Big-endian, of any length.
};

class Directory {
 public:
  void add_short(std::uint16_t tag, const std::vector<std::uint16_t>& values) {
    std::string bytes;
    for (const std::uint16_t value : values) append_number(bytes, value, 2);
    entries_.push_back({tag, TIFF_SHORT, values.size(), std::move(bytes)});
  }
  void add_long(std::uint16_t tag, std::uint32_t value) {
    std::string bytes;
    append_number(bytes, value, 4);
    entries_.push_back({tag, TIFF_LONG, 1, std::move(bytes)});
  }
  void add_long8(std::uint16_t tag, std::uint64_t value) {
    std::string bytes;
    append_number(bytes, value, 8);
    entries_.push_back({tag, TIFF_LONG8, 1, std::move(bytes)});
  }
  void add_resolution(std::uint16_t tag, double dpi) {
    constexpr std::uint32_t kDenominator = 1000;
    std::string bytes;
    append_number(bytes, static_cast<std::uint64_t>(std::llround(std::min(dpi, 1e6) * kDenominator)), 4);
    append_number(bytes, kDenominator, 4);
    entries_.push_back({tag, TIFF_RATIONAL, 1, std::move(bytes)});
  }

  /// Header, directory and long values; the strip is to follow at once. `count_of_pixels` bytes long.
  std::string header(std::uint64_t count_of_pixels) {
    const std::size_t directory_end = 16 + 8 + (entries_.size() + 2) * 20 + 8;
    std::size_t size = directory_end;
    for (const Entry& entry : entries_) size += entry.value.size() > 8 ? entry.value.size() : 0;
    add_long8(TIFFTAG_STRIPOFFSETS, size);
    add_long8(TIFFTAG_STRIPBYTECOUNTS, count_of_pixels);
    std::sort(entries_.begin(), entries_.end(), [](const Entry& a, const Entry& b) { return a.tag < b.tag; });

    std::string out("MM\0\x2B\0\x08\0\0", 8);
    append_number(out, 16, 8);
    append_number(out, entries_.size(), 8);
    std::string long_values;
    for (const Entry& entry : entries_) {
      append_number(out, entry.tag, 2);
      append_number(out, entry.type, 2);
      append_number(out, entry.count, 8);
      if (entry.value.size() > 8) {
        append_number(out, directory_end + long_values.size(), 8);
        long_values += entry.value;
      } else {
        out += entry.value;
        out.append(8 - entry.value.size(), '\0');
      }
    }
    append_number(out, 0, 8);
    return out + long_values;
  }

 private:
  std::vector<Entry> entries_;
};

}  // namespace

std::shared_ptr<const ByteSource> wrap_as_tiff(const WrappedImage& image, std::string pixels) {
  Directory directory;
  directory.add_long(TIFFTAG_IMAGEWIDTH, image.width);
  directory.add_long(TIFFTAG_IMAGELENGTH, image.height);
  directory.add_short(TIFFTAG_BITSPERSAMPLE, std::vector<std::uint16_t>(image.samples, image.bits));
  directory.add_short(TIFFTAG_COMPRESSION, {image.compression});
  directory.add_short(TIFFTAG_PHOTOMETRIC, {image.photometric});
  directory.add_short(TIFFTAG_ORIENTATION, {image.orientation});
  directory.add_short(TIFFTAG_SAMPLESPERPIXEL, {image.samples});
  directory.add_long(TIFFTAG_ROWSPERSTRIP, image.height);
  directory.add_short(TIFFTAG_PLANARCONFIG, {PLANARCONFIG_CONTIG});
  if (image.dpi_x > 0.0) directory.add_resolution(TIFFTAG_XRESOLUTION, image.dpi_x);
  if (image.dpi_y > 0.0) directory.add_resolution(TIFFTAG_YRESOLUTION, image.dpi_y);
  if (image.compression == COMPRESSION_CCITTFAX3)
    directory.add_long(TIFFTAG_GROUP3OPTIONS, image.group3_options);
  if (image.photometric == PHOTOMETRIC_YCBCR) {
    directory.add_short(TIFFTAG_YCBCRSUBSAMPLING, {image.subsampling[0], image.subsampling[1]});
  }
  if (image.photometric == PHOTOMETRIC_PALETTE) {
    std::vector<std::uint16_t> map;
    for (std::size_t c = 0; c < 3; ++c) {
      for (const auto& colour : image.palette) map.push_back(static_cast<std::uint16_t>(colour[c] * 257));
    }
    directory.add_short(TIFFTAG_COLORMAP, map);
  }
  std::string header = directory.header(pixels.size());
  return bytes_in_memory(std::move(header), std::move(pixels));
}

}  // namespace logdigitise::raster
