#include "census_accuracy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <opencv2/imgcodecs.hpp>
#include <string>
#include <vector>

#include "logdigitise/depth/depth_map.hpp"
#include "logdigitise/layout/layout_json.hpp"
#include "logdigitise/raster/reader.hpp"
#include "logdigitise/sheet/curve_census.hpp"
#include "logdigitise/sheet/track_ink.hpp"

namespace logdigitise {

namespace {

namespace fs = std::filesystem;

struct Sums {
  int tracks = 0;
  int count_right = 0;
  int too_few = 0;
  int styles_right = 0;  ///< Of tracks: all styles, no other.
  int curves = 0;
  int curves_found = 0;  ///< A curve of its style was found.
  int invented = 0;      ///< Found, and no curve of that style is left.
};

void compare(const layout::Track& track, const std::vector<sheet::SeenCurve>& seen, const std::string& name,
             Sums& sums) {
  std::vector<layout::LineStyle> left;
  for (const layout::Curve& curve : track.curves) left.push_back(curve.style);
  std::string truth;
  for (const layout::LineStyle style : left) truth += std::string(layout::style_name(style)) + " ";
  std::string found;
  int matched = 0;
  for (const sheet::SeenCurve& curve : seen) {
    found += fmt::format("{} ({:.2f}) ", layout::style_name(curve.style), curve.share);
    const auto home = std::find(left.begin(), left.end(), curve.style);
    if (home == left.end()) continue;
    left.erase(home);
    ++matched;
  }
  ++sums.tracks;
  sums.curves += static_cast<int>(track.curves.size());
  sums.curves_found += matched;
  sums.invented += static_cast<int>(seen.size()) - matched;
  sums.count_right += seen.size() == track.curves.size() ? 1 : 0;
  sums.too_few += seen.size() < track.curves.size() ? 1 : 0;
  const bool all = seen.size() == track.curves.size() && left.empty();
  sums.styles_right += all ? 1 : 0;
  fmt::print("{:<12} track {} {} | {}| {}\n", name, track.name, all ? "right" : "wrong", truth, found);
}

}  // namespace

void run_census(const fs::path& root) {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::recursive_directory_iterator(root))
    if (entry.path().filename() == "layout.json") folders.push_back(entry.path().parent_path());
  std::sort(folders.begin(), folders.end());
  Sums sums;
  for (const fs::path& folder : folders) {
    const layout::Layout truth = layout::read_layout(folder / "layout.json");
    const depth::DepthMap map(truth.depth.ties, {});
    std::vector<const layout::Track*> tracks;
    for (const layout::Track& track : truth.tracks) tracks.push_back(&track);
    const auto windows = sheet::read_track_windows(
        folder / truth.raster, {}, tracks, map.y_from_depth(truth.depth.top),
        map.y_from_depth(truth.depth.base), map.x_reference(), [&](double y) { return map.slope_at(y); });
    const raster::RasterInfo info = raster::open_raster(folder / truth.raster, {})->info();
    const double dpi = info.dpi_y > 0.0 ? info.dpi_y : 200.0;
    for (std::size_t t = 0; t < tracks.size(); ++t) {
      const std::vector<cv::Mat> clean = sheet::without_grid(windows[t]);
      const char* pictures = std::getenv("CENSUS_PICTURES");
      if (pictures != nullptr && !clean.empty()) {
        cv::Mat both;
        cv::hconcat(windows[t].front().colRange(0, clean.front().cols), clean.front(), both);
        both = 255 - both;
        cv::imwrite(fmt::format("{}/{}_{}.png", pictures, folder.filename().string(), t + 1), both);
      }
      std::vector<sheet::SeenCurve> seen = sheet::count_curves(clean, dpi);
      if (seen.empty()) seen.resize(1);  // As a layout has it then: one solid curve.
      compare(*tracks[t], seen, folder.filename().string(), sums);
    }
  }
  fmt::print(
      "tracks {} number right {} (too few {}) all styles right {} | curves {} found in their style {} "
      "invented {}\n",
      sums.tracks, sums.count_right, sums.too_few, sums.styles_right, sums.curves, sums.curves_found,
      sums.invented);
}

}  // namespace logdigitise
