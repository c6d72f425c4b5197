#pragma once
// Inspected layouts against ties and tracks that were read by eye.

#include <filesystem>

namespace logdigitise {

/// Scans beside a truth.json of ties and tracks. Prints what was found of each, and how far it is off. Draws
/// it into `overlays`, unless that is empty.
void run_paper(const std::filesystem::path& root, const std::filesystem::path& overlays);

}  // namespace logdigitise
