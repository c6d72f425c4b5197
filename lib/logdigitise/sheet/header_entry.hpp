#pragma once
// What a header says of one curve, with what was made of it.

#include <string>

#include "logdigitise/layout/layout.hpp"

namespace logdigitise::sheet {

/// One line sample above a track with the text that belongs to it.
struct HeaderEntry {
  double x_left = 0.0;  ///< Ends of the line sample, straightened frame, px.
  double x_right = 0.0;
  double y = 0.0;  ///< Scan row of the sample at the reference column.
  layout::LineStyle style = layout::LineStyle::kSolid;
  double thickness_px = 0.0;
  std::string name_read;  ///< As read: mnemonic and unit, or words; empty if nothing was read.
  double name_confidence = 0.0;
  std::string left_read;  ///< As read: the value at the left edge.
  std::string right_read;
  double value_confidence = 0.0;  ///< Of the less sure of the two values.

  std::string mnemonic;  ///< Empty if not known.
  std::string unit;
  bool is_scale_proven = false;  ///< `left` and `right` can be relied on.
  double left = 0.0;
  double right = 1.0;
  bool wraps = false;  ///< A second, adjoining scale is printed for the same line.
  std::string note;    ///< What was corrected, or why the scale is not proven.
};

}  // namespace logdigitise::sheet
