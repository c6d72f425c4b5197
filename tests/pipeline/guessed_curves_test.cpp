// Curves that were guessed from the ink, and are not there.

#include "logdigitise/pipeline/guessed_curves.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace logdigitise::pipeline {
namespace {

layout::Track track_of(std::initializer_list<const char*> names) {
  layout::Track track;
  for (const char* name : names) {
    layout::Curve curve;
    curve.mnemonic = name;
    track.curves.push_back(curve);
  }
  return track;
}

CurveSamples samples_of(float confidence) {
  return {{0.25, 0.5, 0.75}, {confidence, confidence, confidence}, std::vector<trace::Flag>(3), {}};
}

TEST(DropUnseenGuesses, MakesNullsOfTheGuessThatIsHardlySeen) {
  std::vector<CurveSamples> samples{samples_of(0.9F), samples_of(0.3F)};
  drop_unseen_guesses(track_of({"TRACK1_CURVE1", "TRACK1_CURVE2"}), samples);
  EXPECT_DOUBLE_EQ(samples[0].fraction[1], 0.5);
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_TRUE(std::isnan(samples[1].fraction[i]));
    EXPECT_EQ(samples[1].flags[i], trace::Flag::kUnsure);
    EXPECT_EQ(samples[1].confidence[i], 0.0F);
  }
}

TEST(DropUnseenGuesses, KeepsTheSurestOfATrackWhateverItsConfidence) {
  std::vector<CurveSamples> samples{samples_of(0.2F), samples_of(0.3F)};
  drop_unseen_guesses(track_of({"TRACK1_CURVE1", "TRACK1_CURVE2"}), samples);
  EXPECT_TRUE(std::isnan(samples[0].fraction[0]));
  EXPECT_DOUBLE_EQ(samples[1].fraction[0], 0.25);
}

TEST(DropUnseenGuesses, LeavesCurvesAloneThatAHeaderNames) {
  std::vector<CurveSamples> samples{samples_of(0.9F), samples_of(0.1F)};
  drop_unseen_guesses(track_of({"GR", "TRACK1_CURVE2"}), samples);
  EXPECT_DOUBLE_EQ(samples[1].fraction[0], 0.25);
  EXPECT_FALSE(has_guessed_curves(track_of({"TRACK1_CURVE1"})));
}

}  // namespace
}  // namespace logdigitise::pipeline
