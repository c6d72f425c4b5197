#pragma once
// How a batch stands, in words: counts, rate, time left.

#include <cstdint>
#include <string>

namespace logdigitise::batch {

struct BatchProgress {
  std::int64_t logs = 0;  ///< To be done by this run.
  std::int64_t done = 0;  ///< Of these, so far; failed ones among them.
  std::int64_t failed = 0;
  double elapsed_s = 0.0;  ///< Since the first of them was begun.
};

/// `120 of 1000 logs, 3 failed, 2400 logs/hour, 22 min left`. No rate before the first log is done.
[[nodiscard]] std::string status_text(const BatchProgress& progress);

/// `45 s`, `22 min`, `3 h 05 min`, `2 d 4 h`.
[[nodiscard]] std::string duration_text(double seconds);

}  // namespace logdigitise::batch
