#pragma once
// LAS 1.2 and 2.0 as the wild writes them.

#include <filesystem>
#include <string>
#include <string_view>

#include "logdigitise/welllog/well_log.hpp"

namespace logdigitise::welllog {

/// Parses a LAS file; `name` stands in error messages.
///
/// Header: any line ends, Latin-1 or UTF-8 (transliterated), comments anywhere, sections in any order,
/// unknown ones skipped; ~W values of 1.2 after the colon; no STEP, no ~C (the columns then take the names of
/// the ~A line, or C1, C2, ...). A second curve of one name becomes `NAME_2`. Data: wrapped or not (also
/// where WRAP says the wrong thing), blanks, tabs or commas, numbers run together at a minus sign, `****`,
/// text. NaN stands for the file's NULL, for the common nulls (is_common_null) and for what is no number. A
/// row that is too short ends in NaN; what a row has too many is ignored. If a short row has text or `****`
/// in it, nothing after that can be assigned to a curve, so it is NaN too. Depths come as written: increasing
/// or decreasing, repeated or jumping. No data lines: no depths.
///
/// Time and memory O(file). Throws input errors `<name>:<line>: ...` with the line's text: no LAS at all, no
/// ~A section, a depth that is no number, an index that is not in feet or metres, a wrapped record that does
/// not fit the curves.
[[nodiscard]] WellLog parse_las(std::string_view text, const std::string& name);

/// parse_las of a file of at most 2 GiB.
[[nodiscard]] WellLog read_las(const std::filesystem::path& path);

}  // namespace logdigitise::welllog
