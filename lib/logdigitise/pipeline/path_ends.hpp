#pragma once
// How a stretch of a path is joined to what is above and below it.

#include <cstddef>

#include "logdigitise/pipeline/curve_rows.hpp"

namespace logdigitise::pipeline {

enum class PathEnd {
  kGap,   ///< Nothing for many rows, or a gap that ends where the stretch does.
  kLeap,  ///< Over bare paper.
  kInk,   ///< Along a stroke.
};

/// What lies between a stretch and `r`, the row before or after it, going by `direction`, 1 or -1. `at`: the
/// row where the stretch ends. O(1).
[[nodiscard]] PathEnd path_end(const CurveRows& curve, std::ptrdiff_t r, std::ptrdiff_t direction,
                               std::ptrdiff_t at);

}  // namespace logdigitise::pipeline
