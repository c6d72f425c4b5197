#pragma once
// The network: features of a band, and a head that is asked for one curve at a time.
//
//     planes  float [N, 4, H, W], 0..1          queries  float [N, K, 12] (nn/query.hpp)
//     pixel_unshuffle by 2 (stem) -> [N, 16, H/2, W/2]
//     body (network_body.hpp, one of several) -> features F [N, C, H/2, W/2]
//     query    12 -> 32 -> (a, b); hidden = relu(F (1 + a) + b); 1x1 conv C -> 4; pixel_shuffle by 2
//     background: 1x1 conv of F -> 4; pixel_shuffle by 2
//     logits  float [N, 1 + K, H, W], channel 0 the background; softmax over the channels
//
// Every curve of a pass goes through the same weights, so any number of curves can be asked for, and their
// order does not matter. Convolutions are 3x3 with batch norm and ReLU.

#include <torch/nn/module.h>
#include <torch/nn/modules/conv.h>
#include <torch/nn/modules/linear.h>
#include <torch/types.h>

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "logdigitise/nn/conv_unit.hpp"
#include "logdigitise/nn/network_body.hpp"
#include "logdigitise/nn/network_shape.hpp"
#include "logdigitise/nn/query.hpp"

namespace logdigitise::nn {

class NetworkImpl : public torch::nn::Module {
 public:
  /// Weights are drawn from `seed` alone.
  explicit NetworkImpl(const NetworkShape& shape = {}, std::uint64_t seed = 1);

  /// `planes` [N, 4, H, W] uint8 (0..255) or float (0..1), H and W multiples of 32; `queries` [N, K, 12].
  /// Returns float32 logits [N, 1 + K, H, W] whatever `type`, the precision of the convolutions.
  torch::Tensor forward(const torch::Tensor& planes, const torch::Tensor& queries,
                        torch::ScalarType type = torch::kFloat32);

  /// What `forward` makes its logits of, four pixels side by side: [N, 4, H/2, W/2] of `type`, channel 2 y +
  /// x being pixel (y, x) of the four.
  struct Quarters {
    torch::Tensor paper;
    std::vector<torch::Tensor> curves;
    torch::Tensor
        offsets;  ///< float [N, K], to be added to the logits of each curve; undefined if nothing is.
  };
  Quarters quarters(const torch::Tensor& planes, const torch::Tensor& queries, torch::ScalarType type);

  void fold();  ///< ConvUnit::fold, everywhere.
  /// From now on all logits are `slope` times as large, and those of curves `offset` larger.
  void scale_logits(double slope, double offset);
  /// Added to the logits of curves that are asked for as solid, dashed, dotted and long dash, at the end.
  using StyleOffsets = std::array<double, kStyles>;
  void set_style_offsets(const StyleOffsets& offsets) { style_offsets_ = offsets; }
  [[nodiscard]] const StyleOffsets& style_offsets() const { return style_offsets_; }
  [[nodiscard]] const NetworkShape& shape() const { return shape_; }
  /// Multiplications and additions per pixel of the band when one curve is asked for; those of attention that
  /// grow with the picture are not counted.
  [[nodiscard]] double multiply_adds_per_pixel() const { return multiply_adds_; }

 private:
  NetworkShape shape_;
  std::unique_ptr<NetworkBody> body_;
  std::vector<ConvUnit> units_;  // The body's, for folding.
  double multiply_adds_ = 0.0;
  StyleOffsets style_offsets_{};  // Not learned: a calibration's.
  torch::nn::Linear query_in_{nullptr};
  torch::nn::Linear query_out_{nullptr};
  torch::nn::Conv2d curve_{nullptr};
  torch::nn::Conv2d background_{nullptr};
};
TORCH_MODULE(Network);

/// Encoded queries as float [1, K, 12].
[[nodiscard]] torch::Tensor query_tensor(const std::vector<CurveQuery>& queries);

}  // namespace logdigitise::nn
