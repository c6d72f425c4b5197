#include "logdigitise/train/calibration.hpp"

#include <gtest/gtest.h>

#include "logdigitise/core/error.hpp"
#include "logdigitise/train/model_score.hpp"
#include "tests/train/made_bands.hpp"

namespace logdigitise::train {
namespace {

const nn::NetworkShape kSmall{{4, 4, 4, 4}, 4, 4};

/// A network that is at a loss, and one that is as much at a loss and sure of it.
nn::Network made_network(double slope, double offset) {
  nn::Network network(kSmall, 2);
  network->eval();
  network->scale_logits(slope, offset);
  return network;
}

TEST(ScaleLogits, ScalesThemAllAndShiftsTheCurves) {
  const torch::NoGradGuard no_grad;
  const torch::Tensor planes = torch::randint(0, 256, {1, nn::kInputPlanes, 64, 64}, torch::kUInt8);
  const torch::Tensor queries = nn::query_tensor({testing::kSolid, testing::kDashed});
  const torch::Tensor before = made_network(1.0, 0.0)->forward(planes, queries);
  const torch::Tensor after = made_network(2.0, -0.5)->forward(planes, queries);
  EXPECT_TRUE(torch::allclose(after.select(1, 0), 2.0 * before.select(1, 0), 1e-4, 1e-4));
  EXPECT_TRUE(torch::allclose(after.select(1, 2), 2.0 * before.select(1, 2) - 0.5, 1e-4, 1e-4));
}

TEST(FitCalibration, UndoesWhatWasDoneToACalibratedNetwork) {
  const std::vector<LabelledBand> bands{testing::made_band(192, 96, 2), testing::made_band(192, 96, 2, 1.0)};
  // First whatever makes this network calibrated,
  nn::Network network = made_network(1.0, 0.0);
  const Calibration first = fit_calibration(network, bands, torch::kCPU, torch::kFloat32);
  EXPECT_LT(first.cross_entropy_after, first.cross_entropy_before);
  network->scale_logits(first.slope, first.offset);
  const Calibration again = fit_calibration(network, bands, torch::kCPU, torch::kFloat32);
  EXPECT_NEAR(again.slope, 1.0, 0.02);
  EXPECT_NEAR(again.offset, 0.0, 0.02);
  // then one that is too sure, and sees curves everywhere.
  network->scale_logits(2.0, 1.0);
  const Calibration back = fit_calibration(network, bands, torch::kCPU, torch::kFloat32);
  EXPECT_NEAR(back.slope, 0.5, 0.02);
  EXPECT_NEAR(back.offset, -0.5, 0.05);
  EXPECT_NEAR(back.cross_entropy_after, again.cross_entropy_after, 0.01);
}

TEST(FitCalibration, LowersTheCalibrationError) {
  const std::vector<LabelledBand> bands{testing::made_band(192, 96, 2)};
  nn::Network network = made_network(2.0, 1.0);
  const auto error = [&] {
    const BandScore score = score_model(network, bands, torch::kCPU, torch::kFloat32, {});
    return score.masks.ink.expected_calibration_error(20, 13);
  };
  const double before = error();
  const Calibration found = fit_calibration(network, bands, torch::kCPU, torch::kFloat32);
  network->scale_logits(found.slope, found.offset);
  EXPECT_LT(error(), 0.5 * before);
}

TEST(FitCalibration, FindsWhatWasDoneToOneStyle) {
  const std::vector<LabelledBand> bands{testing::made_band(192, 96, 2), testing::made_band(192, 96, 2, 1.0)};
  const auto fit = [&](const nn::Network& network) {
    return fit_calibration(network, bands, torch::kCPU, torch::kFloat32, CalibrationKind::kByStyle);
  };
  nn::Network network = made_network(1.0, 0.0);
  calibrate(network, fit(network));
  nn::NetworkImpl::StyleOffsets moved = network->style_offsets();
  moved[1] -= 0.7;  // Dashed curves are seen less than they should be.
  network->set_style_offsets(moved);
  const Calibration found = fit(network);
  EXPECT_NEAR(found.slope, 1.0, 0.02);
  EXPECT_NEAR(found.style_offset[1] - found.style_offset[0], 0.7, 0.05);
  EXPECT_NEAR(found.offset + found.style_offset[0], 0.0, 0.05);
  EXPECT_EQ(found.style_offset[2], 0.0) << "no curve is dotted";
}

TEST(FitCalibration, RefusesBandsWithoutAnyCurve) {
  LabelledBand band = testing::made_band(64, 64, 1);
  band.labels = Image<std::uint8_t>(64, 64);
  EXPECT_THROW(
      static_cast<void>(fit_calibration(made_network(1.0, 0.0), {band}, torch::kCPU, torch::kFloat32)),
      Error);
}

}  // namespace
}  // namespace logdigitise::train
