#include "logdigitise/train/adamw.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace logdigitise::train {
namespace {

torch::Tensor parameter(double value) {
  return torch::full({1}, value, torch::kFloat64).set_requires_grad(true);
}

TEST(AdamW, TakesAFirstStepOfTheRateAgainstTheGradient) {
  torch::Tensor x = parameter(1.0);
  AdamW optimiser({x});
  (x * 3.0).sum().backward();
  optimiser.step(0.1, 0.0);
  EXPECT_NEAR(x.item<double>(), 0.9, 1e-8);  // m / sqrt(v) = sign of the gradient.
  EXPECT_FALSE(x.grad().defined());
}

TEST(AdamW, IsTheFormulaOnItsSecondStep) {
  torch::Tensor x = parameter(1.0);
  AdamW optimiser({x});
  (x * 3.0).sum().backward();
  optimiser.step(0.1, 0.0);
  (x * -1.0).sum().backward();
  optimiser.step(0.1, 0.0);
  const double m = (0.9 * 0.1 * 3.0 - 0.1 * 1.0) / (1.0 - 0.81);
  const double v = (0.999 * 0.001 * 9.0 + 0.001 * 1.0) / (1.0 - 0.999 * 0.999);
  EXPECT_NEAR(x.item<double>(), 0.9 - 0.1 * m / std::sqrt(v), 1e-8);
}

TEST(AdamW, DecaysMatricesOnly) {
  torch::Tensor bias = torch::ones({2}).set_requires_grad(true);
  torch::Tensor matrix = torch::ones({2, 2}).set_requires_grad(true);
  AdamWOptions options;
  options.weight_decay = 0.5;
  AdamW optimiser({bias, matrix}, options);
  ((bias.sum() + matrix.sum()) * 0.0).backward();
  optimiser.step(0.1, 0.0);
  EXPECT_FLOAT_EQ(bias[0].item<float>(), 1.0F);
  EXPECT_FLOAT_EQ(matrix[0][0].item<float>(), 0.95F);
}

TEST(AdamW, LeavesOutAStepThatIsNotFinite) {
  torch::Tensor x = parameter(1.0);
  AdamW optimiser({x});
  (x * std::numeric_limits<double>::infinity()).sum().backward();
  optimiser.step(0.1, 1.0);
  EXPECT_EQ(x.item<double>(), 1.0);
  EXPECT_EQ(optimiser.steps_done(), 0);
}

TEST(AdamW, FindsTheBottomOfAParabola) {
  torch::Tensor x = parameter(4.0);
  AdamW optimiser({x});
  for (int n = 0; n < 800; ++n) {
    (x - 1.5).square().sum().backward();
    optimiser.step(0.03, 1.0);
  }
  EXPECT_NEAR(x.item<double>(), 1.5, 0.01);
}

}  // namespace
}  // namespace logdigitise::train
