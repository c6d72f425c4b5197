#pragma once
// Figures of a validation. No LibTorch type shows here.

#include <array>
#include <cstdint>

namespace logdigitise::train {

/// Counts over rows where the truth is drawn.
struct Score {
  std::int64_t rows = 0;
  std::int64_t found = 0;        ///< Rows that have a value at all.
  std::int64_t within_1pct = 0;  ///< Off by at most 1 % of the track width.
  std::int64_t within_2pct = 0;
  double absolute_error = 0.0;  ///< Sum over the rows found, in track widths.

  void add(const Score& other);
  [[nodiscard]] double share_within_1pct() const { return share(within_1pct); }
  [[nodiscard]] double share_within_2pct() const { return share(within_2pct); }
  [[nodiscard]] double share_found() const { return share(found); }
  /// Mean over the rows found, in track widths; 0 if there are none.
  [[nodiscard]] double mean_absolute_error() const {
    return found == 0 ? 0.0 : absolute_error / static_cast<double>(found);
  }

 private:
  [[nodiscard]] double share(std::int64_t count) const {
    return rows == 0 ? 0.0 : static_cast<double>(count) / static_cast<double>(rows);
  }
};

struct ValidationScore {
  Score all;
  std::array<Score, 4> of_style;  ///< By layout::LineStyle.
};

struct ValidationOptions {
  int max_bands = 48;   ///< Taken evenly from those there are; 0 = all.
  int max_rows = 1536;  ///< Rows looked at per band, from its middle; a multiple of nn::kAlignment; 0 = all.
};

}  // namespace logdigitise::train
