#pragma once
// Layouts that give two curves of a track each other's names, as far as it can be told.

#include <string>
#include <vector>

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/pipeline/page_traces.hpp"

namespace logdigitise::pipeline {

/// A line for each pair of curves of a track that would run far more as such curves do (curve_character.hpp)
/// with their names exchanged. Values stay as they are. Curves that are drawn alike (like_curves.hpp) are
/// left out.
[[nodiscard]] std::vector<std::string> exchanged_name_messages(const layout::Layout& layout,
                                                               const PageTraces& page);

}  // namespace logdigitise::pipeline
