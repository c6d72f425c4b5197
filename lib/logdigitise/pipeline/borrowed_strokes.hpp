#pragma once
// Curves of the layout that have no stroke of their own on the page: tracing lays them on another curve's.

#include <string>
#include <vector>

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/pipeline/page_traces.hpp"

namespace logdigitise::pipeline {

/// Finds curves that lie on one stroke with another of their track in most of their rows in the section, are
/// hardly seen in the others, and measure something else. Such a stroke belongs to one of the two: to the
/// other if that is seen elsewhere, else by how well each is seen on it and by whose character it has
/// (curve_character.hpp). Where that is clear, the one without is null there. Sets `drawn`. Curves with few
/// rows of the section on the page are left as they are.
/// Returns a line for each such pair, for the record.
[[nodiscard]] std::vector<std::string> leave_borrowed_strokes(const layout::Layout& layout, PageTraces& page);

}  // namespace logdigitise::pipeline
