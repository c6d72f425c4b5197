#include "logdigitise/welllog/null_values.hpp"

namespace logdigitise::welllog {

bool is_common_null(double value) {
  if (value > -999.0 && value < 1e30) return false;  // Nearly all values leave here.
  return value == kNullValue || value == -9999.0 || value == -9999.25 || value == -99999.0 ||
         value == -99999.25 || !(value < 1e30 && value > -1e30);
}

}  // namespace logdigitise::welllog
