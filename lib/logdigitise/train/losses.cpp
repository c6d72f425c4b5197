#include "logdigitise/train/losses.hpp"

#include <fmt/format.h>

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

void check_shapes(const char* loss, const torch::Tensor& logits, const torch::Tensor& target,
                  const torch::Tensor& valid, const torch::Tensor& present) {
  check(logits.dim() == 4 && logits.size(1) >= 2, loss, "logits must be [N, C >= 2, H, W]", logits.sizes());
  check(target.sizes() == logits.sizes(), loss, "target must have the shape of logits", target.sizes());
  if (valid.defined()) {
    check(valid.dim() == 4 && valid.size(0) == logits.size(0) && valid.size(1) == 1 &&
              valid.size(2) == logits.size(2) && valid.size(3) == logits.size(3),
          loss, "valid must be [N, 1, H, W]", valid.sizes());
  }
  if (present.defined()) {
    check(present.dim() == 2 && present.size(0) == logits.size(0) && present.size(1) == logits.size(1), loss,
          "present must be [N, C]", present.sizes());
  }
}

/// Soft counts per image and curve, paper left out: [N, C - 1] each.
struct SoftCounts {
  torch::Tensor true_positive;
  torch::Tensor false_positive;
  torch::Tensor false_negative;
};

SoftCounts soft_counts(const torch::Tensor& logits, const torch::Tensor& target, const torch::Tensor& valid) {
  const std::int64_t curves = logits.size(1) - 1;
  torch::Tensor p = torch::softmax(wide(logits), 1).narrow(1, 1, curves);
  torch::Tensor y = wide(target).narrow(1, 1, curves);
  if (valid.defined()) {
    p = p * wide(valid);
    y = y * wide(valid);
  }
  const torch::Tensor both = (p * y).sum({2, 3});
  return {both, p.sum({2, 3}) - both, y.sum({2, 3}) - both};
}

/// Mean over each image's own curves, then over the images that have any.
torch::Tensor mean_over_curves(const torch::Tensor& per_curve, const torch::Tensor& present) {
  if (!present.defined()) return per_curve.mean();
  const torch::Tensor here = present.narrow(1, 1, per_curve.size(1)).to(per_curve.scalar_type());
  const torch::Tensor count = here.sum(1);
  const torch::Tensor per_image = (per_curve * here).sum(1) / count.clamp_min(1.0);
  return per_image.sum() / count.gt(0).sum().clamp_min(1);
}

}  // namespace

torch::Tensor tversky_loss(const torch::Tensor& logits, const torch::Tensor& target,
                           const TverskyOptions& options, const torch::Tensor& valid,
                           const torch::Tensor& present) {
  check_shapes("tversky_loss", logits, target, valid, present);
  if (!(options.smooth > 0.0) || !(options.fp_weight >= 0.0) || !(options.fn_weight >= 0.0)) {
    throw std::invalid_argument("tversky_loss: weights must be >= 0 and smooth > 0");
  }
  const SoftCounts n = soft_counts(logits, target, valid);
  const torch::Tensor index =
      (n.true_positive + options.smooth) / (n.true_positive + options.fp_weight * n.false_positive +
                                            options.fn_weight * n.false_negative + options.smooth);
  return mean_over_curves(1.0 - index, present);
}

torch::Tensor soft_cross_entropy(const torch::Tensor& logits, const torch::Tensor& target,
                                 const CrossEntropyOptions& options, const torch::Tensor& valid) {
  check_shapes("soft_cross_entropy", logits, target, valid, {});
  if (!(options.curve_weight > 0.0))
    throw std::invalid_argument("soft_cross_entropy: curve_weight must be > 0");
  const torch::Tensor y = wide(target);
  torch::Tensor divergence = torch::xlogy(y, y) - y * torch::log_softmax(wide(logits), 1);
  torch::Tensor per_pixel = divergence.sum(1, /*keepdim=*/true);
  if (options.curve_weight != 1.0) {
    per_pixel =
        per_pixel + (options.curve_weight - 1.0) * divergence.narrow(1, 1, logits.size(1) - 1).sum(1, true);
  }
  if (!valid.defined()) return per_pixel.mean();
  return (per_pixel * wide(valid)).sum() / wide(valid).sum().clamp_min(1.0);
}

torch::Tensor compound_loss(const torch::Tensor& logits, const torch::Tensor& target,
                            const CompoundOptions& options, const torch::Tensor& valid,
                            const torch::Tensor& present) {
  torch::Tensor loss = torch::zeros({}, wide(logits).options());
  if (options.tversky_weight > 0.0) {
    loss = loss + options.tversky_weight * tversky_loss(logits, target, options.tversky, valid, present);
  }
  if (options.cross_entropy_weight > 0.0) {
    loss = loss +
           options.cross_entropy_weight * soft_cross_entropy(logits, target, options.cross_entropy, valid);
  }
  return loss;
}

}  // namespace logdigitise::train
