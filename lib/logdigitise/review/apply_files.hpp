#pragma once
// Decisions carried into the files of a log.

#include "logdigitise/review/decisions.hpp"
#include "logdigitise/review/reviewed_log.hpp"

namespace logdigitise::review {

/// Reads the log and its record, carries the decisions out, and writes the log, the record, and the CSV (or
/// LAS) of the same name if there is one. All is written before any of it takes the place of what was there.
/// False, and nothing is touched, if these decisions are in the log already. Throws what read_reviewed_log,
/// is_applied and apply_decisions do, and environment errors for the disk.
/// `raster`: limits for scans, which are opened where a tie of a log of several sheets was moved.
[[nodiscard]] bool apply_to_files(const Decisions& decisions, const LogPaths& paths,
                                  const raster::RasterOptions& raster);

}  // namespace logdigitise::review
