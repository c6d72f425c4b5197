#pragma once
// Whether networks can be computed in bf16 on this CPU: it needs the CPU, and oneDNN, which LibTorch calls.

namespace logdigitise::nn {

/// Whether the CPU multiplies bf16 itself (avx512_bf16), and DNNL_MAX_CPU_ISA does not forbid it to oneDNN.
[[nodiscard]] bool cpu_has_bf16();

/// Whether a network in bf16 would fail: LibTorch sees that the CPU has AVX-512 and calls oneDNN, to which
/// DNNL_MAX_CPU_ISA forbids it. (On a CPU without AVX-512 LibTorch has slow code of its own.)
[[nodiscard]] bool onednn_refuses_bf16();

}  // namespace logdigitise::nn
