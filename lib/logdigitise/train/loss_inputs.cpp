#include "logdigitise/train/loss_inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace logdigitise::train {

namespace {

std::string text(at::IntArrayRef sizes) {
  std::ostringstream out;
  out << sizes;
  return out.str();
}

/// float32 at least; float64 stays, for gradient checks.
torch::Tensor wide(const torch::Tensor& tensor) {
  return tensor.scalar_type() == torch::kFloat64 ? tensor : tensor.to(torch::kFloat32);
}

void check(bool holds, const char* loss, const char* what, at::IntArrayRef found) {
  if (!holds) throw std::invalid_argument(fmt::format("{}: {}, found {}", loss, what, text(found)));
}

}  // namespace

LossInputs loss_inputs(const char* loss, const torch::Tensor& logits, const LossTarget& target) {
  check(logits.dim() >= 3 && logits.size(1) >= 2, loss, "logits must be [N, C >= 2, pixels...]",
        logits.sizes());
  check(target.shares.sizes() == logits.sizes(), loss, "target must have the shape of logits",
        target.shares.sizes());
  LossInputs inputs;
  inputs.logits = wide(logits).flatten(2);
  inputs.shares = wide(target.shares).flatten(2);
  if (target.valid.defined()) {
    std::vector<std::int64_t> expected = logits.sizes().vec();
    expected[1] = 1;
    check(target.valid.sizes() == at::IntArrayRef(expected), loss, "valid must be [N, 1, pixels...]",
          target.valid.sizes());
    inputs.valid = target.valid.flatten(2).to(inputs.logits.scalar_type());
  }
  if (target.present.defined()) {
    check(target.present.dim() == 2 && target.present.size(0) == logits.size(0) &&
              target.present.size(1) == logits.size(1),
          loss, "present must be [N, C]", target.present.sizes());
    inputs.present = target.present.to(inputs.logits.scalar_type());
  } else {
    inputs.present = torch::ones({logits.size(0), logits.size(1)}, inputs.logits.options());
  }
  return inputs;
}

void require_option(bool holds, const char* loss, const char* what) {
  if (!holds) throw std::invalid_argument(fmt::format("{}: {}", loss, what));
}

void require_prices(const std::vector<double>& prices, const char* loss, const char* name) {
  const bool fit =
      !prices.empty() && std::all_of(prices.begin(), prices.end(), [](double price) { return price >= 0.0; });
  if (!fit) throw std::invalid_argument(fmt::format("{}: {} must be >= 0", loss, name));
}

void require_weights(const std::vector<double>& weights, const char* loss, const char* name) {
  require_prices(weights, loss, name);
  if (std::all_of(weights.begin(), weights.end(), [](double weight) { return weight == 0.0; }))
    throw std::invalid_argument(fmt::format("{}: {} must not be all 0", loss, name));
}

torch::Tensor per_curve(const std::vector<double>& numbers, std::int64_t curves, const torch::Tensor& like) {
  std::vector<double> all(static_cast<std::size_t>(curves));
  for (std::size_t k = 0; k < all.size(); ++k) all[k] = numbers[std::min(k, numbers.size() - 1)];
  return torch::tensor(all, torch::kFloat64).to(like.options());
}

torch::Tensor mean_over_classes(const torch::Tensor& per_class, const torch::Tensor& counts,
                                const torch::Tensor& weight) {
  const torch::Tensor share = counts * weight;
  const torch::Tensor sum = share.sum(1);
  const torch::Tensor per_image = (per_class * share).sum(1) / sum.clamp_min(1e-12);
  return per_image.sum() / sum.gt(0).sum().clamp_min(1);
}

}  // namespace logdigitise::train
