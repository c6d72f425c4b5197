#include "logdigitise/synth/stroke.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace logdigitise::synth {
namespace {

// Middle of the ink of one row; NaN if it has none.
double centroid(const cv::Mat& mask, int row) {
  double mass = 0.0;
  double moment = 0.0;
  for (int column = 0; column < mask.cols; ++column) {
    mass += mask.at<std::uint8_t>(row, column);
    moment += mask.at<std::uint8_t>(row, column) * (column + 0.5);
  }
  return moment / mass;
}

TEST(DrawSegment, PutsAnUprightLineWhereItIsTo01Px) {
  for (const double width : {1.0, 1.4, 2.8, 4.2, 11.0})
    for (double x = 20.0; x < 21.0; x += 0.1) {
      cv::Mat mask(40, 60, CV_8UC1, cv::Scalar(0));
      draw_segment(mask, {x, 2.0}, {x, 38.0}, {width, 1.0, true, true});
      EXPECT_NEAR(centroid(mask, 20), x, 0.1) << "width " << width;
    }
}

TEST(DrawSegment, PutsASlantedLineWhereItIsTo01Px) {
  for (const bool antialiased : {true, false})
    for (const double slope : {0.137, 0.53, 1.07, 2.47}) {
      cv::Mat mask(60, 300, CV_8UC1, cv::Scalar(0));
      draw_segment(mask, {40.3, 0.0}, {40.3 + 60.0 * slope, 60.0}, {3.0, 1.0, antialiased, true});
      double bias = 0.0;
      for (int row = 10; row < 50; ++row) bias += (centroid(mask, row) - (40.3 + (row + 0.5) * slope)) / 40.0;
      EXPECT_NEAR(bias, 0.0, antialiased ? 0.02 : 0.1) << "slope " << slope;
    }
}

TEST(DrawSegment, LaysInkInProportionToWidth) {
  for (const double width : {0.5, 1.0, 1.7, 3.3}) {
    cv::Mat mask(10, 30, CV_8UC1, cv::Scalar(0));
    draw_segment(mask, {15.2, -5.0}, {15.2, 15.0}, {width, 1.0, true, false});
    EXPECT_NEAR(cv::sum(mask.row(5))[0] / 255.0, width, 0.02);
  }
}

TEST(DrawSegment, CutsSquareEndsWhereTheyAre) {
  cv::Mat mask(20, 40, CV_8UC1, cv::Scalar(0));
  draw_segment(mask, {10.0, 10.0}, {30.0, 10.0}, {4.0, 1.0, true, false});
  EXPECT_NEAR(cv::sum(mask.row(10))[0] / 255.0, 20.0, 0.02);
  mask.setTo(0);
  draw_segment(mask, {10.0, 10.0}, {30.0, 10.0}, {4.0, 1.0, true, true});
  EXPECT_GT(cv::sum(mask.row(10))[0] / 255.0, 23.0);
}

TEST(DrawSegment, DoesNotAddInkUpWhereLinesMeet) {
  cv::Mat mask(20, 20, CV_8UC1, cv::Scalar(0));
  const Ink half{3.0, 0.5, true, true};
  draw_segment(mask, {10.0, 0.0}, {10.0, 20.0}, half);
  draw_segment(mask, {10.0, 0.0}, {10.0, 20.0}, half);
  EXPECT_EQ(mask.at<std::uint8_t>(10, 10), 128);
}

TEST(DrawSegment, LeavesOutWhatIsOffTheMask) {
  cv::Mat mask(20, 20, CV_8UC1, cv::Scalar(0));
  draw_segment(mask, {-500.0, -500.0}, {-10.0, 700.0}, {5.0, 1.0, true, true});
  EXPECT_EQ(cv::countNonZero(mask), 0);
}

TEST(DrawSegment, LeavesNoHolesInAThinAliasedLine) {
  for (const double slope : {0.0, 0.3, 1.0, 3.0}) {
    cv::Mat mask(40, 200, CV_8UC1, cv::Scalar(0));
    draw_segment(mask, {10.0, 0.0}, {10.0 + 40.0 * slope, 40.0}, {0.4, 1.0, false, true});
    for (int row = 1; row < 39; ++row) EXPECT_GT(cv::countNonZero(mask.row(row)), 0) << "slope " << slope;
  }
}

TEST(Paint, MixesInkAndPaper) {
  cv::Mat page(1, 2, CV_8UC3, cv::Scalar::all(255));
  cv::Mat mask(1, 2, CV_8UC1, cv::Scalar(0));
  mask.at<std::uint8_t>(0, 1) = 255;
  paint(page, mask, {10, 20, 30}, {0, 0, 2, 1});
  EXPECT_EQ(page.at<cv::Vec3b>(0, 0), cv::Vec3b(255, 255, 255));
  EXPECT_EQ(page.at<cv::Vec3b>(0, 1), cv::Vec3b(10, 20, 30));
}

TEST(DrawSegment, GivesALineBetweenTwoPixelsOneOfThem) {
  cv::Mat mask(20, 20, CV_8UC1, cv::Scalar(0));
  draw_segment(mask, {10.0, 0.0}, {10.0, 20.0}, {1.0, 1.0, false, false});
  EXPECT_EQ(cv::countNonZero(mask.row(10)), 1);
}

}  // namespace
}  // namespace logdigitise::synth
