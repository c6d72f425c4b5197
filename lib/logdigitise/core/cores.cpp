#include "logdigitise/core/cores.hpp"

#include <sched.h>

#include <algorithm>
#include <cstdlib>
#include <limits>

namespace logdigitise {

int available_cores() {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  if (sched_getaffinity(0, sizeof cores, &cores) != 0) return 1;
  return std::max(1, CPU_COUNT(&cores));
}

int openmp_thread_limit() {
  constexpr long kNone = std::numeric_limits<int>::max();
  const char* const text = std::getenv("OMP_THREAD_LIMIT");
  const long limit = text != nullptr ? std::strtol(text, nullptr, 10) : 0;
  return static_cast<int>(limit > 0 ? std::min(limit, kNone) : kNone);
}

}  // namespace logdigitise
