#include "logdigitise/nn/device.hpp"

#include <ATen/Parallel.h>
#include <gtest/gtest.h>
#include <torch/cuda.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "logdigitise/core/cores.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/nn/cpu_bf16.hpp"

namespace logdigitise::nn {
namespace {

ErrorKind kind_of_failure(const std::string& device) {
  try {
    static_cast<void>(choose_device(device));
  } catch (const Error& error) {
    return error.kind();
  }
  ADD_FAILURE() << device << " was taken";
  return ErrorKind::kInput;
}

TEST(ChooseDevice, KnowsItsWords) {
  EXPECT_EQ(device_name(choose_device("cpu")), "cpu");
  EXPECT_EQ(device_name(choose_device("auto")), torch::cuda::is_available() ? "cuda:0" : "cpu");
}

TEST(ChooseDevice, RefusesOtherWords) {
  for (const char* word : {"gpu", "", "cuda:", "cuda:x", "cuda:-1", "cuda:1x", "CPU"}) {
    EXPECT_EQ(kind_of_failure(word), ErrorKind::kUsage) << word;
  }
}

TEST(ChooseDevice, SaysThatADeviceIsNotThere) {
  EXPECT_EQ(kind_of_failure("cuda:99"), ErrorKind::kEnvironment);
}

TEST(ChoosePrecision, TakesBf16OnlyWhereTheHardwareHasIt) {
  EXPECT_EQ(choose_precision("auto", torch::kCPU), cpu_has_bf16() ? torch::kBFloat16 : torch::kFloat32);
  EXPECT_EQ(choose_precision("fp32", torch::kCPU), torch::kFloat32);
  EXPECT_EQ(choose_precision("bf16", torch::kCPU), torch::kBFloat16);
}

TEST(ChoosePrecision, RefusesFp16OnACpuAndOtherWords) {
  EXPECT_THROW(static_cast<void>(choose_precision("fp16", torch::kCPU)), Error);
  EXPECT_THROW(static_cast<void>(choose_precision("half", torch::kCPU)), Error);
}

TEST(UseThreads, TakesTheNumberAskedForOrAllCores) {
  use_threads(1);
  EXPECT_EQ(at::get_num_threads(), 1);
  use_threads(0);
  EXPECT_EQ(at::get_num_threads(), std::min(available_cores(), openmp_thread_limit()));
}

TEST(UseThreads, TakesNoMoreThanOpenMpMayStart) {
  const char* const before = std::getenv("OMP_THREAD_LIMIT");
  const std::string kept = before != nullptr ? before : "";
  setenv("OMP_THREAD_LIMIT", "1", 1);
  use_threads(3);
  EXPECT_EQ(at::get_num_threads(), 1);
  setenv("OMP_THREAD_LIMIT", "none", 1);
  EXPECT_GT(openmp_thread_limit(), 1000000);
  if (before != nullptr)
    setenv("OMP_THREAD_LIMIT", kept.c_str(), 1);
  else
    unsetenv("OMP_THREAD_LIMIT");
}

}  // namespace
}  // namespace logdigitise::nn
