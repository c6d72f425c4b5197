#pragma once
// Losses for finding thin curves on mostly empty paper.
//
// Rules shared by every loss below; only exceptions are restated.
//     logits   float [N, C, H, W]   network output before softmax
//     target   float [N, C, H, W]   share of each class in each pixel, summing to 1 over C;
//                                   class 0 is paper, the others are curves
//     valid    float [N, 1, H, W]   1 = the pixel counts, 0 = it does not; undefined = all count
//     present  float [N, C]         1 = the class exists in that image, 0 = it pads the batch (its logits
//     must
//                                   then be kPaddingLogit); undefined = all exist
//     returns  float []             0 is perfect; differentiable in `logits`
// With p = softmax(logits), y = target, summed over the pixels of one image:
//     TP = sum p y     FP = sum p (1 - y)     FN = sum (1 - p) y
// Per-curve losses are averaged over the curves of each image, then over the images. Computed in float32 at
// least, whatever the precision of the network. Shapes that do not fit throw std::invalid_argument.

#include <torch/types.h>

#include "logdigitise/train/loss_options.hpp"

namespace logdigitise::train {

/// The logit of a class that is not there: its chance underflows to 0, its log stays finite.
inline constexpr double kPaddingLogit = -1.0e4;

/// Tversky loss: 1 - (TP + s) / (TP + fp_weight FP + fn_weight FN + s), averaged over the curves (not paper).
/// fn_weight > fp_weight buys recall with precision. Salehi et al. (2017) call them beta and alpha; 0.5 and
/// 0.5 is Dice, 1 and 1 Jaccard.
[[nodiscard]] torch::Tensor tversky_loss(const torch::Tensor& logits, const torch::Tensor& target,
                                         const TverskyOptions& options = {}, const torch::Tensor& valid = {},
                                         const torch::Tensor& present = {});

/// Soft cross-entropy less the target's own entropy, so that a perfect result scores 0:
/// sum_c y_c (log y_c - log p_c), paper's term times 1 and curves' times `curve_weight`, averaged over
/// pixels.
[[nodiscard]] torch::Tensor soft_cross_entropy(const torch::Tensor& logits, const torch::Tensor& target,
                                               const CrossEntropyOptions& options = {},
                                               const torch::Tensor& valid = {});

/// What is trained with by default: a weighted sum of the two.
[[nodiscard]] torch::Tensor compound_loss(const torch::Tensor& logits, const torch::Tensor& target,
                                          const CompoundOptions& options = {},
                                          const torch::Tensor& valid = {}, const torch::Tensor& present = {});

}  // namespace logdigitise::train
