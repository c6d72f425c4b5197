#include "logdigitise/depth/page_spans.hpp"

#include <algorithm>
#include <map>

namespace logdigitise::depth {

std::vector<PageSpan> page_spans(const std::vector<layout::Tie>& ties) {
  std::map<int, PageSpan> by_page;
  for (const layout::Tie& tie : ties) {
    const auto [at, is_new] = by_page.try_emplace(tie.page, PageSpan{tie.page, tie.depth, tie.depth});
    if (is_new) continue;
    at->second.least = std::min(at->second.least, tie.depth);
    at->second.most = std::max(at->second.most, tie.depth);
  }
  std::vector<PageSpan> spans;
  for (const auto& [page, span] : by_page) spans.push_back(span);
  return spans;
}

int page_between_ties(const std::vector<PageSpan>& spans, double depth) {
  const auto at = std::find_if(spans.begin(), spans.end(), [depth](const PageSpan& span) {
    return depth >= span.least && depth <= span.most;
  });
  return at == spans.end() ? 0 : at->page;
}

}  // namespace logdigitise::depth
