// Equal digits of one sheet look alike: what no sequence of numbers can check.

#include "logdigitise/sheet/digit_twins.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <opencv2/imgproc.hpp>
#include <string>

#include "logdigitise/sheet/number_blobs.hpp"

namespace logdigitise::sheet {
namespace {

/// Numbers every 50 from `first` on, as printed; a second reader takes each for `misread` more.
std::vector<JointNumber> numbers_from(long first, int count, long misread) {
  static const DigitReader reader;
  std::vector<JointNumber> numbers;
  for (int i = 0; i < count; ++i) {
    const long value = first + 50 * i;
    cv::Mat column(120, 200, CV_8UC1, cv::Scalar(0));
    cv::putText(column, std::to_string(value), {20, 70}, cv::FONT_HERSHEY_DUPLEX, 0.9, cv::Scalar(255), 2);
    const DigitLattice lattice = reader.look(find_number_blobs(column).at(0).ink);
    numbers.push_back({300.0, 500.0 * i, std::make_shared<const DigitLattice>(lattice),
                       std::to_string(value + misread), false});
  }
  return numbers;
}

std::vector<long> values_from(long first, int count) {
  std::vector<long> values;
  for (int i = 0; i < count; ++i) values.push_back(first + 50 * i);
  return values;
}

TEST(DigitTwins, BearOutWhatIsPrinted) {
  EXPECT_EQ(look_at_twins(numbers_from(5050, 12, 0), values_from(5050, 12)).doubt, "");
  // A reader that errs does not matter where the digit is elsewhere on the sheet.
  EXPECT_EQ(look_at_twins(numbers_from(5050, 12, 1000), values_from(5050, 12)).doubt, "");
}

TEST(DigitTwins, TellADigitThatIsMisreadInEveryNumber) {
  const TwinAnswer answer = look_at_twins(numbers_from(5050, 12, 1000), values_from(6050, 12));
  EXPECT_NE(answer.doubt, "");
  EXPECT_EQ(answer.shift, -1000);
}

TEST(DigitTwins, DoubtADigitThatIsNowhereElse) {
  // No 7 and no 1 among hundreds to units: readers that do not agree are all there is.
  std::vector<JointNumber> numbers = numbers_from(7200, 4, -6000);
  EXPECT_EQ(look_at_twins(numbers, values_from(7200, 4)).shift, 0);
  EXPECT_NE(look_at_twins(numbers, values_from(7200, 4)).doubt, "");
}

TEST(DigitTwins, SayNothingWhereReadersAgree) {
  EXPECT_EQ(look_at_twins(numbers_from(7200, 4, 0), values_from(7200, 4)).doubt, "");
}

}  // namespace
}  // namespace logdigitise::sheet
