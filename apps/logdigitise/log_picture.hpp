#pragma once
// A digitised log as a plot that can be laid beside the paper.

#include <string>

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/welllog/well_log.hpp"

namespace logdigitise::app {

/// A picture at 1:240 (1:200 for metres) with the layout's tracks: a PDF for the extension `.pdf`, else an
/// SVG. `log` has the layout's curves in its order.
[[nodiscard]] std::string log_picture(const welllog::WellLog& log, const layout::Layout& layout,
                                      const std::string& extension);

}  // namespace logdigitise::app
