#pragma once
// What networks could run on here, for bug reports.

#include <string>
#include <vector>

namespace logdigitise::nn {

struct Machine {
  std::string
      kernels;        ///< What LibTorch makes of the CPU: `AVX2`, `AVX512`, `NO AVX` ...; empty if not told.
  bool bf16 = false;  ///< The CPU multiplies bf16 itself, and may.
  std::vector<std::string> devices;  ///< `cpu`, `cuda:0`, ...
};

[[nodiscard]] Machine this_machine();

}  // namespace logdigitise::nn
