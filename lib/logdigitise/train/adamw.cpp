#include "logdigitise/train/adamw.hpp"

#include <cmath>
#include <utility>

namespace logdigitise::train {

AdamW::AdamW(std::vector<torch::Tensor> parameters, const AdamWOptions& options)
    : options_(options), parameters_(std::move(parameters)) {
  for (const torch::Tensor& parameter : parameters_) {
    first_.push_back(torch::zeros_like(parameter));
    second_.push_back(torch::zeros_like(parameter));
  }
}

void AdamW::step(double rate, double clip_norm) {
  const torch::NoGradGuard no_grad;
  std::vector<torch::Tensor> squares;
  for (const torch::Tensor& parameter : parameters_) {
    if (parameter.grad().defined()) squares.push_back(parameter.grad().square().sum());
  }
  const double norm = squares.empty() ? 0.0 : std::sqrt(torch::stack(squares).sum().item<double>());
  if (!std::isfinite(norm)) {
    for (torch::Tensor& parameter : parameters_) parameter.mutable_grad() = torch::Tensor();
    return;
  }
  const double scale = clip_norm > 0.0 && norm > clip_norm ? clip_norm / norm : 1.0;

  ++steps_;
  const double correction1 = 1.0 - std::pow(options_.beta1, static_cast<double>(steps_));
  const double correction2 = 1.0 - std::pow(options_.beta2, static_cast<double>(steps_));
  for (std::size_t i = 0; i < parameters_.size(); ++i) {
    torch::Tensor& parameter = parameters_[i];
    if (!parameter.grad().defined()) continue;
    const torch::Tensor gradient = parameter.grad() * scale;
    if (parameter.dim() >= 2) parameter.mul_(1.0 - rate * options_.weight_decay);
    first_[i].mul_(options_.beta1).add_(gradient, 1.0 - options_.beta1);
    second_[i].mul_(options_.beta2).addcmul_(gradient, gradient, 1.0 - options_.beta2);
    const torch::Tensor denominator = (second_[i] / correction2).sqrt_().add_(options_.epsilon);
    parameter.addcdiv_(first_[i], denominator, -rate / correction1);
    parameter.mutable_grad() = torch::Tensor();
  }
}

}  // namespace logdigitise::train
