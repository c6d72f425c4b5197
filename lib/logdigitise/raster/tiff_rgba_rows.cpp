#include "logdigitise/raster/tiff_rgba_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "logdigitise/core/error.hpp"

namespace logdigitise::raster {

namespace {

class RgbaRows : public TiffRows {
 public:
  RgbaRows(std::unique_ptr<TiffHandle> tiff, TiffLayout layout, const std::string& where)
      : tiff_(std::move(tiff)),
        layout_(std::move(layout)),
        block_width_(layout_.tiled ? layout_.tile_width : layout_.width),
        block_height_(layout_.tiled ? layout_.tile_height : layout_.rows_per_strip) {
    constexpr std::int64_t kMaxBlockPixels = std::int64_t{1} << 28;
    if (block_width_ <= 0 || block_height_ <= 0 ||
        std::max(block_width_, layout_.width) > kMaxBlockPixels / block_height_) {
      throw input_error(where,
                        fmt::format("TIFF with strips or tiles of {} x {} in photometric interpretation {}; "
                                    "expected at most {} pixels in one",
                                    block_width_, block_height_, layout_.photometric, kMaxBlockPixels),
                        "Save it as 8-bit grey or RGB");
    }
    // The Orientation tag is applied later, to all kinds alike; here it would turn each strip by itself.
    TIFFSetField(tiff_->get(), TIFFTAG_ORIENTATION, static_cast<std::uint16_t>(ORIENTATION_TOPLEFT));
    block_.resize(static_cast<std::size_t>(block_width_ * block_height_));
    band_.resize(static_cast<std::size_t>(block_height_) * row_bytes());
  }

  std::size_t row_bytes() const override { return static_cast<std::size_t>(layout_.width) * 3; }

  Complaint next(std::vector<std::uint8_t>& row) override {
    const std::int64_t row_in_band = row_ % block_height_;
    if (row_in_band == 0) decode_band();
    ++row_;
    const auto* begin = band_.data() + static_cast<std::size_t>(row_in_band) * row_bytes();
    row.assign(begin, begin + row_bytes());
    return {complaint_};
  }

 private:
  void decode_band() {
    complaint_.clear();
    const auto y = static_cast<std::uint32_t>(row_);
    for (std::int64_t x = 0; x < layout_.width && complaint_.empty(); x += block_width_) {
      const int result = layout_.tiled ? TIFFReadRGBATileExt(tiff_->get(), static_cast<std::uint32_t>(x), y,
                                                             block_.data(), 1)
                                       : TIFFReadRGBAStripExt(tiff_->get(), y, block_.data(), 1);
      complaint_ = tiff_->take_complaint();
      if (result == 0 && complaint_.empty()) complaint_ = "the decoder failed and gave no reason";
      if (complaint_.empty()) copy_block(x);
    }
  }

  // Blocks come with the last row first; a strip at the end of the image has only the rows that are left.
  void copy_block(std::int64_t x) {
    const std::int64_t rows = layout_.tiled ? block_height_ : std::min(block_height_, layout_.height - row_);
    const std::int64_t columns = std::min(block_width_, layout_.width - x);
    for (std::int64_t r = 0; r < rows; ++r) {
      const std::uint32_t* from = block_.data() + (rows - 1 - r) * block_width_;
      std::uint8_t* to =
          band_.data() + static_cast<std::size_t>(r) * row_bytes() + static_cast<std::size_t>(x) * 3;
      for (std::int64_t c = 0; c < columns; ++c, to += 3) {
        const std::uint32_t white = 255U - TIFFGetA(from[c]);
        to[0] = static_cast<std::uint8_t>(std::min(255U, TIFFGetR(from[c]) + white));
        to[1] = static_cast<std::uint8_t>(std::min(255U, TIFFGetG(from[c]) + white));
        to[2] = static_cast<std::uint8_t>(std::min(255U, TIFFGetB(from[c]) + white));
      }
    }
  }

  std::unique_ptr<TiffHandle> tiff_;
  TiffLayout layout_;
  std::int64_t block_width_;
  std::int64_t block_height_;
  std::vector<std::uint32_t> block_;
  std::vector<std::uint8_t> band_;
  std::int64_t row_ = 0;
  std::string complaint_;
};

}  // namespace

std::unique_ptr<TiffRows> make_rgba_rows(std::unique_ptr<TiffHandle> tiff, const TiffLayout& layout,
                                         const std::string& where) {
  return std::make_unique<RgbaRows>(std::move(tiff), layout, where);
}

}  // namespace logdigitise::raster
