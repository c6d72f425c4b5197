#pragma once
// The numbers that shape a network. No LibTorch type shows here.

#include <array>
#include <cstdint>

namespace logdigitise::nn {

/// Everything that shapes the network; kept in the weights' metadata.
struct NetworkShape {
  std::array<std::int64_t, 4> channels{24, 40, 64, 96};  ///< Of the levels at 1/2, 1/4, 1/8 and 1/16.
  std::int64_t features = 32;                            ///< Channels of the feature map that queries read.
  std::int64_t query_hidden = 32;                        ///< Width of the query's own layer.
  bool operator==(const NetworkShape&) const = default;
};

}  // namespace logdigitise::nn
