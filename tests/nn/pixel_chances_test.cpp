#include "logdigitise/nn/pixel_chances.hpp"

#include <gtest/gtest.h>
#include <torch/utils.h>

namespace logdigitise::nn {
namespace {

TEST(PixelChances, AreTheSoftmaxOfPicturesAtFullSize) {
  const torch::NoGradGuard no_grad;
  torch::manual_seed(5);
  for (const torch::ScalarType type : {torch::kFloat32, torch::kBFloat16}) {
    for (const std::int64_t rows : {1, 8, 21}) {
      const auto made = [&] {
        return (8.0 * torch::randn({1, 4, rows, 16})).to(type).contiguous(torch::MemoryFormat::ChannelsLast);
      };
      const auto full_size = [](const torch::Tensor& quarters, float offset) {
        return torch::pixel_shuffle(quarters.to(torch::kFloat32).contiguous(), 2) + offset;
      };
      const torch::Tensor paper = made();
      const std::vector<torch::Tensor> curves{made(), made()};
      const torch::Tensor expected =
          torch::softmax(
              torch::cat({full_size(paper, 0.0F), full_size(curves[0], 0.5F), full_size(curves[1], -2.0F)},
                         1),
              1)
              .narrow(1, 1, 2)
              .permute({0, 2, 3, 1})
              .contiguous();
      const Image<float> chances = pixel_chances(paper, curves, {0.5F, -2.0F});
      ASSERT_EQ(chances.rows(), 2 * rows);
      ASSERT_EQ(chances.columns(), 32);
      ASSERT_EQ(chances.channels(), 2);
      const torch::Tensor found =
          torch::from_blob(const_cast<float*>(chances.data()), {1, 2 * rows, 32, 2}, torch::kFloat32);
      EXPECT_TRUE(torch::allclose(found, expected, 1e-6, 1e-9));
    }
  }
}

}  // namespace
}  // namespace logdigitise::nn
