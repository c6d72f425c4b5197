// What libFuzzer calls; LOGDIGITISE_FUZZ_TARGET is the name of a target.

#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "tests/fuzz/targets.hpp"

extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
  setenv("PATH", "", 1);  // NOLINT(concurrency-mt-unsafe): no threads yet.
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  for (const logdigitise::fuzz::Target& target : logdigitise::fuzz::kTargets) {
    if (target.name == LOGDIGITISE_FUZZ_TARGET) target.read({reinterpret_cast<const char*>(bytes), size});
  }
  return 0;
}
