#pragma once
// The part of a network that differs between architectures: planes of a band in, features at half size out.

#include <ATen/core/Generator.h>
#include <torch/types.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "logdigitise/nn/conv_unit.hpp"
#include "logdigitise/nn/network_shape.hpp"

namespace logdigitise::nn {

/// Makes the parts of a network: registers them under their names, draws their weights in the order they are
/// made, and counts what they cost.
class NetworkBuilder {
 public:
  NetworkBuilder(torch::nn::Module& owner, at::Generator& generator) : owner_(owner), generator_(generator) {}

  /// `scale`: its result has one pixel for scale x scale pixels of the band.
  ConvUnit unit(const std::string& name, std::int64_t in, std::int64_t out, std::int64_t scale,
                const ConvUnitOptions& options = {});
  /// A 1x1 convolution with bias, which begins at 0.
  torch::nn::Conv2d mix(const std::string& name, std::int64_t in, std::int64_t out, std::int64_t scale);
  /// A matrix, He initialisation; applied once per pixel of `scale`.
  torch::Tensor matrix(const std::string& name, std::int64_t out, std::int64_t in, std::int64_t scale);
  /// A vector that begins at `value`.
  torch::Tensor vector(const std::string& name, std::int64_t length, double value);

  [[nodiscard]] const std::vector<ConvUnit>& units() const { return units_; }
  [[nodiscard]] double multiply_adds_per_pixel() const { return multiply_adds_; }

 private:
  torch::nn::Module& owner_;
  at::Generator& generator_;
  std::vector<ConvUnit> units_;
  double multiply_adds_ = 0.0;  // Of a pixel of the band.
};

class NetworkBody {
 public:
  NetworkBody() = default;
  NetworkBody(const NetworkBody&) = delete;
  NetworkBody& operator=(const NetworkBody&) = delete;
  virtual ~NetworkBody() = default;
  /// `stem`: [N, 16, H/2, W/2], the planes unshuffled by 2, of `type`. Returns [N, features, H/2, W/2].
  virtual torch::Tensor features(const torch::Tensor& stem, torch::ScalarType type) = 0;
};

[[nodiscard]] std::unique_ptr<NetworkBody> make_body(const NetworkShape& shape, NetworkBuilder& builder);

/// Channels of `stem`: kInputPlanes planes, four pixels each.
inline constexpr std::int64_t kStemChannels = 16;

}  // namespace logdigitise::nn
