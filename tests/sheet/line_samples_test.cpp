// Line samples drawn by hand: their place, style and thickness; and what is no line sample.

#include "logdigitise/sheet/line_samples.hpp"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

namespace logdigitise::sheet {
namespace {

constexpr double kDpi = 200.0;
constexpr double kPt = kDpi / 72.0;

/// A level line at `y`, `on` and `off` in points; `off` = 0 is solid.
void draw(cv::Mat& ink, int y, int thick, double on, double off) {
  double x = 20.0;
  const double end = ink.cols - 20.0;
  while (x < end) {
    const double to = off > 0.0 ? std::min(end, x + on * kPt) : end;
    cv::rectangle(ink, cv::Rect(static_cast<int>(x), y, std::max(1, static_cast<int>(to - x)), thick), 255,
                  -1);
    x = to + off * kPt;
  }
}

cv::Mat paper() { return cv::Mat(300, 480, CV_8UC1, cv::Scalar(0)); }

TEST(FindLineSamples, TellsTheFourStylesApart) {
  cv::Mat ink = paper();
  draw(ink, 40, 2, 0.0, 0.0);
  draw(ink, 100, 2, 4.0, 4.0);
  draw(ink, 160, 2, 2.0, 2.0);
  draw(ink, 220, 2, 12.0, 4.0);
  const std::vector<LineSample> found = find_line_samples(ink, kDpi);
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0].style, layout::LineStyle::kSolid);
  EXPECT_EQ(found[1].style, layout::LineStyle::kDashed);
  EXPECT_EQ(found[2].style, layout::LineStyle::kDotted);
  EXPECT_EQ(found[3].style, layout::LineStyle::kLongDash);
  EXPECT_NEAR(found[1].y, 101.0, 0.5);
  EXPECT_NEAR(found[0].x_left, 20.0, 1.0);
  EXPECT_NEAR(found[0].x_right, 460.0, 1.0);
}

TEST(FindLineSamples, MeasuresThickness) {
  cv::Mat ink = paper();
  draw(ink, 60, 1, 0.0, 0.0);
  draw(ink, 160, 4, 4.0, 4.0);
  const std::vector<LineSample> found = find_line_samples(ink, kDpi);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_DOUBLE_EQ(found[0].thickness_px, 1.0);
  EXPECT_DOUBLE_EQ(found[1].thickness_px, 4.0);
}

TEST(FindLineSamples, FindsALineUnderText) {
  cv::Mat ink = paper();
  cv::putText(ink, "0    GR (GAPI)    150", {25, 92}, cv::FONT_HERSHEY_SIMPLEX, 0.9, 255, 2);
  draw(ink, 100, 2, 0.0, 0.0);
  const std::vector<LineSample> found = find_line_samples(ink, kDpi);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NEAR(found[0].y, 101.0, 0.5);
}

TEST(FindLineSamples, FindsALineCloseAboveAFrame) {
  cv::Mat ink = paper();
  cv::putText(ink, "0    GR (GAPI)    150", {25, 92}, cv::FONT_HERSHEY_SIMPLEX, 0.9, 255, 2);
  draw(ink, 100, 2, 4.0, 4.0);
  cv::rectangle(ink, cv::Rect(0, 108, ink.cols, 3), 255, -1);
  const std::vector<LineSample> found = find_line_samples(ink, kDpi);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_NEAR(found[0].y, 101.0, 0.5);
  EXPECT_EQ(found[0].style, layout::LineStyle::kDashed);
  EXPECT_NEAR(found[1].y, 109.5, 0.5);
}

TEST(FindLineSamples, FindsAWholeLineCloseBelowText) {
  cv::Mat ink = paper();
  for (const int x : {25, 330}) cv::putText(ink, "2.0000", {x, 97}, cv::FONT_HERSHEY_SIMPLEX, 1.1, 255, 2);
  cv::putText(ink, "SP", {220, 97}, cv::FONT_HERSHEY_SIMPLEX, 0.9, 255, 2);
  draw(ink, 100, 2, 0.0, 0.0);
  const std::vector<LineSample> found = find_line_samples(ink, kDpi);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].style, layout::LineStyle::kSolid);
}

