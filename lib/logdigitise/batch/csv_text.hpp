#pragma once
// CSV as RFC 4180 has it, both ways.

#include <string>
#include <string_view>
#include <vector>

namespace logdigitise::batch {

struct CsvRow {
  int line = 1;  ///< On which line of the file it begins, from 1.
  std::vector<std::string> fields;
};

/// Rows of a CSV text: comma, quotes doubled inside quotes, line ends LF or CR LF (inside quotes a part of
/// the field), a byte order mark passed over, empty lines left out. `name` stands in the usage error for a
/// quote that is not closed or has something after it.
[[nodiscard]] std::vector<CsvRow> parse_csv(std::string_view text, const std::string& name);

/// A field as it stands in a row: quoted where needed. Text that a spreadsheet would take for a formula
/// (beginning with = + - @ or a tab) gets an apostrophe before it.
[[nodiscard]] std::string csv_field(std::string_view text);

}  // namespace logdigitise::batch
