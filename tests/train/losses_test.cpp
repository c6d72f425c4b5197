#include "logdigitise/train/losses.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <stdexcept>
#include <string>
#include <tuple>

#include "logdigitise/train/loss_config.hpp"

namespace logdigitise::train {
namespace {

torch::Tensor row(std::initializer_list<double> numbers) {
  return torch::tensor(std::vector<double>(numbers), torch::kFloat64);
}

/// [1, C, 1, W] from chances: logits whose softmax they are.
torch::Tensor logits_of(const torch::Tensor& chances) { return chances.log().unsqueeze(0).unsqueeze(2); }
LossTarget picture(const torch::Tensor& classes) { return {classes.unsqueeze(0).unsqueeze(2), {}, {}}; }

/// Two pixels: the first is the curve's (found with 0.8), the second paper (called a curve with 0.1), so that
/// TP = 0.8, FP = 0.1, FN = 0.2.
const torch::Tensor kChances = torch::stack({row({0.2, 0.9}), row({0.8, 0.1})});
const torch::Tensor kTruth = torch::stack({row({0.0, 1.0}), row({1.0, 0.0})});

OverlapOptions overlap(double fp_weight, double fn_weight, double smooth = 1.0) {
  OverlapOptions options;
  options.fp_weight = {fp_weight};
  options.fn_weight = {fn_weight};
  options.smooth = smooth;
  return options;
}

double overlap_of_two_pixels(const OverlapOptions& options) {
  return overlap_loss(logits_of(kChances), picture(kTruth), options).item<double>();
}

TEST(OverlapLoss, IsTverskyByDefault) {
  const double index = (0.8 + 1.0) / (0.8 + 0.3 * 0.1 + 0.7 * 0.2 + 1.0);
  EXPECT_NEAR(overlap_of_two_pixels({}), 1.0 - index, 1e-12);
}

TEST(OverlapLoss, IsDiceForHalfAndHalf) {
  const double dice = 2.0 * 0.8 / (0.9 + 1.0);  // 2 TP / (sum p + sum y)
  EXPECT_NEAR(overlap_of_two_pixels(overlap(0.5, 0.5, 1e-9)), 1.0 - dice, 1e-8);
}

TEST(OverlapLoss, IsJaccardForOneAndOne) {
  const double jaccard = 0.8 / (0.8 + 0.1 + 0.2);
  EXPECT_NEAR(overlap_of_two_pixels(overlap(1.0, 1.0, 1e-9)), 1.0 - jaccard, 1e-8);
}

TEST(OverlapLoss, IsFocalByItsExponent) {
  OverlapOptions options;
  options.focal_exponent = 0.75;
  EXPECT_NEAR(overlap_of_two_pixels(options), std::pow(overlap_of_two_pixels({}), 0.75), 1e-12);
  options.focal_exponent = 1.0;
  EXPECT_EQ(overlap_of_two_pixels(options), overlap_of_two_pixels({}));
}

TEST(OverlapLoss, RaisesEachErrorForDicePlusPlus) {
  OverlapOptions options = overlap(0.5, 0.5, 1e-9);
  options.error_exponent = 2.0;
  const double index = 2.0 * 0.8 / (2.0 * 0.8 + 0.1 * 0.1 + 0.2 * 0.2);
  EXPECT_NEAR(overlap_of_two_pixels(options), 1.0 - index, 1e-8);
  // With exponent 1 it is Dice, also by the way that raises pixel by pixel.
  options.error_exponent = 1.0 + 1e-12;
  EXPECT_NEAR(overlap_of_two_pixels(options), overlap_of_two_pixels(overlap(0.5, 0.5, 1e-9)), 1e-9);
}

TEST(OverlapLoss, CountsPaperToo) {
  OverlapOptions options;
  options.with_paper = true;
  options.focal_exponent = 0.5;
  // Paper: TP = 0.9, FP = 0.2, FN = 0.1; never focal.
  const double paper = 1.0 - 1.9 / (0.9 + 0.3 * 0.2 + 0.7 * 0.1 + 1.0);
  EXPECT_NEAR(overlap_of_two_pixels(options), 0.5 * (paper + std::sqrt(overlap_of_two_pixels({}))), 1e-12);
}

TEST(OverlapLoss, PricesMissesAboveFalseAlarms) {
  const torch::Tensor missed = logits_of(torch::stack({row({0.9, 0.9}), row({0.1, 0.1})}));
  const torch::Tensor invented = logits_of(torch::stack({row({0.1, 0.1}), row({0.9, 0.9})}));
  EXPECT_GT(overlap_loss(missed, picture(kTruth)).item<double>(),
            overlap_loss(invented, picture(kTruth)).item<double>());
}

TEST(OverlapLoss, TakesPricesAndWeightsByCurve) {
  const torch::Tensor chances = torch::stack({row({0.2, 0.5}), row({0.7, 0.1}), row({0.1, 0.4})});
  const torch::Tensor truth = torch::stack({row({0.0, 0.0}), row({1.0, 0.0}), row({0.0, 1.0})});
  // Curve 1: TP 0.7, FP 0.1, FN 0.3. Curve 2: TP 0.4, FP 0.1, FN 0.6.
  const double first = 1.0 - 1.7 / (0.7 + 0.3 * 0.1 + 0.7 * 0.3 + 1.0);
  const double second = 1.0 - 1.4 / (0.4 + 0.2 * 0.1 + 0.9 * 0.6 + 1.0);
  OverlapOptions options;
  options.fp_weight = {0.3, 0.2};
  options.fn_weight = {0.7, 0.9};
  options.class_weight = {1.0, 3.0};
  EXPECT_NEAR(overlap_loss(logits_of(chances), picture(truth), options).item<double>(),
              0.25 * first + 0.75 * second, 1e-12);
}

TEST(OverlapLoss, CountsOverTheBatchIfTold) {
  const torch::Tensor empty = torch::stack({row({0.9, 0.6}), row({0.1, 0.4})});
  const torch::Tensor paper = torch::stack({row({1.0, 1.0}), row({0.0, 0.0})});
  const torch::Tensor logits = torch::cat({logits_of(kChances), logits_of(empty)});
  const LossTarget target{torch::cat({picture(kTruth).shares, picture(paper).shares}), {}, {}};
  OverlapOptions options;
  options.reduction = Reduction::kPerBatch;
  // TP = 0.8, FP = 0.1 + 0.5, FN = 0.2.
  EXPECT_NEAR(overlap_loss(logits, target, options).item<double>(),
              1.0 - 1.8 / (0.8 + 0.3 * 0.6 + 0.7 * 0.2 + 1.0), 1e-12);
  options.reduction = Reduction::kPerImage;
  const double empty_image = 1.0 - 1.0 / (0.3 * 0.5 + 1.0);
  EXPECT_NEAR(overlap_loss(logits, target, options).item<double>(),
              0.5 * (overlap_of_two_pixels({}) + empty_image), 1e-12);
}

TEST(OverlapLoss, AveragesOverTheCurvesOfEachImageOnly) {
  // The first image has one curve and a class of padding, the second two curves.
  const torch::Tensor padding = torch::full({1, 1, 1, 2}, kPaddingLogit, torch::kFloat64);
  const torch::Tensor one = torch::cat({logits_of(kChances), padding}, 1);
  const torch::Tensor one_truth = torch::cat({picture(kTruth).shares, torch::zeros_like(padding)}, 1);
  const torch::Tensor chances = torch::stack({row({0.2, 0.5}), row({0.7, 0.1}), row({0.1, 0.4})});
  const LossTarget truth = picture(torch::stack({row({0.0, 0.0}), row({1.0, 0.0}), row({0.0, 1.0})}));
  const torch::Tensor present = torch::stack({row({1.0, 1.0, 0.0}), row({1.0, 1.0, 1.0})});
  const torch::Tensor both = overlap_loss(torch::cat({one, logits_of(chances)}),
                                          {torch::cat({one_truth, truth.shares}), {}, present});
  const double second = overlap_loss(logits_of(chances), truth).item<double>();
  EXPECT_NEAR(both.item<double>(), 0.5 * (overlap_of_two_pixels({}) + second), 1e-12);
}

double cross_entropy_of_two_pixels(const CrossEntropyOptions& options) {
  return cross_entropy_loss(logits_of(kChances), picture(kTruth), options).item<double>();
}

TEST(CrossEntropyLoss, IsTheFormula) {
  EXPECT_NEAR(cross_entropy_of_two_pixels({}), -0.5 * (std::log(0.8) + std::log(0.9)), 1e-12);
}

TEST(CrossEntropyLoss, IsZeroWhenShadesAreRightToo) {
  const torch::Tensor shared = torch::stack({row({0.0, 0.25}), row({0.5, 0.25}), row({0.5, 0.5})});
  EXPECT_NEAR(cross_entropy_loss(logits_of(shared.clamp_min(1e-30)), picture(shared)).item<double>(), 0.0,
              1e-9);
}

TEST(CrossEntropyLoss, WeighsCurvesAndPaper) {
  CrossEntropyOptions options;
  options.curve_weight = {5.0};
  options.paper_weight = 0.5;
  EXPECT_NEAR(cross_entropy_of_two_pixels(options), -0.5 * (5.0 * std::log(0.8) + 0.5 * std::log(0.9)),
              1e-12);
}

TEST(CrossEntropyLoss, FocusesWhereItIsTold) {
  CrossEntropyOptions options;
  options.curve_focus = 2.0;
  options.paper_focus = 1.0;
  EXPECT_NEAR(cross_entropy_of_two_pixels(options), -0.5 * (0.2 * 0.2 * std::log(0.8) + 0.1 * std::log(0.9)),
              1e-12);
}

TEST(CrossEntropyLoss, CountsPixelsByImageOrByBatch) {
  const torch::Tensor logits = torch::cat({logits_of(kChances), logits_of(kChances)});
  const torch::Tensor shares = torch::cat({picture(kTruth).shares, picture(kTruth).shares});
  const torch::Tensor valid = torch::stack({row({1.0, 1.0}), row({1.0, 0.0})}).view({2, 1, 1, 2});
  CrossEntropyOptions options;
  EXPECT_NEAR(cross_entropy_loss(logits, {shares, valid, {}}, options).item<double>(),
              -(2.0 * std::log(0.8) + std::log(0.9)) / 3.0, 1e-12);
  options.reduction = Reduction::kPerImage;
  EXPECT_NEAR(cross_entropy_loss(logits, {shares, valid, {}}, options).item<double>(),
              -0.5 * (0.5 * (std::log(0.8) + std::log(0.9)) + std::log(0.8)), 1e-12);
}

TEST(BinaryCrossEntropyLoss, TakesCurvesTogether) {
  const torch::Tensor chances = torch::stack({row({0.2, 0.9}), row({0.5, 0.04}), row({0.3, 0.06})});
  const LossTarget truth = picture(torch::stack({row({0.0, 1.0}), row({1.0, 0.0}), row({0.0, 0.0})}));
  // Whichever curve it is: 0.8 where one is, 0.9 paper where none is.
  EXPECT_NEAR(binary_cross_entropy_loss(logits_of(chances), truth, {42.0}).item<double>(),
              -0.5 * (42.0 * std::log(0.8) + std::log(0.9)), 1e-12);
}

TEST(BinaryCrossEntropyLoss, IsCrossEntropyForOneCurve) {
  EXPECT_NEAR(binary_cross_entropy_loss(logits_of(kChances), picture(kTruth)).item<double>(),
              cross_entropy_of_two_pixels({}), 1e-12);
}

TEST(LovaszSoftmaxLoss, IsTheSortedSum) {
  // Curve: errors 0.2 (a curve's pixel) and 0.1 (paper). With the worst wrong: 1 - 0/1 = 1; with both: 1.
  // So 0.2 x 1 + 0.1 x 0.
  LovaszOptions options;
  options.with_paper = false;
  EXPECT_NEAR(lovasz_softmax_loss(logits_of(kChances), picture(kTruth), options).item<double>(), 0.2, 1e-12);
  // Paper: the same errors; the worst is no pixel of paper: 1 - 1/2, then 1 - 0/2. 0.2 x 0.5 + 0.1 x 0.5.
  EXPECT_NEAR(lovasz_softmax_loss(logits_of(kChances), picture(kTruth)).item<double>(), 0.5 * (0.2 + 0.15),
              1e-12);
}

TEST(LovaszSoftmaxLoss, IsTheJaccardLossOfHardAnswers) {
  // Three pixels are the curve's; two of them are found, and one is invented: Jaccard 2 / 4.
  const torch::Tensor truth = row({1.0, 1.0, 1.0, 0.0, 0.0});
  const torch::Tensor found = row({1.0, 1.0, 0.0, 1.0, 0.0});
  const torch::Tensor sure = (torch::stack({1.0 - found, found}).unsqueeze(0) - 0.5) * 100.0;
  LovaszOptions options;
  options.with_paper = false;
  EXPECT_NEAR(lovasz_softmax_loss(sure, {torch::stack({1.0 - truth, truth}).unsqueeze(0), {}, {}}, options)
                  .item<double>(),
              0.5, 1e-12);
}

TEST(LovaszSoftmaxLoss, LeavesOutClassesWithoutPixels) {
  const torch::Tensor chances = torch::stack({row({0.1, 0.8}), row({0.8, 0.1}), row({0.1, 0.1})});
  const LossTarget truth = picture(torch::stack({row({0.0, 1.0}), row({1.0, 0.0}), row({0.0, 0.0})}));
  LovaszOptions options;
  options.with_paper = false;
  EXPECT_NEAR(lovasz_softmax_loss(logits_of(chances), truth, options).item<double>(), 0.2, 1e-12);
}

TEST(TotalLoss, IsTheWeightedSum) {
  const LossOptions options{{{2.0, OverlapOptions{}}, {0.5, CrossEntropyOptions{}}}};
  EXPECT_NEAR(total_loss(logits_of(kChances), picture(kTruth), options).item<double>(),
              2.0 * overlap_of_two_pixels({}) + 0.5 * cross_entropy_of_two_pixels({}), 1e-12);
}

TEST(TotalLoss, RefusesShapesAndOptionsThatDoNotFit) {
  const torch::Tensor logits = logits_of(kChances);
  const LossTarget target = picture(kTruth);
  const auto refused = [&](const torch::Tensor& l, const LossTarget& t, const LossTerm& term) {
    EXPECT_THROW(static_cast<void>(total_loss(l, t, {{term}})), std::invalid_argument);
  };
  const LossTerm plain{1.0, OverlapOptions{}};
  refused(logits.view({1, 4}), {target.shares.view({1, 4}), {}, {}}, plain);
  refused(logits, {target.shares.narrow(3, 0, 1), {}, {}}, plain);
  refused(logits, {target.shares, torch::ones({1, 2, 1, 2}), {}}, plain);
  refused(logits, {target.shares, {}, torch::ones({1, 3})}, plain);
  refused(logits, target, {0.0, OverlapOptions{}});
  refused(logits, target, {1.0, overlap(0.3, 0.7, 0.0)});
  refused(logits, target, {1.0, overlap(-0.1, 0.7)});
  OverlapOptions options;
  options.fn_weight.clear();
  refused(logits, target, {1.0, options});
  options = {};
  options.error_exponent = 0.5;
  refused(logits, target, {1.0, options});
  options = {};
  options.class_weight = {0.0};
  refused(logits, target, {1.0, options});
  CrossEntropyOptions pixels;
  pixels.curve_weight = {0.0};
  refused(logits, target, {1.0, pixels});
  refused(logits, target, {1.0, BinaryCrossEntropyOptions{0.0}});
  EXPECT_THROW(static_cast<void>(total_loss(logits, target, {{}})), std::invalid_argument);
}

// What must hold for every loss that has a name.

class EveryLoss : public ::testing::TestWithParam<std::size_t> {
 protected:
  [[nodiscard]] const LossOptions& options() const { return named_losses()[GetParam()].options; }
  [[nodiscard]] double loss(const torch::Tensor& logits, const LossTarget& target) const {
    return total_loss(logits, target, options()).item<double>();
  }
};

INSTANTIATE_TEST_SUITE_P(Named, EveryLoss, ::testing::Range(std::size_t{0}, named_losses().size()),
                         [](const auto& tested) {
                           std::string name(named_losses()[tested.param].name);
                           for (std::size_t at = 0; (at = name.find('+')) != std::string::npos;)
                             name.replace(at, 1, "_plus_");
                           return name;
                         });

/// Classes drawn at random for these pixels, one hot.
torch::Tensor random_classes(std::int64_t images, std::int64_t classes, at::IntArrayRef pixels) {
  std::vector<std::int64_t> shape{images};
  shape.insert(shape.end(), pixels.begin(), pixels.end());
  const torch::Tensor picked = torch::randint(classes, shape, torch::kInt64);
  return torch::one_hot(picked, classes).movedim(-1, 1).to(torch::kFloat64);
}

TEST_P(EveryLoss, IsNearZeroWhenAllIsRight) {
  torch::manual_seed(3);
  const torch::Tensor truth = random_classes(2, 3, {4, 5});
  // A focal exponent has no finite slope at 0; what keeps it finite leaves 1e-6 at most.
  EXPECT_NEAR(loss((truth - 0.5) * 80.0, {truth, {}, {}}), 0.0, 1e-6);
}

TEST_P(EveryLoss, FallsWhenFollowed) {
  torch::manual_seed(4);
  const LossTarget target{random_classes(2, 3, {6, 6}), {}, {}};
  torch::Tensor logits = torch::zeros({2, 3, 6, 6}, torch::kFloat64);
  const double before = loss(logits, target);
  for (int step = 0; step < 60; ++step) {
    torch::Tensor here = logits.clone().set_requires_grad(true);
    total_loss(here, target, options()).backward();
    logits = logits - 20.0 * here.grad();
  }
  EXPECT_LT(loss(logits, target), 0.6 * before);
}

TEST_P(EveryLoss, HasTheGradientOfFiniteDifferences) {
  torch::manual_seed(1);
  const torch::Tensor valid = torch::rand({2, 1, 2, 3}, torch::kFloat64).gt(0.2).to(torch::kFloat64);
  const torch::Tensor present = torch::stack({row({1.0, 1.0, 1.0}), row({1.0, 1.0, 0.0})});
  const torch::Tensor soft = torch::softmax(torch::randn({2, 3, 2, 3}, torch::kFloat64) * 3.0, 1);
  for (const LossTarget& target : {LossTarget{soft, {}, {}}, LossTarget{soft, valid, present}}) {
    torch::Tensor logits = torch::randn({2, 3, 2, 3}, torch::kFloat64).set_requires_grad(true);
    total_loss(logits, target, options()).backward();
    const torch::Tensor gradient = logits.grad().flatten();
    const torch::NoGradGuard no_grad;
    constexpr double kStep = 1e-6;
    for (std::int64_t i = 0; i < gradient.numel(); ++i) {
      torch::Tensor up = logits.detach().clone();
      torch::Tensor down = logits.detach().clone();
      up.view(-1)[i] += kStep;
      down.view(-1)[i] -= kStep;
      const double difference = (loss(up, target) - loss(down, target)) / (2.0 * kStep);
      EXPECT_NEAR(gradient[i].item<double>(), difference, 1e-7) << "element " << i;
    }
  }
}

TEST_P(EveryLoss, LooksOnlyAtValidPixels) {
  torch::manual_seed(5);
  const torch::Tensor truth = random_classes(1, 3, {8});
  const torch::Tensor logits = torch::randn({1, 3, 8}, torch::kFloat64);
  const torch::Tensor valid = row({1, 1, 1, 1, 1, 0, 0, 0}).view({1, 1, 8});
  EXPECT_NEAR(loss(logits, {truth, valid, {}}), loss(logits.narrow(2, 0, 5), {truth.narrow(2, 0, 5), {}, {}}),
              1e-12);
}

TEST_P(EveryLoss, IsTheSameForAVolumeAndItsPixelsInARow) {
  torch::manual_seed(6);
  const torch::Tensor truth = random_classes(2, 4, {3, 4, 5});
  const torch::Tensor logits = torch::randn({2, 4, 3, 4, 5}, torch::kFloat64);
  const torch::Tensor valid = torch::rand({2, 1, 3, 4, 5}).gt(0.3).to(torch::kFloat64);
  EXPECT_NEAR(loss(logits, {truth, valid, {}}),
              loss(logits.flatten(2), {truth.flatten(2), valid.flatten(2), {}}), 1e-12);
}

TEST_P(EveryLoss, IsFiniteOnPaperAloneOnCurveAloneAndOnOnePixel) {
  for (const auto& [pixels, of_class] :
       {std::tuple{20, 0}, std::tuple{20, 1}, std::tuple{1, 0}, std::tuple{1, 1}}) {
    const torch::Tensor truth = torch::one_hot(torch::full({1, pixels}, of_class, torch::kInt64), 3)
                                    .movedim(-1, 1)
                                    .to(torch::kFloat32);
    for (const double sure : {0.0, 5.0, -5.0, 3.0e4, -3.0e4}) {
      torch::Tensor logits = ((truth - 0.5) * sure).set_requires_grad(true);
      const torch::Tensor value = total_loss(logits, {truth, {}, {}}, options());
      value.backward();
      EXPECT_TRUE(std::isfinite(value.item<double>()))
          << pixels << " pixels, class " << of_class << ", " << sure;
      EXPECT_TRUE(logits.grad().isfinite().all().item<bool>()) << pixels << ", " << of_class << ", " << sure;
      EXPECT_GE(value.item<double>(), -1e-6);
    }
  }
}

TEST_P(EveryLoss, StaysFiniteInHalfPrecision) {
  torch::manual_seed(7);
  const torch::Tensor truth = random_classes(2, 3, {16, 16}).to(torch::kFloat32);
  for (const auto type : {torch::kBFloat16, torch::kFloat16}) {
    for (const double spread : {1.0, 100.0, 2.0e4}) {
      torch::Tensor logits =
          (torch::randn({2, 3, 16, 16}) * spread).clamp(-6.0e4, 6.0e4).to(type).set_requires_grad(true);
      const torch::Tensor value = total_loss(logits, {truth, {}, {}}, options());
      EXPECT_EQ(value.scalar_type(), torch::kFloat32);
      value.backward();
      EXPECT_TRUE(std::isfinite(value.item<double>()));
      EXPECT_TRUE(logits.grad().isfinite().all().item<bool>());
    }
  }
}

TEST_P(EveryLoss, DoesNotSeeClassesThatPadTheBatch) {
  torch::manual_seed(8);
  const torch::Tensor truth = random_classes(1, 3, {4, 4});
  const torch::Tensor logits = torch::randn({1, 3, 4, 4}, torch::kFloat64);
  const torch::Tensor padding = torch::full({1, 1, 4, 4}, kPaddingLogit, torch::kFloat64);
  const LossTarget padded{
      torch::cat({truth, torch::zeros_like(padding)}, 1), {}, row({1, 1, 1, 0}).view({1, 4})};
  EXPECT_NEAR(loss(torch::cat({logits, padding}, 1), padded), loss(logits, {truth, {}, {}}), 1e-12);
}

}  // namespace
}  // namespace logdigitise::train
