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

}  // namespace logdigitise::sheet
