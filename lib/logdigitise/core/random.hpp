#pragma once
// Random numbers that are the same on every platform and standard library.

#include <cstdint>
#include <span>

namespace logdigitise {

/// xoshiro256** seeded by splitmix64 (Blackman and Vigna, 2018). Same seed, same numbers, everywhere:
/// the standard library's distributions differ between implementations, so they are not used.
class Random {
 public:
  explicit Random(std::uint64_t seed);

  [[nodiscard]] std::uint64_t next();
  /// Uniform in [0, 1).
  [[nodiscard]] double uniform();
  /// Uniform in [low, high).
  [[nodiscard]] double uniform(double low, double high);
  /// Uniform whole number in [low, high], both included.
  [[nodiscard]] int integer(int low, int high);
  /// True with the given chance.
  [[nodiscard]] bool chance(double probability);
  /// Standard normal.
  [[nodiscard]] double normal();
  /// Log-uniform in [low, high); both > 0.
  [[nodiscard]] double log_uniform(double low, double high);
  /// Index drawn with chance proportional to its weight.
  [[nodiscard]] int weighted(std::span<const double> weights);
  /// A generator of its own for a named part, so that parts do not disturb each other's numbers.
  [[nodiscard]] Random fork(std::uint64_t part) const;

 private:
  std::uint64_t state_[4];
};

}  // namespace logdigitise
