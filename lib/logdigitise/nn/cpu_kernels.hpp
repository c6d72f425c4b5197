#pragma once
// Which of its kernels LibTorch takes on this CPU.

#include <string>

namespace logdigitise::nn {

/// What LibTorch found that the CPU can do: `AVX2`, `AVX512`, `NO AVX`, ...; empty if it does not say.
[[nodiscard]] std::string cpu_kernels();

/// An environment error if LibTorch took its slowest kernels although the CPU has better ones: it could not
/// read /proc/cpuinfo, and would need thirty times as long for slightly other numbers. Whoever wants these
/// kernels sets ATEN_CPU_CAPABILITY.
void check_cpu_kernels();

}  // namespace logdigitise::nn
