#include "logdigitise/raster/tiff_layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "logdigitise/core/error.hpp"

namespace logdigitise::raster {

namespace {

template <typename T>
T field(TIFF* tiff, std::uint32_t tag, T otherwise) {
  T value{};
  return TIFFGetField(tiff, tag, &value) == 1 ? value : otherwise;
}

template <typename T>
T field_or_default(TIFF* tiff, std::uint32_t tag, T otherwise) {
  T value{};
  return TIFFGetFieldDefaulted(tiff, tag, &value) == 1 ? value : otherwise;
}

bool is_fax(int compression) {
  return compression == COMPRESSION_CCITTRLE || compression == COMPRESSION_CCITTRLEW ||
         compression == COMPRESSION_CCITTFAX3 || compression == COMPRESSION_CCITTFAX4;
}

void read_resolution(TIFF* tiff, TiffLayout& layout) {
  const auto unit = field_or_default<std::uint16_t>(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
  if (unit != RESUNIT_INCH && unit != RESUNIT_CENTIMETER) return;
  const double per_inch = unit == RESUNIT_CENTIMETER ? 2.54 : 1.0;
  const auto stated = [&](std::uint32_t tag) {
    const double value = static_cast<double>(field<float>(tiff, tag, 0.0F)) * per_inch;
    return std::isfinite(value) && value > 0.0 ? value : 0.0;
  };
  layout.dpi_x = stated(TIFFTAG_XRESOLUTION);
  layout.dpi_y = stated(TIFFTAG_YRESOLUTION);
}

void read_extra_samples(TIFF* tiff, TiffLayout& layout, int colours) {
  std::uint16_t count = 0;
  std::uint16_t* kinds = nullptr;
  if (TIFFGetField(tiff, TIFFTAG_EXTRASAMPLES, &count, &kinds) != 1 || count == 0 || kinds == nullptr) return;
  if (kinds[0] != EXTRASAMPLE_ASSOCALPHA && kinds[0] != EXTRASAMPLE_UNASSALPHA) return;
  if (layout.samples <= colours) return;
  layout.alpha_sample = colours;
  layout.alpha_premultiplied = kinds[0] == EXTRASAMPLE_ASSOCALPHA;
}

void read_palette(TIFF* tiff, const std::string& where, TiffLayout& layout) {
  std::uint16_t* channels[3] = {};
  if (layout.bits > 8 ||
      TIFFGetField(tiff, TIFFTAG_COLORMAP, &channels[0], &channels[1], &channels[2]) != 1) {
    throw input_error(where, "TIFF with palette colours but without a palette of at most 256 entries");
  }
  const std::size_t entries = std::size_t{1} << layout.bits;
  // Old writers left the entries in 0..255 where the standard says 0..65535.
  std::uint16_t highest = 0;
  for (const auto* channel : channels)
    highest = std::max(highest, *std::max_element(channel, channel + entries));
  const std::uint32_t top = highest < 256 ? 255 : 65535;
  layout.palette.resize(entries);
  for (std::size_t i = 0; i < entries; ++i) {
    for (std::size_t c = 0; c < 3; ++c) {
      layout.palette[i][c] = static_cast<std::uint8_t>((channels[c][i] * 255U + top / 2) / top);
    }
  }
}

void check_samples(TIFF* tiff, const std::string& where, const TiffLayout& layout) {
  const auto format = field_or_default<std::uint16_t>(tiff, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_UINT);
  if (format != SAMPLEFORMAT_UINT && format != SAMPLEFORMAT_VOID) {
    throw input_error(
        where, fmt::format("TIFF with sample format {} (2 = signed, 3 = float); expected unsigned", format),
        "Save it as 8-bit grey or RGB");
  }
  if (layout.bits < 1 || layout.bits > 16) {
    throw input_error(where, fmt::format("TIFF with {} bits per sample; expected 1 to 16", layout.bits),
                      "Save it as 8-bit grey or RGB");
  }
  if (layout.samples < 1 || layout.samples > 8) {
    throw input_error(where, fmt::format("TIFF with {} samples per pixel; expected 1 to 8", layout.samples));
  }
}

// Fills in what colours the samples mean, or settles for libtiff's own conversion.
void read_colours(TIFF* tiff, const std::string& where, TiffLayout& layout) {
  int colours = 1;
  switch (layout.photometric) {
    case PHOTOMETRIC_MINISWHITE:
    case PHOTOMETRIC_MINISBLACK:
      break;
    case PHOTOMETRIC_PALETTE:
      read_palette(tiff, where, layout);
      break;
    case PHOTOMETRIC_RGB:
      colours = 3;
      break;
    case PHOTOMETRIC_SEPARATED:
      colours = 4;
      break;
    case PHOTOMETRIC_YCBCR:
      colours = 3;
      if (layout.compression == COMPRESSION_JPEG && !layout.planes_apart && layout.bits == 8) {
        TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
        layout.photometric = PHOTOMETRIC_RGB;
      } else {
        layout.through_rgba = true;
      }
      break;
    default:
      layout.through_rgba = true;
      break;
  }
  if (!layout.through_rgba && layout.samples < colours) {
    throw input_error(where, fmt::format("TIFF with {} samples per pixel for photometric interpretation {}; "
                                         "expected at least {}",
                                         layout.samples, layout.photometric, colours));
  }
  read_extra_samples(tiff, layout, colours);
  char reason[1024] = {};
  if (layout.through_rgba && TIFFRGBAImageOK(tiff, reason) == 0) {
    throw input_error(where, fmt::format("TIFF of a kind that is not read ({})", reason),
                      "Save it as 8-bit grey or RGB");
  }
}

}  // namespace

TiffLayout read_tiff_layout(TiffHandle& handle, const std::string& where) {
  TIFF* tiff = handle.get();
  TiffLayout layout;
  layout.width = field<std::uint32_t>(tiff, TIFFTAG_IMAGEWIDTH, 0);
  layout.height = field<std::uint32_t>(tiff, TIFFTAG_IMAGELENGTH, 0);
  layout.bits = field_or_default<std::uint16_t>(tiff, TIFFTAG_BITSPERSAMPLE, 1);
  layout.samples = field_or_default<std::uint16_t>(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
  layout.compression = field_or_default<std::uint16_t>(tiff, TIFFTAG_COMPRESSION, COMPRESSION_NONE);
  layout.planes_apart = layout.samples > 1 && field_or_default<std::uint16_t>(tiff, TIFFTAG_PLANARCONFIG,
                                                                              1) == PLANARCONFIG_SEPARATE;
  const int assumed = layout.samples >= 3          ? PHOTOMETRIC_RGB
                      : is_fax(layout.compression) ? PHOTOMETRIC_MINISWHITE
                                                   : PHOTOMETRIC_MINISBLACK;
  layout.photometric = field<std::uint16_t>(tiff, TIFFTAG_PHOTOMETRIC, static_cast<std::uint16_t>(assumed));
  layout.orientation = field_or_default<std::uint16_t>(tiff, TIFFTAG_ORIENTATION, 1);
  if (layout.orientation < 1 || layout.orientation > 8) layout.orientation = 1;

  check_samples(tiff, where, layout);
  if (TIFFIsCODECConfigured(static_cast<std::uint16_t>(layout.compression)) == 0) {
    throw input_error(where, fmt::format("TIFF with compression {}, which is not read", layout.compression),
                      "Save it with CCITT G4, LZW, Deflate or no compression");
  }
  read_colours(tiff, where, layout);
  read_resolution(tiff, layout);

  layout.tiled = TIFFIsTiled(tiff) != 0;
  if (layout.tiled) {
    layout.tile_width = field<std::uint32_t>(tiff, TIFFTAG_TILEWIDTH, 0);
    layout.tile_height = field<std::uint32_t>(tiff, TIFFTAG_TILELENGTH, 0);
  } else {
    const auto rows = field_or_default<std::uint32_t>(tiff, TIFFTAG_ROWSPERSTRIP, 0xFFFFFFFFU);
    layout.rows_per_strip = rows == 0 ? layout.height : std::min<std::int64_t>(rows, layout.height);
  }
  if (layout.compression == COMPRESSION_CCITTFAX3) {
    layout.group3_2d = (field<std::uint32_t>(tiff, TIFFTAG_GROUP3OPTIONS, 0) & GROUP3OPT_2DENCODING) != 0;
  }
  return layout;
}

int count_tiff_pages(const ByteSource& bytes, int limit) {
  std::uint8_t head[16] = {};
  if (bytes.read_at(0, head) < 8) return 0;
  const bool big_endian = head[0] == 'M';
  const auto number = [&](const std::uint8_t* p, int n) {
    std::uint64_t value = 0;
    for (int i = 0; i < n; ++i) value = value << 8 | p[big_endian ? i : n - 1 - i];
    return value;
  };
  const bool big_tiff = number(head + 2, 2) == 43;
  const int count_size = big_tiff ? 8 : 2;
  const int entry_size = big_tiff ? 20 : 12;
  const int offset_size = big_tiff ? 8 : 4;
  std::uint64_t offset = big_tiff ? number(head + 8, 8) : number(head + 4, 4);
  std::vector<std::uint64_t> seen;
  const auto file_size = static_cast<std::uint64_t>(bytes.size());
  while (offset != 0 && static_cast<int>(seen.size()) < limit) {
    if (offset >= file_size || std::find(seen.begin(), seen.end(), offset) != seen.end()) break;
    std::uint8_t field_bytes[8] = {};
    const auto n = static_cast<std::size_t>(count_size);
    if (bytes.read_at(static_cast<std::int64_t>(offset), {field_bytes, n}) < n) break;
    seen.push_back(offset);
    const std::uint64_t entries = number(field_bytes, count_size);
    if (entries > file_size) break;
    const std::uint64_t next = offset + n + entries * static_cast<std::uint64_t>(entry_size);
    const auto m = static_cast<std::size_t>(offset_size);
    if (next >= file_size || bytes.read_at(static_cast<std::int64_t>(next), {field_bytes, m}) < m) break;
    offset = number(field_bytes, offset_size);
  }
  return static_cast<int>(seen.size());
}

}  // namespace logdigitise::raster
