#pragma once
// A log from CSV: ours, or any table of depth and columns.

#include <filesystem>
#include <string>
#include <string_view>

#include "logdigitise/welllog/well_log.hpp"

namespace logdigitise::welllog {

/// Parses CSV (RFC 4180; also `;` or tab between fields, any line ends, UTF-8 with or without a mark).
/// The first line that is neither blank nor begins with `#` names the columns. The depth is the first column
/// called DEPT, DEPTH, MD or TDEP (case ignored), else the first. A second line whose depth is no number
/// gives the units; so does `GR (GAPI)` or `GR [GAPI]` as a name. Empty fields, text and the common nulls are
/// NaN; short rows end in NaN. Throws input errors `<name>:<line>: ...`: no header line, a depth that is no
/// number, a row with more fields than the header, a depth unit that is neither feet nor metres, an open
/// quote.
[[nodiscard]] WellLog parse_csv(std::string_view text, const std::string& name);

/// parse_csv of a file of at most 2 GiB.
[[nodiscard]] WellLog read_csv(const std::filesystem::path& path);

}  // namespace logdigitise::welllog
