#pragma once
// A sideways offset for each block of a strip, all of them chosen together.

#include <functional>
#include <vector>

namespace logdigitise::sheet {

/// The offset of each block that gives most in all, less what going from one to the next costs: Viterbi's
/// algorithm, O(blocks x offsets^2). `gain`: by block (at least one), then by offset from -reach to reach.
/// `cost`: of a move by so many px, never negative, 0 for none.
[[nodiscard]] std::vector<int> best_offsets(const std::vector<std::vector<double>>& gain, int reach,
                                            const std::function<double(int)>& cost);

}  // namespace logdigitise::sheet
