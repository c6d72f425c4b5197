#include "logdigitise/trace/operating_point.hpp"

#include <fmt/format.h>

#include "logdigitise/core/error.hpp"

namespace logdigitise::trace {

TraceOptions fitted_to_model(const TraceOptions& options, bool calibrated, const std::string& name) {
  if (calibrated) return options;
  if (options.even_chance != TraceOptions{}.even_chance) {
    throw usage_error("--operating-point", fmt::format("needs a calibrated model, which {} is not", name),
                      "Calibrate it with `logdigitise model calibrate`");
  }
  return uncalibrated(options);
}

}  // namespace logdigitise::trace
