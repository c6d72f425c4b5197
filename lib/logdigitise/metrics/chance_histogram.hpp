#pragma once
// How good chances are as a mask, and as chances: everything follows from two histograms.

#include <array>
#include <cstdint>
#include <vector>

namespace logdigitise::metrics {

/// Pixels of a class and pixels of others, by the chance they were given.
class ChanceHistogram {
 public:
  static constexpr int kLevels = 256;
  using Levels = std::array<std::int64_t, kLevels>;

  ChanceHistogram() = default;
  /// Pixels of the class, and others, by the level of their chance.
  ChanceHistogram(const Levels& positive, const Levels& negative)
      : positive_(positive), negative_(negative) {}

  /// `chance`: 0..255 for 0..1. `is_class`: whether the pixel is of the class.
  void add(std::uint8_t chance, bool is_class) { ++(is_class ? positive_ : negative_)[chance]; }
  void add(const ChanceHistogram& other);

  [[nodiscard]] const Levels& positive_by_level() const { return positive_; }
  [[nodiscard]] const Levels& negative_by_level() const { return negative_; }
  [[nodiscard]] std::int64_t positives() const;
  [[nodiscard]] std::int64_t negatives() const;

  /// Pixels with a chance of at least a threshold, right and wrong, and those below it.
  struct Counts {
    std::int64_t true_positive = 0;
    std::int64_t false_positive = 0;
    std::int64_t false_negative = 0;
    std::int64_t true_negative = 0;
  };
  /// `threshold`: 0..256; at 256 nothing is called the class.
  [[nodiscard]] Counts counts(int threshold) const;

  /// Area under precision over recall, as the sum of precision x gain in recall from the highest threshold
  /// down (average precision); NaN without positives.
  [[nodiscard]] double average_precision() const;
  /// Mean squared difference of chance and truth over all pixels; NaN without pixels.
  [[nodiscard]] double brier() const;

  /// One bar of a reliability diagram.
  struct Reliability {
    double chance = 0.0;     ///< Mean chance given.
    double frequency = 0.0;  ///< Share of the pixels that are of the class.
    std::int64_t pixels = 0;
  };
  /// `bins` bars of equal width, from the lowest chance; those without pixels are left out. Pixels below
  /// `least` (0..255) are not looked at: nearly all pixels are paper that nobody doubts, and would hide the
  /// rest.
  [[nodiscard]] std::vector<Reliability> reliability(int bins, int least = 0) const;
  /// Mean of |chance - frequency| over the pixels of these bars (ECE); NaN without pixels.
  [[nodiscard]] double expected_calibration_error(int bins, int least = 0) const;

 private:
  Levels positive_{};
  Levels negative_{};
};

/// NaN where nothing is to be divided by.
[[nodiscard]] double precision(const ChanceHistogram::Counts& n);
[[nodiscard]] double recall(const ChanceHistogram::Counts& n);
[[nodiscard]] double specificity(const ChanceHistogram::Counts& n);
[[nodiscard]] double intersection_over_union(const ChanceHistogram::Counts& n);
/// (1 + beta^2) P R / (beta^2 P + R): beta = 1 is F1, which is Dice; beta = 2 counts recall four times.
[[nodiscard]] double f_score(const ChanceHistogram::Counts& n, double beta);

}  // namespace logdigitise::metrics
