#include "logdigitise/train/model_on_shards.hpp"

#include <gtest/gtest.h>

#include "logdigitise/core/error.hpp"
#include "logdigitise/nn/weights.hpp"
#include "tests/nn/temporary_folder.hpp"
#include "tests/train/made_bands.hpp"

namespace logdigitise::train {
namespace {

BandScore score_of(const std::filesystem::path& model, const std::vector<LabelledBand>& bands,
                   const trace::TraceOptions& way = {}) {
  return score_model_file(model, bands, {}, {&way, 1}).front();
}

TEST(CalibrateModelFile, WritesAModelWhoseChancesAreCloserToTheTruth) {
  const testing::TemporaryFolder folder;
  nn::Network network(nn::NetworkShape{{4, 4, 4, 4}, 4, 4}, 2);
  network->scale_logits(3.0, 3.0);
  const std::string sha256 = nn::save_weights(folder / "before.safetensors", network, "before");
  const std::vector<LabelledBand> bands{testing::made_band(192, 96, 2)};
  const CalibratedModel made = calibrate_model_file(
      folder / "before.safetensors", bands, folder / "after.safetensors", "after", CalibrationKind::kShared);
  const auto error = [&](const char* name) {
    return score_of(folder / name, bands).masks.ink.expected_calibration_error(20, 13);
  };
  EXPECT_LT(error("after.safetensors"), 0.5 * error("before.safetensors"));
  const nn::WeightsInfo info = nn::load_weights(folder / "after.safetensors").info;
  EXPECT_EQ(info.sha256, made.sha256);
  EXPECT_EQ(info.name, "after");
  EXPECT_EQ(info.metadata.at("calibrated_from"), "before " + sha256);
}

TEST(CalibrateModelFile, KeepsTheOffsetsOfStyles) {
  const testing::TemporaryFolder folder;
  nn::Network network(nn::NetworkShape{{4, 4, 4, 4}, 4, 4}, 2);
  static_cast<void>(nn::save_weights(folder / "before.safetensors", network, "before"));
  const std::vector<LabelledBand> bands{testing::made_band(192, 96, 2)};
  const CalibratedModel made = calibrate_model_file(
      folder / "before.safetensors", bands, folder / "after.safetensors", "after", CalibrationKind::kByStyle);
  const auto& found = made.calibration.style_offset;
  const auto read = nn::load_weights(folder / "after.safetensors").network->style_offsets();
  for (std::size_t s = 0; s < found.size(); ++s) EXPECT_NEAR(read.at(s), found.at(s), 1e-6);
}

TEST(ScoreModelFile, HasOperatingPointsIfItIsCalibrated) {
  const testing::TemporaryFolder folder;
  const nn::Network network(nn::NetworkShape{{4, 4, 4, 4}, 4, 4}, 2);
  static_cast<void>(nn::save_weights(folder / "before.safetensors", network, "before"));
  const std::vector<LabelledBand> bands{testing::made_band(192, 96, 2)};
  static_cast<void>(calibrate_model_file(folder / "before.safetensors", bands, folder / "after.safetensors",
                                         "after", CalibrationKind::kShared));
  trace::TraceOptions sure;
  sure.even_chance = 0.999;
  EXPECT_EQ(score_of(folder / "after.safetensors", bands, sure).curves[0].omitted, 192);
  EXPECT_THROW(static_cast<void>(score_of(folder / "before.safetensors", bands, sure)), Error);
  EXPECT_NO_THROW(static_cast<void>(score_of(folder / "before.safetensors", bands)));
}

}  // namespace
}  // namespace logdigitise::train
