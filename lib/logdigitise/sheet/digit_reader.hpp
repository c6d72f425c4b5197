#pragma once
// Reads one printed number: the small network of this project, trained on drawn digits (apps/train_digits).

#include <array>
#include <cstddef>
#include <opencv2/core.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace logdigitise::sheet {

/// Chances of what a cell shows: 0 to 9, a comma, or none of these.
using DigitChances = std::array<float, 12>;
inline constexpr int kCommaClass = 10;

struct ReadNumber {
  std::string digits;       ///< Without commas; empty if nothing could be read.
  double confidence = 0.0;  ///< Chance of the least sure digit, 0..1.
  double from = 0.0;        ///< Where its first digit begins and its last one ends, shares of the picture's
  double to = 1.0;          ///< width: commas and dirt at the ends are outside.
};

/// All the ways in which a line of digits can be cut, and what each piece looks like.
struct DigitLattice {
  struct Cell {
    std::size_t from = 0;  ///< Indices of cuts.
    std::size_t to = 0;
    int span = 0;  ///< Width, px of a line of kCellRows rows.
    bool is_blank = false;
    bool is_read = false;
    DigitChances chances{};  ///< Of cells that were read.
    DigitChances logs{};     ///< What each letter adds to log_chance_of.
  };
  std::size_t cuts = 0;        ///< 0: nothing that could be a line of digits.
  std::vector<double> places;  ///< Of the cuts, shares of the picture's width.
  double digits_wide = 0.0;    ///< Width of its ink, in usual digits.
  std::vector<Cell> cells;     ///< By `to`, then by `from`.
  cv::Mat line;                ///< kCellRows high, CV_8UC1, 255 = ink: what was cut.
};

/// The digits that a line looks most like.
[[nodiscard]] ReadNumber read_digits(const DigitLattice& lattice);

/// How well a line looks like given digits (up to six): the log of the chance per digit, summed, with the
/// cuts that suit them best. 0 = surely; no digit counts for less than log(0.003).
[[nodiscard]] double log_chance_of(const DigitLattice& lattice, std::string_view digits);

/// Where the given digits (up to six) stand if the line shows them: columns of `lattice.line`, one range a
/// digit, with the cuts of log_chance_of. Empty if it cannot be cut into so many.
[[nodiscard]] std::vector<cv::Range> cells_of_digits(const DigitLattice& lattice, std::string_view digits);

class DigitReader {
 public:
  DigitReader();

  /// `cell`: kCellRows x kCellColumns, CV_8UC1, 255 = ink.
  [[nodiscard]] DigitChances classify(const cv::Mat& cell) const;

  /// What one glyph that stands alone shows. `ink`: cut close, as for read(), no wider than tall.
  [[nodiscard]] DigitChances classify_glyph(const cv::Mat& ink) const;

  /// Reads a line of digits. `ink`: upright, cut close to the glyphs, CV_8UC1, 255 = ink. The line is cut
  /// where it is thinnest, in all ways at once: dynamic programming finds the cuts whose cells look most like
  /// digits, so digits may touch. Time about 10 ms.
  [[nodiscard]] ReadNumber read(const cv::Mat& ink) const;

  /// The same without the decision.
  [[nodiscard]] DigitLattice look(const cv::Mat& ink) const;

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
