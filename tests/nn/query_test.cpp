#include "logdigitise/nn/query.hpp"

#include <gtest/gtest.h>

namespace logdigitise::nn {
namespace {

using layout::LineStyle;
using layout::LineWeight;

TEST(EncodeQueries, SetsStyleWeightAndTheCountOfEachStyle) {
  const auto rows = encode_queries({{LineStyle::kSolid, LineWeight::kHeavy},
                                    {LineStyle::kDashed, LineWeight::kUnknown},
                                    {LineStyle::kSolid, LineWeight::kLight}});
  ASSERT_EQ(rows.size(), 3U);
  const std::array<float, kQueryLength> heavy_solid{1, 0, 0, 0, 0, 0, 0, 1, 0.5F, 0.25F, 0, 0};
  const std::array<float, kQueryLength> dashed{0, 1, 0, 0, 1, 0, 0, 0, 0.5F, 0.25F, 0, 0};
  EXPECT_EQ(rows[0], heavy_solid);
  EXPECT_EQ(rows[1], dashed);
}

TEST(EncodeQueries, GivesEqualRowsToTwins) {
  const CurveQuery query{LineStyle::kDotted, LineWeight::kMedium};
  const auto rows = encode_queries({query, query});
  EXPECT_EQ(rows[0], rows[1]);
}

TEST(EncodeQueries, GivesNothingForNothing) { EXPECT_TRUE(encode_queries({}).empty()); }

}  // namespace
}  // namespace logdigitise::nn
