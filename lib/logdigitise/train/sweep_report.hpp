#pragma once
// A sweep as tables and as JSON.

#include <string>
#include <vector>

#include "logdigitise/train/sweep_summary.hpp"
#include "logdigitise/train/sweep_walk.hpp"

namespace logdigitise::train {

/// Tables in Markdown: one per group of curves, then one by hardness and one by operating point (if there is
/// any).
[[nodiscard]] std::string sweep_markdown(const std::vector<EntrySummary>& summaries,
                                         const std::vector<HardnessSummary>& hardness = {},
                                         const std::vector<WalkedPoint>& walk = {});
/// Every figure.
[[nodiscard]] std::string sweep_json(const std::vector<EntrySummary>& summaries,
                                     const std::vector<HardnessSummary>& hardness = {},
                                     const std::vector<WalkedPoint>& walk = {});

}  // namespace logdigitise::train
