#include "logdigitise/train/losses.hpp"

#include "logdigitise/train/loss_inputs.hpp"

namespace logdigitise::train {

namespace {

torch::Tensor loss_of(const torch::Tensor& logits, const LossTarget& target, const OverlapOptions& options) {
  return overlap_loss(logits, target, options);
}
torch::Tensor loss_of(const torch::Tensor& logits, const LossTarget& target,
                      const CrossEntropyOptions& options) {
  return cross_entropy_loss(logits, target, options);
}
torch::Tensor loss_of(const torch::Tensor& logits, const LossTarget& target,
                      const BinaryCrossEntropyOptions& options) {
  return binary_cross_entropy_loss(logits, target, options);
}
torch::Tensor loss_of(const torch::Tensor& logits, const LossTarget& target, const LovaszOptions& options) {
  return lovasz_softmax_loss(logits, target, options);
}

}  // namespace

torch::Tensor total_loss(const torch::Tensor& logits, const LossTarget& target, const LossOptions& options) {
  require_option(!options.terms.empty(), "total_loss", "there must be a term");
  torch::Tensor total;
  for (const LossTerm& term : options.terms) {
    require_option(term.weight > 0.0, "total_loss", "weights of terms must be > 0");
    const torch::Tensor part =
        term.weight * std::visit([&](const auto& one) { return loss_of(logits, target, one); }, term.loss);
    total = total.defined() ? total + part : part;
  }
  return total;
}

}  // namespace logdigitise::train
