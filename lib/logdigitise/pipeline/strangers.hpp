#pragma once
// Curves that may be on the paper though nobody asked for them: tension, or one that nobody wants digitised.

#include <optional>
#include <span>
#include <vector>

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/nn/query.hpp"
#include "logdigitise/pipeline/curve_rows.hpp"

namespace logdigitise::pipeline {

/// Styles of strangers that are looked for in every track, and where something is in doubt.
[[nodiscard]] const std::vector<layout::LineStyle>& usual_strangers();
[[nodiscard]] const std::vector<layout::LineStyle>& all_strangers();

/// A stranger of this style; none beside a curve of that style, from which the network could not tell it, nor
/// beside more than three curves.
[[nodiscard]] std::optional<nn::CurveQuery> stranger_beside(const std::vector<nn::CurveQuery>& asked,
                                                            layout::LineStyle style);

/// Mean over the rows of the evidence on the paths, summed over the curves.
[[nodiscard]] double seen(std::span<const CurveRows> curves);

/// Whether the stranger is there. `without`: the curves as they were read without it; `beside`: with it. It
/// has to be seen apart from all curves, and these about as well as without it. A solid one is inked
/// throughout; one of dashes in half of its rows, and it has a stroke of its own, not only those that the
/// curves had before, unless these have better ones now.
[[nodiscard]] bool is_stranger(const CurveRows& stranger, layout::LineStyle style,
                               std::span<const CurveRows> beside, std::span<const CurveRows> without);

}  // namespace logdigitise::pipeline
