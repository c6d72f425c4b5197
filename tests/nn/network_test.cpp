#include "logdigitise/nn/network.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "logdigitise/core/error.hpp"
#include "logdigitise/nn/device.hpp"
#include "logdigitise/nn/inference.hpp"
#include "logdigitise/nn/segmenter.hpp"
#include "logdigitise/nn/weights.hpp"
#include "tests/nn/temporary_folder.hpp"

namespace logdigitise::nn {
namespace {

using layout::LineStyle;
using layout::LineWeight;

const CurveQuery kSolid{LineStyle::kSolid, LineWeight::kUnknown};
const CurveQuery kDashed{LineStyle::kDashed, LineWeight::kLight};
const CurveQuery kDotted{LineStyle::kDotted, LineWeight::kHeavy};

/// A network whose batch norms have statistics like trained ones, not those of their making.
Network made_network(std::uint64_t seed = 3, Architecture architecture = Architecture::kCompactUnet) {
  use_threads(0);
  NetworkShape shape;
  shape.architecture = architecture;
  Network network(shape, seed);
  torch::manual_seed(seed);
  const torch::NoGradGuard no_grad;
  for (auto& item : network->named_buffers()) {
    if (item.key().ends_with("running_mean")) item.value().normal_(0.0, 0.3);
    if (item.key().ends_with("running_var")) item.value().uniform_(0.5, 2.0);
  }
  network->eval();
  return network;
}

torch::Tensor made_planes(std::int64_t rows, std::int64_t columns) {
  torch::manual_seed(11);
  return torch::randint(0, 256, {1, kInputPlanes, rows, columns}, torch::kUInt8);
}

TEST(Network, HasAChannelPerCurveAndOneForPaper) {
  const torch::NoGradGuard no_grad;
  Network network = made_network();
  const torch::Tensor logits =
      network->forward(made_planes(64, 96), query_tensor({kSolid, kDashed, kDotted}));
  EXPECT_EQ(logits.sizes(), torch::IntArrayRef({1, 4, 64, 96}));
  EXPECT_EQ(logits.scalar_type(), torch::kFloat32);
  EXPECT_TRUE(torch::isfinite(logits).all().item<bool>());
}

TEST(Network, GivesTheSameByTheQuickWayOfInference) {
  Network network = made_network();
  network->fold();
  const torch::Tensor planes = made_planes(96, 160);
  const torch::Tensor as_read = planes.contiguous(torch::MemoryFormat::ChannelsLast);
  const torch::Tensor queries = query_tensor({kSolid, kDashed});
  for (const torch::ScalarType type : {torch::kFloat32, torch::kBFloat16}) {
    // With gradients, and from planes one after the other, LibTorch's own operations do it.
    const torch::Tensor expected = network->forward(planes, queries, type).detach();
    const torch::NoGradGuard no_grad;
    EXPECT_TRUE(torch::equal(network->forward(as_read, queries, type), expected));
    EXPECT_TRUE(torch::equal(network->forward(planes, queries, type), expected));
  }
}

TEST(Network, HasBetween250000And450000Parameters) {
  std::int64_t parameters = 0;
  for (const torch::Tensor& parameter : Network(NetworkShape{})->parameters())
    parameters += parameter.numel();
  EXPECT_GE(parameters, 250000);
  EXPECT_LE(parameters, 450000);
}

TEST(Network, FollowsItsSeedAlone) {
  torch::manual_seed(1);
  const Network first(NetworkShape{}, 5);
  torch::manual_seed(2);
  const Network second(NetworkShape{}, 5);
  const Network other(NetworkShape{}, 6);
  for (std::size_t i = 0; i < first->parameters().size(); ++i) {
    EXPECT_TRUE(torch::equal(first->parameters()[i], second->parameters()[i]));
  }
  EXPECT_FALSE(torch::equal(first->parameters()[0], other->parameters()[0]));
}

TEST(Network, GivesSwappedCurvesForSwappedQueries) {
  const torch::NoGradGuard no_grad;
  Network network = made_network();
  const torch::Tensor planes = made_planes(64, 64);
  const torch::Tensor forward = network->forward(planes, query_tensor({kSolid, kDashed, kDotted}));
  const torch::Tensor swapped = network->forward(planes, query_tensor({kDotted, kSolid, kDashed}));
  EXPECT_TRUE(torch::allclose(forward.select(1, 1), swapped.select(1, 2), 1e-5, 1e-5));
  EXPECT_TRUE(torch::allclose(forward.select(1, 2), swapped.select(1, 3), 1e-5, 1e-5));
  EXPECT_TRUE(torch::allclose(forward.select(1, 3), swapped.select(1, 1), 1e-5, 1e-5));
  EXPECT_TRUE(torch::equal(forward.select(1, 0), swapped.select(1, 0)));
}

TEST(Network, AnswersDifferentQueriesDifferently) {
  const torch::NoGradGuard no_grad;
  Network network = made_network();
  const torch::Tensor logits = network->forward(made_planes(64, 64), query_tensor({kSolid, kDashed, kSolid}));
  EXPECT_GT((logits.select(1, 1) - logits.select(1, 2)).abs().mean().item<double>(), 0.05);
  EXPECT_TRUE(torch::equal(logits.select(1, 1), logits.select(1, 3)));
}

/// kContextRows of context on each side settle a tile's rows, wherever it begins on kAlignment.
TEST(Network, AddsTheOffsetOfAStyleToItsCurvesAlone) {
  const torch::NoGradGuard no_grad;
  Network network = made_network();
  const torch::Tensor planes = torch::randint(0, 256, {1, kInputPlanes, 64, 64}, torch::kUInt8);
  const torch::Tensor queries = query_tensor({{layout::LineStyle::kSolid, layout::LineWeight::kUnknown},
                                              {layout::LineStyle::kDotted, layout::LineWeight::kLight}});
  const torch::Tensor before = network->forward(planes, queries);
  network->set_style_offsets({0.0, 9.0, 0.5, 9.0});
  const torch::Tensor after = network->forward(planes, queries);
  EXPECT_TRUE(torch::equal(after.narrow(1, 0, 2), before.narrow(1, 0, 2)));
  EXPECT_TRUE(torch::allclose(after.select(1, 2), before.select(1, 2) + 0.5));
}

TEST(Network, TilesWithContextAgree) {
  const torch::NoGradGuard no_grad;
  Network network = made_network();
  constexpr std::int64_t kRows = 832;
  const torch::Tensor planes = made_planes(kRows, 32);
  const torch::Tensor queries = query_tensor({kSolid, kDashed});
  const torch::Tensor whole = network->forward(planes, queries);
  for (const std::int64_t begin : {32, 96, 160, 256}) {
    constexpr std::int64_t kTile = 2 * kContextRows + 160;
    const torch::Tensor tile = network->forward(planes.narrow(2, begin, kTile), queries);
    const torch::Tensor inner = tile.narrow(2, kContextRows, kTile - 2 * kContextRows);
    const torch::Tensor expected = whole.narrow(2, begin + kContextRows, kTile - 2 * kContextRows);
    EXPECT_LT((inner - expected).abs().max().item<double>(), 1e-4) << "tile at " << begin;
  }
}

/// The rows that a result depends on, found by changing one row of the input at a time.
TEST(Network, SeesAtMostTheRowsOfItsContext) {
  const torch::NoGradGuard no_grad;
  Network network = made_network();
  const torch::Tensor planes = made_planes(640, 32);
  const torch::Tensor queries = query_tensor({kSolid});
  const torch::Tensor before = network->forward(planes, queries);
  for (const std::int64_t row : {304, 311, 319, 320}) {
    torch::Tensor changed = planes.clone();
    changed.select(2, row).copy_(255 - changed.select(2, row));
    const torch::Tensor moved = (network->forward(changed, queries) - before).abs().amax({0, 1, 3});
    const torch::Tensor rows = moved.gt(1e-5).nonzero().flatten();
    EXPECT_GE(rows.min().item<std::int64_t>(), row - kContextRows);
    EXPECT_LE(rows.max().item<std::int64_t>(), row + kContextRows);
    EXPECT_GT(rows.numel(), 200) << "the context is much smaller than it may be";
  }
}

TEST(FoldBatchNorm, ChangesNoResult) {
  const torch::NoGradGuard no_grad;
  Network network = made_network();
  const torch::Tensor planes = made_planes(64, 64);
  const torch::Tensor queries = query_tensor({kSolid, kDashed});
  const torch::Tensor before = torch::softmax(network->forward(planes, queries), 1);
  network->fold();
  const torch::Tensor after = torch::softmax(network->forward(planes, queries), 1);
  EXPECT_LT((before - after).abs().max().item<double>(), 1e-4);
  for (const auto& item : network->named_buffers())
    EXPECT_TRUE(item.key().empty()) << item.key() << " is left";
}

TEST(Infer, GivesTheSoftmaxOfTheNetwork) {
  Network network = made_network();
  Image<std::uint8_t> planes(64, 32, kInputPlanes);
  for (std::size_t i = 0; i < planes.size(); ++i) planes.data()[i] = static_cast<std::uint8_t>(i * 37 % 251);
  torch::Tensor input = torch::empty({1, kInputPlanes, 64, 32}, torch::kUInt8);
  for (int r = 0; r < 64; ++r) {
    for (int c = 0; c < 32; ++c) {
      for (int p = 0; p < kInputPlanes; ++p) input[0][p][r][c] = planes.at(r, c, p);
    }
  }
  torch::Tensor expected;
  {
    const torch::NoGradGuard no_grad;
    expected = torch::softmax(network->forward(input, query_tensor({kSolid, kDashed})), 1);
  }
  prepare_for_inference(network, torch::kCPU, torch::kFloat32);
  const Image<float> result = infer(network, planes, {kSolid, kDashed});
  ASSERT_EQ(result.channels(), 2);
  for (const auto& [r, c] : {std::pair{0, 0}, std::pair{17, 5}, std::pair{63, 31}}) {
    for (int k = 0; k < 2; ++k) EXPECT_NEAR(result.at(r, c, k), expected[0][k + 1][r][c].item<float>(), 1e-4);
  }
}

class EveryNetwork : public ::testing::TestWithParam<Architecture> {};

TEST_P(EveryNetwork, AnswersInTheSizeOfItsBandAndAlikeOnceFolded) {
  const torch::NoGradGuard no_grad;
  Network network = made_network(3, GetParam());
  const torch::Tensor planes = made_planes(96, 64);
  const torch::Tensor queries = query_tensor({kSolid, kDashed});
  const torch::Tensor before = torch::softmax(network->forward(planes, queries), 1);
  EXPECT_EQ(before.sizes(), torch::IntArrayRef({1, 3, 96, 64}));
  EXPECT_TRUE(torch::isfinite(before).all().item<bool>());
  network->fold();
  const torch::Tensor after = torch::softmax(network->forward(planes, queries), 1);
  EXPECT_LT((before - after).abs().max().item<double>(), 1e-4);
}

TEST_P(EveryNetwork, LearnsInAllItsParts) {
  Network network = made_network(3, GetParam());
  network->train();
  network->forward(made_planes(64, 64), query_tensor({kSolid, kDashed})).square().mean().backward();
  for (const auto& item : network->named_parameters()) {
    ASSERT_TRUE(item.value().grad().defined()) << item.key() << " takes no part";
    EXPECT_GT(item.value().grad().abs().max().item<double>(), 0.0) << item.key() << " gets no gradient";
  }
}

TEST_P(EveryNetwork, ComesBackFromItsFile) {
  const torch::NoGradGuard no_grad;
  Network network = made_network(3, GetParam());
  const testing::TemporaryFolder folder;
  const std::filesystem::path path = folder / "network.safetensors";
  save_weights(path, network, "for-tests");
  Network back = load_weights(path).network;
  EXPECT_EQ(back->shape(), network->shape());
  const torch::Tensor planes = made_planes(64, 64);
  const torch::Tensor queries = query_tensor({kSolid});
  EXPECT_TRUE(torch::equal(network->forward(planes, queries), back->forward(planes, queries)));
}

/// In bf16 a sum of a hundred terms is right to about 1 %.
TEST_P(EveryNetwork, AnswersAboutTheSameInBf16) {
  Network network = made_network(3, GetParam());
  const torch::Tensor planes = made_planes(64, 64);
  torch::Tensor expected;
  {
    const torch::NoGradGuard no_grad;
    expected = torch::softmax(network->forward(planes, query_tensor({kSolid, kDashed})), 1);
  }
  prepare_for_inference(network, torch::kCPU, torch::kBFloat16);
  const torch::NoGradGuard no_grad;
  const torch::Tensor found =
      torch::softmax(network->forward(planes, query_tensor({kSolid, kDashed}), torch::kBFloat16), 1);
  EXPECT_LT((found - expected).abs().mean().item<double>(), 0.02);
}

INSTANTIATE_TEST_SUITE_P(Architectures, EveryNetwork,
                         ::testing::Values(Architecture::kCompactUnet, Architecture::kAttentionUnet,
                                           Architecture::kVeernet),
                         [](const auto& made) { return std::string(described(made.param).name); });

/// Counted by hand: 3x3 convolutions at 1/2 for a quarter of the pixels, and so on.
TEST(Network, CountsWhatItCosts) {
  const double quarter = 9 * (16 * 16 + 16 * 16 + 16 * 24 + 24 * 24) + 2 * 24 * 4;
  const double sixteenth = 9 * (16 * 32 + 3 * 32 * 32) + 32 * 16;
  const double at_1_8 = 9 * (32 * 64 + 3 * 64 * 64) + 64 * 32;
  const double at_1_16 = 9 * (64 * 96 + 2 * 96 * 96) + 96 * 64;
  EXPECT_NEAR(Network(NetworkShape{})->multiply_adds_per_pixel(),
              quarter / 4 + sixteenth / 16 + at_1_8 / 64 + at_1_16 / 256, 1e-6);
}

TEST(FindArchitecture, OffersTheNameThatWasMeant) {
  EXPECT_EQ(find_architecture("veernet"), Architecture::kVeernet);
  try {
    static_cast<void>(find_architecture("compact_unt"));
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_NE(std::string(error.what()).find("compact_unet"), std::string::npos) << error.what();
  }
}

}  // namespace
}  // namespace logdigitise::nn
