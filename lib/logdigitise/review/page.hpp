#pragma once
// The review page: one HTML file that holds a log, its scan and all it needs to be looked at and corrected.

#include <cstddef>
#include <string>

#include "logdigitise/core/progress.hpp"
#include "logdigitise/review/reviewed_log.hpp"

namespace logdigitise::review {

struct PageOptions {
  raster::RasterOptions raster;
  std::size_t max_bytes = 8'000'000;  ///< Of the page; the scan is shown as finely as that allows.
};

/// The page. It loads nothing: its content security policy names the hashes of its one script and one style
/// and forbids all else. What came from outside (names, header, record) stands in one block of JSON that no
/// browser executes, with every `<` escaped, and reaches the page as text only. `log` needs its scans
/// (find_scans). Reads each scan once. Memory: the page three times.
/// A usage error if `max_bytes` does not even hold the log's own numbers.
[[nodiscard]] std::string review_page(const ReviewedLog& log, const PageOptions& options, Progress& progress);

}  // namespace logdigitise::review
