#include "logdigitise/pipeline/doubts.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace logdigitise::pipeline {
namespace {

using trace::Flag;

SampleClues with(std::size_t clue, float value) {
  SampleClues clues{};
  clues[clue] = value;
  return clues;
}

TEST(DoubtReason, NamesWhatTheCluesShow) {
  EXPECT_EQ(doubt_reason({}), Flag::kFaint);
  EXPECT_EQ(doubt_reason(with(clue_index("leap_64"), 0.5F)), Flag::kJump);
  EXPECT_EQ(doubt_reason(with(clue_index("shared_32"), 0.9F)), Flag::kOverlap);
  EXPECT_EQ(doubt_reason(with(clue_index("beside_near"), 1.0F)), Flag::kCrossing);
}

TEST(FlagDoubts, FlagsBelowOneBoundAndNullsBelowTheOther) {
  CurveSamples samples;
  samples.fraction = {0.1, 0.2, 0.3, 0.4, std::nan("")};
  samples.confidence = {0.9F, 0.4F, 0.05F, 0.05F, 0.0F};
  samples.flags = {Flag::kNone, Flag::kNone, Flag::kNone, Flag::kBridged, Flag::kOffScale};
  samples.clues.assign(5, SampleClues{});
  flag_doubts(0.5F, 0.1F, samples);
  EXPECT_EQ(samples.flags,
            (std::vector<Flag>{Flag::kNone, Flag::kFaint, Flag::kUnsure, Flag::kBridged, Flag::kOffScale}));
  EXPECT_EQ(samples.fraction[1], 0.2);
  EXPECT_TRUE(std::isnan(samples.fraction[2]));
  EXPECT_EQ(samples.confidence[2], 0.0F);
  EXPECT_EQ(samples.fraction[3], 0.4) << "what has a flag of its own keeps it";
}

}  // namespace
}  // namespace logdigitise::pipeline
