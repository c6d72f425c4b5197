#pragma once
// A file that says where things are on a scan, of whichever form: layout.json or DRA, told by its content.

#include <filesystem>
#include <string>
#include <vector>

#include "logdigitise/layout/layout.hpp"

namespace logdigitise::layout {

struct LayoutFileOptions {
  std::string scan;              ///< File name of the scan that is meant; empty: the only one of the file.
  std::filesystem::path tracks;  ///< A layout.json whose tracks a DRA, which has none, is given; empty: none.
};

/// Reads and checks a layout.json or a DRA. A DRA says depths alone: its tracks are those of `tracks`, and so
/// are the step, if the unit is the same, and keys of the well that the DRA does not know. Input errors: what
/// read_layout, parse_dra and layout_from_dra throw; a DRA without `tracks`; tracks for a layout.json, which
/// has its own; a layout of tracks whose scan is turned.
[[nodiscard]] Layout read_layout_file(const std::filesystem::path& path,
                                      const LayoutFileOptions& options = {});

/// The same, but a DRA need not be given tracks: then there are none, and check_layout does not hold.
[[nodiscard]] Layout read_for_editing(const std::filesystem::path& path,
                                      const LayoutFileOptions& options = {});

/// The scans that a layout of this file names, the sheets of the log in order; empty if it names none.
[[nodiscard]] std::vector<std::filesystem::path> named_scans(const Layout& layout,
                                                             const std::filesystem::path& layout_file);

}  // namespace logdigitise::layout
