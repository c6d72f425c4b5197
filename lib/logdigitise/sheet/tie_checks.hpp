#pragma once
// Ties held against the ties around them: paper stretches slowly.

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "logdigitise/sheet/depth_ties.hpp"

namespace logdigitise::sheet {

/// Looks for the line of `depth` within a few px of `y` alone. Nothing if none is there.
using LookAgain = std::function<std::optional<LineTie>(double depth, double y)>;

/// Ties from top to bottom of which one or two stand off where the three above and the three below agree
/// that they should: a scratch or a fold was taken for their line. They get the line that `look_again` finds
/// there, or are taken out where that finds none and they are off by more than paper ever is. A step, after
/// which all ties are off alike, is the paper's and stays.
void mend_spikes(std::vector<LineTie>& ties, const LookAgain& look_again);

/// Takes ties out that are off by more than a third of `spacing` (of lines, px), while those beside them are
/// even without them.
void drop_spikes(std::vector<LineTie>& ties, double spacing);

/// Takes ties without a number out, the worst first, that are off the straight line between their
/// neighbours by more than a quarter of `spacing` (px), and says in `residual_px` how far the others are off.
void drop_outliers(std::vector<LineTie>& ties, double spacing);

/// Takes half of what is left of small departures for the noise of finding lines; the less, the more clearly
/// a line shows (contrast over 10).
void smooth_ties(std::vector<LineTie>& ties);

/// Where a number between two others was not read, nothing says that the lines between them were counted
/// right. If two fifths of the ties that were found there (`found`; `ties`: what the checks left of them) had
/// to go, a line may be missing or doubled: the ties on the shorter side of it are taken away. `increment`:
/// depth from number to number. Says where; empty: nowhere.
[[nodiscard]] std::string cut_at_uneven(const std::vector<LineTie>& found, double increment,
                                        std::vector<LineTie>& ties);

/// Takes ties at the ends out that are not where the ties before them lead to, up to the outermost number:
/// with nothing beyond them a scratch, or the line beside, is easily taken for theirs.
void drop_uneven_ends(std::vector<LineTie>& ties);

/// A stretch between two ties of which nothing is known but its ends.
struct WideGap {
  std::size_t above = 0;  ///< Index of the tie above it.
  double risk_px = 0.0;   ///< How far depth may be off in its middle.
};

/// Gaps that are too wide for how unevenly paper runs: the ties at their ends stand off the straight line
/// between their neighbours, and what bends there may bend as much between them. Gaps of `narrow_px` and
/// less are not looked at, nor ends whose other neighbour is much nearer.
[[nodiscard]] std::vector<WideGap> wide_gaps(const std::vector<LineTie>& ties, double narrow_px,
                                             double most_risk_px);

}  // namespace logdigitise::sheet
