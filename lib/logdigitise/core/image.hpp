#pragma once
// The picture that modules pass between each other, so that none needs to see another's library.

#include <cstddef>
#include <span>
#include <vector>

namespace logdigitise {

/// Row-major pixels, channels interleaved, no padding: element (row, column, channel) is at
/// `(row * columns + column) * channels + channel`. Row 0 is the top, column 0 the left.
template <typename T>
class Image {
 public:
  Image() = default;
  Image(int rows, int columns, int channels = 1, T fill = T{})
      : rows_(rows),
        columns_(columns),
        channels_(channels),
        pixels_(static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns) *
                    static_cast<std::size_t>(channels),
                fill) {}

  [[nodiscard]] int rows() const noexcept { return rows_; }
  [[nodiscard]] int columns() const noexcept { return columns_; }
  [[nodiscard]] int channels() const noexcept { return channels_; }
  [[nodiscard]] bool empty() const noexcept { return pixels_.empty(); }

  [[nodiscard]] T& at(int row, int column, int channel = 0) { return pixels_[index(row, column, channel)]; }
  [[nodiscard]] const T& at(int row, int column, int channel = 0) const {
    return pixels_[index(row, column, channel)];
  }

  /// The `columns * channels` elements of one row.
  [[nodiscard]] std::span<T> row(int r) { return {pixels_.data() + index(r, 0, 0), row_length()}; }
  [[nodiscard]] std::span<const T> row(int r) const {
    return {pixels_.data() + index(r, 0, 0), row_length()};
  }

  [[nodiscard]] T* data() noexcept { return pixels_.data(); }
  [[nodiscard]] const T* data() const noexcept { return pixels_.data(); }
  [[nodiscard]] std::size_t size() const noexcept { return pixels_.size(); }

 private:
  [[nodiscard]] std::size_t row_length() const noexcept {
    return static_cast<std::size_t>(columns_) * static_cast<std::size_t>(channels_);
  }
  [[nodiscard]] std::size_t index(int row, int column, int channel) const noexcept {
    return (static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) +
            static_cast<std::size_t>(column)) *
               static_cast<std::size_t>(channels_) +
           static_cast<std::size_t>(channel);
  }

  int rows_ = 0;
  int columns_ = 0;
  int channels_ = 1;
  std::vector<T> pixels_;
};

}  // namespace logdigitise
