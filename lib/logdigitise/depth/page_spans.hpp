#pragma once
// Which page a depth is read from, where a log has several.

#include <vector>

#include "logdigitise/layout/layout.hpp"

namespace logdigitise::depth {

/// The depths between the outer ties of a page.
struct PageSpan {
  int page = 1;
  double least = 0.0;
  double most = 0.0;
};

/// One for each page that has ties, by page.
[[nodiscard]] std::vector<PageSpan> page_spans(const std::vector<layout::Tie>& ties);

/// The first page between whose ties a depth lies; 0 if it lies beyond those of all pages, where any page
/// that reaches so far may tell.
[[nodiscard]] int page_between_ties(const std::vector<PageSpan>& spans, double depth);

}  // namespace logdigitise::depth
