#pragma once
// What must hold between the parts of a layout, whichever way it was made.

#include <string>

#include "logdigitise/layout/layout.hpp"

namespace logdigitise::layout {

/// Throws an input error (starting with `name` and the JSON path) unless: top < base, step > 0, a multiple of
/// step lies in top..base and no more than ten million do; every page that a tie or an edge names has ties at
/// two depths, no two of them in conflict, all increasing or all decreasing down the page; every track has
/// edges, at one height only once, left < right; every curve a scale that can be read; no mnemonic twice;
/// one curve at least.
void check_layout(const Layout& layout, const std::string& name);

/// What check_layout says of top, base, step and the ties of one page, for a layout that has no tracks yet.
void check_depth(const Depth& depth, const std::string& name);

/// True if `next` is `track` gone on with on another sheet: same name, scale and curves, no page in common.
[[nodiscard]] bool continues(const Track& track, const Track& next);

/// True for what LAS can carry as a mnemonic or a unit: printable ASCII without blanks and colons.
[[nodiscard]] bool is_plain_word(const std::string& text);

}  // namespace logdigitise::layout
