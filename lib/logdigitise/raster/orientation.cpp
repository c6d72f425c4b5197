#include "logdigitise/raster/orientation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <utility>
#include <vector>

#include "logdigitise/core/error.hpp"

namespace logdigitise::raster {

namespace {

void mirror(std::span<std::uint8_t> row, std::size_t channels) {
  const std::size_t width = row.size() / channels;
  for (std::size_t a = 0, b = width; a + 1 < b; ++a) {
    --b;
    std::swap_ranges(row.begin() + static_cast<std::ptrdiff_t>(a * channels),
                     row.begin() + static_cast<std::ptrdiff_t>((a + 1) * channels),
                     row.begin() + static_cast<std::ptrdiff_t>(b * channels));
  }
}

class MirroredSource : public RowSource {
 public:
  explicit MirroredSource(std::unique_ptr<RowSource> source) : source_(std::move(source)) {}

  const RasterInfo& info() const override { return source_->info(); }

  Complaint next_row(std::span<std::uint8_t> row) override {
    Complaint complaint = source_->next_row(row);
    mirror(row, static_cast<std::size_t>(info().channels));
    return complaint;
  }

 private:
  std::unique_ptr<RowSource> source_;
};

// A whole image, 1 bit per pixel if bilevel.
class HeldPage {
 public:
  HeldPage(const RasterInfo& info, const std::string& where)
      : width_(static_cast<std::size_t>(info.width)),
        channels_(static_cast<std::size_t>(info.channels)),
        packed_(info.bilevel),
        row_bytes_(packed_ ? (width_ + 7) / 8 : width_ * channels_) {
    constexpr std::size_t kMaxBytes = std::size_t{4} << 30;
    if (row_bytes_ > kMaxBytes / static_cast<std::size_t>(info.height)) {
      throw input_error(
          where,
          fmt::format("image of {} x {} pixels that has to be turned; expected at most 4 GiB of "
                      "pixels then",
                      info.width, info.height),
          "Save it upright, with Orientation 1");
    }
    bytes_.resize(row_bytes_ * static_cast<std::size_t>(info.height));
  }

  void set_row(std::size_t y, std::span<const std::uint8_t> row) {
    std::uint8_t* to = bytes_.data() + y * row_bytes_;
    if (!packed_) {
      std::memcpy(to, row.data(), row_bytes_);
      return;
    }
    for (std::size_t x = 0; x < width_; ++x) {
      if (row[x] != 0) to[x / 8] = static_cast<std::uint8_t>(to[x / 8] | 0x80U >> x % 8);
    }
  }

  void get_pixel(std::size_t x, std::size_t y, std::uint8_t* out) const {
    const std::uint8_t* from = bytes_.data() + y * row_bytes_;
    if (packed_) {
      *out = (from[x / 8] >> (7 - x % 8) & 1) != 0 ? 255 : 0;
    } else {
      std::memcpy(out, from + x * channels_, channels_);
    }
  }

 private:
  std::size_t width_;
  std::size_t channels_;
  bool packed_;
  std::size_t row_bytes_;
  std::vector<std::uint8_t> bytes_;
};

class TurnedSource : public RowSource {
 public:
  // `cause` is why it is turned, as errors say it.
  TurnedSource(std::unique_ptr<RowSource> source, int orientation, std::string where, std::string cause)
      : source_(std::move(source)),
        orientation_(orientation),
        where_(std::move(where)),
        cause_(std::move(cause)),
        stored_(source_->info()),
        info_(stored_),
        page_(stored_, where_) {
    if (orientation_ >= 5) {
      std::swap(info_.width, info_.height);
      std::swap(info_.dpi_x, info_.dpi_y);
    }
  }

  const RasterInfo& info() const override { return info_; }

  Complaint next_row(std::span<std::uint8_t> row) override {
    if (source_) load();
    const auto channels = static_cast<std::size_t>(info_.channels);
    const auto stored_width = static_cast<std::size_t>(stored_.width);
    const auto stored_height = static_cast<std::size_t>(stored_.height);
    const std::size_t y = next_row_++;
    for (std::size_t x = 0; x < static_cast<std::size_t>(info_.width); ++x) {
      std::size_t from_x = orientation_ >= 5 ? y : x;
      std::size_t from_y = orientation_ >= 5 ? x : y;
      if (from_right()) from_x = stored_width - 1 - from_x;
      if (from_bottom()) from_y = stored_height - 1 - from_y;
      page_.get_pixel(from_x, from_y, row.data() + x * channels);
    }
    return {orientation_ >= 5 ? std::string() : complaints_[stored_height - 1 - y]};
  }

 private:
  // Whether the visible top left corner is at the right or the bottom of the stored image.
  bool from_right() const {
    return orientation_ == 2 || orientation_ == 3 || orientation_ == 7 || orientation_ == 8;
  }
  bool from_bottom() const {
    return orientation_ == 3 || orientation_ == 4 || orientation_ == 6 || orientation_ == 7;
  }

  void load() {
    std::vector<std::uint8_t> row(static_cast<std::size_t>(stored_.width) *
                                  static_cast<std::size_t>(stored_.channels));
    complaints_.resize(static_cast<std::size_t>(stored_.height));
    for (std::size_t y = 0; y < complaints_.size(); ++y) {
      Complaint complaint = source_->next_row(row);
      const std::size_t above = std::min(y, static_cast<std::size_t>(complaint.rows_above));
      for (std::size_t a = y - above; a < y; ++a) complaints_[a] = complaint.reason;
      complaints_[y] = std::move(complaint.reason);
      if (complaints_[y].empty()) {
        page_.set_row(y, row);
      } else if (orientation_ >= 5) {
        throw input_error(
            where_,
            fmt::format("row {} of the stored image is damaged ({}), and {} makes a column of it that "
                        "runs through every row",
                        y, complaints_[y], cause_),
            "Get another copy of the scan");
      }
    }
    source_.reset();
  }

  std::unique_ptr<RowSource> source_;
  int orientation_;
  std::string where_;
  std::string cause_;
  RasterInfo stored_;
  RasterInfo info_;
  HeldPage page_;
  std::vector<std::string> complaints_;
  std::size_t next_row_ = 0;
};

}  // namespace

int orientation_of_rotation(int degrees) {
  switch (((degrees % 360) + 360) % 360) {
    case 90:
      return 6;
    case 180:
      return 3;
    case 270:
      return 8;
    default:
      return 1;
  }
}

std::unique_ptr<RowSource> apply_orientation(std::unique_ptr<RowSource> source, int orientation,
                                             const std::string& where) {
  if (orientation == 2) return std::make_unique<MirroredSource>(std::move(source));
  if (orientation < 2 || orientation > 8) return source;
  return std::make_unique<TurnedSource>(std::move(source), orientation, where,
                                        fmt::format("Orientation {}", orientation));
}

std::unique_ptr<RowSource> turn_clockwise(std::unique_ptr<RowSource> source, int degrees,
                                          const std::string& where) {
  if (degrees == 0) return source;
  if (degrees != 90 && degrees != 180 && degrees != 270) {
    throw usage_error(where, fmt::format("a turn of {} degrees; expected 0, 90, 180 or 270", degrees));
  }
  return std::make_unique<TurnedSource>(std::move(source), orientation_of_rotation(degrees), where,
                                        fmt::format("a turn of {} degrees", degrees));
}

}  // namespace logdigitise::raster
