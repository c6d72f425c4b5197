#include "logdigitise/layout/layout_file.hpp"

#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/layout/dra.hpp"
#include "logdigitise/layout/layout_checks.hpp"
#include "logdigitise/layout/layout_dra.hpp"
#include "logdigitise/layout/layout_json.hpp"

namespace logdigitise::layout {

namespace {

constexpr std::size_t kLargestFile = std::size_t{16} << 20U;

void add_tracks(const std::filesystem::path& from, Layout& layout) {
  Layout other = read_layout(from);
  if (other.turn != 0) {
    throw input_error(from.string(),
                      "is about a turned scan; the pixels of a DRA are those of one that is not",
                      "Turn the scan itself");
  }
  layout.tracks = std::move(other.tracks);
  if (other.depth.unit == layout.depth.unit) layout.depth.step = other.depth.step;
  layout.well.merge(other.well);
}

}  // namespace

Layout read_for_editing(const std::filesystem::path& path, const LayoutFileOptions& options) {
  const std::string text = read_file(path, kLargestFile);
  if (!looks_like_dra(text)) {
    if (!options.tracks.empty())
      throw input_error(path.string(), "has tracks of its own; --tracks is for a DRA, which has none");
    return parse_layout(text, path.string());
  }
  Layout layout = layout_from_dra(parse_dra(text, path.string()), options.scan, path.string());
  if (!options.tracks.empty()) {
    add_tracks(options.tracks, layout);
    check_layout(layout, options.tracks.string());
  }
  return layout;
}

Layout read_layout_file(const std::filesystem::path& path, const LayoutFileOptions& options) {
  Layout layout = read_for_editing(path, options);
  if (layout.tracks.empty()) {
    throw input_error(
        path.string(),
        "is a DRA: it says depths, but neither where tracks are nor which curves and scales they have",
        "Give a layout.json that has them with --tracks, or write one with logdigitise inspect "
        "--layout X.dra -o L.json and fill in its tracks");
  }
  return layout;
}

std::vector<std::filesystem::path> named_scans(const Layout& layout,
                                               const std::filesystem::path& layout_file) {
  std::vector<std::filesystem::path> scans;
  for (const std::string& raster : layout.rasters) scans.push_back(layout_file.parent_path() / raster);
  if (scans.empty() && !layout.raster.empty()) scans.push_back(layout_file.parent_path() / layout.raster);
  return scans;
}

}  // namespace logdigitise::layout
