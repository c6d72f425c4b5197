#pragma once
// The numbers of a depth column, found and read.

#include <filesystem>
#include <string>
#include <vector>

#include "logdigitise/raster/reader.hpp"

namespace logdigitise::sheet {

class DigitReader;
class TextReader;

/// A stretch of the strip in which numbers are looked for: its sides, block by block, scan px.
struct ColumnPath {
  int first_block = 0;
  std::vector<double> left;
  std::vector<double> right;

  [[nodiscard]] int last_block() const { return first_block + static_cast<int>(left.size()); }
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
};

/// Numbers of some columns, each from top to bottom, all of a column read the same way round: the way in
/// which most of them make sense. Each is read twice, by the digit network of this project and by Tesseract:
/// they err on different prints, so what both say is nearly sure. The scan is read once. Memory: a window of
/// 1,300 rows and the pictures of what was found. Throws what reading the scan throws.
[[nodiscard]] std::vector<std::vector<PrintedNumber>> read_depth_numbers(
    const std::filesystem::path& scan, const raster::RasterOptions& options,
    const std::vector<ColumnPath>& columns, const DigitReader& reader, TextReader& second);

}  // namespace logdigitise::sheet
