#pragma once
// Which columns hold a line that is straight for hundreds of rows: printed, or a scanner's streak.

#include <cstdint>
#include <span>
#include <vector>

namespace logdigitise::trace {

/// How surely each column holds such a line, 0..255 for 0..1: it is inked in more of the rows around than a
/// calm curve inks it. `persistence`: the mean ink of each column over these rows, 0..255. A grey line is
/// missed: docs/decisions/008 says what was tried.
[[nodiscard]] std::vector<std::uint8_t> straightness(std::span<const std::uint8_t> persistence);

/// The same where the paper is known to have lines, at columns `expected`, give or take four: much less ink
/// is enough there, so that lines which the copier broke into dashes are known too. 0 everywhere else.
[[nodiscard]] std::vector<std::uint8_t> printed_lines(std::span<const std::uint8_t> persistence,
                                                      std::span<const int> expected);

}  // namespace logdigitise::trace
