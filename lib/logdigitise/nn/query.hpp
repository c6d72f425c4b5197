#pragma once
// What the network is told about the curve it shall find.

#include <array>
#include <cstddef>
#include <vector>

#include "logdigitise/layout/layout.hpp"

namespace logdigitise::nn {

/// Describes one curve of a pass to the network: its line style and weight as the header shows them.
/// Two curves with equal queries cannot be told apart by the network; tracing has to.
struct CurveQuery {
  layout::LineStyle style = layout::LineStyle::kSolid;
  layout::LineWeight weight = layout::LineWeight::kUnknown;
  bool operator==(const CurveQuery&) const = default;
};

inline constexpr std::size_t kStyles = 4;  ///< Values of layout::LineStyle.

/// 4 styles + 4 weights one-hot, then the number of curves of each style in the pass (itself included) / 4.
inline constexpr int kQueryLength = 12;

/// Encoded queries of a pass, one row per curve.
[[nodiscard]] std::vector<std::array<float, kQueryLength>> encode_queries(
    const std::vector<CurveQuery>& queries);

}  // namespace logdigitise::nn
