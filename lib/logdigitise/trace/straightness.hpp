#pragma once
// Which columns hold a line that is straight for hundreds of rows: printed, or a scanner's streak.

#include <cstdint>
#include <memory>
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

/// One value per column, or none; shared by all rows for which it is the same.
using SharedRow = std::shared_ptr<const std::vector<std::uint8_t>>;

/// What the persistence says of the rows as they go by. It changes once in many rows.
class StraightLines {
 public:
  /// `expected`: columns where the paper has lines; empty = not known.
  void look_at(std::span<const std::uint8_t> persistence, std::span<const int> expected);
  /// Of the row looked at last: how surely each column holds a straight line, printed_lines included.
  [[nodiscard]] const SharedRow& straight() const { return straight_; }
  [[nodiscard]] const std::vector<std::uint8_t>& printed() const { return printed_; }

 private:
  std::vector<std::uint8_t> persistence_;
  SharedRow straight_ = std::make_shared<std::vector<std::uint8_t>>();
  std::vector<std::uint8_t> printed_;
};

}  // namespace logdigitise::trace
