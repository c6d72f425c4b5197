#pragma once
// What must hold of whatever a reader reads.

#include <cstdio>
#include <cstdlib>

namespace logdigitise::fuzz {

/// Ends the process where something is not so that must be so.
inline void claim(bool holds, const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
  if (holds) return;
  std::fprintf(stderr, "%s:%d: does not hold\n", file, line);
  std::abort();
}

}  // namespace logdigitise::fuzz
