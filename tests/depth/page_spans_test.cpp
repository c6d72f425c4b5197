#include "logdigitise/depth/page_spans.hpp"

#include <gtest/gtest.h>

namespace logdigitise::depth {
namespace {

TEST(PageSpans, AreFromTheLeastToTheMostDepthOfEachPage) {
  const std::vector<PageSpan> spans =
      page_spans({{0, 900, 5200, 2}, {0, 10, 5000, 1}, {0, 500, 5120, 1}, {0, 20, 5100, 2}});
  ASSERT_EQ(spans.size(), 2U);
  EXPECT_EQ(spans[0].page, 1);
  EXPECT_EQ(spans[0].most, 5120);
  EXPECT_EQ(spans[1].least, 5100);
}

TEST(PageBetweenTies, IsTheFirstThatEnclosesADepth) {
  const std::vector<PageSpan> spans{{1, 5000, 5100}, {2, 5100, 5200}, {4, 5250, 5300}};
  EXPECT_EQ(page_between_ties(spans, 5050), 1);
  EXPECT_EQ(page_between_ties(spans, 5100), 1);
  EXPECT_EQ(page_between_ties(spans, 5100.5), 2);
  EXPECT_EQ(page_between_ties(spans, 5220), 0);
  EXPECT_EQ(page_between_ties(spans, 5250), 4);
}

}  // namespace
}  // namespace logdigitise::depth
