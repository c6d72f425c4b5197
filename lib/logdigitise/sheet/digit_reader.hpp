#pragma once
// Reads one printed number: the small network of this project, trained on drawn digits (apps/train_digits).

#include <array>
#include <opencv2/core.hpp>
#include <string>

namespace logdigitise::sheet {

/// Chances of what a cell shows: 0 to 9, a comma, or none of these.
using DigitChances = std::array<float, 12>;
inline constexpr int kCommaClass = 10;
inline constexpr int kNoDigitClass = 11;

struct ReadNumber {
  std::string digits;       ///< Without commas; empty if nothing could be read.
  double confidence = 0.0;  ///< Chance of the least sure digit, 0..1.
};

class DigitReader {
 public:
  DigitReader();

  /// `cell`: kCellRows x kCellColumns, CV_8UC1, 255 = ink.
  [[nodiscard]] DigitChances classify(const cv::Mat& cell) const;

  /// Reads a line of digits. `ink`: upright, cut close to the glyphs, CV_8UC1, 255 = ink. The line is cut
  /// where it is thinnest, in all ways at once: dynamic programming finds the cuts whose cells look most like
  /// digits, so digits may touch. Time about 10 ms.
  [[nodiscard]] ReadNumber read(const cv::Mat& ink) const;

  static constexpr int kCellRows = 20;
  static constexpr int kCellColumns = 16;

 private:
  std::array<float, 12 * 9> first_{};
  std::array<float, 12> first_bias_{};
  std::array<float, 24 * 12 * 9> second_{};
  std::array<float, 24> second_bias_{};
  std::array<float, 64 * 480> hidden_{};
  std::array<float, 64> hidden_bias_{};
  std::array<float, 12 * 64> last_{};
  std::array<float, 12> last_bias_{};
};

}  // namespace logdigitise::sheet
