#pragma once
// How well a picture looks like a given value: what is usual, or fits a grid, is held against the ink.

#include <opencv2/core.hpp>

#include "logdigitise/sheet/digit_reader.hpp"

namespace logdigitise::sheet {

/// A printed value without the decision what it says.
struct ValueLook {
  bool has_sign = false;
  bool has_point = false;
  DigitLattice digits;  ///< Of the ink without sign and points.
};

/// `ink`: as for read_value(). Time as DigitReader::look.
[[nodiscard]] ValueLook look_at_value(const cv::Mat& ink, const DigitReader& reader);

/// The log of the chance of the digits of `value`, however many decimals are printed, added up (see
/// log_chance_of), less for a sign or a point too much or too few. 0 = surely.
[[nodiscard]] double log_chance_of_value(const ValueLook& look, double value);

/// The same for the digits that the picture looks most like.
[[nodiscard]] double log_chance_of_best(const ValueLook& look);

}  // namespace logdigitise::sheet
