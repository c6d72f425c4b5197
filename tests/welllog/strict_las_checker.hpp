#pragma once
// A strict LAS 2.0 checker for tests. It shares no code with the writer, on purpose.

#include <string>
#include <string_view>
#include <vector>

namespace logdigitise::testing {

/// Everything in which `bytes` are not LAS 2.0 (1992 with its updates of 2014 and 2017), as an importer
/// without mercy would see it; empty if nothing. Each complaint begins with `line N: ` where it has a line.
/// Numbers are compared digit by digit, without floating point.
[[nodiscard]] std::vector<std::string> check_las(std::string_view bytes);

}  // namespace logdigitise::testing
