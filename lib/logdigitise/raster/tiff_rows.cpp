#include "logdigitise/raster/tiff_rows.hpp"

#include <fmt/format.h>

#include <utility>

#include "logdigitise/core/error.hpp"
#include "logdigitise/raster/tiff_rgba_rows.hpp"
#include "logdigitise/raster/tiff_strip_place.hpp"
#include "logdigitise/raster/tiff_strip_rows.hpp"
#include "logdigitise/raster/tiff_tile_rows.hpp"

namespace logdigitise::raster {

namespace {

// Strips without compression, read straight from the file: a strip may be the whole image.
class PlainRows : public TiffRows {
 public:
  PlainRows(std::unique_ptr<TiffHandle> tiff, TiffLayout layout, int plane)
      : tiff_(std::move(tiff)),
        layout_(std::move(layout)),
        plane_(plane),
        row_bytes_(static_cast<std::size_t>(packed_row_bytes(layout_, layout_.width))),
        swap_bytes_(layout_.bits == 16 && TIFFIsByteSwapped(tiff_->get()) != 0) {
    std::uint16_t order = FILLORDER_MSB2LSB;
    TIFFGetFieldDefaulted(tiff_->get(), TIFFTAG_FILLORDER, &order);
    reverse_bits_ = order == FILLORDER_LSB2MSB;
  }

  std::size_t row_bytes() const override { return row_bytes_; }

  Complaint next(std::vector<std::uint8_t>& row) override {
    row.resize(row_bytes_);
    const std::uint32_t strip = strip_of_row(layout_, row_, plane_);
    const std::int64_t row_in_strip = row_ % layout_.rows_per_strip;
    if (row_in_strip == 0) place_ = place_of_strip(*tiff_, strip);
    ++row_;
    const std::int64_t begin = row_in_strip * static_cast<std::int64_t>(row_bytes_);
    if (begin + static_cast<std::int64_t>(row_bytes_) > place_.count) {
      return {
          fmt::format("strip {} has {} bytes, too few for row {} of it", strip, place_.count, row_in_strip)};
    }
    if (tiff_->bytes().read_at(place_.offset + begin, row) < row_bytes_)
      return {cut_off_message(strip, place_)};
    if (reverse_bits_) TIFFReverseBits(row.data(), static_cast<tmsize_t>(row.size()));
    if (swap_bytes_) {
      for (std::size_t i = 0; i + 1 < row.size(); i += 2) std::swap(row[i], row[i + 1]);
    }
    return {};
  }

 private:
  std::unique_ptr<TiffHandle> tiff_;
  TiffLayout layout_;
  int plane_;
  std::size_t row_bytes_;
  bool reverse_bits_ = false;
  bool swap_bytes_ = false;
  StripPlace place_;
  std::int64_t row_ = 0;
};

}  // namespace

std::unique_ptr<TiffRows> make_tiff_rows(std::unique_ptr<TiffHandle> tiff, const TiffLayout& layout,
                                         int plane, const std::string& where) {
  if (layout.through_rgba) return make_rgba_rows(std::move(tiff), layout, where);
  if (layout.tiled) return make_tile_rows(std::move(tiff), layout, plane, where);
  std::unique_ptr<TiffRows> rows;
  if (layout.compression == COMPRESSION_NONE) {
    rows = std::make_unique<PlainRows>(std::move(tiff), layout, plane);
  } else {
    rows = make_strip_rows(std::move(tiff), layout, plane);
  }
  if (static_cast<std::int64_t>(rows->row_bytes()) < packed_row_bytes(layout, layout.width)) {
    throw input_error(where, fmt::format("TIFF whose rows would have {} bytes; expected {}",
                                         rows->row_bytes(), packed_row_bytes(layout, layout.width)));
  }
  return rows;
}

}  // namespace logdigitise::raster
