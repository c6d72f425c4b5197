#pragma once
// A synthetic log as files.

#include <filesystem>

#include "logdigitise/synth/synthetic_log.hpp"

namespace logdigitise::synth {

/// Writes `folder` (made if needed) with scan.tif, scan.png or scan.jpg, layout.json, truth.las, ceiling.las
/// and, with `masks`, one mask_<track>_<mnemonic>.png per curve: the scan's pixels that the curve's joined
/// line covers. Each file is there whole or not at all. Environment errors if the folder cannot be written.
void write_log_folder(const SyntheticLog& log, const std::filesystem::path& folder, bool masks = true);

/// The scan's file name: tif for bilevel, jpg for scans that bear JPEG's marks, png or tif for others.
[[nodiscard]] std::string scan_file_name(const SyntheticLog& log);

}  // namespace logdigitise::synth
