#include "logdigitise/raster/tiff_strip_place.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace logdigitise::raster {

StripPlace place_of_strip(const TiffHandle& tiff, std::uint32_t strip) {
  constexpr std::uint64_t kLimit = std::uint64_t{1} << 60;
  const auto offset =
      static_cast<std::int64_t>(std::min<std::uint64_t>(TIFFGetStrileOffset(tiff.get(), strip), kLimit));
  const auto count =
      static_cast<std::int64_t>(std::min<std::uint64_t>(TIFFGetStrileByteCount(tiff.get(), strip), kLimit));
  const std::int64_t present = std::clamp<std::int64_t>(tiff.bytes().size() - offset, 0, count);
  return {offset, count, count - present};
}

std::uint32_t strip_of_row(const TiffLayout& layout, std::int64_t row, int plane) {
  const std::int64_t strips = (layout.height + layout.rows_per_strip - 1) / layout.rows_per_strip;
  return static_cast<std::uint32_t>(plane * strips + row / layout.rows_per_strip);
}

std::int64_t packed_row_bytes(const TiffLayout& layout, std::int64_t width) {
  return (width * layout.bits * (layout.planes_apart ? 1 : layout.samples) + 7) / 8;
}

std::string cut_off_message(std::uint32_t strip, const StripPlace& place) {
  return fmt::format("the file ends {} bytes short of strip {}", place.missing, strip);
}

}  // namespace logdigitise::raster
