#include <algorithm>

#include "logdigitise/train/loss_inputs.hpp"
#include "logdigitise/train/losses.hpp"

namespace logdigitise::train {

namespace {

/// Mean of [N, P] over the pixels that count.
torch::Tensor mean_over_pixels(const torch::Tensor& per_pixel, const torch::Tensor& valid,
                               Reduction reduction) {
  if (!valid.defined()) return per_pixel.mean();
  const torch::Tensor counted = valid.squeeze(1);
  if (reduction == Reduction::kPerBatch) return (per_pixel * counted).sum() / counted.sum().clamp_min(1.0);
  const torch::Tensor pixels = counted.sum(1);
  return ((per_pixel * counted).sum(1) / pixels.clamp_min(1.0)).sum() / pixels.gt(0).sum().clamp_min(1);
}

/// y (log y - log p), times (1 - p)^focus.
torch::Tensor divergence(const torch::Tensor& y, const torch::Tensor& log_p, double focus) {
  const torch::Tensor plain = torch::xlogy(y, y) - y * log_p;
  if (focus == 0.0) return plain;
  // 1 - p from the log: exact where p is near 1; away from 0, where a focus below 1 has no slope.
  return plain * (-torch::expm1(log_p)).clamp_min(1e-12).pow(focus);
}

}  // namespace

torch::Tensor cross_entropy_loss(const torch::Tensor& logits, const LossTarget& target,
                                 const CrossEntropyOptions& options) {
  constexpr const char* kName = "cross_entropy_loss";
  const LossInputs inputs = loss_inputs(kName, logits, target);
  require_option(
      !options.curve_weight.empty() && std::all_of(options.curve_weight.begin(), options.curve_weight.end(),
                                                   [](double weight) { return weight > 0.0; }),
      kName, "curve_weight must be > 0");
  require_option(options.paper_weight > 0.0, kName, "paper_weight must be > 0");
  require_option(options.curve_focus >= 0.0 && options.paper_focus >= 0.0, kName,
                 "curve_focus and paper_focus must be >= 0");
  const std::int64_t curves = inputs.logits.size(1) - 1;
  const torch::Tensor log_p = torch::log_softmax(inputs.logits, 1);
  const torch::Tensor paper =
      options.paper_weight * divergence(inputs.shares.select(1, 0), log_p.select(1, 0), options.paper_focus);
  const torch::Tensor weight = per_curve(options.curve_weight, curves, inputs.logits).view({1, curves, 1});
  const torch::Tensor of_curves = (weight * divergence(inputs.shares.narrow(1, 1, curves),
                                                       log_p.narrow(1, 1, curves), options.curve_focus))
                                      .sum(1);
  return mean_over_pixels(paper + of_curves, inputs.valid, options.reduction);
}

torch::Tensor binary_cross_entropy_loss(const torch::Tensor& logits, const LossTarget& target,
                                        const BinaryCrossEntropyOptions& options) {
  constexpr const char* kName = "binary_cross_entropy_loss";
  const LossInputs inputs = loss_inputs(kName, logits, target);
  require_option(options.curve_weight > 0.0, kName, "curve_weight must be > 0");
  const std::int64_t curves = inputs.logits.size(1) - 1;
  const torch::Tensor log_p = torch::log_softmax(inputs.logits, 1);
  const torch::Tensor log_curve = torch::logsumexp(log_p.narrow(1, 1, curves), 1);
  const torch::Tensor paper = inputs.shares.select(1, 0);
  const torch::Tensor curve = inputs.shares.narrow(1, 1, curves).sum(1);
  return mean_over_pixels(
      divergence(paper, log_p.select(1, 0), 0.0) + options.curve_weight * divergence(curve, log_curve, 0.0),
      inputs.valid, options.reduction);
}

}  // namespace logdigitise::train
