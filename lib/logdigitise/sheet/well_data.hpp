#pragma once
// Words on the page above a log -> the well's data, by the labels that stand beside or above them.

#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "logdigitise/sheet/text_reader.hpp"

namespace logdigitise::sheet {

/// One thing that a page says of its well.
struct WellFact {
  std::string key;  ///< LAS mnemonic: WELL, COMP, FLD, LOC, CNTY, STAT, PROV, API, UWI, DATE, EKB, SRVC.
  std::string value;
  double confidence = 0.0;  ///< 0..1.
  std::string label;        ///< As read.
  cv::Rect box;             ///< Of the value, in the picture of the page.
  cv::Rect label_box;
  std::string note;  ///< What was put right, or what looks odd.
};

/// The facts of one page, read upright. A value is what stands right of a label in its line, up to the next
/// label or a wide gap; or below it, where the page has its labels above their values. Values that cannot be
/// (well_values.hpp) are left out. The confidence is that of the words, the least sure counting as much as
/// the rest, times that of the label. At most one fact a key, the surest. Time O(words^2).
[[nodiscard]] std::vector<WellFact> find_well_data(const std::vector<ReadWord>& words);

/// How many different labels a page shows: few are no header.
[[nodiscard]] int labels_on(const std::vector<ReadWord>& words);

/// Facts of several readings together: what two of them say alike is surer, what they say differently is in
/// doubt, and a note says so.
[[nodiscard]] std::vector<WellFact> merged_well_data(const std::vector<std::vector<WellFact>>& readings);

}  // namespace logdigitise::sheet
