#include "logdigitise/metrics/error_shares.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace logdigitise::metrics {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

// A track with GR (0..150, wraps) at 30 and SP (-160..40) at 0 (80 % of the track); GR is predicted as given.
ErrorShares shares_for(const std::vector<double>& predicted_gr, double truth_gr = 30.0) {
  layout::Layout layout;
  layout.depth.top = 0.0;
  layout.depth.base = 1000.0;
  layout::Track track;
  track.edges = {{0.0, 0.0, 500.0, 1}};
  track.curves.push_back({"GR", "", 0.0, 150.0, layout::LineStyle::kSolid, {}, {}, true});
  track.curves.push_back({"SP", "", -160.0, 40.0, layout::LineStyle::kDashed, {}, {}, false});
  layout.tracks.push_back(track);
  welllog::WellLog truth;
  const std::size_t n = predicted_gr.size();
  for (std::size_t i = 0; i < n; ++i) truth.depths.push_back(static_cast<double>(i));
  truth.curves.push_back({"GR", "", "", std::vector<double>(n, truth_gr)});
  truth.curves.push_back({"SP", "", "", std::vector<double>(n, 0.0)});
  welllog::WellLog predicted = truth;
  predicted.curves[0].values = predicted_gr;
  return error_shares(compare_logs(predicted, truth, &layout));
}

TEST(ErrorShares, PutEachGrossErrorInOneClass) {
  const ErrorCounts counts =
      shares_for({30.0, 35.0, kNaN, 180.0, 120.0, 60.0, 121.0, -120.0}).curves.at(0).counts;
  EXPECT_EQ(counts.gross, 6);
  EXPECT_EQ(counts.missing, 1);
  EXPECT_EQ(counts.lane, 2);  // 180 and -120 are 30 in the next lanes.
  EXPECT_EQ(counts.swapped, 2);
  EXPECT_EQ(counts.jump, 1);
}

TEST(ErrorShares, RecogniseASwapInAnotherLane) {
  EXPECT_EQ(shares_for({150.0 + 120.0}, 190.0).all.swapped, 1);
}

TEST(ErrorShares, AddUpOverCurves) {
  const ErrorShares shares = shares_for({60.0, kNaN});
  ASSERT_EQ(shares.curves.size(), 2U);
  EXPECT_EQ(shares.all.gross, 2);
  EXPECT_EQ(shares.curves[1].counts.gross, 0);
}

}  // namespace
}  // namespace logdigitise::metrics
