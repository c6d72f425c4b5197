#pragma once
// The numbers that shape a network. No LibTorch type shows here.

#include <array>
#include <cstdint>

namespace logdigitise::nn {

/// Everything that shapes the network; kept in the weights' metadata. Against {24, 40, 64, 96} with 32
/// features (445,768 parameters) the defaults have 408,344, need 11 % less memory and compute 30 % less in
/// fp32.
struct NetworkShape {
  std::array<std::int64_t, 4> channels{16, 32, 64, 96};  ///< Of the levels at 1/2, 1/4, 1/8 and 1/16.
  std::int64_t features = 24;                            ///< Channels of the feature map that queries read.
  std::int64_t query_hidden = 32;                        ///< Width of the query's own layer.
  bool operator==(const NetworkShape&) const = default;
};

}  // namespace logdigitise::nn