TEST(FindLineSamples, EndsBeforeTheValuesOnItsLevel) {
  for (const double off : {0.0, 4.0}) {
    cv::Mat ink = paper();
    for (double x = 60.0; x < 400.0; x += (4.0 + off) * kPt)
      cv::rectangle(ink, cv::Rect(static_cast<int>(x), 100, static_cast<int>(4.0 * kPt) + 1, 2), 255, -1);
    cv::putText(ink, "-100", {8, 107}, cv::FONT_HERSHEY_SIMPLEX, 0.5, 255, 1);
    cv::putText(ink, "250", {420, 107}, cv::FONT_HERSHEY_SIMPLEX, 0.5, 255, 1);
    const std::vector<LineSample> found = find_line_samples(ink, kDpi);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_NEAR(found[0].x_left, 60.0, 3.0);
    EXPECT_GT(found[0].x_right, 385.0);
    EXPECT_LT(found[0].x_right, 415.0);
  }
}

TEST(FindLineSamples, EndsBeforeNoughtsWithADotInThemAndAfterASign) {
  cv::Mat ink = paper();
  const auto nought = [&](int x) {
    cv::ellipse(ink, {x, 100}, {5, 8}, 0.0, 0.0, 360.0, 255, 2);
    cv::rectangle(ink, cv::Rect(x - 1, 99, 2, 2), 255, -1);
  };
  nought(455);
  nought(470);
  cv::rectangle(ink, cv::Rect(6, 99, 6, 2), 255, -1);
  nought(22);
  cv::rectangle(ink, cv::Rect(50, 99, 380, 3), 255, -1);
  const std::vector<LineSample> found = find_line_samples(ink, kDpi);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NEAR(found[0].x_left, 50.0, 1.0);
  EXPECT_NEAR(found[0].x_right, 430.0, 1.0);
}

TEST(FindLineSamples, FindsABarThatIsThickerThanLinesAre) {
  cv::Mat ink = paper();
  cv::rectangle(ink, cv::Rect(40, 100, 400, 14), 255, -1);
  cv::rectangle(ink, cv::Rect(0, 121, ink.cols, 2), 255, -1);
  const std::vector<LineSample> found = find_line_samples(ink, kDpi);
  ASSERT_FALSE(found.empty());
  EXPECT_NEAR(found[0].thickness_px, 14.0, 0.5);
  EXPECT_NEAR(found[0].x_left, 40.0, 1.0);
}

TEST(FindLineSamples, MarksAWornLineAsUneven) {
  cv::Mat ink = paper();
  int x = 20;
  for (const int piece : {16, 36, 29, 53, 10, 31, 70, 29, 11}) {
    cv::rectangle(ink, cv::Rect(x, 100, piece, 4), 255, -1);
    x += piece + 16;
  }
  const std::vector<LineSample> found = find_line_samples(ink, kDpi);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_TRUE(found[0].is_uneven);
  EXPECT_TRUE(find_lines_anywhere(ink, kDpi).empty());
}

TEST(FindLineSamples, TakesNoTextForALine) {
  cv::Mat ink = paper();
  for (int y = 40; y < 290; y += 40)
    cv::putText(ink, "EEFTZ LEFT RIGHT TEE FEET EZ", {10, y}, cv::FONT_HERSHEY_SIMPLEX, 0.9, 255, 2);
  EXPECT_TRUE(find_line_samples(ink, kDpi).empty());
}

TEST(FindLineSamples, TakesNoShortStrokeForALine) {
  cv::Mat ink = paper();
  cv::rectangle(ink, cv::Rect(100, 100, 150, 2), 255, -1);
  EXPECT_TRUE(find_line_samples(ink, kDpi).empty());
  EXPECT_TRUE(find_line_samples(cv::Mat(), kDpi).empty());
}

}  // namespace
}  // namespace logdigitise::sheet
