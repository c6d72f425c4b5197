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

TEST(InspectSheet, TakesTheTicksBesideTheNumbersWhereNoLinesArePrinted) {
  testing::DrawnSheet sheet;
  sheet.depth_lines = false;
  sheet.left_ticks = sheet.right_ticks = true;
  sheet.slope = 0.006;
  const Inspection found = inspect(sheet);
  const depth::DepthMap map(found.layout.depth.ties, {});
  for (double depth = found.layout.depth.top; depth <= found.layout.depth.base; depth += 5.0)
    for (const double x : {sheet.edges.front(), sheet.edges.back()})
      EXPECT_NEAR(map.depth_from_y(map.y_reference_from_point(x, sheet.y(depth, x))), depth, 0.25)
          << "x " << x;
  EXPECT_TRUE(std::any_of(found.flags.begin(), found.flags.end(), [](const std::string& flag) {
    return flag.find("rests on the ticks") != std::string::npos;
  }));
}

TEST(InspectSheet, RefusesTicksOnOneSideOfTheNumbers) {
  testing::DrawnSheet sheet;
  sheet.depth_lines = false;
  sheet.left_ticks = true;
  EXPECT_NE(refusal_of(sheet).find("depth lines"), std::string::npos) << refusal_of(sheet);
}

TEST(InspectSheet, RefusesLinesThatAllLookAlike) {
  testing::DrawnSheet sheet;
  sheet.all_lines_alike = true;
  sheet.number_offset_px = 10;
  EXPECT_NE(refusal_of(sheet).find("no heavier line"), std::string::npos) << refusal_of(sheet);
}

TEST(InspectSheet, KnowsByTheTicksBesideTheNumbersWhichOfManyLinesIsTheirs) {
  testing::DrawnSheet sheet;
  sheet.all_lines_alike = true;
  sheet.left_ticks = sheet.right_ticks = true;
  sheet.number_offset_px = 12;
  const Inspection found = inspect(sheet);
  expect_right(sheet, found);
  EXPECT_NEAR(found.depth.offset_px, 12.0, 1.5);
}

TEST(InspectSheet, KnowsByStrokesOnBothSidesOfANumberThatTheLineIsItsOwn) {
  testing::DrawnSheet sheet;
  sheet.all_lines_alike = true;
  sheet.number_strokes = true;
  expect_right(sheet, inspect(sheet));
}

TEST(InspectSheet, TakesNoDigitForAStroke) {
  testing::DrawnSheet sheet;  // All numbers have zeros in the same place: these have level strokes, too.
  sheet.depth_lines = false;
  sheet.base_ft = 5600;
  EXPECT_NE(refusal_of(sheet).find("depth lines"), std::string::npos) << refusal_of(sheet);
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
  sheet.px_per_ft = 3.6;  // 5 in per 100 ft at 72 dpi?
  EXPECT_NE(refusal_of(sheet, 0).find("feet or metres cannot be told"), std::string::npos);
}

/// A main section of 300 ft at 5 in per 100 ft, its first 200 ft again as a repeat, and 1,000 ft at 2 in.
class SeveralSections : public ::testing::Test {
 protected:
  SeveralSections() {
    testing::DrawnSheet main;
    testing::DrawnSheet repeat;
    repeat.base_ft = 5200;
    testing::DrawnSheet small;
    small.px_per_ft = 4.0;
    small.top_ft = 6000;
    small.base_ft = 7000;
    small_ = small;
    cv::Mat strip;
    const cv::Mat upper = main.draw();
    const cv::Mat middle = repeat.draw();
    cv::vconcat(std::vector<cv::Mat>{upper, middle, small.draw()}, strip);
    small_begins_ = upper.rows + middle.rows;
    testing::write_scan(strip, scan());
  }
  [[nodiscard]] std::filesystem::path scan() const { return folder_ / "strip.tif"; }

  logdigitise::testing::TemporaryFolder folder_;
  testing::DrawnSheet small_;
  double small_begins_ = 0.0;
  Progress silent_;
};

TEST_F(SeveralSections, AreCountedDownTheStrip) {
  const std::vector<SectionOutcome> sections = inspect_sections(scan(), {}, silent_);
  ASSERT_EQ(sections.size(), 3U);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_EQ(sections[i].evidence.number, static_cast<int>(i) + 1);
    ASSERT_TRUE(sections[i].inspection) << sections[i].refusal;
    EXPECT_TRUE(sections[i].inspection->sections[i].is_inspected);
  }
  EXPECT_EQ(sections[1].evidence.repeats, 1);
  EXPECT_EQ(sections[2].evidence.repeats, 0);
  EXPECT_NEAR(sections[0].evidence.inches_per_100, 5.0, 0.1);
  EXPECT_NEAR(sections[2].evidence.inches_per_100, 2.0, 0.1);
}

TEST_F(SeveralSections, TheLongestIsTheMainOne) {
  const Inspection found = inspect_sheet(scan(), {}, silent_);
  EXPECT_TRUE(found.sections[2].is_main);
  EXPECT_TRUE(found.sections[2].is_inspected);
  EXPECT_NEAR(found.layout.depth.top, 6000.0, 50.0);
}

TEST_F(SeveralSections, EachIsTiedToLinesOfItsOwn) {
  InspectOptions options;
  options.section = 3;
  const Inspection found = inspect_sheet(scan(), options, silent_);
  const depth::DepthMap map(found.layout.depth.ties, {});
  for (double depth = found.layout.depth.top; depth <= found.layout.depth.base; depth += 10.0) {
    const double y = small_begins_ + small_.y(depth, 60.0);
    EXPECT_NEAR(map.depth_from_y(map.y_reference_from_point(60.0, y)), depth, 0.3);
  }
}

TEST_F(SeveralSections, OneThatIsNotThereIsRefusedWithThoseThatAre) {
  InspectOptions options;
  options.section = 4;
  try {
    static_cast<void>(inspect_sheet(scan(), options, silent_));
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kRefused);
    EXPECT_NE(std::string(error.what()).find("no section 4; found: 1 (5000 to 5300, 5.0 in per 100), 2"),
              std::string::npos)
        << error.what();
  }
}

TEST(InspectSheet, RefusesBlankPaper) {
  const logdigitise::testing::TemporaryFolder folder;
  testing::write_scan(cv::Mat(2000, 900, CV_8UC1, cv::Scalar(255)), folder / "scan.tif");
  Progress silent;
  EXPECT_THROW(static_cast<void>(inspect_sheet(folder / "scan.tif", {}, silent)), Error);
}

}  // namespace
}  // namespace logdigitise::sheet
