#pragma once
// One line of a LAS header, taken apart as leniently as it can be understood.

#include <optional>
#include <string>
#include <string_view>

namespace logdigitise::welllog {

/// `MNEM.UNIT  DATA : DESCRIPTION`, each trimmed and in ASCII; what a line has not is empty.
struct LasHeaderLine {
  std::string mnemonic;
  std::string unit;
  std::string data;
  std::string description;
};

/// Splits at the first dot, the first space after it and the last colon. A line without a dot is taken as a
/// name, or as name, colon and description. Nothing if there is no name.
[[nodiscard]] std::optional<LasHeaderLine> parse_header_line(std::string_view line);

/// The value of a ~W line. LAS 1.2 writes it after the colon (`COMP.  COMPANY: ANY OIL LTD`), 2.0 before it;
/// files are told apart by their version but for those that mix both, known by the standard's own labels.
[[nodiscard]] std::string well_value(const LasHeaderLine& line, bool version_1);

}  // namespace logdigitise::welllog
