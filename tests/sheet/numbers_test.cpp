// Depth numbers found and read: drawn ones, and the real crops where they are at hand.

#include <gtest/gtest.h>

#include <filesystem>
#include <opencv2/imgproc.hpp>
#include <string>

#include "logdigitise/sheet/depth_numbers.hpp"
#include "logdigitise/sheet/digit_reader.hpp"
#include "logdigitise/sheet/number_blobs.hpp"
#include "logdigitise/sheet/text_reader.hpp"
#include "tests/bench/accuracy/crop_accuracy.hpp"

namespace logdigitise::sheet {
namespace {

cv::Mat drawn_number(const std::string& text, int font, double scale, int thickness) {
  cv::Mat column(120, 150, CV_8UC1, cv::Scalar(0));
  int base = 0;
  const cv::Size size = cv::getTextSize(text, font, scale, thickness, &base);
  cv::putText(column, text, {75 - size.width / 2, 60 + size.height / 2}, font, scale, cv::Scalar(255),
              thickness);
  return column;
}

TEST(DigitReader, ReadsPlainNumbers) {
  const DigitReader reader;
  for (const std::string text : {"1234", "5678", "9000", "350", "10600"}) {
    const std::vector<NumberBlob> blobs =
        find_number_blobs(drawn_number(text, cv::FONT_HERSHEY_SIMPLEX, 0.9, 2));
    ASSERT_EQ(blobs.size(), 1U) << text;
    EXPECT_EQ(reader.read(blobs[0].ink).digits, text);
  }
}

TEST(DigitReader, IsNotSureOfWhatIsNoNumber) {
  const DigitReader reader;
  cv::Mat scrawl(30, 80, CV_8UC1, cv::Scalar(0));
  for (int i = 0; i < 6; ++i)
    cv::line(scrawl, {i * 13, 2 + 4 * i}, {79 - i * 9, 27 - 3 * i}, cv::Scalar(255), 2);
  EXPECT_LT(reader.read(scrawl).confidence, 0.5);
  EXPECT_TRUE(reader.read(cv::Mat()).digits.empty());
}

TEST(TextReader, ReadsNothingInWhatIsThinnerThanAPixelAtALettersHeight) {
  TextReader reader;
  for (const cv::Size size : {cv::Size(1, 900), cv::Size(1, 1)})
    for (const TextKind kind : {TextKind::kWord, TextKind::kScaleValue, TextKind::kScaleDigit})
      EXPECT_NO_THROW((void)reader.read(cv::Mat(size, CV_8UC1, cv::Scalar(255)), kind));
}

TEST(TextReader, ReadsPlainNumbers) {
  TextReader reader;
  const std::vector<NumberBlob> blobs =
      find_number_blobs(drawn_number("8700", cv::FONT_HERSHEY_DUPLEX, 0.9, 1));
  ASSERT_EQ(blobs.size(), 1U);
  EXPECT_EQ(reader.read(blobs[0].ink, TextKind::kNumber).text, "8700");
}

TEST(FindNumberBlobs, SeesANumberThroughWhichALineRuns) {
  cv::Mat column = drawn_number("8700", cv::FONT_HERSHEY_SIMPLEX, 0.9, 2);
  cv::line(column, {0, 60}, {38, 60}, cv::Scalar(255), 2);
  cv::line(column, {112, 60}, {149, 60}, cv::Scalar(255), 2);
  const std::vector<NumberBlob> blobs = find_number_blobs(column);
  ASSERT_EQ(blobs.size(), 1U);
  EXPECT_LT(blobs[0].box.width, 80);
}

TEST(FindNumberBlobs, LeavesWhatIsLeftOfALineBesideANumber) {
  cv::Mat column = drawn_number("8700", cv::FONT_HERSHEY_SIMPLEX, 0.9, 2);
  const std::vector<NumberBlob> alone = find_number_blobs(column);
  ASSERT_EQ(alone.size(), 1U);
  cv::line(column, {24, 60}, {32, 60}, cv::Scalar(255), 3);
  cv::line(column, {118, 60}, {125, 60}, cv::Scalar(255), 3);
  const std::vector<NumberBlob> blobs = find_number_blobs(column);
  ASSERT_EQ(blobs.size(), 1U);
  EXPECT_EQ(blobs[0].box, alone[0].box);
}

TEST(ReadNumbersIn, HoldsABorderForNoDigitAndADigitForOne) {
  const DigitReader reader;
  TextReader second;
  cv::Mat column = drawn_number("8700", cv::FONT_HERSHEY_SIMPLEX, 0.9, 2);
  for (int y = 0; y < column.rows; y += 2) column.at<std::uint8_t>(y, 122) = 255;  // A grainy line.
  std::vector<PrintedNumber> numbers = read_numbers_in(column, {}, reader, second);
  ASSERT_FALSE(numbers.empty());
  EXPECT_FALSE(numbers[0].is_cut_off);
  column = drawn_number("8700", cv::FONT_HERSHEY_SIMPLEX, 0.9, 2);
  cv::line(column, {126, 52}, {126, 68}, cv::Scalar(255), 2);  // A 1 that stands a little apart.
  numbers = read_numbers_in(column, {}, reader, second);
  ASSERT_FALSE(numbers.empty());
  EXPECT_TRUE(numbers[0].is_cut_off || numbers[0].value == 87001);
}

TEST(FindNumberBlobs, LeavesTicksSpecksAndBarsAlone) {
  cv::Mat column(400, 150, CV_8UC1, cv::Scalar(0));
  for (int y = 20; y < 400; y += 20) cv::line(column, {0, y}, {12, y}, cv::Scalar(255), 2);
  cv::circle(column, {70, 100}, 1, cv::Scalar(255), -1);
  cv::rectangle(column, {100, 0}, {120, 399}, cv::Scalar(255), -1);
  EXPECT_TRUE(find_number_blobs(column).empty());
}

TEST(FindNumberBlobs, CutsTheStubOfALineOffANumberThatStands) {
  cv::Mat column(150, 120, CV_8UC1, cv::Scalar(0));
  cv::Mat text = drawn_number("6000", cv::FONT_HERSHEY_DUPLEX, 0.9, 2);
  cv::rotate(text(cv::boundingRect(text)), text, cv::ROTATE_90_CLOCKWISE);
  text.copyTo(column(cv::Rect(60, 30, text.cols, text.rows)));
  cv::line(column, {20, 60}, {59, 60}, cv::Scalar(255), 2);
  const std::vector<NumberBlob> blobs = find_number_blobs(column);
  ASSERT_EQ(blobs.size(), 1U);
  EXPECT_NEAR(blobs[0].box.x, 60, 3);
}

TEST(FindNumberBlobs, CutsLongStubsOffANumberThatStands) {
  cv::Mat column;
  cv::rotate(drawn_number("1975", cv::FONT_HERSHEY_SIMPLEX, 0.9, 3), column, cv::ROTATE_90_CLOCKWISE);
  const cv::Mat number = column.clone();
  const cv::Rect box = find_number_blobs(number).front().box;
  const int middle = box.y + box.height / 2;
  // Short of the column's side, and longer than the number is wide.
  cv::line(column, {box.x + box.width + 3, middle}, {column.cols - 15, middle}, cv::Scalar(255), 3);
  cv::copyMakeBorder(column, column, 0, 0, 40, 40, cv::BORDER_CONSTANT, cv::Scalar(0));
  cv::line(column, {box.x + box.width + 43, middle}, {box.x + box.width + 43 + 58, middle}, cv::Scalar(255),
           3);
  const std::vector<NumberBlob> blobs = find_number_blobs(column);
  ASSERT_EQ(blobs.size(), 1U);
  EXPECT_NEAR(blobs[0].box.width, box.width, 6);
  EXPECT_NEAR(blobs[0].box.height, box.height, 2);
}

TEST(DigitReader, ReadsNumbersWithACommaByTheHeightOfTheirDigits) {
  const DigitReader reader;
  const std::vector<NumberBlob> blobs =
      find_number_blobs(drawn_number("9,500", cv::FONT_HERSHEY_SIMPLEX, 0.9, 2));
  ASSERT_EQ(blobs.size(), 1U);
  EXPECT_EQ(reader.read(blobs[0].ink).digits, "9500");
}

TEST(ReadNumbersIn, ReadsANumberWhoseColumnIsKnown) {
  const DigitReader own;
  TextReader other;
  const std::vector<PrintedNumber> numbers =
      read_numbers_in(drawn_number("8700", cv::FONT_HERSHEY_DUPLEX, 0.9, 1), {}, own, other);
  ASSERT_EQ(numbers.size(), 1U);
  EXPECT_EQ(numbers[0].value, 8700);
  EXPECT_GE(numbers[0].confidence, 0.5);
}

/// The 150 real crops, read as the program reads a number whose column is known (docs/inspect.md).
TEST(DepthNumbers, ReadNineOfTenRealCrops) {
  const std::filesystem::path folder =
      std::filesystem::path(LOGDIGITISE_SOURCE_DIR).parent_path() / "shared" / "scans" / "depth_numbers";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "the real depth numbers are not beside this checkout";
  const CropScore score = run_crops(folder);
  EXPECT_EQ(score.all, 150);
  EXPECT_GE(score.exact, 135);
  EXPECT_EQ(score.agreed_wrong, 0);
}

}  // namespace
}  // namespace logdigitise::sheet
