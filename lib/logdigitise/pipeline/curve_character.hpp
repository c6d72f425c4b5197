#pragma once
// Whether a curve runs as what its name says usually runs.

#include <span>

#include "logdigitise/layout/layout.hpp"

namespace logdigitise::pipeline {

/// Log-likelihood (nats, less a constant of the mnemonic) of the middle, the roughness over 2 ft and the
/// spread of the values that `fraction` (0 = left edge of the track) has on the curve's own scale, under what
/// curves of its kind have over 100 ft. `depth_ft` is strictly monotone, one entry a row. 0 for names and
/// units that the table does not have, for scales far from usual ones, and where fewer than 40 rows have a
/// value.
[[nodiscard]] double likely_character(const layout::Curve& curve, layout::Scale scale,
                                      std::span<const double> depth_ft, std::span<const float> fraction);

}  // namespace logdigitise::pipeline
