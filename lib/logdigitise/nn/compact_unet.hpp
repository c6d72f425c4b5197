#pragma once
// The shipped body: a U-Net of four levels.
//
//     stem    [N, 16, H/2, W/2]
//     level 0  1/2    conv conv ------------------ + -> conv conv -> features F [N, C, H/2, W/2]
//     level 1  1/4      max-pool conv conv -------- + -> conv conv, 1x1, nearest x2 ^
//     level 2  1/8        max-pool conv conv ------- + -> conv conv, 1x1, nearest x2 ^
//     level 3  1/16         max-pool conv, + dilated 2, + dilated 4, 1x1, nearest x2 ^
//
// Rows of context. Going back from output row r, a 3x3 convolution at 1/s of the resolution adds s rows on
// each side, and an upsampling or pooling widens to whole rows of the coarser level. Counted in rows at 1/2:
// level 0 back: 2 + 2; level 1: 2 (2 + 2) = 8; level 2: 4 (2 + 2) = 16; level 3: 8 (1 + 2 + 4) = 56; together
// 84, and at most 7 more because a row of level 3 covers 8 of them. (84 + 7) 2 + 1 = 183 rows at full
// resolution, which is within kContextRows = 192 (Network.TilesWithContextAgree).

#include <torch/types.h>

#include <array>

#include "logdigitise/nn/network_body.hpp"

namespace logdigitise::nn {

class CompactUnet : public NetworkBody {
 public:
  CompactUnet(const NetworkShape& shape, NetworkBuilder& builder);
  torch::Tensor features(const torch::Tensor& stem, torch::ScalarType type) override;

 protected:
  /// What the decoder goes on with at a level (0 to 2): `from_below`, upsampled and mixed, and the encoder's
  /// own `skip` of that level, both of the same size and channels.
  virtual torch::Tensor join(std::size_t level, const torch::Tensor& from_below, const torch::Tensor& skip,
                             torch::ScalarType type);

 private:
  std::array<ConvUnit, 2> down0_{{nullptr, nullptr}};
  std::array<ConvUnit, 2> down1_{{nullptr, nullptr}};
  std::array<ConvUnit, 2> down2_{{nullptr, nullptr}};
  std::array<ConvUnit, 3> deep_{{nullptr, nullptr, nullptr}};
  std::array<ConvUnit, 3> up2_{{nullptr, nullptr, nullptr}};
  std::array<ConvUnit, 3> up1_{{nullptr, nullptr, nullptr}};
  std::array<ConvUnit, 3> up0_{{nullptr, nullptr, nullptr}};
};

}  // namespace logdigitise::nn
