#include "logdigitise/train/loss_inputs.hpp"
#include "logdigitise/train/losses.hpp"

namespace logdigitise::train {

torch::Tensor lovasz_softmax_loss(const torch::Tensor& logits, const LossTarget& target,
                                  const LovaszOptions& options) {
  constexpr const char* kName = "lovasz_softmax_loss";
  const LossInputs inputs = loss_inputs(kName, logits, target);
  require_weights(options.class_weight, kName, "class_weight");
  const std::int64_t curves = inputs.logits.size(1) - 1;
  const std::int64_t first = options.with_paper ? 0 : 1;
  const std::int64_t classes = curves + 1 - first;
  torch::Tensor class_weight = per_curve(options.class_weight, curves, inputs.logits);
  if (options.with_paper) class_weight = torch::cat({torch::ones({1}, class_weight.options()), class_weight});

  const torch::Tensor p = torch::softmax(inputs.logits, 1).narrow(1, first, classes);
  torch::Tensor y = inputs.shares.narrow(1, first, classes).ge(0.5).to(p.scalar_type());
  torch::Tensor error = (y - p).abs();
  if (inputs.valid.defined()) {
    // Pixels that do not count come last, where an error of 0 adds nothing.
    y = y * inputs.valid;
    error = error * inputs.valid;
  }
  if (options.reduction == Reduction::kPerBatch) {
    y = y.transpose(0, 1).reshape({1, classes, -1});
    error = error.transpose(0, 1).reshape({1, classes, -1});
  }
  const auto [sorted, order] = error.sort(2, /*descending=*/true);
  const torch::Tensor hit = y.gather(2, order);
  const torch::Tensor total = hit.sum(2, /*keepdim=*/true);
  // Jaccard loss when the worst 1, 2, ... pixels are wrong and the others right; its steps are the slopes.
  const torch::Tensor jaccard = 1.0 - (total - hit.cumsum(2)) / (total + (1.0 - hit).cumsum(2));
  const torch::Tensor before =
      torch::cat({torch::zeros_like(jaccard.narrow(2, 0, 1)), jaccard.narrow(2, 0, jaccard.size(2) - 1)}, 2);
  const torch::Tensor loss = (sorted * (jaccard - before)).sum(2);
  return mean_over_classes(loss, total.squeeze(2).gt(0).to(p.scalar_type()), class_weight);
}

}  // namespace logdigitise::train
