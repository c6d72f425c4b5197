#include "logdigitise/pipeline/quality.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "logdigitise/pipeline/review_status.hpp"

namespace logdigitise::pipeline {
namespace {

CurveSamples samples(const std::vector<double>& fraction, const std::vector<trace::Flag>& flags) {
  return {fraction, std::vector<float>(fraction.size(), 0.9F), flags, {}};
}

TEST(AssessCurve, ListsRunsOfOneReason) {
  const double nan = std::nan("");
  using trace::Flag;
  const CurveQuality quality = assess_curve(
      "GR", "1", {10, 11, 12, 13, 14},
      samples({0.5, nan, nan, 0.5, 0.4}, {Flag::kNone, Flag::kGap, Flag::kGap, Flag::kBridged, Flag::kNone}));
  ASSERT_EQ(quality.flagged.size(), 2U);
  EXPECT_EQ(quality.flagged[0].reason, "gap");
  EXPECT_EQ(quality.flagged[0].from, 11.0);
  EXPECT_EQ(quality.flagged[0].to, 12.0);
  EXPECT_EQ(quality.flagged[1].reason, "bridged");
  EXPECT_NEAR(quality.coverage, 0.6, 1e-9);
}

TEST(AssessCurve, GivesConfidenceInTenthsOfBlocks) {
  CurveSamples some =
      samples({0.5, std::nan(""), 0.5}, {trace::Flag::kNone, trace::Flag::kGap, trace::Flag::kNone});
  some.confidence = {0.95F, 0.0F, 0.3F};
  EXPECT_EQ(assess_curve("GR", "1", {1, 2, 3}, some).confidence, "9-3");
  CurveSamples many =
      samples(std::vector<double>(4001, 0.5), std::vector<trace::Flag>(4001, trace::Flag::kNone));
  const CurveQuality quality = assess_curve("GR", "1", std::vector<double>(4001, 0.0), many);
  EXPECT_EQ(quality.confidence_depths, 3);
  EXPECT_EQ(quality.confidence.size(), 1334U);
  EXPECT_EQ(quality.confidence.find_first_not_of('9'), std::string::npos);
}

TEST(SetStatus, PutsLowCoverageOnReviewAndDamageAboveIt) {
  QualityRecord record;
  record.curves.push_back({"GR", "1", 0.95, 0.9, {}});
  set_status(0.9, record);
  EXPECT_EQ(record.status, "ok");
  record.curves.push_back({"SP", "1", 0.5, 0.9, {}});
  set_status(0.9, record);
  EXPECT_EQ(record.status, "review");
  record.damaged.push_back({1, 100, 120, "Bad code word"});
  set_status(0.9, record);
  EXPECT_EQ(record.status, "damaged");
  EXPECT_EQ(record.reasons.front(), "20 scan rows are damaged");
}

TEST(SetStatus, PutsALayoutWithFlagsOnReview) {
  QualityRecord record;
  record.layout_from = "inspection";
  record.curves.push_back({"GR", "1", 0.95, 0.9, {}});
  set_status(0.9, record);
  EXPECT_EQ(record.status, "ok");
  record.layout_flags = {"track 1: no header could be read"};
  set_status(0.9, record);
  EXPECT_EQ(record.status, "review");
  EXPECT_EQ(record.reasons, record.layout_flags);
}

TEST(QualityJson, HasTheKeysOfTheContract) {
  QualityRecord record;
  record.scans.emplace_back("scan.tif", "00");
  record.seconds["segment"] = 1.5;
  const std::string text = quality_json(record);
  for (const char* key : {"\"status\"", "\"reasons\"", "\"scans\"", "\"layout_sha256\"", "\"model\"",
                          "\"version\"", "\"depth_map\"", "\"curves\"", "\"damaged_rows\"", "\"seconds\""}) {
    EXPECT_NE(text.find(key), std::string::npos) << key;
  }
}

TEST(QualityJson, NamesThePolarityThatWasToldOnly) {
  QualityRecord record;
  EXPECT_EQ(quality_json(record).find("polarity"), std::string::npos);
  record.polarity = "negative";
  EXPECT_NE(quality_json(record).find("\"polarity\": \"negative\""), std::string::npos);
}

}  // namespace
}  // namespace logdigitise::pipeline
