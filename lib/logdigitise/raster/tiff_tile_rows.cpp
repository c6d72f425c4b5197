#include "logdigitise/raster/tiff_tile_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>

#include "logdigitise/core/error.hpp"
#include "logdigitise/raster/tiff_strip_place.hpp"

namespace logdigitise::raster {

namespace {

class TileRows : public TiffRows {
 public:
  TileRows(std::unique_ptr<TiffHandle> tiff, TiffLayout layout, int plane, const std::string& where)
      : tiff_(std::move(tiff)),
        layout_(std::move(layout)),
        plane_(plane),
        tile_row_bytes_(static_cast<std::size_t>(std::max<tmsize_t>(TIFFTileRowSize(tiff_->get()), 0))) {
    const std::int64_t tile_width = layout_.tile_width;
    const std::int64_t tile_height = layout_.tile_height;
    constexpr std::int64_t kMaxBandBytes = std::int64_t{1} << 30;
    const bool sane = tile_width > 0 && tile_height > 0 && tile_width <= layout_.width + (1 << 16) &&
                      tile_height <= layout_.height + (1 << 16) && tile_row_bytes_ > 0 &&
                      packed_row_bytes(layout_, tile_width * 8) == packed_row_bytes(layout_, tile_width) * 8;
    across_ = sane ? (layout_.width + tile_width - 1) / tile_width : 0;
    const std::int64_t band_row = across_ * static_cast<std::int64_t>(tile_row_bytes_);
    if (!sane || band_row > kMaxBandBytes / tile_height) {
      throw input_error(where,
                        fmt::format("TIFF with tiles of {} x {} for an image of {} x {}; expected tiles of "
                                    "about its size at most, and a row of them of at most {} bytes",
                                    tile_width, tile_height, layout_.width, layout_.height, kMaxBandBytes),
                        "Save it in strips");
    }
    band_row_bytes_ = static_cast<std::size_t>(band_row);
    tile_.resize(tile_row_bytes_ * static_cast<std::size_t>(tile_height));
    band_.resize(band_row_bytes_ * static_cast<std::size_t>(tile_height));
  }

  std::size_t row_bytes() const override { return band_row_bytes_; }

  Complaint next(std::vector<std::uint8_t>& row) override {
    const std::int64_t row_in_band = row_ % layout_.tile_height;
    if (row_in_band == 0) decode_band();
    ++row_;
    const auto* begin = band_.data() + static_cast<std::size_t>(row_in_band) * band_row_bytes_;
    row.assign(begin, begin + band_row_bytes_);
    return {complaint_};
  }

 private:
  void decode_band() {
    complaint_.clear();
    for (std::int64_t t = 0; t < across_ && complaint_.empty(); ++t) {
      std::fill(tile_.begin(), tile_.end(), std::uint8_t{0});
      const std::uint32_t index =
          TIFFComputeTile(tiff_->get(), static_cast<std::uint32_t>(t * layout_.tile_width),
                          static_cast<std::uint32_t>(row_), 0, static_cast<std::uint16_t>(plane_));
      const auto size = static_cast<tmsize_t>(tile_.size());
      const tmsize_t got = TIFFReadEncodedTile(tiff_->get(), index, tile_.data(), size);
      complaint_ = tiff_->take_complaint();
      if (got < size && complaint_.empty()) complaint_ = fmt::format("tile {} is incomplete", index);
      for (std::size_t r = 0; r < static_cast<std::size_t>(layout_.tile_height); ++r) {
        std::memcpy(band_.data() + r * band_row_bytes_ + static_cast<std::size_t>(t) * tile_row_bytes_,
                    tile_.data() + r * tile_row_bytes_, tile_row_bytes_);
      }
    }
  }

  std::unique_ptr<TiffHandle> tiff_;
  TiffLayout layout_;
  int plane_;
  std::size_t tile_row_bytes_;
  std::int64_t across_ = 0;
  std::size_t band_row_bytes_ = 0;
  std::vector<std::uint8_t> tile_;
  std::vector<std::uint8_t> band_;
  std::int64_t row_ = 0;
  std::string complaint_;
};

}  // namespace

std::unique_ptr<TiffRows> make_tile_rows(std::unique_ptr<TiffHandle> tiff, const TiffLayout& layout,
                                         int plane, const std::string& where) {
  return std::make_unique<TileRows>(std::move(tiff), layout, plane, where);
}

}  // namespace logdigitise::raster
