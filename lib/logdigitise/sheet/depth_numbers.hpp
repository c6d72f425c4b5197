#pragma once
// The numbers of a depth column, found and read.

#include <cstddef>
#include <filesystem>
#include <limits>
#include <memory>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "logdigitise/raster/reader.hpp"
#include "logdigitise/sheet/number_blobs.hpp"

namespace logdigitise::sheet {

class DigitReader;
struct DigitLattice;
class TextReader;

/// A stretch of the strip in which numbers are looked for: its sides, block by block, scan px.
struct ColumnPath {
  int first_block = 0;
  std::vector<double> left;
  std::vector<double> right;

  [[nodiscard]] int last_block() const { return first_block + static_cast<int>(left.size()); }
  /// Of the entry that holds for row y; the first or last one beyond the stretch.
  [[nodiscard]] std::size_t index_at(double y) const;
};

/// Something that looks like a number. Coordinates are those of the scan.
struct PrintedNumber {
  double x = 0.0;  ///< Middle of its box.
  double y = 0.0;
  double width = 0.0;
  double height = 0.0;
  int turn = 0;             ///< Degrees that the text is turned clockwise: 0, 90 or -90.
  std::string text;         ///< Digits as read.
  long value = -1;          ///< -1: not read as a number of two to five digits.
  long other_value = -1;    ///< What the other reader takes it for; -1: the same, or nothing.
  double confidence = 0.0;  ///< 0..1; one half and more only where two readers agree.
  std::string other_text;   ///< Digits that the second reader saw.
  bool is_cut_off = false;  ///< Ink as tall as a digit stands right beside it.
  std::shared_ptr<const DigitLattice> lattice;  ///< All that its picture says; nothing: no line of digits.
};

struct NumberSearch {
  /// A column with more number-like things than this per inch of paper is none: its numbers are not read.
  /// Free stripes (find_number_stripes) hold curves and grid lines; depth numbers stand well apart.
  double most_per_inch = 1e9;
  /// Only things with little ink around them are looked at.
  bool is_isolated = false;
  /// No more things than this are read in all, those of the emptiest columns first.
  std::size_t most_in_all = std::numeric_limits<std::size_t>::max();
  double glyph_factor = 1.0;  ///< Times the usual size: scans whose resolution is stated wrong.
};

/// Numbers of some columns, each from top to bottom, all of a column read the same way round: the way in
/// which most of them make sense. Each is read twice, by the digit network of this project and by Tesseract:
/// they err on different prints, so what both say is nearly sure. The scan is read once. Memory: a window of
/// 1,300 rows and the pictures of what was found. Throws what reading the scan throws.
[[nodiscard]] std::vector<std::vector<PrintedNumber>> read_depth_numbers(
    const std::filesystem::path& scan, const raster::RasterOptions& options,
    const std::vector<ColumnPath>& columns, const DigitReader& reader, TextReader& second,
    const NumberSearch& search = {});

/// The same of one picture of a depth column (CV_8UC1, 255 = ink); coordinates are the picture's.
[[nodiscard]] std::vector<PrintedNumber> read_numbers_in(const cv::Mat& ink, const BlobOptions& blobs,
                                                         const DigitReader& reader, TextReader& second);

}  // namespace logdigitise::sheet
