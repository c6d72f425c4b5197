#pragma once
// Losses for finding thin curves on mostly empty paper.
//
// Rules shared by every loss below; only exceptions are restated.
//     logits   float [N, C, ...]   network output before softmax; any number of dimensions after the classes
//     target   float [N, C, ...]   share of each class in each pixel, summing to 1 over C;
//                                  class 0 is paper, the others are curves
//     valid    float [N, 1, ...]   1 = the pixel counts, 0 = it does not; undefined = all count
//     present  float [N, C]        1 = the class exists in that image, 0 = it pads the batch (its logits must
//                                  then be kPaddingLogit); undefined = all exist
//     returns  float []            0 is perfect; differentiable in `logits`
// With p = softmax(logits), y = target, summed over the pixels that are counted together (Reduction):
//     TP = sum p y     FP = sum p (1 - y)     FN = sum (1 - p) y
// Computed in float32 at least, whatever the precision of the network. Shapes or options that do not fit
// throw std::invalid_argument.

#include <torch/types.h>

#include "logdigitise/train/loss_options.hpp"

namespace logdigitise::train {

/// The logit of a class that is not there: its chance underflows to 0, its log stays finite.
inline constexpr double kPaddingLogit = -1.0e4;

/// Target and masks of a batch, as above.
struct LossTarget {
  torch::Tensor shares;
  torch::Tensor valid;
  torch::Tensor present;
};

/// (1 - (TP + s) / (TP + fp_weight FP + fn_weight FN + s)) ^ focal_exponent, the mean over the curves.
/// fn_weight > fp_weight buys recall with precision: Salehi et al. (2017), who call them beta and alpha.
/// Focal exponent: Abraham and Khan (2019), whose gamma = 4/3 is the exponent 3/4 here.
/// With error_exponent g, FP = sum (p (1 - y))^g and FN = sum ((1 - p) y)^g: Yeung et al. (2023), DSC++.
[[nodiscard]] torch::Tensor overlap_loss(const torch::Tensor& logits, const LossTarget& target,
                                         const OverlapOptions& options = {});

/// sum_c w_c (1 - p_c)^focus y_c (log y_c - log p_c), the mean over pixels. Without focus it is the
/// cross-entropy less the target's own entropy, so that a perfect result of soft labels scores 0.
/// Focus: Lin et al. (2017); on paper alone it is the asymmetric focal loss of Yeung et al. (2022).
[[nodiscard]] torch::Tensor cross_entropy_loss(const torch::Tensor& logits, const LossTarget& target,
                                               const CrossEntropyOptions& options = {});

/// The same of two classes: paper, and curves taken together.
[[nodiscard]] torch::Tensor binary_cross_entropy_loss(const torch::Tensor& logits, const LossTarget& target,
                                                      const BinaryCrossEntropyOptions& options = {});

/// Lovasz extension of the Jaccard loss on |y - p|, y rounded (a class has the pixels of which it has at
/// least half), the mean over the classes with pixels: Berman et al. (2018). O(P log P) for P pixels.
[[nodiscard]] torch::Tensor lovasz_softmax_loss(const torch::Tensor& logits, const LossTarget& target,
                                                const LovaszOptions& options = {});

/// The weighted sum. What is trained with.
[[nodiscard]] torch::Tensor total_loss(const torch::Tensor& logits, const LossTarget& target,
                                       const LossOptions& options = {});

}  // namespace logdigitise::train
