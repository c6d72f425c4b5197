// Numbers read together: what no single picture says for sure, a run of them does - or does not.

#include "logdigitise/sheet/joint_numbers.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <opencv2/imgproc.hpp>
#include <string>

#include "logdigitise/sheet/number_blobs.hpp"

namespace logdigitise::sheet {
namespace {

/// The lattice of a drawn number, with a part of it painted over if `hidden` is a digit's index.
DigitLattice lattice_of(const std::string& text, int hidden = -1) {
  static const DigitReader reader;
  cv::Mat column(120, 200, CV_8UC1, cv::Scalar(0));
  cv::putText(column, text, {20, 70}, cv::FONT_HERSHEY_SIMPLEX, 0.9, cv::Scalar(255), 2);
  cv::Mat ink = find_number_blobs(column).at(0).ink.clone();
  if (hidden >= 0) {
    const int digit = ink.cols / static_cast<int>(text.size());
    cv::rectangle(ink, {hidden * digit + 2, 1}, {(hidden + 1) * digit - 3, ink.rows - 2}, cv::Scalar(255),
                  -1);
  }
  return reader.look(ink);
}

JointNumber number_at(double y, const DigitLattice& lattice) {
  return {300.0, y, std::make_shared<const DigitLattice>(lattice), {}, false};
}

TEST(ReadJointly, ReadsWhatNoSingleNumberSays) {
  // Another digit of each number is a blot.
  std::vector<JointNumber> numbers;
  const std::vector<std::string> texts = {"3400", "3500", "3600", "3700"};
  for (std::size_t i = 0; i < texts.size(); ++i)
    numbers.push_back(
        number_at(200.0 + 1000.0 * static_cast<double>(i), lattice_of(texts[i], static_cast<int>(i))));
  const auto read = read_jointly(numbers);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->chain.values.front(), 3400);
  EXPECT_EQ(read->chain.increment, 100);
  EXPECT_NEAR(read->chain.px_per_unit, 10.0, 0.01);
  EXPECT_GT(read->margin, 5.0);
}

TEST(ReadJointly, IsNotSureOfADigitThatNoNumberShows) {
  // The thousands are a blot in all of them.
  std::vector<JointNumber> numbers;
  const std::vector<std::string> texts = {"3400", "3500", "3600", "3700"};
  for (std::size_t i = 0; i < texts.size(); ++i)
    numbers.push_back(number_at(200.0 + 1000.0 * static_cast<double>(i), lattice_of(texts[i], 0)));
  const auto read = read_jointly(numbers);
  EXPECT_LT(read ? read->margin : 0.0, 7.0);
}

TEST(ReadJointly, MakesNothingOfNumbersThatDoNotFollowEachOther) {
  std::vector<JointNumber> numbers;
  double y = 200.0;
  for (const std::string text : {"8143", "2977", "6350", "1418"}) {
    numbers.push_back(number_at(y, lattice_of(text)));
    y += 700.0;
  }
  const auto read = read_jointly(numbers);
  EXPECT_LT(read ? read->margin : 0.0, 7.0);
}

TEST(ReadJointly, EndsWhereTheNumbersSkipADepthWhileThePaperRunsOn) {
  std::vector<JointNumber> numbers;
  double y = 200.0;
  for (const std::string text : {"3400", "3500", "3600", "3700", "3900", "4000", "4100"}) {
    numbers.push_back(number_at(y, lattice_of(text)));
    y += 1000.0;
  }
  const auto read = read_jointly(numbers);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->chain.values, (std::vector<long>{3400, 3500, 3600, 3700}));
}

TEST(MarginOfChain, IsAgainstValuesThatThePicturesDoNotShow) {
  std::vector<JointNumber> numbers;
  NumberChain chain;
  for (long i = 0; i < 4; ++i) {
    numbers.push_back(
        number_at(200.0 + 1000.0 * static_cast<double>(i), lattice_of(std::to_string(3400 + 100 * i))));
    chain.members.push_back(static_cast<std::size_t>(i));
    chain.values.push_back(3400 + 100 * i);
  }
  chain.increment = 100;
  EXPECT_GT(margin_of_chain(numbers, chain), 3.0);
  for (long& value : chain.values) value += 5000;
  EXPECT_LT(margin_of_chain(numbers, chain), 0.0);
}

TEST(SpliceOfChain, IsWhereTheNumbersGoOnWithOtherDepths) {
  std::vector<JointNumber> numbers;
  NumberChain chain;
  long value = 3400;
  for (const std::string text : {"3400", "3500", "3600", "3800", "3900"}) {
    numbers.push_back(number_at(static_cast<double>(value), lattice_of(text)));
    chain.members.push_back(numbers.size() - 1);
    chain.values.push_back(value);
    value += 100;
  }
  chain.increment = 100;
  EXPECT_EQ(splice_of_chain(numbers, chain), 3U);
}

TEST(LogChanceOf, PrefersTheDigitsThatStandThere) {
  const DigitLattice lattice = lattice_of("3400");
  EXPECT_GT(log_chance_of(lattice, "3400"), log_chance_of(lattice, "3900") + 2.0);
  EXPECT_GT(log_chance_of(lattice, "3400"), log_chance_of(lattice, "340") + 2.0);
  EXPECT_GT(log_chance_of(lattice, "3400"), log_chance_of(lattice, "13400") + 2.0);
}

}  // namespace
}  // namespace logdigitise::sheet
