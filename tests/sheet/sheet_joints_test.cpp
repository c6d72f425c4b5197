// Sheets cut from one drawn strip: joints are right to a pixel, or the sheets are refused.

#include "logdigitise/sheet/sheet_joints.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <memory>
#include <string>

#include "logdigitise/core/error.hpp"
#include "logdigitise/depth/depth_map.hpp"
#include "logdigitise/layout/layout_json.hpp"
#include "logdigitise/sheet/inspect.hpp"
#include "logdigitise/sheet/inspection_json.hpp"
#include "logdigitise/sheet/joined_sheets.hpp"
#include "tests/nn/temporary_folder.hpp"
#include "tests/sheet/cut_sheets.hpp"

namespace logdigitise::sheet {
namespace {

using testing::CutSheet;
using Paths = std::vector<std::filesystem::path>;

const std::vector<CutSheet> kThree{
    {0, 2000, 0.0, 20, 15}, {1700, 3600, 0.003, 60, 40}, {3430, 5210, -0.002, 5, 3}};

class SheetJoints : public ::testing::Test {
 protected:
  SheetJoints() : sheet_(testing::long_sheet()), strip_(testing::draw_strip(sheet_)) {}

  [[nodiscard]] Paths write(const std::vector<CutSheet>& cuts) {
    return testing::write_cuts(cuts, strip_, folder_ / "");
  }
  [[nodiscard]] static JointPlan plan(const Paths& files) {
    Progress silent;
    return plan_joints(raster::list_pages(files, {}), {}, silent);
  }
  [[nodiscard]] static Inspection inspect(const Paths& files) {
    Progress silent;
    return inspect_sheets(files, {}, silent);
  }
  [[nodiscard]] static std::string refusal_of(const Paths& files) {
    try {
      static_cast<void>(inspect(files));
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kRefused);
      return error.what();
    }
    return "accepted";
  }
  /// Each depth of each page, and the joints between the pages.
  void expect_right(const std::vector<CutSheet>& cuts, const Inspection& found) const {
    double last_base = 0.0;
    for (std::size_t i = 0; i < cuts.size(); ++i) {
      std::vector<layout::Tie> ties;
      for (const layout::Tie& tie : found.layout.depth.ties)
        if (tie.page == static_cast<int>(i) + 1) ties.push_back(tie);
      const depth::DepthMap map(ties, {});
      const double top = map.knots().front().depth;
      const double base = map.knots().back().depth;
      if (i > 0) {
        EXPECT_DOUBLE_EQ(top, last_base) << "no depth is doubled or lost";
      }
      last_base = base;
      for (double depth = top; depth <= base; depth += 5.0) {
        for (const double x : {sheet_.edges.front(), sheet_.edges.back()}) {
          const cv::Point2d at = cuts[i].place(x, sheet_.y(depth, x));
          EXPECT_NEAR(map.depth_from_y(map.y_reference_from_point(at.x, at.y)), depth, 0.15)
              << "page " << i + 1;
        }
      }
    }
    ASSERT_EQ(found.layout.tracks.size(), 2U);
    for (std::size_t t = 0; t < 2; ++t) {
      for (const layout::Edge& edge : found.layout.tracks[t].edges) {
        const CutSheet& cut = cuts[static_cast<std::size_t>(edge.page - 1)];
        const double y = edge.y - cut.margin_top + cut.first;
        EXPECT_NEAR(edge.left, cut.place(sheet_.edges[2 * t] + 0.5, y).x, 1.5);
        EXPECT_NEAR(edge.right, cut.place(sheet_.edges[2 * t + 1] + 0.5, y).x, 1.5);
      }
    }
  }

