#pragma once
// A depth column as it was read: its numbers, the runs that they make, and how sure each run is.

#include <optional>
#include <string>
#include <vector>

#include "logdigitise/sheet/depth_numbers.hpp"
#include "logdigitise/sheet/joint_numbers.hpp"
#include "logdigitise/sheet/number_chain.hpp"

namespace logdigitise::sheet {

struct ReadChain {
  NumberChain chain;
  std::optional<double> margin;      ///< Of margin_of_chain, once asked.
  std::optional<std::string> twins;  ///< What is doubtful about digits that never change, once asked.
};

/// A column that may hold depths, with all numbers in it and all runs of them.
struct NumberColumn {
  ColumnPath path;
  std::vector<PrintedNumber> numbers;
  std::vector<ReadChain> chains;
  bool is_stripe = false;  ///< Not between lines, but wherever numbers stand.
};

/// A number with all that is known of its digits.
[[nodiscard]] JointNumber joint_number(const PrintedNumber& number);

/// Finds the runs of a column's numbers: of those read singly, and of those that only make sense together.
void find_chains(NumberColumn& column);

/// Why the values of a run are not sure; empty if they are.
[[nodiscard]] std::string doubt_of(const NumberColumn& column, ReadChain& read);

/// What a run is worth: its length down the strip in px, less where most of its depths have no number, and
/// hardly anything if it has two numbers only.
[[nodiscard]] double worth_of(const NumberColumn& column, const NumberChain& chain);

}  // namespace logdigitise::sheet
