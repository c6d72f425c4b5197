#include "logdigitise/nn/cpu_bf16.hpp"

#include <dlfcn.h>

#if defined(__x86_64__)
#include <cpuid.h>
#endif

namespace logdigitise::nn {

namespace {

// Values of dnnl_cpu_isa_t; each holds the bits of what it includes.
constexpr unsigned kOneDnnAvx512 = 0x27;  // dnnl_cpu_isa_avx512_core: bf16 by way of fp32.
constexpr unsigned kOneDnnBf16 = 0xE7;    // dnnl_cpu_isa_avx512_core_bf16

/// All that `isa` includes. Also true if oneDNN cannot be asked: LibTorch may hide it in itself, and comes
/// without its headers.
bool onednn_may_use(unsigned isa) {
  static void* const kFound = ::dlsym(RTLD_DEFAULT, "dnnl_get_effective_cpu_isa");
  if (kFound == nullptr) return true;
  const auto allowed = static_cast<unsigned>(reinterpret_cast<int (*)()>(kFound)());
  return (allowed & isa) == isa;
}

struct CpuFeatures {
  bool avx512 = false;  ///< F, DQ, BW and VL, which LibTorch wants for bf16.
  bool bf16 = false;    ///< avx512_bf16.
};

CpuFeatures cpu_features() {
  CpuFeatures features;
#if defined(__x86_64__)
  unsigned a = 0;
  unsigned b = 0;
  unsigned c = 0;
  unsigned d = 0;
  constexpr unsigned kAvx512 = 1U << 16U | 1U << 17U | 1U << 30U | 1U << 31U;  // Leaf 7, sub-leaf 0, EBX.
  constexpr unsigned kAvx512Bf16 = 1U << 5U;                                   // Leaf 7, sub-leaf 1, EAX.
  features.avx512 = __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & kAvx512) == kAvx512;
  features.bf16 = features.avx512 && __get_cpuid_count(7, 1, &a, &b, &c, &d) != 0 && (a & kAvx512Bf16) != 0;
#endif
  return features;
}

}  // namespace

bool cpu_has_bf16() { return cpu_features().bf16 && onednn_may_use(kOneDnnBf16); }

bool onednn_refuses_bf16() { return cpu_features().avx512 && !onednn_may_use(kOneDnnAvx512); }

}  // namespace logdigitise::nn
