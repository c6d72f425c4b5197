#include "logdigitise/nn/machine.hpp"

#include <torch/cuda.h>

#include "logdigitise/nn/cpu_bf16.hpp"
#include "logdigitise/nn/cpu_kernels.hpp"
#include "logdigitise/nn/device.hpp"

namespace logdigitise::nn {

Machine this_machine() {
  Machine machine;
  machine.kernels = cpu_kernels();
  machine.bf16 = cpu_has_bf16();
  machine.devices = {"cpu"};
  const auto count = torch::cuda::is_available() ? torch::cuda::device_count() : 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
    machine.devices.push_back("cuda:" + std::to_string(i));
  return machine;
}

}  // namespace logdigitise::nn
