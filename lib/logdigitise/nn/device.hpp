#pragma once
// Where and how precisely to compute.

#include <torch/types.h>

#include <string>

namespace logdigitise::nn {

/// The device that `auto`, `cpu`, `cuda` or `cuda:N` means on this machine. A usage error for other words, an
/// environment error for a CUDA device that is not there.
[[nodiscard]] torch::Device choose_device(const std::string& name);

/// The type that `auto`, `fp32`, `bf16` or `fp16` means on this device: auto is bf16 where the hardware has
/// it, else fp32. A usage error for other words and for fp16 on a CPU, which computes it slowly; an
/// environment error for bf16 on a CPU where oneDNN refuses it (DNNL_MAX_CPU_ISA).
[[nodiscard]] torch::ScalarType choose_precision(const std::string& name, const torch::Device& device);

[[nodiscard]] std::string device_name(const torch::Device& device);     ///< `cpu`, `cuda:0`.
[[nodiscard]] std::string precision_name(torch::ScalarType precision);  ///< `fp32`, `bf16`, `fp16`.

/// LibTorch starts with one thread: gives it `threads`, or all available cores for 0, but no more than
/// OMP_THREAD_LIMIT allows. Process-wide.
void use_threads(int threads);

}  // namespace logdigitise::nn
