#pragma once
// What every loss does first: check its tensors and lay the pixels out in one row.

#include <torch/types.h>

#include <vector>

#include "logdigitise/train/losses.hpp"

namespace logdigitise::train {

/// Float32 at least, P pixels in a row.
struct LossInputs {
  torch::Tensor logits;   ///< [N, C, P]
  torch::Tensor shares;   ///< [N, C, P]
  torch::Tensor valid;    ///< [N, 1, P], or undefined.
  torch::Tensor present;  ///< [N, C]
};

/// `loss` names the caller in errors.
[[nodiscard]] LossInputs loss_inputs(const char* loss, const torch::Tensor& logits, const LossTarget& target);

/// Throws std::invalid_argument unless `holds`.
void require_option(bool holds, const char* loss, const char* what);
/// At least one number, all >= 0.
void require_prices(const std::vector<double>& prices, const char* loss, const char* name);
/// The same, and not all 0.
void require_weights(const std::vector<double>& weights, const char* loss, const char* name);

/// One number per curve [C - 1], the last repeated, in the type and on the device of `like`.
[[nodiscard]] torch::Tensor per_curve(const std::vector<double>& numbers, std::int64_t curves,
                                      const torch::Tensor& like);

/// Weighted mean of `per_class` over the classes that count: [N, K] by image, then over the images that have
/// any; [1, K] at once. `counts`: [N or 1, K], 0 = the class does not count; `weight`: [K].
[[nodiscard]] torch::Tensor mean_over_classes(const torch::Tensor& per_class, const torch::Tensor& counts,
                                              const torch::Tensor& weight);

}  // namespace logdigitise::train
