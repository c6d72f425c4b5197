#include "logdigitise/train/checkpoint.hpp"

#include <gtest/gtest.h>

#include "logdigitise/core/error.hpp"
#include "logdigitise/nn/weights.hpp"
#include "tests/nn/temporary_folder.hpp"

namespace logdigitise::train {
namespace {

using logdigitise::testing::TemporaryFolder;

constexpr nn::NetworkShape kSmall{{4, 4, 4, 4}, 4, 4};

TEST(Checkpoint, PutsEverythingBack) {
  const TemporaryFolder folder;
  const nn::Network network(kSmall, 1);
  const nn::Network average(kSmall, 2);
  AdamW optimiser(network->parameters());
  {
    const torch::NoGradGuard no_grad;
    for (torch::Tensor moment : optimiser.first_moments()) moment.uniform_();
    for (torch::Tensor moment : optimiser.second_moments()) moment.uniform_();
  }
  optimiser.set_steps_done(41);
  save_checkpoint(folder / "c.safetensors", network, average, optimiser, {42, 1.25, 0.1, 7, 8, "a loss"});

  EXPECT_EQ(checkpoint_shape(folder / "c.safetensors"), kSmall);
  const nn::Network network2(kSmall, 3);
  const nn::Network average2(kSmall, 3);
  AdamW optimiser2(network2->parameters());
  const RunState state = load_checkpoint(folder / "c.safetensors", network2, average2, optimiser2);
  EXPECT_EQ(state.step, 42);
  EXPECT_EQ(state.seconds, 1.25);
  EXPECT_EQ(state.best_score, 0.1);
  EXPECT_EQ(state.seed, 7U);
  EXPECT_EQ(state.batch, 8);
  EXPECT_EQ(state.loss, "a loss");
  EXPECT_EQ(optimiser2.steps_done(), 41);
  for (std::size_t i = 0; i < nn::named_tensors(network).size(); ++i) {
    EXPECT_TRUE(torch::equal(nn::named_tensors(network)[i].second, nn::named_tensors(network2)[i].second));
    EXPECT_TRUE(torch::equal(nn::named_tensors(average)[i].second, nn::named_tensors(average2)[i].second));
  }
  for (std::size_t i = 0; i < optimiser.first_moments().size(); ++i) {
    EXPECT_TRUE(torch::equal(optimiser.first_moments()[i], optimiser2.first_moments()[i]));
    EXPECT_TRUE(torch::equal(optimiser.second_moments()[i], optimiser2.second_moments()[i]));
  }
}

TEST(Checkpoint, IsNotAModel) {
  const TemporaryFolder folder;
  nn::save_weights(folder / "m.safetensors", nn::Network(kSmall, 1), "model");
  EXPECT_THROW(static_cast<void>(checkpoint_shape(folder / "m.safetensors")), Error);
}

}  // namespace
}  // namespace logdigitise::train
