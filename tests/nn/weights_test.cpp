#include "logdigitise/nn/weights.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/core/random.hpp"
#include "logdigitise/nn/model_summary.hpp"
#include "tests/nn/temporary_folder.hpp"

namespace logdigitise::nn {
namespace {

using logdigitise::testing::TemporaryFolder;

constexpr NetworkShape kSmall{{4, 4, 4, 4}, 4, 4};

std::string refusal(const std::filesystem::path& path) {
  try {
    static_cast<void>(load_weights(path));
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

TEST(Weights, ComeBackAsTheyWere) {
  const TemporaryFolder folder;
  const Network network(kSmall, 9);
  const std::string sha256 = save_weights(folder / "m.safetensors", network, "small", {{"steps", "12"}});
  const LoadedNetwork loaded = load_weights(folder / "m.safetensors");
  EXPECT_EQ(loaded.info.name, "small");
  EXPECT_EQ(loaded.info.shape, kSmall);
  EXPECT_EQ(loaded.info.sha256, sha256);
  const auto before = named_tensors(network);
  const auto after = named_tensors(loaded.network);
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t i = 0; i < before.size(); ++i) {
    EXPECT_EQ(before[i].first, after[i].first);
    EXPECT_TRUE(torch::equal(before[i].second, after[i].second)) << before[i].first;
  }
}

TEST(Weights, KeepTheOffsetsOfLineStyles) {
  const TemporaryFolder folder;
  Network network(kSmall, 3);
  network->set_style_offsets({0.0, 0.25, -0.5, 0.0});
  save_weights(folder / "a.safetensors", network, "a");
  const LoadedNetwork read = load_weights(folder / "a.safetensors");
  EXPECT_EQ(read.network->style_offsets(), network->style_offsets());
}

TEST(Weights, AreRefusedWithAnUnsoundOffsetOfAStyle) {
  const TemporaryFolder folder;
  save_weights(folder / "a.safetensors", Network(kSmall, 3), "a");
  const SafetensorsFile file(folder / "a.safetensors");
  std::vector<TensorToWrite> tensors;
  for (const auto& [name, tensor] : file.tensors())
    tensors.push_back({name, tensor.type, tensor.shape, tensor.bytes.data()});
  const auto refused = [&](const char* offset) {
    Metadata metadata = file.metadata();
    metadata[style_offset_key(layout::LineStyle::kDashed)] = offset;
    write_safetensors(folder / "b.safetensors", tensors, metadata);
    try {
      static_cast<void>(load_weights(folder / "b.safetensors"));
    } catch (const Error&) {
      return true;
    }
    return false;
  };
  EXPECT_FALSE(refused("0.25"));
  for (const char* unsound : {"nan", "1e3", "0.1x", ""}) EXPECT_TRUE(refused(unsound)) << unsound;
}

TEST(Weights, AreRefusedWithANumberThatIsNotFinite) {
  const TemporaryFolder folder;
  for (const float bad : {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity()}) {
    const Network network(kSmall, 9);
    {
      const torch::NoGradGuard no_grad;
      named_tensors(network)[2].second.view(-1)[0] = bad;
    }
    save_weights(folder / "m.safetensors", network, "bad");
    const std::string message = refusal(folder / "m.safetensors");
    EXPECT_NE(message.find(named_tensors(network)[2].first), std::string::npos) << message;
  }
}

TEST(Weights, AreRefusedWhenATensorIsMissingOrTooMany) {
  const TemporaryFolder folder;
  const Network network(kSmall, 9);
  for (const int extra : {-1, 1}) {
    std::vector<torch::Tensor> kept;
    std::vector<TensorToWrite> tensors;
    for (const auto& [name, tensor] : named_tensors(network)) {
      kept.push_back(tensor.detach().contiguous());
      tensors.push_back({name, ElementType::kF32, kept.back().sizes().vec(), kept.back().data_ptr<float>()});
    }
    if (extra < 0) tensors.pop_back();
    if (extra > 0) tensors.push_back({"more", ElementType::kF32, {1}, kept.front().data_ptr<float>()});
    Metadata metadata = shape_metadata(kSmall);
    metadata["name"] = "odd";
    write_safetensors(folder / "m.safetensors", tensors, metadata);
    EXPECT_NE(refusal(folder / "m.safetensors"), "");
  }
}

TEST(Weights, AreRefusedWhenTheyDoNotFitTheirShape) {
  const TemporaryFolder folder;
  const Network network(kSmall, 9);
  std::vector<TensorToWrite> tensors;
  std::vector<torch::Tensor> kept;
  for (const auto& [name, tensor] : named_tensors(network)) {
    kept.push_back(tensor.detach().contiguous());
    tensors.push_back({name, ElementType::kF32, kept.back().sizes().vec(), kept.back().data_ptr<float>()});
  }
  for (const auto& [key, value] : {std::pair{"channels_0", "8"}, std::pair{"channels_1", "100000000"},
                                   std::pair{"features", "0"}, std::pair{"architecture", "other"},
                                   std::pair{"input_planes", "3"}, std::pair{"query_hidden", "four"}}) {
    Metadata metadata = shape_metadata(kSmall);
    metadata["name"] = "odd";
    metadata[key] = value;
    write_safetensors(folder / "m.safetensors", tensors, metadata);
    EXPECT_NE(refusal(folder / "m.safetensors"), "") << key;
  }
}

/// Bits turned over anywhere, and cuts: an error or the same weights, never a crash or others.
TEST(Weights, SurviveNoDamageUnnoticed) {
  const TemporaryFolder folder;
  const auto path = folder / "m.safetensors";
  const Network network(kSmall, 9);
  save_weights(path, network, "sound");
  const std::string sound = read_file(path, std::size_t{1} << 26U);
  Random random(3);
  for (int n = 0; n < 300; ++n) {
    std::string bytes = sound;
    // Half of the damage goes to the header, which is a small part of the file.
    const int last = n % 2 == 0 ? 6000 : static_cast<int>(bytes.size()) - 1;
    const auto at = static_cast<std::size_t>(random.integer(0, last));
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.integer(0, 7)));
    if (n % 10 == 9) bytes.resize(at);
    write_file_atomically(path, bytes);
    try {
      const LoadedNetwork loaded = load_weights(path);
      const auto before = named_tensors(network);
      const auto after = named_tensors(loaded.network);
      for (std::size_t i = 0; i < before.size(); ++i)
        EXPECT_TRUE(torch::equal(before[i].second, after[i].second)) << at;
    } catch (const Error&) {
    }
  }
}

TEST(SummariseModel, CountsParametersAndTellsTheMetadata) {
  const TemporaryFolder folder;
  const Network network(kSmall, 9);
  save_weights(folder / "m.safetensors", network, "small", {{"steps", "12"}});
  const ModelSummary summary = summarise_model(folder / "m.safetensors");
  std::int64_t parameters = 0;
  for (const torch::Tensor& parameter : network->parameters()) parameters += parameter.numel();
  EXPECT_EQ(summary.parameters, parameters);
  EXPECT_EQ(summary.name, "small");
  EXPECT_EQ(summary.metadata.at("steps"), "12");
}

}  // namespace
}  // namespace logdigitise::nn
