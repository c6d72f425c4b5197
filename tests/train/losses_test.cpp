#include "logdigitise/train/losses.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <stdexcept>

namespace logdigitise::train {
namespace {

torch::Tensor row(std::initializer_list<double> numbers) {
  return torch::tensor(std::vector<double>(numbers), torch::kFloat64);
}

/// [1, C, 1, W] from chances: logits whose softmax they are.
torch::Tensor logits_of(const torch::Tensor& chances) { return chances.log().unsqueeze(0).unsqueeze(2); }
torch::Tensor picture(const torch::Tensor& classes) { return classes.unsqueeze(0).unsqueeze(2); }

/// Two pixels: the first is the curve's (found with 0.8), the second paper (called a curve with 0.1).
const torch::Tensor kChances = torch::stack({row({0.2, 0.9}), row({0.8, 0.1})});
const torch::Tensor kTruth = torch::stack({row({0.0, 1.0}), row({1.0, 0.0})});

TEST(TverskyLoss, IsTheFormula) {
  // TP = 0.8, FP = 0.1, FN = 0.2.
  const double index = (0.8 + 1.0) / (0.8 + 0.3 * 0.1 + 0.7 * 0.2 + 1.0);
  EXPECT_NEAR(tversky_loss(logits_of(kChances), picture(kTruth)).item<double>(), 1.0 - index, 1e-12);
}

TEST(TverskyLoss, IsDiceForHalfAndHalf) {
  TverskyOptions dice{0.5, 0.5, 1e-9};
  const double expected = 1.0 - 2.0 * 0.8 / (0.9 + 1.0);  // 2 TP / (sum p + sum y)
  EXPECT_NEAR(tversky_loss(logits_of(kChances), picture(kTruth), dice).item<double>(), expected, 1e-8);
}

TEST(TverskyLoss, IsNearZeroWhenAllIsRight) {
  const torch::Tensor sure = (picture(kTruth) - 0.5) * 80.0;
  EXPECT_NEAR(tversky_loss(sure, picture(kTruth)).item<double>(), 0.0, 1e-12);
}

TEST(TverskyLoss, ScoresZeroForACurveAbsentFromBothSides) {
  const torch::Tensor paper = torch::stack({row({1.0, 1.0}), row({0.0, 0.0})});
  const torch::Tensor sure = (picture(paper) - 0.5) * 80.0;
  EXPECT_NEAR(tversky_loss(sure, picture(paper)).item<double>(), 0.0, 1e-12);
}

TEST(TverskyLoss, PricesMissesAboveFalseAlarms) {
  const torch::Tensor missed = logits_of(torch::stack({row({0.9, 0.9}), row({0.1, 0.1})}));
  const torch::Tensor invented = logits_of(torch::stack({row({0.1, 0.1}), row({0.9, 0.9})}));
  EXPECT_GT(tversky_loss(missed, picture(kTruth)).item<double>(),
            tversky_loss(invented, picture(kTruth)).item<double>());
}

TEST(TverskyLoss, LooksOnlyAtValidPixels) {
  const torch::Tensor valid = row({1.0, 0.0}).view({1, 1, 1, 2});
  const double index = (0.8 + 1.0) / (0.8 + 0.7 * 0.2 + 1.0);  // The false alarm is not looked at.
  EXPECT_NEAR(tversky_loss(logits_of(kChances), picture(kTruth), {}, valid).item<double>(), 1.0 - index,
              1e-12);
}

TEST(TverskyLoss, AveragesOverTheCurvesOfEachImageOnly) {
  // The first image has one curve and a class of padding, the second two curves.
  const torch::Tensor one =
      torch::cat({logits_of(kChances), torch::full({1, 1, 1, 2}, kPaddingLogit, torch::kFloat64)}, 1);
  const torch::Tensor one_truth =
      torch::cat({picture(kTruth), torch::zeros({1, 1, 1, 2}, torch::kFloat64)}, 1);
  const torch::Tensor chances = torch::stack({row({0.2, 0.5}), row({0.7, 0.1}), row({0.1, 0.4})});
  const torch::Tensor truth = torch::stack({row({0.0, 0.0}), row({1.0, 0.0}), row({0.0, 1.0})});
  const torch::Tensor present = torch::stack({row({1.0, 1.0, 0.0}), row({1.0, 1.0, 1.0})});
  const double first = tversky_loss(logits_of(kChances), picture(kTruth)).item<double>();
  const double second = tversky_loss(logits_of(chances), picture(truth)).item<double>();
  const torch::Tensor both = tversky_loss(torch::cat({one, logits_of(chances)}),
                                          torch::cat({one_truth, picture(truth)}), {}, {}, present);
  EXPECT_NEAR(both.item<double>(), 0.5 * (first + second), 1e-12);
}

TEST(SoftCrossEntropy, IsTheFormula) {
  const double expected = -0.5 * (std::log(0.8) + std::log(0.9));
  EXPECT_NEAR(soft_cross_entropy(logits_of(kChances), picture(kTruth)).item<double>(), expected, 1e-12);
}

TEST(SoftCrossEntropy, IsZeroWhenShadesAreRightToo) {
  const torch::Tensor shared = torch::stack({row({0.0, 0.25}), row({0.5, 0.25}), row({0.5, 0.5})});
  EXPECT_NEAR(soft_cross_entropy(logits_of(shared.clamp_min(1e-30)), picture(shared)).item<double>(), 0.0,
              1e-9);
}

TEST(SoftCrossEntropy, WeighsCurvesAgainstPaper) {
  CrossEntropyOptions options;
  options.curve_weight = 5.0;
  const double expected = -0.5 * (5.0 * std::log(0.8) + std::log(0.9));
  EXPECT_NEAR(soft_cross_entropy(logits_of(kChances), picture(kTruth), options).item<double>(), expected,
              1e-12);
}

TEST(SoftCrossEntropy, StaysFiniteWithPaddingAndCertainMistakes) {
  const torch::Tensor padded =
      torch::cat({logits_of(kChances), torch::full({1, 1, 1, 2}, kPaddingLogit, torch::kFloat64)}, 1);
  const torch::Tensor truth = torch::cat({picture(kTruth), torch::zeros({1, 1, 1, 2}, torch::kFloat64)}, 1);
  EXPECT_NEAR(soft_cross_entropy(padded, truth).item<double>(),
              soft_cross_entropy(logits_of(kChances), picture(kTruth)).item<double>(), 1e-12);
  const torch::Tensor wrong = (0.5 - picture(kTruth)) * 2000.0;
  EXPECT_TRUE(std::isfinite(soft_cross_entropy(wrong, picture(kTruth)).item<double>()));
}

TEST(CompoundLoss, IsTheWeightedSum) {
  CompoundOptions options;
  options.tversky_weight = 2.0;
  options.cross_entropy_weight = 0.5;
  const double expected = 2.0 * tversky_loss(logits_of(kChances), picture(kTruth)).item<double>() +
                          0.5 * soft_cross_entropy(logits_of(kChances), picture(kTruth)).item<double>();
  EXPECT_NEAR(compound_loss(logits_of(kChances), picture(kTruth), options).item<double>(), expected, 1e-12);
}

TEST(Losses, ComputeInFloat32WhateverTheNetworkDoes) {
  const torch::Tensor coarse = logits_of(kChances).to(torch::kBFloat16);
  EXPECT_EQ(compound_loss(coarse, picture(kTruth).to(torch::kFloat32)).scalar_type(), torch::kFloat32);
}

TEST(Losses, RefuseShapesAndOptionsThatDoNotFit) {
  const torch::Tensor logits = logits_of(kChances);
  EXPECT_THROW(static_cast<void>(tversky_loss(logits.squeeze(0), picture(kTruth))), std::invalid_argument);
  EXPECT_THROW(static_cast<void>(tversky_loss(logits, picture(kTruth).narrow(3, 0, 1))),
               std::invalid_argument);
  EXPECT_THROW(static_cast<void>(tversky_loss(logits, picture(kTruth), {0.3, 0.7, 0.0})),
               std::invalid_argument);
  EXPECT_THROW(static_cast<void>(tversky_loss(logits, picture(kTruth), {-0.1, 0.7, 1.0})),
               std::invalid_argument);
  EXPECT_THROW(static_cast<void>(tversky_loss(logits, picture(kTruth), {}, torch::ones({1, 2, 1, 2}))),
               std::invalid_argument);
  EXPECT_THROW(static_cast<void>(tversky_loss(logits, picture(kTruth), {}, {}, torch::ones({1, 3}))),
               std::invalid_argument);
  EXPECT_THROW(static_cast<void>(soft_cross_entropy(logits, picture(kTruth), {0.0})), std::invalid_argument);
}

/// The gradient by automatic differentiation against central differences, in float64.
void check_gradient(const std::function<torch::Tensor(const torch::Tensor&)>& loss) {
  torch::manual_seed(2);
  torch::Tensor logits = torch::randn({2, 3, 2, 3}, torch::kFloat64).set_requires_grad(true);
  loss(logits).backward();
  const torch::Tensor gradient = logits.grad().flatten();
  const torch::NoGradGuard no_grad;
  constexpr double kStep = 1e-5;
  for (std::int64_t i = 0; i < gradient.numel(); ++i) {
    torch::Tensor up = logits.detach().clone();
    torch::Tensor down = logits.detach().clone();
    up.view(-1)[i] += kStep;
    down.view(-1)[i] -= kStep;
    const double difference = (loss(up).item<double>() - loss(down).item<double>()) / (2.0 * kStep);
    EXPECT_NEAR(gradient[i].item<double>(), difference, 1e-9) << "element " << i;
  }
}

TEST(Losses, HaveTheGradientsOfFiniteDifferences) {
  torch::manual_seed(1);
  const torch::Tensor target = torch::softmax(torch::randn({2, 3, 2, 3}, torch::kFloat64) * 3.0, 1);
  const torch::Tensor valid = torch::rand({2, 1, 2, 3}, torch::kFloat64).gt(0.3).to(torch::kFloat64);
  const torch::Tensor present = torch::stack({row({1.0, 1.0, 1.0}), row({1.0, 1.0, 0.0})});
  check_gradient([&](const torch::Tensor& logits) { return tversky_loss(logits, target); });
  check_gradient([&](const torch::Tensor& logits) {
    return tversky_loss(logits, target, {0.4, 0.6, 2.0}, valid, present);
  });
  check_gradient(
      [&](const torch::Tensor& logits) { return soft_cross_entropy(logits, target, {3.0}, valid); });
  check_gradient(
      [&](const torch::Tensor& logits) { return compound_loss(logits, target, {}, valid, present); });
}

}  // namespace
}  // namespace logdigitise::train
