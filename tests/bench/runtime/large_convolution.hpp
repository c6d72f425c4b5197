#pragma once
// The rate at which this machine convolves when nothing holds it up: what the network could run at.

#include <memory>
#include <string>

namespace logdigitise::bench {

/// One 3x3 convolution of 64 to 64 channels over 512 x 512 pixels, channels last.
class LargeConvolution {
 public:
  /// `precision`: as --precision; `threads`: as --threads.
  LargeConvolution(const std::string& precision, int threads);
  ~LargeConvolution();
  LargeConvolution(const LargeConvolution&) = delete;
  LargeConvolution& operator=(const LargeConvolution&) = delete;

  void run();
  [[nodiscard]] static double multiply_adds() { return 512.0 * 512.0 * 64.0 * 64.0 * 9.0; }

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace logdigitise::bench
