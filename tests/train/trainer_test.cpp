#include "logdigitise/train/trainer.hpp"

#include <gtest/gtest.h>
#include <torch/types.h>

#include <string>

#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/nn/weights.hpp"
#include "tests/nn/temporary_folder.hpp"
#include "tests/train/made_bands.hpp"

namespace logdigitise::train {
namespace {

using logdigitise::testing::made_band;
using logdigitise::testing::TemporaryFolder;

std::vector<TrainingSet> made_sets() {
  return {{{made_band(256, 160, 2), made_band(256, 160, 1, 2.0)}, 1.0}};
}

TrainerOptions small_run(const std::filesystem::path& out, std::int64_t steps) {
  TrainerOptions options;
  options.out = out;
  options.steps = steps;
  options.batch = 2;
  options.rate = 5e-3;
  options.device = "cpu";
  options.precision = "fp32";
  options.shape = {{8, 8, 12, 16}, 8, 8};
  options.crops.rows = 64;
  options.crops.columns = 96;
  options.average_decay = 0.9;
  return options;
}

TEST(Train, LowersTheLossAndFindsTheCurves) {
  const TemporaryFolder folder;
  TrainerOptions options = small_run(folder / "run", 250);
  options.validate_steps = 125;
  Progress progress;
  const TrainingResult result = train(made_sets(), {made_band(256, 160, 2, 1.0)}, options, progress);
  EXPECT_EQ(result.steps, 250);
  EXPECT_LT(result.last_loss, 0.7 * result.first_loss);
  EXPECT_GT(result.best.all.share_within_2pct(), 0.5);
  EXPECT_EQ(nn::load_weights(result.model).info.name, "run");
  const std::string log = read_file(folder / "run/log.csv", 1U << 20U);
  EXPECT_NE(log.find("\n125,"), std::string::npos);
  EXPECT_NE(log.find("\n250,"), std::string::npos);
  EXPECT_NE(read_file(folder / "run/model.md", 1U << 20U).find("steps of 2 crops"), std::string::npos);
}

TEST(Train, RunsInBf16) {
  const TemporaryFolder folder;
  TrainerOptions options = small_run(folder / "run", 40);
  options.precision = "bf16";
  Progress progress;
  const TrainingResult result = train(made_sets(), {}, options, progress);
  EXPECT_LT(result.last_loss, result.first_loss);
}

/// A run of 12 steps, stopped after 6 by a budget that ends there and gone on with, and one that was not.
TEST(Train, ResumesToTheWeightsOfAnUndisturbedRun) {
  const TemporaryFolder folder;
  Progress progress;
  TrainerOptions whole = small_run(folder / "whole", 12);
  whole.name = "same";
  static_cast<void>(train(made_sets(), {}, whole, progress));

  TrainerOptions parts = small_run(folder / "parts", 12);
  parts.name = "same";
  parts.stop_after_steps = 6;
  EXPECT_EQ(train(made_sets(), {}, parts, progress).steps, 6);
  parts.stop_after_steps = 0;
  parts.resume = true;
  EXPECT_EQ(train(made_sets(), {}, parts, progress).steps, 12);

  EXPECT_EQ(nn::load_weights(folder / "whole/model.safetensors").info.sha256,
            nn::load_weights(folder / "parts/model.safetensors").info.sha256);
}

TEST(Train, FollowsItsSeed) {
  const TemporaryFolder folder;
  Progress progress;
  std::vector<std::string> hashes;
  for (const std::uint64_t seed : {1U, 1U, 2U}) {
    TrainerOptions options = small_run(folder / std::to_string(hashes.size()), 4);
    options.seed = seed;
    hashes.push_back(nn::load_weights(train(made_sets(), {}, options, progress).model).info.sha256);
  }
  EXPECT_EQ(hashes[0], hashes[1]);
  EXPECT_NE(hashes[0], hashes[2]);
}

TEST(Train, BeginsWithTheWeightsGiven) {
  const TemporaryFolder folder;
  Progress progress;
  TrainerOptions first = small_run(folder / "first", 4);
  const std::filesystem::path model = train(made_sets(), {}, first, progress).model;
  TrainerOptions second = small_run(folder / "second", 1);
  second.init = model.string();
  second.rate = 1e-12;
  second.shape = {};  // That of the weights given wins.
  const nn::LoadedNetwork before = nn::load_weights(model);
  const nn::LoadedNetwork after = nn::load_weights(train(made_sets(), {}, second, progress).model);
  EXPECT_TRUE(torch::allclose(before.network->parameters()[0], after.network->parameters()[0], 1e-5, 1e-6));
}

TEST(Train, RefusesToResumeWithAnotherLoss) {
  const TemporaryFolder folder;
  Progress progress;
  TrainerOptions options = small_run(folder / "run", 2);
  static_cast<void>(train(made_sets(), {}, options, progress));
  options.resume = true;
  options.loss.terms.pop_back();
  EXPECT_THROW(static_cast<void>(train(made_sets(), {}, options, progress)), Error);
}

TEST(Train, RefusesToResumeWithAnotherSeed) {
  const TemporaryFolder folder;
  Progress progress;
  TrainerOptions options = small_run(folder / "run", 2);
  static_cast<void>(train(made_sets(), {}, options, progress));
  options.resume = true;
  options.seed = 99;
  EXPECT_THROW(static_cast<void>(train(made_sets(), {}, options, progress)), Error);
}

TEST(Train, RefusesOptionsOutOfRange) {
  const TemporaryFolder folder;
  Progress progress;
  const auto refused = [&](auto change) {
    TrainerOptions options = small_run(folder / "run", 2);
    change(options);
    try {
      static_cast<void>(train(made_sets(), {}, options, progress));
    } catch (const Error& error) {
      return error.kind() == ErrorKind::kUsage;
    }
    return false;
  };
  EXPECT_TRUE(refused([](TrainerOptions& o) { o.steps = 0; }));
  EXPECT_TRUE(refused([](TrainerOptions& o) { o.minutes = 1.0; }));
  EXPECT_TRUE(refused([](TrainerOptions& o) { o.batch = 0; }));
  EXPECT_TRUE(refused([](TrainerOptions& o) { o.rate = -1.0; }));
  EXPECT_TRUE(refused([](TrainerOptions& o) { o.crops.rows = 100; }));
  EXPECT_TRUE(refused(
      [](TrainerOptions& o) { std::get<OverlapOptions>(o.loss.terms.front().loss).fp_weight = {-0.1}; }));
  EXPECT_TRUE(refused([](TrainerOptions& o) { o.device = "gpu"; }));
  EXPECT_TRUE(refused([](TrainerOptions& o) { o.precision = "fp16"; }));
}

}  // namespace
}  // namespace logdigitise::train
