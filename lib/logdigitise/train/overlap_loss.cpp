#include "logdigitise/train/loss_inputs.hpp"
#include "logdigitise/train/losses.hpp"

namespace logdigitise::train {

namespace {

/// Soft counts, [N or 1, classes] each.
struct SoftCounts {
  torch::Tensor true_positive;
  torch::Tensor false_positive;
  torch::Tensor false_negative;
};

/// `p`, `y`: [N, classes, P], 0 where a pixel does not count.
SoftCounts soft_counts(const torch::Tensor& p, const torch::Tensor& y, const OverlapOptions& options) {
  SoftCounts counts;
  counts.true_positive = (p * y).sum(2);
  if (options.error_exponent == 1.0) {
    counts.false_positive = p.sum(2) - counts.true_positive;
    counts.false_negative = y.sum(2) - counts.true_positive;
  } else {
    counts.false_positive = (p * (1.0 - y)).pow(options.error_exponent).sum(2);
    counts.false_negative = ((1.0 - p) * y).pow(options.error_exponent).sum(2);
  }
  if (options.reduction == Reduction::kPerBatch) {
    for (torch::Tensor* count : {&counts.true_positive, &counts.false_positive, &counts.false_negative})
      *count = count->sum(0, /*keepdim=*/true);
  }
  return counts;
}

/// Adds paper in front, at the first curve's number.
torch::Tensor with_paper(const torch::Tensor& of_curves) {
  return torch::cat({of_curves.narrow(0, 0, 1), of_curves});
}

/// loss ^ exponent, with a finite slope at 0.
torch::Tensor focused(const torch::Tensor& loss, double exponent) {
  return exponent == 1.0 ? loss : loss.clamp_min(1e-12).pow(exponent);
}

}  // namespace

torch::Tensor overlap_loss(const torch::Tensor& logits, const LossTarget& target,
                           const OverlapOptions& options) {
  constexpr const char* kName = "overlap_loss";
  const LossInputs inputs = loss_inputs(kName, logits, target);
  require_prices(options.fp_weight, kName, "fp_weight");
  require_prices(options.fn_weight, kName, "fn_weight");
  require_weights(options.class_weight, kName, "class_weight");
  require_option(options.smooth > 0.0, kName, "smooth must be > 0");
  require_option(options.error_exponent >= 1.0, kName, "error_exponent must be >= 1");
  require_option(options.focal_exponent > 0.0, kName, "focal_exponent must be > 0");

  const std::int64_t curves = inputs.logits.size(1) - 1;
  const std::int64_t first = options.with_paper ? 0 : 1;
  const std::int64_t classes = curves + 1 - first;
  torch::Tensor fp_weight = per_curve(options.fp_weight, curves, inputs.logits);
  torch::Tensor fn_weight = per_curve(options.fn_weight, curves, inputs.logits);
  torch::Tensor class_weight = per_curve(options.class_weight, curves, inputs.logits);
  if (options.with_paper) {
    fp_weight = with_paper(fp_weight);
    fn_weight = with_paper(fn_weight);
    class_weight = with_paper(class_weight);
  }
  torch::Tensor p = torch::softmax(inputs.logits, 1).narrow(1, first, classes);
  torch::Tensor y = inputs.shares.narrow(1, first, classes);
  if (inputs.valid.defined()) {
    p = p * inputs.valid;
    y = y * inputs.valid;
  }
  SoftCounts n = soft_counts(p, y, options);
  torch::Tensor loss =
      1.0 - (n.true_positive + options.smooth) / (n.true_positive + fp_weight * n.false_positive +
                                                  fn_weight * n.false_negative + options.smooth);
  if (options.with_paper) {
    loss = torch::cat({loss.narrow(1, 0, 1), focused(loss.narrow(1, 1, curves), options.focal_exponent)}, 1);
  } else {
    loss = focused(loss, options.focal_exponent);
  }
  torch::Tensor present = inputs.present.narrow(1, first, classes);
  if (options.reduction == Reduction::kPerBatch) present = std::get<0>(present.max(0, /*keepdim=*/true));
  return mean_over_classes(loss, present, class_weight);
}

}  // namespace logdigitise::train
