#pragma once
// Inspected layouts against the truth of drawn logs.

#include <filesystem>

namespace logdigitise {

/// Logs with scan and layout.json (the truth) below `root`. Prints one line a log and a summary: depth right,
/// wrong and accepted, refused; edges; scales. Draws what was found into `overlays`, unless that is empty.
void run_synthetic(const std::filesystem::path& root, const std::filesystem::path& overlays);

}  // namespace logdigitise
