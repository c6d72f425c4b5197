#pragma once
// The evidence of an inspection, for scripts and for people who doubt it.

#include <string>

#include "logdigitise/sheet/inspect.hpp"

namespace logdigitise::sheet {

/// Two-space indented JSON: depth (unit and why, numbers with what was read, lines, ties with residuals),
/// sections, tracks with their grids, flags. The same inspection gives the same bytes.
[[nodiscard]] std::string inspection_to_json(const Inspection& inspection);

}  // namespace logdigitise::sheet
