#pragma once
// How many processors there are for us.

namespace logdigitise {

/// Cores that this process may run on (its affinity, not what the machine has); at least 1.
[[nodiscard]] int available_cores();

/// Threads that OpenMP starts at most: what OMP_THREAD_LIMIT says, the largest int without it. LibTorch does
/// not ask: told to use more, its backward passes wait forever for threads that never come.
[[nodiscard]] int openmp_thread_limit();

}  // namespace logdigitise