  testing::DrawnSheet sheet_;
  cv::Mat strip_;
  logdigitise::testing::TemporaryFolder folder_;
};

TEST_F(SheetJoints, AreFoundToAPixelWhereSheetsOverlap) {
  const JointPlan found = plan(write(kThree));
  const SheetStrip strip = found.strip();
  ASSERT_EQ(strip.joints.size(), 2U);
  for (std::size_t j = 0; j < 2; ++j) {
    EXPECT_EQ(strip.joints[j].proof, JointProof::kOverlap);
    EXPECT_GT(strip.joints[j].confidence, 0.9);
    for (const double x : {200.0, 650.0, 1100.0}) {
      const SheetPoint above = strip.on_sheet(j, x, strip.joints[j].strip_y);
      const SheetPoint below = strip.on_sheet(j + 1, x, strip.joints[j].strip_y);
      // Back to the strip that was cut.
      const auto strip_y = [&](const CutSheet& cut, const SheetPoint& at) {
        return at.y - cut.margin_top + cut.first - cut.turn * (at.x - cut.margin_left);
      };
      EXPECT_NEAR(strip_y(kThree[j], above), strip_y(kThree[j + 1], below), 1.0)
          << "joint " << j << " x " << x;
    }
  }
}

TEST_F(SheetJoints, MakeOneLayoutOfAllPages) {
  const Inspection found = inspect(write(kThree));
  expect_right(kThree, found);
  EXPECT_EQ(found.layout.rasters, (std::vector<std::string>{"1.tif", "2.tif", "3.tif"}));
  EXPECT_LE(found.layout.depth.top, 5020.0);
  EXPECT_GE(found.layout.depth.base, 5480.0);
  EXPECT_NO_THROW(static_cast<void>(layout::parse_layout(layout::layout_to_json(found.layout), "it")));
  const std::string json = inspection_to_json(found);
  EXPECT_NE(json.find("\"proof\": \"overlap\""), std::string::npos) << json.substr(0, 300);
  EXPECT_EQ(joint_evidence(found).size(), 2U);
}

TEST_F(SheetJoints, OfSheetsCutEdgeToEdgeAreProvenByDepth) {
  const std::vector<CutSheet> cuts{{0, 2543, 0.0, 20, 15}, {2543, 5210, 0.002, 60, 40}};
  const Inspection found = inspect(write(cuts));
  expect_right(cuts, found);
  ASSERT_EQ(found.strip->joints.size(), 1U);
  EXPECT_EQ(found.strip->joints[0].proof, JointProof::kDepth);
  EXPECT_FALSE(found.flags.empty());
}

TEST_F(SheetJoints, WherePaperIsLostAreRefused) {
  // Two depth lines, ten of them, and fifty: the last is as if half a sheet were missing.
  for (const int lost : {40, 200, 1000}) {
    const std::vector<CutSheet> cuts{{0, 2543, 0.0, 20, 15}, {2543 + lost, 5210, 0.002, 60, 40}};
    const std::string refusal = refusal_of(write(cuts));
    EXPECT_NE(refusal.find("1.tif"), std::string::npos) << lost << ": " << refusal;
  }
}

TEST_F(SheetJoints, OfAMissingSheetAreRefusedByName) {
  const Paths files = write(kThree);
  const std::string refusal = refusal_of({files[0], files[2]});
  EXPECT_NE(refusal.find("sheet 1 (1.tif)"), std::string::npos) << refusal;
  EXPECT_NE(refusal.find("sheet 2 (3.tif)"), std::string::npos) << refusal;
}

TEST_F(SheetJoints, OutOfOrderAreRefusedWithTheOrderThatTheyHave) {
  const Paths files = write(kThree);
  const std::string refusal = refusal_of({files[0], files[2], files[1]});
  EXPECT_NE(refusal.find("not in order"), std::string::npos) << refusal;
  EXPECT_NE(refusal.find("in the order 1 3 2"), std::string::npos) << refusal;
}

TEST_F(SheetJoints, OfOtherResolutionsAreRefused) {
  const Paths files = write(kThree);
  testing::write_scan(kThree[1].scan(strip_), files[1], 300);
  EXPECT_NE(refusal_of(files).find("resolution"), std::string::npos);
}

TEST_F(SheetJoints, OfASheetThatIsGivenTwiceAreRefused) {
  const Paths files = write(kThree);
  EXPECT_NE(refusal_of({files[0], files[0], files[1], files[2]}), "accepted");
}

TEST_F(SheetJoints, LeaveEachRowOfTheStripAsOneSheetHasIt) {
  const std::vector<CutSheet> level{{0, 2000, 0.0, 20, 15}, {1700, 3600, 0.0, 60, 40}};
  const Paths files = write(level);
  const auto strip = std::make_shared<const SheetStrip>(plan(files).strip());
  const auto reader = open_strip(strip, {});
  EXPECT_EQ(reader->info().height, strip->info.height);
  EXPECT_NEAR(strip->info.height, 15 + 3600 + 20, 2);
  int rows = 0;
  int alike = 0;
  for (;;) {
    const Image<std::uint8_t> band = reader->read_rows(97);
    if (band.rows() == 0) break;
    for (int r = 0; r < band.rows(); ++r, ++rows) {
      const int y = rows - 15;  // Of the strip that was cut.
      if (y < 200 || y >= 3500) continue;
      int black = 0;
      for (int x = 0; x < band.columns(); ++x) black += band.at(r, x) < 128 ? 1 : 0;
      int expected = 0;
      for (int x = 0; x < strip_.cols; ++x) expected += strip_.at<std::uint8_t>(y, x) < 128 ? 1 : 0;
      alike += std::abs(black - expected) < 4 + expected / 20 ? 1 : 0;
    }
  }
  EXPECT_EQ(rows, strip->info.height);
  EXPECT_GT(alike, 0.97 * 3300);
}

}  // namespace
}  // namespace logdigitise::sheet
