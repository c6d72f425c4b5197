#pragma once
// Depth numbers read together: poor prints of which no single number is sure, but all of which follow a
// scale.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "logdigitise/sheet/digit_reader.hpp"
#include "logdigitise/sheet/number_chain.hpp"

namespace logdigitise::sheet {

/// Something that may be a number, with all that its picture says.
struct JointNumber {
  double x = 0.0;  ///< Middle of its box, scan px.
  double y = 0.0;
  std::shared_ptr<const DigitLattice> lattice;  ///< Nothing: no line of digits.
  std::string other_text;                       ///< Digits that a second reader saw; empty: none.
  bool is_cut_off = false;  ///< More ink stands before it: what it says is a part of the number at best.
};

/// More than this, as the log of the ratio to digits by chance, no value can gain from a picture.
[[nodiscard]] double most_gain(const DigitLattice& lattice);

struct JointOptions {
  double stretch = 0.04;    ///< As in ChainOptions.
  double jitter_px = 15.0;  ///< As in ChainOptions.
  double aside_px = 12.0;   ///< Numbers of one column stand this close to a straight line down the strip.
};

/// How much likelier the values of a chain are than any other sequence of round depths for the same numbers,
/// as the log of the ratio. Below 0: another sequence suits the pictures better.
[[nodiscard]] double margin_of_chain(const std::vector<JointNumber>& numbers, const NumberChain& chain);

/// The evenly spaced numbers (three at least) whose pictures, taken together, say most about one sequence of
/// round depths. `numbers` must be sorted by y. Nothing if no sequence explains them clearly better than
/// chance does. Time O(n * values) for the readings (n numbers, 6,000 values each at most) and O(n^2) for the
/// spacings.
struct JointSequence {
  NumberChain chain;
  double margin = 0.0;  ///< As margin_of_chain.
  double score = 0.0;   ///< Log of the ratio to digits by chance.
};
[[nodiscard]] std::optional<JointSequence> read_jointly(const std::vector<JointNumber>& numbers,
                                                        const JointOptions& options = {});

/// Where the depths of a chain jump: the member from which on other values, all shifted by the same one to
/// three increments, suit the pictures clearly better (at least two of them). The number of members if there
/// is none.
[[nodiscard]] std::size_t splice_of_chain(const std::vector<JointNumber>& numbers, const NumberChain& chain);

}  // namespace logdigitise::sheet
