#include "logdigitise/pipeline/column_ink.hpp"

namespace logdigitise::pipeline {

void ColumnInk::push(const Image<std::uint8_t>& ink) {
  if (sums_.empty()) {
    sums_.assign(static_cast<std::size_t>(ink.columns()), 0);
    means_.reserve(expected_rows_ / kBlockRows * sums_.size());
  }
  for (int r = 0; r < ink.rows(); ++r) {
    const auto row = ink.row(r);
    for (std::size_t x = 0; x < sums_.size(); ++x) sums_[x] += row[x];
    if (++rows_ < kBlockRows) continue;
    for (int& sum : sums_) {
      means_.push_back(static_cast<std::uint8_t>(sum / kBlockRows));
      sum = 0;
    }
    rows_ = 0;
    ++blocks_;
  }
}

}  // namespace logdigitise::pipeline
