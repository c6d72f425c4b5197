#include "logdigitise/dataset/centreline.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace logdigitise::dataset {
namespace {

TEST(RowPositions, OfASlantedLineAreItsRowCentres) {
  const std::vector<float> x = row_positions({{{10.0, 0.0}, {30.0, 40.0}}}, 50);
  for (int r = 0; r < 40; ++r) EXPECT_NEAR(x[static_cast<std::size_t>(r)], 10.0 + 0.5 * (r + 0.5), 1e-4) << r;
  EXPECT_TRUE(std::isnan(x[45]));
}

TEST(RowPositions, AKickCountsByItsLength) {
  // Down to row 5.5, 20 px to the right inside that row, and down again.
  const std::vector<float> x = row_positions({{{10.0, 0.0}, {10.0, 5.5}, {30.0, 5.5}, {30.0, 10.0}}}, 10);
  EXPECT_NEAR(x[2], 10.0, 1e-4);
  EXPECT_NEAR(x[5], 20.0, 1e-4);
  EXPECT_NEAR(x[8], 30.0, 1e-4);
}

TEST(MarkStrokes, SetsItsBitAsWideAsAsked) {
  cv::Mat labels = cv::Mat::zeros(20, 40, CV_8UC1);
  mark_strokes({{{20.5, 0.5}, {20.5, 19.5}}}, 5.0, 2, labels);
  for (int x = 0; x < 40; ++x) EXPECT_EQ(labels.at<std::uint8_t>(10, x), std::abs(x - 20) <= 2 ? 4 : 0) << x;
}

TEST(UnseenRows, AreThoseWithoutInkForLong) {
  Image<std::uint8_t> planes(400, 32, 4);
  for (int r = 0; r < 200; r += 4)
    planes.at(r, 16, 0) = planes.at(r + 1, 16, 0) = 255;  // Dots, then nothing.
  const std::vector<float> x(400, 16.5F);
  const std::vector<bool> unseen = unseen_rows(planes, x, 48, 16.0);
  EXPECT_FALSE(unseen[100]);
  EXPECT_FALSE(unseen[199]);
  EXPECT_TRUE(unseen[260]);
  EXPECT_TRUE(unseen[399]);
}

}  // namespace
}  // namespace logdigitise::dataset
