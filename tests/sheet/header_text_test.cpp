// Which glyphs of a header stand together.

#include "logdigitise/sheet/header_text.hpp"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>
#include <string>

namespace logdigitise::sheet {
namespace {

constexpr double kDpi = 200.0;

cv::Mat paper() { return cv::Mat(200, 600, CV_8UC1, cv::Scalar(0)); }

void put(cv::Mat& ink, const std::string& text, int x, int y = 100) {
  cv::putText(ink, text, {x, y}, cv::FONT_HERSHEY_SIMPLEX, 0.7, 255, 2);
}

TEST(FindText, JoinsWhatAPrinterGivesTheSameRoomEach) {
  cv::Mat ink = paper();
  int middle = 100;
  for (const char c : std::string("-0.100")) {
    cv::Mat glyph = paper();
    put(glyph, std::string(1, c), 300);
    const cv::Rect box = cv::boundingRect(glyph);
    glyph(box).copyTo(ink(cv::Rect(middle - box.width / 2, box.y, box.width, box.height)));
    middle += 17;
  }
  const std::vector<TextBox> boxes = find_text(ink, {}, kDpi);
  ASSERT_EQ(boxes.size(), 1U);
  EXPECT_GT(boxes[0].box.width, 85);
}

TEST(FindText, KeepsNumbersApartThatStandCloserThanThat) {
  cv::Mat ink = paper();
  put(ink, "5000", 100);
  const int end = cv::boundingRect(ink).br().x;
  put(ink, "2000", end + 8);
  EXPECT_EQ(find_text(ink, {}, kDpi).size(), 2U);
}

TEST(FindText, LeavesNoCrumbsOfARuleThatTextStandsOn) {
  cv::Mat ink = paper();
  put(ink, "2000", 100);
  const int bottom = cv::boundingRect(ink).br().y;
  cv::rectangle(ink, cv::Rect(20, bottom - 1, 560, 6), 255, -1);
  // Its upper side is ragged.
  for (int x = 30; x < 560; x += 25) cv::rectangle(ink, cv::Rect(x, bottom - 2, 9, 1), 255, -1);
  const std::vector<TextBox> boxes = find_text(ink, {}, kDpi);
  ASSERT_EQ(boxes.size(), 1U);
  EXPECT_NEAR(boxes[0].box.x, 101, 6);
  EXPECT_LT(boxes[0].box.width, 70);
}

}  // namespace
}  // namespace logdigitise::sheet
