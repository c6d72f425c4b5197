#include "logdigitise/nn/device.hpp"

#include <ATen/Parallel.h>
#include <fmt/format.h>
#include <torch/cuda.h>

#include <algorithm>
#include <charconv>

#include "logdigitise/core/cores.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/nn/cpu_bf16.hpp"

namespace logdigitise::nn {

torch::Device choose_device(const std::string& name) {
  if (name == "cpu") return torch::kCPU;
  const bool has_cuda = torch::cuda::is_available();
  if (name == "auto") return has_cuda ? torch::Device(torch::kCUDA, 0) : torch::Device(torch::kCPU);
  int index = 0;
  bool understood = name == "cuda";
  if (name.starts_with("cuda:")) {
    const char* const end = name.data() + name.size();
    const auto [stop, code] = std::from_chars(name.data() + 5, end, index);
    understood = code == std::errc{} && stop == end && index >= 0 && index < 128;
  }
  if (!understood) {
    throw usage_error("--device", fmt::format("is '{}'; expected auto, cpu, cuda or cuda:N", name));
  }
  const int found = has_cuda ? static_cast<int>(torch::cuda::device_count()) : 0;
  if (index >= found) {
    throw environment_error(
        "--device",
        fmt::format("is '{}', but {} CUDA devices were found; use --device cpu or auto", name, found));
  }
  return {torch::kCUDA, static_cast<torch::DeviceIndex>(index)};
}

torch::ScalarType choose_precision(const std::string& name, const torch::Device& device) {
  if (name == "fp32") return torch::kFloat32;
  if (name == "bf16") {
    if (!device.is_cuda() && onednn_refuses_bf16()) {
      throw environment_error("--precision",
                              "is 'bf16', but DNNL_MAX_CPU_ISA keeps oneDNN from it; use auto or fp32");
    }
    return torch::kBFloat16;
  }
  if (name == "fp16") {
    if (device.is_cuda()) return torch::kFloat16;
    throw usage_error("--precision", "is 'fp16', which a CPU does not compute; expected auto, fp32 or bf16");
  }
  if (name != "auto") {
    throw usage_error("--precision", fmt::format("is '{}'; expected auto, fp32, bf16 or fp16", name));
  }
  return device.is_cuda() || cpu_has_bf16() ? torch::kBFloat16 : torch::kFloat32;
}

std::string device_name(const torch::Device& device) {
  return device.is_cuda() ? fmt::format("cuda:{}", static_cast<int>(device.index())) : "cpu";
}

std::string precision_name(torch::ScalarType precision) {
  if (precision == torch::kBFloat16) return "bf16";
  return precision == torch::kFloat16 ? "fp16" : "fp32";
}

void use_threads(int threads) {
  const int wanted = std::min(threads > 0 ? threads : available_cores(), openmp_thread_limit());
  if (at::get_num_threads() != wanted) at::set_num_threads(wanted);
}

}  // namespace logdigitise::nn
