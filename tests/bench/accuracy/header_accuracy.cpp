// Headers as read against the truth of drawn logs, whatever becomes of their depth.
//
// usage: header_accuracy FOLDER [CROPS]   logs with scan.tif and layout.json (the truth), written by
// synthesise The tracks, their grids and the first depth line are taken from the truth, so that it is the
// header that is measured. Prints each entry, and how many curves have their scale, name and style right.
// CROPS: a folder for pictures of the straightened headers.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iostream>
#include <opencv2/imgcodecs.hpp>
#include <string>
#include <vector>

#include "logdigitise/core/error.hpp"
#include "logdigitise/layout/layout_json.hpp"
#include "logdigitise/sheet/digit_reader.hpp"
#include "logdigitise/sheet/header_area.hpp"
#include "logdigitise/sheet/header_curves.hpp"
#include "logdigitise/sheet/profiles.hpp"
#include "logdigitise/sheet/ridges.hpp"
#include "logdigitise/sheet/text_reader.hpp"
#include "logdigitise/sheet/vertical_lines.hpp"
#include "logdigitise/sheet/wander.hpp"

namespace {

using namespace logdigitise;
namespace fs = std::filesystem;

struct Count {
  int curves = 0;
  int found = 0;  ///< A line sample of its style.
  int scales = 0;
  int wrong = 0;  ///< Stated as proven, and no curve of the track has that scale.
  int names = 0;
};

/// The true tracks as grids of the straightened frame.
std::vector<sheet::TrackGrid> true_grids(const layout::Layout& truth, const sheet::Wander& wander) {
  std::vector<sheet::TrackGrid> grids;
  for (const layout::Track& track : truth.tracks) {
    sheet::TrackGrid grid;
    const layout::Edge& edge = track.edges.front();
    const auto block = static_cast<std::size_t>(
        std::clamp(static_cast<int>(edge.y) / sheet::kBlockRows, 0, static_cast<int>(wander.size()) - 1));
    grid.left = edge.left - wander[block];
    grid.right = edge.right - wander[block];
    grid.scale = track.scale;
    if (track.scale == layout::Scale::kLog) {
      const layout::Curve& curve = track.curves.front();
      grid.decades = static_cast<int>(std::lround(std::log10(curve.right / curve.left)));
      grid.log_start = static_cast<int>(
          std::lround(curve.left / std::pow(10.0, std::floor(std::log10(curve.left) + 1e-9))));
    }
    grids.push_back(grid);
  }
  return grids;
}

void compare(const layout::Track& track, const std::vector<sheet::HeaderEntry>& entries, Count& count) {
  const auto same = [](const layout::Curve& curve, const sheet::HeaderEntry& entry) {
    return entry.is_scale_proven && std::abs(entry.left - curve.left) < 1e-6 &&
           std::abs(entry.right - curve.right) < 1e-6;
  };
  for (const layout::Curve& curve : track.curves) {
    ++count.curves;
    const auto any = [&](auto&& test) { return std::any_of(entries.begin(), entries.end(), test); };
    count.found += any([&](const auto& e) { return e.style == curve.style; }) ? 1 : 0;
    count.scales += any([&](const auto& e) { return e.style == curve.style && same(curve, e); }) ? 1 : 0;
    count.names += any([&](const auto& e) { return e.mnemonic == curve.mnemonic; }) ? 1 : 0;
  }
  for (const sheet::HeaderEntry& entry : entries) {
    if (!entry.is_scale_proven) continue;
    // Curves that are drawn but not in the layout have entries too: only one that bears a curve's name
    // counts.
    for (const layout::Curve& curve : track.curves)
      count.wrong += curve.mnemonic == entry.mnemonic && !same(curve, entry) ? 1 : 0;
  }
}

void measure(const fs::path& folder, const fs::path& crops, const sheet::DigitReader& digits,
             sheet::TextReader& reader, Count& count) {
  const layout::Layout truth = layout::read_layout(folder / "layout.json");
  const fs::path scan = folder / truth.raster;
  Progress silent;
  const sheet::ScanProfiles profiles = sheet::profile_scan(scan, {}, silent);
  const Image<std::uint8_t> ridges = sheet::column_ridges(profiles);
  const sheet::Wander wander = sheet::follow_wander(ridges);
  const std::vector<sheet::TrackGrid> grids = true_grids(truth, wander);
  sheet::HeaderPlace place;
  const layout::Tie& tie = truth.depth.ties.front();
  place.grid_y = tie.y + 0.3 * profiles.info.dpi_y;
  place.x_reference = tie.x;
  place.dpi = profiles.info.dpi_y > 0.0 ? profiles.info.dpi_y : 200.0;
  for (const sheet::VerticalLine& line :
       sheet::find_vertical_lines(ridges, wander, static_cast<int>(tie.y) / 64 + 1, profiles.blocks()))
    for (const sheet::TrackGrid& grid : grids)
      if (line.x > grid.left + 8.0 && line.x < grid.right - 8.0) place.grid_lines.push_back(line.x);
  const sheet::HeaderArea area = sheet::cut_header(scan, {}, wander, place);
  fmt::print("{}: header of {} rows, {} grid lines\n", folder.filename().string(), area.ink.rows,
             place.grid_lines.size());
  if (!crops.empty() && !area.ink.empty()) {
    fs::create_directories(crops);
    cv::imwrite((crops / (folder.filename().string() + ".png")).string(), 255 - area.ink);
  }
  const auto headers = sheet::read_header(area, grids, place.dpi, digits, reader);
  for (std::size_t t = 0; t < headers.size(); ++t) {
    for (const layout::Curve& curve : truth.tracks[t].curves)
      fmt::print("  {} truth {:<5} {:<5} {:g} .. {:g} {}\n", t + 1, curve.mnemonic, curve.unit, curve.left,
                 curve.right, layout::style_name(curve.style));
    for (const sheet::HeaderEntry& e : headers[t])
      fmt::print("  {} found {:<5} {:<5} {:g} .. {:g} {} {:.1f} px {} [{} {:.2f}] [{} {} {:.2f}] {}\n", t + 1,
                 e.mnemonic, e.unit, e.left, e.right, layout::style_name(e.style), e.thickness_px,
                 e.is_scale_proven ? "proven" : "-", e.name_read, e.name_confidence, e.left_read,
                 e.right_read, e.value_confidence, e.note);
    compare(truth.tracks[t], headers[t], count);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: header_accuracy FOLDER [CROPS]\n";
    return 2;
  }
  const fs::path crops = argc > 2 ? argv[2] : "";
  std::vector<fs::path> folders;
  for (const auto& entry : fs::recursive_directory_iterator(argv[1]))
    if (entry.path().filename() == "layout.json") folders.push_back(entry.path().parent_path());
  std::sort(folders.begin(), folders.end());
  const sheet::DigitReader digits;
  sheet::TextReader reader;
  Count count;
  for (const fs::path& folder : folders) {
    try {
      measure(folder, crops, digits, reader, count);
    } catch (const Error& error) {
      fmt::print("{}: {}\n", folder.filename().string(), error.what());
    }
  }
  fmt::print("curves {}: line sample of its style {}, scale {}, name {}; stated and wrong {}\n", count.curves,
             count.found, count.scales, count.names, count.wrong);
  return 0;
}
