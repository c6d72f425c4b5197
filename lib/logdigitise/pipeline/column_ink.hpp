#pragma once
// What the columns of a band hold over a whole page.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "logdigitise/core/image.hpp"

namespace logdigitise::pipeline {

/// Mean ink of the columns of a band, a block of rows at a time: a byte for 16 pixels of the band.
class ColumnInk {
 public:
  static constexpr int kBlockRows = 16;

  /// Room for so many rows at once, before the first come.
  void expect_rows(std::size_t rows) { expected_rows_ = rows; }

  /// The next rows of the band, rows x columns, 0..255.
  void push(const Image<std::uint8_t>& ink);

  /// Blocks of which all rows have come.
  [[nodiscard]] int blocks() const { return blocks_; }
  [[nodiscard]] int columns() const { return static_cast<int>(sums_.size()); }
  /// 0..255.
  [[nodiscard]] int mean(int block, int column) const {
    return means_[static_cast<std::size_t>(block) * sums_.size() + static_cast<std::size_t>(column)];
  }

 private:
  std::vector<int> sums_;  // Of the block that is not full yet.
  std::size_t expected_rows_ = 0;
  int rows_ = 0;  // In it.
  int blocks_ = 0;
  std::vector<std::uint8_t> means_;
};

}  // namespace logdigitise::pipeline
