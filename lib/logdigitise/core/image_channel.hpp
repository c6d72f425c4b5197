#pragma once
// One channel of a picture as a picture of its own.

#include "logdigitise/core/image.hpp"

namespace logdigitise {

/// One channel of `rows` rows from `first_row` on.
template <typename T>
[[nodiscard]] Image<T> channel_of(const Image<T>& image, int channel, int first_row, int rows) {
  Image<T> own(rows, image.columns());
  for (int r = 0; r < rows; ++r)
    for (int x = 0; x < image.columns(); ++x) own.at(r, x) = image.at(first_row + r, x, channel);
  return own;
}

}  // namespace logdigitise
