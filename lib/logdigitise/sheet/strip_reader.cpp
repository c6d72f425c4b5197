// The rows of a strip of sheets.

#include <algorithm>
#include <cmath>
#include <cstring>
#include <utility>

#include "logdigitise/sheet/sheet_strip.hpp"

namespace logdigitise::sheet {

namespace {

constexpr int kReadRows = 64;

/// Some rows of one sheet's scan; the window moves down only.
class SheetWindow {
 public:
  SheetWindow(const StripSheet& sheet, const raster::RasterOptions& options)
      : reader_(raster::open_page(sheet.page, options)),
        row_bytes_(static_cast<std::size_t>(reader_->info().width) *
                   static_cast<std::size_t>(reader_->info().channels)) {}

  /// Row `y` of the scan; nullptr beyond it. No row above `keep_from` is asked again.
  const std::uint8_t* row(int y, int keep_from) {
    if (y < 0 || y >= reader_->info().height) return nullptr;
    drop_above(std::min(keep_from, y));
    while (held_from_ + held_rows() <= y) {
      const Image<std::uint8_t> rows = reader_->read_rows(kReadRows);
      if (rows.rows() == 0) return nullptr;
      held_.insert(held_.end(), rows.data(),
                   rows.data() + row_bytes_ * static_cast<std::size_t>(rows.rows()));
      drop_above(std::min(keep_from, y));
    }
    return y < held_from_ ? nullptr : held_.data() + row_bytes_ * static_cast<std::size_t>(y - held_from_);
  }
  [[nodiscard]] const raster::RasterInfo& info() const { return reader_->info(); }
  [[nodiscard]] const std::vector<raster::DamagedRows>& damaged() const { return reader_->damaged(); }

 private:
  [[nodiscard]] int held_rows() const { return static_cast<int>(held_.size() / row_bytes_); }
  void drop_above(int y) {
    const int drop = std::min(y - held_from_, held_rows());
    if (drop < kReadRows && drop < held_rows()) return;  // Not worth moving the rest.
    if (drop <= 0) return;
    held_.erase(held_.begin(),
                held_.begin() + static_cast<std::ptrdiff_t>(drop) * static_cast<std::ptrdiff_t>(row_bytes_));
    held_from_ += drop;
  }

  std::unique_ptr<raster::RowReader> reader_;
  std::size_t row_bytes_;
  std::vector<std::uint8_t> held_;
  int held_from_ = 0;
};

class StripReader : public raster::RowReader {
 public:
  StripReader(std::shared_ptr<const SheetStrip> strip, const raster::RasterOptions& options)
      : strip_(std::move(strip)), options_(options) {
    options_.opens_instead = nullptr;
  }

  [[nodiscard]] const raster::RasterInfo& info() const override { return strip_->info; }
  [[nodiscard]] const std::vector<raster::DamagedRows>& damaged() const override { return damaged_; }

  [[nodiscard]] Image<std::uint8_t> read_rows(int count) override {
    const int rows = std::clamp(info().height - next_, 0, count);
    Image<std::uint8_t> out(rows, info().width, info().channels);
    std::fill_n(out.data(), out.size(), std::uint8_t{255});
    for (int i = 0; i < rows; ++i, ++next_) fill_row(next_, out.row(i).data());
    return out;
  }

 private:
  void open_sheet_of(int y) {
    const std::size_t wanted = strip_->sheet_at(y + 0.5);
    if (window_ && wanted == sheet_) return;
    sheet_ = wanted;
    window_ = std::make_unique<SheetWindow>(strip_->sheets[wanted], options_);
  }

  void fill_row(int y, std::uint8_t* out) {
    open_sheet_of(y);
    const StripSheet& sheet = strip_->sheets[sheet_];
    const double straight_y = y - sheet.offset + 0.5;
    const double tilt = sheet.bend.tilt_at(straight_y);
    const auto shift = static_cast<int>(std::lround(sheet.bend.shift_at(straight_y)));
    const int width = window_->info().width;
    const auto rows_down = [&](double x) {
      return static_cast<int>(std::lround(tilt * (x + 0.5 - sheet.bend.middle)));
    };
    const int whole = y - sheet.offset;
    // Tilts change from row to row: what the next rows may ask lies a little above this row's highest.
    const int keep_from = whole + std::min(rows_down(0), rows_down(width)) - kReadRows;
    // Runs of columns that come from one row.
    const double run = tilt == 0.0 ? width + 1.0 : std::max(1.0, std::abs(1.0 / tilt));
    int x = 0;
    while (x < width) {
      const int down = rows_down(x);
      int end = std::min(width, x + std::max(1, static_cast<int>(run) - 1));
      while (end < width && rows_down(end) == down) ++end;
      while (end > x + 1 && rows_down(end - 1) != down) --end;
      copy_run(window_->row(whole + down, keep_from), x, end, shift, sheet.side, out);
      x = end;
    }
  }

  /// Columns [from, to) of a straight sheet.
  void copy_run(const std::uint8_t* row, int from, int to, int shift, int side, std::uint8_t* out) const {
    const int width = window_->info().width;
    const int first = std::max({from, -shift, -side});
    const int last = std::min({to, width - shift, info().width - side});
    if (row == nullptr || first >= last) return;
    const int channels = info().channels;
    const int own = window_->info().channels;
    std::uint8_t* target = out + static_cast<std::ptrdiff_t>(first + side) * channels;
    const std::uint8_t* source = row + static_cast<std::ptrdiff_t>(first + shift) * own;
    if (own == channels) {
      std::memcpy(target, source, static_cast<std::size_t>(last - first) * static_cast<std::size_t>(own));
      return;
    }
    for (int i = 0; i < last - first; ++i)
      for (int c = 0; c < channels; ++c) target[i * channels + c] = source[i * own + std::min(c, own - 1)];
  }

  std::shared_ptr<const SheetStrip> strip_;
  raster::RasterOptions options_;
  std::unique_ptr<SheetWindow> window_;
  std::size_t sheet_ = 0;
  int next_ = 0;
  std::vector<raster::DamagedRows> damaged_;  ///< Left empty: damage is told where the sheets are read.
};

}  // namespace

std::unique_ptr<raster::RowReader> open_strip(std::shared_ptr<const SheetStrip> strip,
                                              const raster::RasterOptions& options) {
  return std::make_unique<StripReader>(std::move(strip), options);
}

}  // namespace logdigitise::sheet
