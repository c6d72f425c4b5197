// Values of a header, drawn by hand: bold type that bleeds, lost points, and what is no value.

#include "logdigitise/sheet/value_reader.hpp"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

#include "logdigitise/sheet/digit_reader.hpp"
#include "logdigitise/sheet/header_text.hpp"
#include "logdigitise/sheet/text_reader.hpp"

namespace logdigitise::sheet {
namespace {

/// A word, cut close; ink grows by `bleed` px to every side.
cv::Mat word(const std::string& text, int thick, int bleed) {
  cv::Mat ink(120, 400, CV_8UC1, cv::Scalar(0));
  cv::putText(ink, text, {30, 80}, cv::FONT_HERSHEY_SIMPLEX, 0.9, 255, thick);
  if (bleed > 0) cv::dilate(ink, ink, cv::Mat(), cv::Point(-1, -1), bleed);
  return ink(cv::boundingRect(ink)).clone();
}

ReadValue read(const cv::Mat& ink) {
  const DigitReader digits;
  TextReader text;
  return read_value(ink, digits, text);
}

TEST(ReadValue, ReadsPlainType) {
  const ReadValue value = read(word("-160", 2, 0));
  EXPECT_EQ(value.text, "-160");
  EXPECT_GT(value.confidence, 0.9);
}

TEST(ReadValue, SeesSignsAndPointsThatTouchDigits) {
  for (const char* text : {"-0.25", "-0.15", "0.45"}) {
    const cv::Mat ink = word(text, 3, 1);
    cv::Mat labels;
    ASSERT_LT(cv::connectedComponents(ink, labels) - 1, static_cast<int>(std::string(text).size())) << text;
    const ReadValue value = read(ink);
    ASSERT_TRUE(value_from_text(value.text)) << text << ": " << value.text;
    EXPECT_DOUBLE_EQ(*value_from_text(value.text), std::stod(text)) << value.text;
  }
}

TEST(ReadValue, ReadsANarrowOneOnce) {
  for (const char* text : {"100", "16", "1000"}) {
    const ReadValue value = read(word(text, 2, 0));
    EXPECT_EQ(value.text, text);
    EXPECT_GT(value.confidence, 0.55);
  }
}

TEST(ReadValue, TakesLettersForNoValue) { EXPECT_EQ(read(word("GAPI", 2, 0)).text, ""); }

}  // namespace
}  // namespace logdigitise::sheet
