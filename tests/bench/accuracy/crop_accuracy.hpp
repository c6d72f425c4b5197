#pragma once
// Depth numbers cut out by hand against what they say.

#include <filesystem>

namespace logdigitise {

struct CropScore {
  int all = 0;
  int exact = 0;
  int with_second = 0;   ///< Exact, or so in the second value that is kept.
  int agreed_wrong = 0;  ///< Both readers say the same, and it is wrong.
};

/// Reads every crop named in FOLDER/labels.csv (file,text,...) as the program reads a number whose place is
/// known: what stands in the crop, both readers, all turns. Prints a line for each that is not read exactly,
/// and a summary.
CropScore run_crops(const std::filesystem::path& folder);

}  // namespace logdigitise
