#pragma once
// A log as strict LAS 2.0.

#include <string>
#include <vector>

#include "logdigitise/welllog/well_log.hpp"

namespace logdigitise::welllog {

/// A line of the ~P section.
struct LasParameter {
  std::string mnemonic;
  std::string unit;
  std::string value;
  std::string description;
};

struct LasWriteOptions {
  std::vector<LasParameter> parameters = {};  ///< The ~P section; left out when empty.
};

/// The whole file: LAS 2.0 of 1992 as updated in 2014 and 2017, WRAP NO.
///
/// Bytes are CR LF and 32 to 126 (other characters transliterated), lines at most 256 with their end.
/// ~W has all required lines, in the standard's order, then the rest of `log.well`; STRT, STOP and STEP are
/// the index to the last digit, STEP 0 unless STRT is a whole multiple of one constant step. Mnemonics are
/// made legal and unique (`GR`, `GR_2`). Data are plain decimals (see curve_format) in right-justified
/// columns of one width; NaN, infinity and anything of 1e12 or more is the null, -999.25. When lines would
/// grow too long, curves lose decimals as long as 1e-3 of their range is kept.
///
/// O(rows * curves). Throws a usage error if the curves do not fit, input errors for depths that cannot be an
/// index (none, not a number, repeated, going back) and for a curve that has not one value per depth.
[[nodiscard]] std::string las_text(const WellLog& log, const LasWriteOptions& options = {});

}  // namespace logdigitise::welllog
