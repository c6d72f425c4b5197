#pragma once
// AdamW (Loshchilov and Hutter, 2019), our own so that its state can be saved as plain tensors: LibTorch's
// keeps it in maps whose keys differ between its versions.

#include <torch/types.h>

#include <cstdint>
#include <vector>

namespace logdigitise::train {

struct AdamWOptions {
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-8;
  double weight_decay = 0.01;  ///< Only on tensors of two dimensions or more: not on biases and norms.
};

class AdamW {
 public:
  explicit AdamW(std::vector<torch::Tensor> parameters, const AdamWOptions& options = {});

  /// One step with the parameters' gradients, which are cleared. The gradients are scaled down first if their
  /// norm together is above `clip_norm`. A step with gradients that are not finite is left out.
  void step(double rate, double clip_norm);

  /// State, in the order of the parameters; shared, not copied.
  [[nodiscard]] const std::vector<torch::Tensor>& first_moments() const { return first_; }
  [[nodiscard]] const std::vector<torch::Tensor>& second_moments() const { return second_; }
  [[nodiscard]] std::int64_t steps_done() const { return steps_; }
  void set_steps_done(std::int64_t steps) { steps_ = steps; }

 private:
  AdamWOptions options_;
  std::vector<torch::Tensor> parameters_;
  std::vector<torch::Tensor> first_;
  std::vector<torch::Tensor> second_;
  std::int64_t steps_ = 0;
};

}  // namespace logdigitise::train
