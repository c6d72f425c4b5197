#include "logdigitise/nn/cpu_kernels.hpp"

#include <ATen/Version.h>

#include <cstdlib>

#include "logdigitise/core/error.hpp"

namespace logdigitise::nn {

std::string cpu_kernels() {
  // LibTorch 1.13 tells it in no other way.
  const std::string configuration = at::show_config();
  const std::string before = "CPU capability usage: ";
  const std::size_t at = configuration.find(before);
  if (at == std::string::npos) return {};
  const std::size_t begin = at + before.size();
  return configuration.substr(begin, configuration.find('\n', begin) - begin);
}

void check_cpu_kernels() {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") == 0 || std::getenv("ATEN_CPU_CAPABILITY") != nullptr) return;
  const std::string kernels = cpu_kernels();
  if (!kernels.empty() && kernels.find("AVX") != 0) {
    throw environment_error("LibTorch", "does not see what this CPU can do; is /proc/cpuinfo readable?");
  }
#endif
}

}  // namespace logdigitise::nn
