// What is taken as a proven scale, and what is not.

#include "logdigitise/sheet/header_scale.hpp"

#include <gtest/gtest.h>

#include <array>
#include <set>

#include "logdigitise/sheet/track_curves.hpp"

namespace logdigitise::sheet {
namespace {

HeaderEntry entry_of(const std::string& mnemonic, const std::string& left, const std::string& right,
                     double confidence = 0.99) {
  HeaderEntry entry;
  entry.mnemonic = mnemonic;
  entry.left_read = left;
  entry.right_read = right;
  entry.value_confidence = confidence;
  return entry;
}

TrackGrid log_grid(int decades, int start) {
  TrackGrid grid;
  grid.scale = layout::Scale::kLog;
  grid.decades = decades;
  grid.log_start = start;
  return grid;
}

TEST(ProveScale, AcceptsAUsualScale) {
  HeaderEntry entry = entry_of("NPHI", "0.45", "-0.15", 0.6);
  prove_scale({}, entry);
  EXPECT_TRUE(entry.is_scale_proven);
  EXPECT_DOUBLE_EQ(entry.left, 0.45);
  EXPECT_DOUBLE_EQ(entry.right, -0.15);
  EXPECT_EQ(entry.note, "");
}

TEST(ProveScale, AcceptsAUsualScaleThatRunsTheOtherWay) {
  HeaderEntry entry = entry_of("CALI", "16", "6", 0.6);
  prove_scale({}, entry);
  EXPECT_TRUE(entry.is_scale_proven) << entry.note;
  EXPECT_DOUBLE_EQ(entry.left, 16.0);
}

TEST(ProveScale, KnowsValuesOfOneWidth) {
  // Printed in six characters each; what has lost one is shorter.
  HeaderEntry whole = entry_of("", "7.0000", "17.000", 1.0);
  prove_scale({}, whole);
  EXPECT_TRUE(whole.is_scale_proven) << whole.note;
  HeaderEntry lost = entry_of("", "7.0000", "7.000", 1.0);
  prove_scale({}, lost);
  EXPECT_FALSE(lost.is_scale_proven);
}

TEST(ProveScale, PutsALostPointRightAndSaysSo) {
  HeaderEntry entry = entry_of("RHOB", "195", "2.95");
  prove_scale({}, entry);
  EXPECT_TRUE(entry.is_scale_proven);
  EXPECT_DOUBLE_EQ(entry.left, 1.95);
  EXPECT_EQ(entry.note, "195 .. 2.95 is taken for the usual 1.95 .. 2.95 of RHOB");
}

TEST(ProveScale, LeavesWhatNothingConfirmsHoweverSureTheReadersAre) {
  // As read on paper, where 7 .. 17, -0.05 .. 0.45 and 0.3 .. -0.1 were printed.
  for (const auto& [name, left, right] : {std::array<const char*, 3>{"", "0", "17"},
                                          {"", "-0.05", "0"},
                                          {"", "-0.050", "0.0"},
                                          {"", "0.3000", "-0."},
                                          {"NPHI", "0.3", "-0"},
                                          {"GR", "0", "160"}}) {
    HeaderEntry entry = entry_of(name, left, right, 1.0);
    prove_scale({}, entry);
    EXPECT_FALSE(entry.is_scale_proven) << name << " " << left << " .. " << right;
    EXPECT_NE(entry.note, "");
  }
}

TEST(ProveScale, AcceptsARoundScaleThatTwoReadersAreSureOfAndSaysSo) {
  for (const auto& [name, left, right] : {std::array<const char*, 3>{"X2", "60", "160"},
                                          {"", "94", "114"},
                                          {"NEAR", "-0.3", "0.7"},
                                          {"SPR", "-150", "350"}}) {
    HeaderEntry entry = entry_of(name, left, right, 0.96);
    prove_scale({}, entry);
    EXPECT_TRUE(entry.is_scale_proven) << name << " " << left << " .. " << right;
    EXPECT_NE(entry.note, "");
    HeaderEntry unsure = entry_of(name, left, right, 0.9);
    prove_scale({}, unsure);
    EXPECT_FALSE(unsure.is_scale_proven);
  }
}

TEST(ProveScale, LeavesASureScaleThatIsOneDigitFromAUsualOne) {
  HeaderEntry entry = entry_of("GR", "0", "250", 1.0);
  prove_scale({}, entry);
  EXPECT_FALSE(entry.is_scale_proven);
}

TEST(ProveScale, LeavesAScaleWhoseSignWasLost) {
  HeaderEntry entry = entry_of("NPHI", "0.45", "0.15", 1.0);
  prove_scale({}, entry);
  EXPECT_FALSE(entry.is_scale_proven);
  EXPECT_EQ(entry.note, "0.45 .. 0.15 may stand for more than one usual scale");
}

TEST(ProveScale, LeavesWhatWasNotReadWithConfidence) {
  HeaderEntry entry = entry_of("GR", "0", "150", 0.3);
  prove_scale({}, entry);
  EXPECT_FALSE(entry.is_scale_proven);
  EXPECT_DOUBLE_EQ(entry.left, 0.0);
  EXPECT_DOUBLE_EQ(entry.right, 1.0);
}

TEST(ProveScale, LeavesAMissingValue) {
  HeaderEntry entry = entry_of("GR", "0", "");
  prove_scale({}, entry);
  EXPECT_FALSE(entry.is_scale_proven);
  EXPECT_EQ(entry.note, "no value could be read at both ends of the line");
}

TEST(ProveScale, HoldsALogScaleAgainstTheGrid) {
  HeaderEntry fits = entry_of("", "0.2", "2000", 0.3);
  prove_scale(log_grid(4, 2), fits);
  EXPECT_TRUE(fits.is_scale_proven);
  HeaderEntry decades = entry_of("ILD", "0.2", "200");
  prove_scale(log_grid(4, 2), decades);
  EXPECT_FALSE(decades.is_scale_proven);
  HeaderEntry start = entry_of("ILD", "0.1", "1000");
  prove_scale(log_grid(4, 2), start);
  EXPECT_FALSE(start.is_scale_proven);
  HeaderEntry linear = entry_of("GR", "0", "150");
  prove_scale(log_grid(4, 2), linear);
  EXPECT_FALSE(linear.is_scale_proven);
  HeaderEntry no_point = entry_of("ILD", "02", "2000");
  prove_scale(log_grid(4, 2), no_point);
  EXPECT_TRUE(no_point.is_scale_proven);
  EXPECT_DOUBLE_EQ(no_point.left, 0.2);
  EXPECT_NE(no_point.note, "");
}

TEST(ProveScale, TakesALogarithmicScaleForNoLinearTrack) {
  TrackGrid linear;
  linear.divisions = 10;
  HeaderEntry entry = entry_of("ILD", "0.2", "2000");
  prove_scale(linear, entry);
  EXPECT_FALSE(entry.is_scale_proven);
  // Where the track shows no lines the scale says what it is.
  TrackGrid bare;
  bare.is_bare = true;
  HeaderEntry alone = entry_of("ILD", "0.2", "2000");
  prove_scale(bare, alone);
  EXPECT_TRUE(alone.is_scale_proven);
  std::set<std::string> names;
  EXPECT_EQ(curves_of_track(1, bare, {alone}, names).scale, layout::Scale::kLog);
  TrackGrid blank;
  blank.divisions = 1;
  HeaderEntry over_blank = entry_of("ILD", "0.2", "2000");
  prove_scale(blank, over_blank);
  EXPECT_TRUE(over_blank.is_scale_proven);
  EXPECT_EQ(curves_of_track(1, blank, {over_blank}, names).scale, layout::Scale::kLog);
}

}  // namespace
}  // namespace logdigitise::sheet
