#pragma once
// The sections of a strip, as its depth numbers tell them: runs that can be believed.

#include <functional>
#include <string>
#include <vector>

#include "logdigitise/sheet/number_column.hpp"
#include "logdigitise/sheet/sheet_scan.hpp"

namespace logdigitise::sheet {

/// Depth numbers that follow each other at one scale: a section of the strip.
struct DepthRun {
  ColumnPath column;                   ///< Where its numbers stand.
  std::vector<PrintedNumber> numbers;  ///< All that was found there, also what belongs to other runs.
  NumberChain chain;                   ///< Which of the numbers the depth rests on.
  bool ends_in_jump = false;           ///< The depth jumps at its end: it must not be followed beyond.
  std::vector<std::string> flags;      ///< What a person should look at.

  [[nodiscard]] double y_first() const { return numbers[chain.members.front()].y; }
  [[nodiscard]] double y_last() const { return numbers[chain.members.back()].y; }
};

/// All runs whose values are sure, one below the other. The first is the main one: the longest in px, unless
/// another that is sure and not shorter than a third of it has to stand in; the others come in the order of
/// their length. Throws a refusal that says why no run is sure, or that the numbers contradict each other.
/// Before numbers are looked for elsewhere than beside lines, which takes long, and only for want of any run,
/// `before_long_search` is called; it may throw to end the search there.
[[nodiscard]] std::vector<DepthRun> find_depth_runs(const SheetScan& scan, SheetReaders& readers,
                                                    Progress& progress,
                                                    const std::function<void()>& before_long_search = {});

}  // namespace logdigitise::sheet
