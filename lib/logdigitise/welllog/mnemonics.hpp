#pragma once
// Names a LAS line can carry, each once.

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace logdigitise::welllog {

/// Letters, digits, `_` and `-` only, 24 at most: dots, colons, spaces and all else become `_`;
/// `UNKNOWN` for nothing.
[[nodiscard]] std::string legal_mnemonic(std::string_view name);

/// Printable ASCII without spaces and colons, 24 characters at most: a space becomes `_`, a colon `/`.
[[nodiscard]] std::string legal_unit(std::string_view unit);

/// Whether a column of this name is the depth, case ignored: DEPT, DEPTH, MD, TDEP.
[[nodiscard]] bool is_depth_name(std::string_view name);

/// Hands out names that differ, case ignored: `GR`, `GR_2`, `GR_3`.
class UniqueNames {
 public:
  [[nodiscard]] std::string add(std::string_view name);

 private:
  std::unordered_set<std::string> taken_;           ///< In capitals.
  std::unordered_map<std::string, int> next_copy_;  ///< By name in capitals: the number to try next.
};

}  // namespace logdigitise::welllog
