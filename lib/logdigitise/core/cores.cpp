#include "logdigitise/core/cores.hpp"

#include <sched.h>

#include <algorithm>

namespace logdigitise {

int available_cores() {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  if (sched_getaffinity(0, sizeof cores, &cores) != 0) return 1;
  return std::max(1, CPU_COUNT(&cores));
}

}  // namespace logdigitise
