// A whole sheet, drawn without the project's renderer: what is found is right, what cannot be proven is
// refused.

#include "logdigitise/sheet/inspect.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "logdigitise/core/error.hpp"
#include "logdigitise/depth/depth_map.hpp"
#include "logdigitise/layout/layout_json.hpp"
#include "tests/nn/temporary_folder.hpp"
#include "tests/sheet/drawn_sheet.hpp"

namespace logdigitise::sheet {
namespace {

Inspection inspect(const testing::DrawnSheet& sheet, int dpi = 200) {
  const logdigitise::testing::TemporaryFolder folder;
  testing::write_scan(sheet.draw(), folder / "scan.tif", dpi);
  Progress silent;
  return inspect_sheet(folder / "scan.tif", {}, silent);
}

void expect_right(const testing::DrawnSheet& sheet, const Inspection& found) {
  const depth::DepthMap map(found.layout.depth.ties, {});
  EXPECT_EQ(found.layout.depth.unit, DepthUnit::kFeet);
  EXPECT_LE(found.layout.depth.top, sheet.top_ft + 20);
  EXPECT_GE(found.layout.depth.base, sheet.base_ft - 20);
  for (double depth = found.layout.depth.top; depth <= found.layout.depth.base; depth += 5.0) {
    for (const double x : {sheet.edges.front(), sheet.edges.back()}) {
      // The truth counts line middles in whole rows; a row's middle is at .5.
      const double y = sheet.y(depth, x);
      EXPECT_NEAR(map.depth_from_y(map.y_reference_from_point(x, y)), depth, 0.1) << "x " << x;
    }
  }
  ASSERT_EQ(found.layout.tracks.size(), 2U);
  for (std::size_t t = 0; t < 2; ++t) {
    for (const layout::Edge& edge : found.layout.tracks[t].edges) {
      EXPECT_NEAR(edge.left, sheet.edges[2 * t] + 0.5, 1.0);
      EXPECT_NEAR(edge.right, sheet.edges[2 * t + 1] + 0.5, 1.0);
    }
    EXPECT_EQ(found.tracks[t].grid.divisions, 10);
  }
}

std::string refusal_of(const testing::DrawnSheet& sheet, int dpi = 200) {
  try {
    static_cast<void>(inspect(sheet, dpi));
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kRefused);
    return error.what();
  }
  return "accepted";
}

TEST(InspectSheet, FindsDepthAndTracks) {
  const testing::DrawnSheet sheet;
  expect_right(sheet, inspect(sheet));
}

TEST(InspectSheet, FindsDepthAndTracksOnASlantingSheet) {
  testing::DrawnSheet sheet;
  sheet.slope = 0.012;
  expect_right(sheet, inspect(sheet));
}

TEST(InspectSheet, FindsNumbersThatStandFarFromAnyLine) {
  testing::DrawnSheet sheet;
  sheet.edges = {60.0, 560.0};
  sheet.numbers_x = 900.0;  // The gap beside the last line is looked at 0.9 in wide.
  const Inspection found = inspect(sheet);
  const depth::DepthMap map(found.layout.depth.ties, {});
  for (double depth = found.layout.depth.top; depth <= found.layout.depth.base; depth += 10.0)
    EXPECT_NEAR(map.depth_from_y(map.y_reference_from_point(60.0, sheet.y(depth, 60.0))), depth, 0.1);
}

TEST(InspectSheet, KnowsByTheHeavyLinesThatNumbersStandAboveTheirs) {
  testing::DrawnSheet sheet;
  sheet.number_offset_px = 16;
  expect_right(sheet, inspect(sheet));
}

TEST(InspectSheet, WritesALayoutThatCanBeReadBack) {
  const Inspection found = inspect(testing::DrawnSheet{});
  const layout::Layout back = layout::parse_layout(layout::layout_to_json(found.layout), "found");
  EXPECT_EQ(back.tracks.size(), found.layout.tracks.size());
  EXPECT_EQ(back.depth.ties.size(), found.layout.depth.ties.size());
  EXPECT_EQ(back.tracks[0].curves[0].mnemonic, "TRACK1_CURVE1");
}

TEST(InspectSheet, RefusesWithoutNumbers) {
  testing::DrawnSheet sheet;
  sheet.numbers = false;
  EXPECT_NE(refusal_of(sheet).find("refused: no depth number"), std::string::npos) << refusal_of(sheet);
}

TEST(InspectSheet, RefusesOneNumber) {
  testing::DrawnSheet sheet;
  sheet.skipped = {5000, 5200, 5300};
  EXPECT_NE(refusal_of(sheet).find("refused: "), std::string::npos) << refusal_of(sheet);
}

TEST(InspectSheet, RefusesWithoutDepthLines) {
  testing::DrawnSheet sheet;
  sheet.depth_lines = false;
  EXPECT_NE(refusal_of(sheet).find("depth lines"), std::string::npos) << refusal_of(sheet);
}

TEST(InspectSheet, RefusesLinesThatAllLookAlike) {
  testing::DrawnSheet sheet;
  sheet.all_lines_alike = true;
  sheet.number_offset_px = 10;
  EXPECT_NE(refusal_of(sheet).find("no heavier line"), std::string::npos) << refusal_of(sheet);
}

TEST(InspectSheet, KnowsFeetByTheLinesWhereTheScanStatesNoResolution) {
  const testing::DrawnSheet sheet;
  const Inspection found = inspect(sheet, 0);
  EXPECT_EQ(found.layout.depth.unit, DepthUnit::kFeet);
  EXPECT_TRUE(std::any_of(found.flags.begin(), found.flags.end(), [](const std::string& flag) {
    return flag.find("told by the depth lines alone") != std::string::npos;
  }));
}

TEST(InspectSheet, RefusesAUnitThatNeitherTheScanNorItsLinesTell) {
  testing::DrawnSheet sheet;
  sheet.px_per_ft = 6.2;
  EXPECT_NE(refusal_of(sheet, 0).find("feet or metres cannot be told"), std::string::npos);
}

TEST(InspectSheet, RefusesBlankPaper) {
  const logdigitise::testing::TemporaryFolder folder;
  testing::write_scan(cv::Mat(2000, 900, CV_8UC1, cv::Scalar(255)), folder / "scan.tif");
  Progress silent;
  EXPECT_THROW(static_cast<void>(inspect_sheet(folder / "scan.tif", {}, silent)), Error);
}

}  // namespace
}  // namespace logdigitise::sheet
