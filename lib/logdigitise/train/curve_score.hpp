#pragma once
// One curve of one band, row by row against its truth.

#include <cstdint>
#include <string>
#include <vector>

#include "logdigitise/core/image.hpp"
#include "logdigitise/layout/layout.hpp"
#include "logdigitise/trace/tracer.hpp"
#include "logdigitise/train/shard.hpp"

namespace logdigitise::train {

/// Errors are fractions of the track's width, of the rows that have a value; NaN if there is none.
struct CurveScore {
  std::string band;
  int place = 1;  ///< First, second, ... curve of its pass.
  layout::LineStyle style = layout::LineStyle::kSolid;
  std::int64_t rows = 0;      ///< Where the truth is drawn.
  std::int64_t omitted = 0;   ///< Of these, rows without a value.
  std::int64_t blank = 0;     ///< Where the truth is not drawn.
  std::int64_t invented = 0;  ///< Of these, rows with a value.
  double mae = 0.0;
  double mse = 0.0;
  double r2 = 0.0;
  double within_1_percent = 0.0;  ///< Share of `rows`; a row without a value is within nothing.
  double within_2_percent = 0.0;
};

/// Traces the band as `convert` would. Curves that wrap are compared where they are drawn, in the first lane.
[[nodiscard]] std::vector<CurveScore> score_curves(const LabelledBand& band, const Image<float>& probability,
                                                   const trace::TraceOptions& options);

}  // namespace logdigitise::train
