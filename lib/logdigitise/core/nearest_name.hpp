#pragma once
// "Did you mean": the known name a mistyped one was probably meant to be.

#include <span>
#include <string>
#include <string_view>

namespace logdigitise {

/// The name of `known` that is fewest edits (insert, drop, replace, swap of neighbours) away from `wrong`,
/// letter case aside; the first of equals. Empty if none is near: more edits than a third of the longer
/// name, and more than two.
[[nodiscard]] std::string_view nearest_name(std::string_view wrong, std::span<const std::string_view> known);

/// What to do about a wrong name: `Did you mean "..."?`, or all the known ones.
[[nodiscard]] std::string did_you_mean(std::string_view wrong, std::span<const std::string_view> known);

}  // namespace logdigitise
