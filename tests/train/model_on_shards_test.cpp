#include "logdigitise/train/model_on_shards.hpp"

#include <gtest/gtest.h>

#include "logdigitise/nn/weights.hpp"
#include "tests/nn/temporary_folder.hpp"
#include "tests/train/made_bands.hpp"

namespace logdigitise::train {
namespace {

TEST(CalibrateModelFile, WritesAModelWhoseChancesAreCloserToTheTruth) {
  const testing::TemporaryFolder folder;
  nn::Network network(nn::NetworkShape{{4, 4, 4, 4}, 4, 4}, 2);
  network->scale_logits(3.0, 3.0);
  const std::string sha256 = nn::save_weights(folder / "before.safetensors", network, "before");
  const std::vector<LabelledBand> bands{testing::made_band(192, 96, 2)};
  const CalibratedModel made =
      calibrate_model_file(folder / "before.safetensors", bands, folder / "after.safetensors", "after");
  const auto error = [&](const char* name) {
    return score_model_file(folder / name, bands).masks.ink.expected_calibration_error(20, 13);
  };
  EXPECT_LT(error("after.safetensors"), 0.5 * error("before.safetensors"));
  const nn::WeightsInfo info = nn::load_weights(folder / "after.safetensors").info;
  EXPECT_EQ(info.sha256, made.sha256);
  EXPECT_EQ(info.name, "after");
  EXPECT_EQ(info.metadata.at("calibrated_from"), "before " + sha256);
}

}  // namespace
}  // namespace logdigitise::train
