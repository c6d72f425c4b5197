// What a header's line samples and values say of tracks.

#include "logdigitise/sheet/header_boxes.hpp"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "logdigitise/sheet/digit_reader.hpp"
#include "logdigitise/sheet/text_reader.hpp"
#include "logdigitise/sheet/track_grid.hpp"

namespace logdigitise::sheet {
namespace {

constexpr double kDpi = 200.0;

/// Two boxes side by side, each with a line and two values, on a frame that runs over both.
cv::Mat two_boxes() {
  cv::Mat ink(200, 1100, CV_8UC1, cv::Scalar(0));
  for (const int x : {50, 550, 1050}) cv::rectangle(ink, cv::Rect(x - 1, 10, 3, 190), 255, -1);
  cv::rectangle(ink, cv::Rect(50, 180, 1000, 2), 255, -1);
  const auto text = [&](const char* words, int x) {
    cv::putText(ink, words, {x, 110}, cv::FONT_HERSHEY_SIMPLEX, 0.8, 255, 2);
  };
  text("0", 62);
  text("150", 490);
  text("140", 562);
  text("40", 1006);
  cv::rectangle(ink, cv::Rect(75, 130, 450, 2), 255, -1);
  for (int x = 575; x < 1025; x += 20) cv::rectangle(ink, cv::Rect(x, 130, 10, 2), 255, -1);
  return ink;
}

VerticalLine line_at(double x, double strength = 1.0) {
  VerticalLine line;
  line.x = x;
  line.strength = strength;
  line.presence = 1.0;
  return line;
}

TEST(FindHeaderBoxes, TellsBoxesSideBySideApart) {
  const DigitReader digits;
  TextReader text;
  const std::vector<VerticalLine> lines = {line_at(50), line_at(550), line_at(1050)};
  const auto boxes = find_header_boxes(two_boxes(), kDpi, lines, true, digits, text);
  ASSERT_EQ(boxes.size(), 2U);
  const HeaderBox& left = boxes[0].left < boxes[1].left ? boxes[0] : boxes[1];
  const HeaderBox& right = boxes[0].left < boxes[1].left ? boxes[1] : boxes[0];
  EXPECT_GT(left.left, 50.0);
  EXPECT_LT(left.right, 550.0);
  EXPECT_GT(right.left, 550.0);
  EXPECT_LT(right.right, 1050.0);
}

TEST(FindHeaderBoxes, TakesNoLineWithoutValues) {
  const DigitReader digits;
  TextReader text;
  cv::Mat ink(200, 1100, CV_8UC1, cv::Scalar(0));
  cv::rectangle(ink, cv::Rect(75, 130, 450, 2), 255, -1);
  EXPECT_TRUE(find_header_boxes(ink, kDpi, {}, false, digits, text).empty());
}

TEST(WithHeaderBoxes, MarksTheLinesBesideABoxUnlessAHeavierOneIsFurtherOut) {
  const std::vector<HeaderBox> boxes = {{60.0, 540.0, 132.0}};
  auto told = with_header_boxes({line_at(50), line_at(300), line_at(550)}, boxes, kDpi);
  EXPECT_GT(told[0].header_in, 0.0);
  EXPECT_EQ(told[1].header_in, 0.0);
  EXPECT_GT(told[2].header_in, 0.0);
  told = with_header_boxes({line_at(10, 2.0), line_at(50), line_at(550)}, boxes, kDpi);
  for (const VerticalLine& line : told) EXPECT_EQ(line.header_in, 0.0);
}

TEST(FindTrackGrids, BoxesOfTheHeaderDivideAWideGrid) {
  std::vector<VerticalLine> lines;
  for (int i = 0; i <= 4; ++i) lines.push_back(line_at(50.0 + 250.0 * i));
  GridOptions options;
  options.px_per_inch = kDpi;
  for (const int end : {0, 4}) lines[static_cast<std::size_t>(end)].ends_lines = true;
  ASSERT_EQ(find_track_grids(lines, options).size(), 1U);
  options.boxed = {{60.0, 540.0}, {560.0, 1040.0}};
  const auto tracks =
      find_track_grids(with_header_boxes(lines, {{60, 540, 9}, {560, 1040, 9}}, kDpi), options);
  ASSERT_EQ(tracks.size(), 2U);
  EXPECT_NEAR(tracks[0].right, 550.0, 0.5);
}

}  // namespace
}  // namespace logdigitise::sheet
