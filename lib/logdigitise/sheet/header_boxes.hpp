#pragma once
// What a header says of its tracks before any is known: line samples with a value at either end.

#include <opencv2/core.hpp>
#include <vector>

#include "logdigitise/sheet/vertical_lines.hpp"

namespace logdigitise::sheet {

class DigitReader;
class TextReader;

/// A line sample and the two values at its ends: the track that it is of begins left of it and ends right of
/// it.
struct HeaderBox {
  double left = 0.0;  ///< Outer ends of the values and the line, columns of the picture.
  double right = 0.0;
  double bottom = 0.0;  ///< Lowest row of the values and the line.
};

/// The boxes of a header's picture (HeaderArea::ink), from top to bottom. Both values must be read as values,
/// and one of them must not be a single digit: strokes of curves are taken for ones and noughts. Where it is
/// sure that the picture is of a header (not `is_strict`) one value of two characters is enough. `lines`: of
/// the section; words of two tracks stand close together there. Time: that of reading some two values a box.
[[nodiscard]] std::vector<HeaderBox> find_header_boxes(const cv::Mat& ink, double dpi,
                                                       const std::vector<VerticalLine>& lines, bool is_strict,
                                                       const DigitReader& digits, TextReader& text);

/// Marks the printed lines between which the boxes stand, as a rule of the header over them would: the
/// nearest one beside either end, at most 0.2 in from it, unless a heavier line or one of which something
/// tells stands further out, or a box reaches over it.
[[nodiscard]] std::vector<VerticalLine> with_header_boxes(std::vector<VerticalLine> lines,
                                                          const std::vector<HeaderBox>& boxes, double dpi);

}  // namespace logdigitise::sheet
