#pragma once
// A log as CSV.

#include <string>

#include "logdigitise/welllog/well_log.hpp"

namespace logdigitise::welllog {

struct CsvWriteOptions {
  bool units_row = false;  ///< A second header line with the units.
};

/// RFC 4180: comma, CR LF, quotes where needed; a header line of names, depth first, then a row per depth
/// with the same digits as in LAS but for its limit on width. A null is an empty field. Text is UTF-8 as it
/// came, names are made unique. Throws the same input errors as las_text.
[[nodiscard]] std::string csv_text(const WellLog& log, const CsvWriteOptions& options = {});

}  // namespace logdigitise::welllog
