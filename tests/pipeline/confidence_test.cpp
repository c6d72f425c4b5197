#include "logdigitise/pipeline/confidence.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "logdigitise/core/error.hpp"

namespace logdigitise::pipeline {
namespace {

ConfidenceModel two_units() {
  ConfidenceModel model;
  model.bias = -0.5F;
  for (const float output : {2.0F, -1.0F}) {
    ConfidenceModel::Unit unit;
    unit.weights.assign(kClueNames.size(), 0.0F);
    unit.weights[0] = 3.0F;
    unit.bias = 0.25F * output;
    unit.output = output;
    model.units.push_back(unit);
  }
  return model;
}

std::map<std::string, std::string> metadata_with(const std::string& text) { return {{kConfidenceKey, text}}; }

TEST(Confidence, IsTheLogisticOfUnitsOfTheClues) {
  SampleClues clues{};
  clues[0] = 0.5F;
  const double sum = -0.5 + 2.0 * std::tanh(1.5 + 0.5) - std::tanh(1.5 - 0.25);
  EXPECT_NEAR(two_units().chance(clues), 1.0 / (1.0 + std::exp(-sum)), 1e-6);
}

TEST(Confidence, WithoutUnitsIsTheEvidenceOnThePath) {
  SampleClues clues{};
  clues[0] = 0.375F;
  EXPECT_EQ(ConfidenceModel{}.chance(clues), 0.375F);
  EXPECT_TRUE(read_confidence_model({}).units.empty());
}

TEST(Confidence, SurvivesItsText) {
  const ConfidenceModel model = read_confidence_model(metadata_with(confidence_text(two_units())));
  ASSERT_EQ(model.units.size(), 2U);
  EXPECT_EQ(model.bias, -0.5F);
  EXPECT_EQ(model.units[1].output, -1.0F);
  EXPECT_EQ(model.units[1].bias, -0.25F);
  EXPECT_EQ(model.units[1].weights[0], 3.0F);
}

TEST(Confidence, RefusesWhatIsNotWholeOrOfOtherClues) {
  const std::string good = confidence_text(two_units());
  EXPECT_THROW((void)read_confidence_model(metadata_with("")), Error);
  EXPECT_THROW((void)read_confidence_model(metadata_with("tanh-2" + good.substr(6))), Error);
  EXPECT_THROW((void)read_confidence_model(metadata_with(good.substr(0, good.rfind(' ')))), Error);
  std::string other = good;
  other.replace(other.find("path_near"), 9, "path_neat");
  EXPECT_THROW((void)read_confidence_model(metadata_with(other)), Error);
  std::string broken = good;
  broken.replace(broken.rfind(' '), std::string::npos, " nan");
  EXPECT_THROW((void)read_confidence_model(metadata_with(broken)), Error);
}

}  // namespace
}  // namespace logdigitise::pipeline
