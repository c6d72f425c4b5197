#include "logdigitise/nn/average_models.hpp"

#include <gtest/gtest.h>

#include "logdigitise/core/error.hpp"
#include "logdigitise/nn/weights.hpp"
#include "tests/nn/temporary_folder.hpp"

namespace logdigitise::nn {
namespace {

using logdigitise::testing::TemporaryFolder;

constexpr NetworkShape kSmall{{4, 4, 4, 4}, 4, 4};

TEST(AverageModels, IsTheWeightedMeanOfEveryTensor) {
  const TemporaryFolder folder;
  const Network first(kSmall, 1);
  const Network second(kSmall, 2);
  save_weights(folder / "a.safetensors", first, "a");
  save_weights(folder / "b.safetensors", second, "b");
  average_models({folder / "a.safetensors", folder / "b.safetensors"}, {1.0, 3.0},
                 folder / "mean.safetensors", "mean");
  const LoadedNetwork mean = load_weights(folder / "mean.safetensors");
  EXPECT_EQ(mean.info.name, "mean");
  EXPECT_NE(mean.info.metadata.at("averaged_2").find("0.7500 x b "), std::string::npos);
  const auto a = named_tensors(first);
  const auto b = named_tensors(second);
  const auto m = named_tensors(mean.network);
  for (std::size_t i = 0; i < m.size(); ++i)
    EXPECT_TRUE(torch::allclose(m[i].second, 0.25 * a[i].second + 0.75 * b[i].second)) << m[i].first;
}

TEST(AverageModels, RefusesWhatCannotBeAveraged) {
  const TemporaryFolder folder;
  save_weights(folder / "a.safetensors", Network(kSmall, 1), "a");
  save_weights(folder / "b.safetensors", Network(NetworkShape{{4, 4, 4, 8}, 4, 4}, 1), "b");
  const auto average = [&](const std::vector<std::filesystem::path>& models, std::vector<double> shares) {
    average_models(models, shares, folder / "mean.safetensors", "mean");
  };
  EXPECT_THROW(average({folder / "a.safetensors"}, {}), Error);
  EXPECT_THROW(average({folder / "a.safetensors", folder / "a.safetensors"}, {1.0}), Error);
  EXPECT_THROW(average({folder / "a.safetensors", folder / "a.safetensors"}, {1.0, -1.0}), Error);
  EXPECT_THROW(average({folder / "a.safetensors", folder / "b.safetensors"}, {}), Error);
  Network calibrated(kSmall, 2);
  calibrated->set_style_offsets({0.0, 0.1, 0.0, 0.0});
  save_weights(folder / "c.safetensors", calibrated, "c");
  EXPECT_THROW(average({folder / "a.safetensors", folder / "c.safetensors"}, {}), Error);
  EXPECT_FALSE(std::filesystem::exists(folder / "mean.safetensors"));
}

}  // namespace
}  // namespace logdigitise::nn
