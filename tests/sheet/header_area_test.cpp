// Where the header above a grid ends.

#include "logdigitise/sheet/header_area.hpp"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "tests/nn/temporary_folder.hpp"
#include "tests/sheet/drawn_sheet.hpp"

namespace logdigitise::sheet {
namespace {

constexpr int kClosingLine = 480;

/// Boxes whose edges run on as those of the tracks below; of the grid only its edges are dark enough to show.
cv::Mat page_with_boxes(int covered_px) {
  cv::Mat page(1700, 1400, CV_8UC1, cv::Scalar(255));
  for (const int x : {100, 600, 800, 1300}) cv::rectangle(page, cv::Rect(x, 300, 3, 1400), 0, -1);
  for (const int x : {100, 800}) {
    cv::putText(page, "GR (GAPI)", {x + 180, 430}, cv::FONT_HERSHEY_SIMPLEX, 0.8, 0, 2);
    cv::rectangle(page, cv::Rect(x + 20, 450, 460, 2), 0, -1);
    cv::rectangle(page, cv::Rect(x, kClosingLine, covered_px, 3), 0, -1);
    cv::rectangle(page, cv::Rect(x + 500 - covered_px, kClosingLine, covered_px, 3), 0, -1);
  }
  return page;
}

HeaderArea area_of(const cv::Mat& page) {
  const logdigitise::testing::TemporaryFolder folder;
  testing::write_scan(page, folder / "scan.tif");
  HeaderPlace place;
  place.grid_y = 460.0;
  place.x_reference = 700.0;
  for (const int x :
       {101, 151, 201, 251, 301, 351, 401, 451, 501, 551, 601, 801, 901, 1001, 1101, 1201, 1301})
    place.grid_lines.push_back(x);
  return cut_header(folder / "scan.tif", {}, Wander(40, 0.0), place);
}

TEST(CutHeader, GoesDownToTheLineThatClosesTheBoxes) {
  const HeaderArea area = area_of(page_with_boxes(500));
  EXPECT_NEAR(area.first_row + area.ink.rows, kClosingLine, 5);
}

TEST(CutHeader, KnowsAWornLineByItsEnds) {
  const HeaderArea area = area_of(page_with_boxes(150));
  EXPECT_NEAR(area.first_row + area.ink.rows, kClosingLine, 5);
}

}  // namespace
}  // namespace logdigitise::sheet
