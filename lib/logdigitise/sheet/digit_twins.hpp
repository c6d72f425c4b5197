#pragma once
// A second look at the digits of a run: equal digits of one print look alike, wherever in a number they
// stand.

#include <string>
#include <vector>

#include "logdigitise/sheet/joint_numbers.hpp"

namespace logdigitise::sheet {

struct TwinAnswer {
  std::string doubt;  ///< Why a digit that is the same in all numbers may be another; empty: none.
  long shift = 0;     ///< What to add to all depths for the digits that it looks like; 0: not known.
};

/// The sequence of a run proves the digits that change from number to number, not those before them: a 5
/// that is read as 6 in every number moves the whole run by 1,000. So each digit from the hundreds on is
/// held against the same digit, and against what else readers took it for, where these stand at other places
/// of the numbers. `values`: of `numbers`, one each. Time O(n^2) for the first 24 numbers or so.
[[nodiscard]] TwinAnswer look_at_twins(const std::vector<JointNumber>& numbers,
                                       const std::vector<long>& values);

}  // namespace logdigitise::sheet
