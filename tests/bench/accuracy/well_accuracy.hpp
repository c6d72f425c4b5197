#pragma once
// The well's data as read against those of drawn logs.

#include <filesystem>

namespace logdigitise {

/// Logs with scan and layout.json (the truth), drawn with --well-header, below `root`. Prints what is read
/// otherwise than it is printed, and for each field right, wrong and none, at each confidence.
void run_wells(const std::filesystem::path& root);

/// What the page above a real scan says: each fact with its label and confidence. Reads down to row `y_end`.
void print_well(const std::filesystem::path& scan, int y_end);

}  // namespace logdigitise
