// How well pictures look like values, and what that proves of a scale.

#include "logdigitise/sheet/value_look.hpp"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>
#include <string>

#include "logdigitise/sheet/header_scale.hpp"

namespace logdigitise::sheet {
namespace {

cv::Mat word(const std::string& text) {
  cv::Mat ink(120, 400, CV_8UC1, cv::Scalar(0));
  cv::putText(ink, text, {30, 80}, cv::FONT_HERSHEY_SIMPLEX, 0.9, 255, 2);
  return ink(cv::boundingRect(ink)).clone();
}

ValueLook look(const std::string& text) {
  static const DigitReader digits;
  return look_at_value(word(text), digits);
}

HeaderEntry entry_of(const std::string& mnemonic, const std::string& left, const std::string& right) {
  HeaderEntry entry;
  entry.mnemonic = mnemonic;
  entry.left_read = left;
  entry.right_read = right;
  return entry;
}

TEST(ValueLook, LooksLikeTheValueHoweverManyDecimalsArePrinted) {
  EXPECT_GT(log_chance_of_value(look("0.4500"), 0.45), -1.0);
  EXPECT_GT(log_chance_of_value(look("150"), 150.0), -1.0);
  EXPECT_LT(log_chance_of_value(look("150"), 200.0), -3.0);
  EXPECT_LT(log_chance_of_value(look("0.15"), -0.15), log_chance_of_value(look("-0.15"), -0.15) - 1.0);
}

TEST(ValueLook, TakesNoWholeNumberForOneWhosePointIsLost) {
  const ValueLook thousand = look("1000");
  EXPECT_LT(log_chance_of_value(thousand, 10.0), log_chance_of_value(thousand, 1000.0) - 2.0);
  const ValueLook ten = look("10.00");
  EXPECT_GT(log_chance_of_value(ten, 10.0), log_chance_of_value(ten, 1000.0));
}

TEST(UsualScaleOfGrid, IsKnownOfFourDecadesFromTwoOnly) {
  TrackGrid grid;
  EXPECT_FALSE(usual_scale_of_grid(grid));
  grid.scale = layout::Scale::kLog;
  grid.decades = 4;
  grid.log_start = 2;
  ASSERT_TRUE(usual_scale_of_grid(grid));
  EXPECT_DOUBLE_EQ(usual_scale_of_grid(grid)->first, 0.2);
  EXPECT_DOUBLE_EQ(usual_scale_of_grid(grid)->second, 2000.0);
  // 0.2 .. 200 or 2 .. 2000?
  grid.decades = 3;
  EXPECT_FALSE(usual_scale_of_grid(grid));
}

TEST(ProveScaleByLook, TakesTheOnlyUsualScaleThatLooksLikeBothEnds) {
  // Neither end was read as it is printed: one not at all, the other with a point too many.
  HeaderEntry entry = entry_of("GR", "", "15.0");
  prove_scale({}, entry, [] { return ScaleLooks{look("0"), look("150"), 0.0, 0.3}; });
  EXPECT_TRUE(entry.is_scale_proven);
  EXPECT_DOUBLE_EQ(entry.left, 0.0);
  EXPECT_DOUBLE_EQ(entry.right, 150.0);
  EXPECT_EQ(entry.note, "? .. 15.0 looks like 0 .. 150, which is usual for GR");
}

TEST(ProveScaleByLook, LeavesWhatLooksLikeNoUsualScaleOrLikeTwo) {
  HeaderEntry other = entry_of("GR", "", "15.0");
  prove_scale({}, other, [] { return ScaleLooks{look("50"), look("150"), 0.0, 0.3}; });
  EXPECT_FALSE(other.is_scale_proven);
  // Parts and percent have the same digits.
  HeaderEntry both = entry_of("NPHI", "", "15");
  prove_scale({}, both, [] { return ScaleLooks{look("45"), look("-15"), 0.0, 0.5}; });
  EXPECT_TRUE(!both.is_scale_proven || both.left == 45.0) << both.left;
  HeaderEntry unknown = entry_of("", "", "150");
  prove_scale({}, unknown, [] { return ScaleLooks{look("0"), look("150"), 0.0, 0.9}; });
  EXPECT_FALSE(unknown.is_scale_proven);
}

TEST(ProveScaleByLook, KeepsWhatIsReadSurely) {
  // 20 was read alike by both readers: 0.2 .. 2000 does not fit, whatever the other end looks like.
  TrackGrid grid;
  grid.scale = layout::Scale::kLog;
  grid.decades = 4;
  grid.log_start = 2;
  HeaderEntry entry = entry_of("ILD", "20", "2001");
  prove_scale(grid, entry, [] { return ScaleLooks{look("20"), look("2000"), 0.95, 0.3}; });
  EXPECT_FALSE(entry.is_scale_proven);
  HeaderEntry damaged = entry_of("ILD", "0.2", "200");
  prove_scale(grid, damaged, [] { return ScaleLooks{look("0.2"), look("2000"), 0.95, 0.1}; });
  EXPECT_TRUE(damaged.is_scale_proven) << damaged.note;
  EXPECT_DOUBLE_EQ(damaged.right, 2000.0);
}

TEST(ProveScaleByLook, LeavesAScaleThatLooksAsMuchLikeAnother) {
  HeaderEntry entry = entry_of("NPHI", "60", "0");
  entry.value_confidence = 0.89;
  prove_scale({}, entry, [] { return ScaleLooks{look("50"), look("0"), 0.89, 0.99}; });
  EXPECT_FALSE(entry.is_scale_proven) << entry.note;
  EXPECT_NE(entry.note.find("may be 50 .. 0 as well"), std::string::npos) << entry.note;
}

}  // namespace
}  // namespace logdigitise::sheet
