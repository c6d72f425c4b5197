#pragma once
// Depth numbers cut out by hand against what they say.

#include <filesystem>

namespace logdigitise {

/// Reads every crop named in FOLDER/labels.csv (file,text,...) as the program reads a number whose place is
/// known: what stands in the crop, both readers, all turns. Prints a line for each that is not read exactly,
/// and a summary.
void run_crops(const std::filesystem::path& folder);

}  // namespace logdigitise
