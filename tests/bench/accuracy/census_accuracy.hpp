#pragma once
// Curves found from the ink alone against the truth of drawn logs.

#include <filesystem>

namespace logdigitise {

/// Logs with scan and layout.json (the truth) below `root`: the tracks and depth lines are the truth's, the
/// curves are counted. Prints a line a track and a summary.
void run_census(const std::filesystem::path& root);

}  // namespace logdigitise
