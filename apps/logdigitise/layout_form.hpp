#pragma once
// The forms in which a layout is written: layout.json, DRA, or JSON in the words of WITSML.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "logdigitise/core/progress.hpp"
#include "logdigitise/layout/depth_reg_image.hpp"
#include "logdigitise/layout/layout.hpp"
#include "logdigitise/raster/reader.hpp"

namespace logdigitise::app {

enum class LayoutForm { kLayout, kDra, kWitsml };

/// What `--format` says (layout, dra, witsml), or else what the extension of `out` says: .dra is DRA, all
/// else layout.json.
[[nodiscard]] LayoutForm layout_form(const std::string& format, const std::filesystem::path& out);

/// The extensions that a file of `--format` may have: `.json`, `.dra`, or both if no form is asked for.
[[nodiscard]] std::vector<std::string> layout_extensions(const std::string& format);

/// Text of a layout in a form. `name` begins the input errors of what the form cannot say.
[[nodiscard]] std::string layout_text(const layout::Layout& layout, LayoutForm form,
                                      const std::optional<layout::ImageSize>& size, const std::string& name);

/// Has the layout name these scans, its sheets in order, as they are seen from the folder of `file`, which it
/// goes to (empty: the working folder).
void name_scans(const std::vector<std::filesystem::path>& scans, const std::filesystem::path& file,
                layout::Layout& layout);

/// A layout of one form that is wanted in another.
struct RewriteOptions {
  std::filesystem::path layout;              ///< layout.json or DRA.
  std::filesystem::path tracks;              ///< For a DRA: a layout.json with its tracks; empty: none.
  std::vector<std::filesystem::path> scans;  ///< One or none: the scan instead of the layout's raster.
  std::filesystem::path out;
  raster::RasterOptions raster;
};

/// Reads a layout and says it in another form. A DRA without tracks becomes a layout that a person has to
/// fill in, with a warning.
[[nodiscard]] std::string rewritten_layout(const RewriteOptions& options, LayoutForm form,
                                           Progress& progress);

}  // namespace logdigitise::app
