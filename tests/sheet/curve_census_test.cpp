// Curves counted from the ink of a track: drawn windows whose curves are known.

#include "logdigitise/sheet/curve_census.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <opencv2/imgproc.hpp>

#include "logdigitise/sheet/headerless_curves.hpp"
#include "logdigitise/sheet/track_ink.hpp"

namespace logdigitise::sheet {
namespace {

using layout::LineStyle;

constexpr double kDpi = 200.0;

struct Drawn {
  double middle = 0.5;  ///< Of the width.
  double swing = 40.0;
  double period = 300.0;
  double on = 0.0;  ///< Px of arc; 0: solid.
  double off = 0.0;
  int pen = 2;
};

cv::Mat window_of(const std::vector<Drawn>& curves, bool grid) {
  cv::Mat ink(640, 480, CV_8UC1, cv::Scalar(0));
  if (grid) {
    for (int x = 48; x < 480; x += 48) cv::line(ink, {x, 0}, {x, 639}, cv::Scalar(255));
    for (int y = 10; y < 640; y += 20) cv::line(ink, {0, y}, {479, y}, cv::Scalar(255));
  }
  for (const Drawn& curve : curves) {
    double arc = 0.0;
    cv::Point2d before;
    for (int y = 0; y < 640; ++y) {
      const cv::Point2d here(curve.middle * 480.0 + curve.swing * std::sin(6.2832 * y / curve.period), y);
      if (y > 0) {
        arc += std::hypot(here.x - before.x, 1.0);
        if (curve.on <= 0.0 || std::fmod(arc, curve.on + curve.off) < curve.on)
          cv::line(ink, before, here, cv::Scalar(255), curve.pen);
      }
      before = here;
    }
  }
  return ink;
}

std::vector<SeenCurve> count(const std::vector<Drawn>& curves, bool grid = false) {
  return count_curves(without_grid({window_of(curves, grid), window_of(curves, grid)}), kDpi);
}

const Drawn kSolid{0.3, 40.0, 300.0, 0.0, 0.0, 2};
const Drawn kDashed{0.7, 30.0, 410.0, 14.0, 11.0, 2};
const Drawn kLongDash{0.5, 25.0, 350.0, 36.0, 10.0, 2};
const Drawn kDotted{0.85, 20.0, 390.0, 2.0, 7.0, 2};

TEST(CountCurves, FindsNoneOnPaper) { EXPECT_TRUE(count({}).empty()); }

TEST(CountCurves, FindsNoneInAGrid) { EXPECT_TRUE(count({}, true).empty()); }

TEST(CountCurves, FindsOneOfEachStyle) {
  for (const auto& [drawn, style] :
       {std::pair{kSolid, LineStyle::kSolid}, std::pair{kDashed, LineStyle::kDashed},
        std::pair{kLongDash, LineStyle::kLongDash}, std::pair{kDotted, LineStyle::kDotted}}) {
    const std::vector<SeenCurve> seen = count({drawn});
    ASSERT_EQ(seen.size(), 1U) << layout::style_name(style);
    EXPECT_EQ(seen[0].style, style);
  }
}

TEST(CountCurves, FindsASolidAndADashedOneOverAGrid) {
  const std::vector<SeenCurve> seen = count({kSolid, kDashed}, true);
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_NE(seen[0].style, seen[1].style);
  for (const SeenCurve& one : seen)
    EXPECT_TRUE(one.style == LineStyle::kSolid || one.style == LineStyle::kDashed);
}

TEST(CountCurves, TellsTwoSolidOnesByTheirWeight) {
  Drawn heavy = kSolid;
  heavy.middle = 0.7;
  heavy.pen = 6;
  const std::vector<SeenCurve> seen = count({kSolid, heavy});
  ASSERT_EQ(seen.size(), 2U);
  EXPECT_GT(std::max(seen[0].thickness_px, seen[1].thickness_px),
            1.5 * std::min(seen[0].thickness_px, seen[1].thickness_px));
  EXPECT_GT(std::min(seen[0].thickness_px, seen[1].thickness_px), 0.0);
}

TEST(CountCurves, TakesAKickForNoSecondCurve) {
  Drawn kicks = kSolid;
  kicks.swing = 150.0;
  kicks.period = 40.0;
  EXPECT_EQ(count({kicks}).size(), 1U);
}

TEST(CurvesFromInk, AreNamedByTrackAndFlagged) {
  const HeaderlessCurves found =
      curves_from_ink(3, {{LineStyle::kSolid, 6.0, 0.9}, {LineStyle::kSolid, 2.0, 0.8}});
  ASSERT_EQ(found.curves.size(), 2U);
  EXPECT_EQ(found.curves[0].mnemonic, "TRACK3_CURVE1");
  EXPECT_EQ(found.curves[0].weight, layout::LineWeight::kHeavy);
  EXPECT_EQ(found.curves[1].weight, layout::LineWeight::kLight);
  EXPECT_DOUBLE_EQ(found.curves[1].right, 1.0);
  ASSERT_EQ(found.flags.size(), 1U);
  EXPECT_NE(found.flags[0].find("heavy solid, light solid"), std::string::npos) << found.flags[0];
}

TEST(CurvesFromInk, SaysWhereTwoAreDrawnAlikeAndWhereNothingWasSeen) {
  EXPECT_EQ(curves_from_ink(1, {{LineStyle::kSolid, 0.0, 0.9}, {LineStyle::kSolid, 0.0, 0.8}}).flags.size(),
            2U);
  const HeaderlessCurves none = curves_from_ink(2, {});
  ASSERT_EQ(none.curves.size(), 1U);
  EXPECT_NE(none.flags[0].find("no curve stands out"), std::string::npos);
}

}  // namespace
}  // namespace logdigitise::sheet
