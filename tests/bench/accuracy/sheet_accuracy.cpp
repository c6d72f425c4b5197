// Joints of drawn sheets against the truth: 2, 5 and 20 sheets, in order, shuffled, or one missing.
//
// usage: sheet_accuracy COUNT SEED SHEETS order|shuffled|missing FOLDER [WELLS] [depth|open]
// Makes COUNT logs of SHEETS sheets with overlaps of 0 to 2 in (FOLDER holds one log at a time) and joins
// them. With `depth` the joined sheets are inspected, too; with `open` only those with joints that depth
// has to prove. Prints a line a log and a summary. A joint is right if both sheets show the same row of the
// paper there, within 1 px at the sheet's middle.

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "logdigitise/core/error.hpp"
#include "logdigitise/core/random.hpp"
#include "logdigitise/depth/depth_map.hpp"
#include "logdigitise/sheet/inspect.hpp"
#include "logdigitise/sheet/overlay.hpp"
#include "logdigitise/sheet/sheet_joints.hpp"
#include "logdigitise/synth/sheet_set.hpp"

namespace {

using namespace logdigitise;
namespace fs = std::filesystem;

struct Counts {
  int logs = 0;
  int joined = 0;
  int refused = 0;
  int wrong = 0;   ///< Logs with a joint that is more than 1 px off.
  int joints = 0;  ///< Of joined logs.
  int joints_right = 0;
  double worst_px = 0.0;
  double worst_side_px = 0.0;
  int by_depth = 0;  ///< Joints proven by depth, not by overlap.
  int inspected = 0;
  int depth_right = 0;
  int depth_wrong = 0;
  int tracks_right = 0;
};

/// Which sheets are given, in which order.
std::vector<std::size_t> sheets_given(const std::string& mode, std::size_t made, Random& random) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < made; ++i) order.push_back(i);
  if (mode == "missing") order.erase(order.begin() + random.integer(1, static_cast<int>(made) - 2));
  const std::vector<std::size_t> straight = order;
  while (mode == "shuffled" && order == straight)
    for (std::size_t i = made - 1; i > 0; --i)
      std::swap(order[i], order[static_cast<std::size_t>(random.integer(0, static_cast<int>(i)))]);
  return order;
}

/// How far apart the rows of the paper are that two sheets show at a joint, px, at a share of the width.
double joint_error(const synth::SheetSet& set, const std::vector<std::size_t>& given,
                   const sheet::SheetStrip& strip, std::size_t joint, double share) {
  const double x = share * strip.info.width;
  const double y = strip.joints[joint].strip_y;
  const auto paper_row = [&](std::size_t sheet) {
    const sheet::SheetPoint at = strip.on_sheet(sheet, x, y);
    const synth::ScannedSheet& own = set.sheets[given[sheet]];
    return own.geometry.to_page({at.x, at.y}).y + own.first_row;
  };
  return paper_row(joint) - paper_row(joint + 1);
}

void measure_joints(const synth::SheetSet& set, const std::vector<std::size_t>& given,
                    const sheet::SheetStrip& strip, Counts& counts, std::string& note) {
  bool wrong = false;
  for (std::size_t i = 0; i < strip.joints.size(); ++i) {
    const double off = std::abs(joint_error(set, given, strip, i, 0.5));
    const double side = std::max(std::abs(joint_error(set, given, strip, i, 0.15)),
                                 std::abs(joint_error(set, given, strip, i, 0.85)));
    ++counts.joints;
    counts.joints_right += off <= 1.0 ? 1 : 0;
    wrong = wrong || off > 1.0;
    counts.worst_px = std::max(counts.worst_px, off);
    counts.worst_side_px = std::max(counts.worst_side_px, side);
    counts.by_depth += strip.joints[i].proof == sheet::JointProof::kDepth ? 1 : 0;
    if (off > 1.0)
      note += fmt::format(" JOINT {} OFF BY {:.1f} px (confidence {:.2f})", i + 1, off,
                          strip.joints[i].confidence);
  }
  ++counts.joined;
  counts.wrong += wrong ? 1 : 0;
}

/// Depth of each page of the layout that was found against the truth of that sheet, as inspect_accuracy does.
double worst_depth(const layout::Layout& truth, const layout::Layout& found,
                   const std::vector<std::size_t>& given, std::string& note) {
  if (truth.depth.unit != found.depth.unit) {
    note += " UNIT";
    return 1e9;
  }
  const double quarter_foot = truth.depth.unit == DepthUnit::kFeet ? 0.25 : 0.25 * kMetresPerFoot;
  double worst = 0.0;
  for (std::size_t s = 0; s < given.size(); ++s) {
    std::vector<layout::Tie> of_page;
    std::vector<layout::Tie> of_truth;
    for (const layout::Tie& tie : found.depth.ties)
      if (tie.page == static_cast<int>(s) + 1) of_page.push_back(tie);
    for (const layout::Tie& tie : truth.depth.ties)
      if (tie.page == static_cast<int>(given[s]) + 1) of_truth.push_back(tie);
    if (of_page.empty()) continue;
    const depth::DepthMap found_map(of_page, {});
    const depth::DepthMap true_map(of_truth, {});
    for (double d = found_map.knots().front().depth; d <= found_map.knots().back().depth; d += quarter_foot) {
      const double y = true_map.y_from_depth(d);
      const double px = std::abs(true_map.y_from_depth(d + 1.0) - true_map.y_from_depth(d - 1.0)) / 2.0;
      const double allowed = std::max(1.0, quarter_foot * px);
      for (const layout::Tie& side : {of_page[0], of_page[1]}) {
        const double y_here = y + true_map.slope_at(y) * (side.x - true_map.x_reference());
        const double read = found_map.depth_from_y(found_map.y_reference_from_point(side.x, y_here));
        worst = std::max(worst, std::abs(read - d) * px - (allowed - 1.0));
      }
    }
  }
  return worst;
}

bool tracks_right(const layout::Layout& truth, const layout::Layout& found,
                  const std::vector<std::size_t>& given) {
  if (truth.tracks.size() != found.tracks.size()) return false;
  for (std::size_t t = 0; t < found.tracks.size(); ++t) {
    for (const layout::Edge& edge : found.tracks[t].edges) {
      const int page = static_cast<int>(given[static_cast<std::size_t>(edge.page) - 1]) + 1;
      double best = 1e9;
      double off = 1e9;
      for (const layout::Edge& other : truth.tracks[t].edges) {
        if (other.page != page || std::abs(other.y - edge.y) >= best) continue;
        best = std::abs(other.y - edge.y);
        off = std::max(std::abs(other.left - edge.left), std::abs(other.right - edge.right));
      }
      if (off > 3.0) return false;
    }
  }
  return true;
}

std::string brief(std::string text) {
  const auto at = text.find("refused: ");
  if (at != std::string::npos) text = text.substr(at + 9);
  return text.substr(0, 150);
}

struct Job {
  std::string mode;
  fs::path folder;
  bool with_depth = false;
  bool with_open = false;  ///< Only where depth has to prove a joint.
};

void inspect_set(const Job& job, const synth::SheetSet& set, const std::vector<std::size_t>& given,
                 const std::vector<fs::path>& files, const std::string& name, bool measures_joints,
                 Counts& counts, std::string& note) {
  Progress silent;
  const sheet::Inspection found = sheet::inspect_sheets(files, {}, silent);
  if (measures_joints) measure_joints(set, given, *found.strip, counts, note);
  ++counts.inspected;
  const double worst = worst_depth(set.layout, found.layout, given, note);
  ++(worst <= 1.0 ? counts.depth_right : counts.depth_wrong);
  const bool tracks = tracks_right(set.layout, found.layout, given);
  counts.tracks_right += tracks ? 1 : 0;
  note +=
      fmt::format(" depth {} {:.2f} tracks {} ({:.0f}..{:.0f} of {:.0f}..{:.0f})",
                  worst <= 1.0 ? "right" : "WRONG", worst, tracks ? "right" : "wrong", found.layout.depth.top,
                  found.layout.depth.base, set.layout.depth.top, set.layout.depth.base);
  const std::vector<std::uint8_t> png = sheet::draw_overlay(files.front(), {}, found);
  fs::create_directories(job.folder / "overlays");
  std::ofstream file(job.folder / "overlays" / (name + ".png"), std::ios::binary);
  file.write(reinterpret_cast<const char*>(png.data()), static_cast<std::streamsize>(png.size()));
}

void run_log(const Job& job, const synth::SheetSet& set, std::uint64_t seed, const std::string& name,
             Counts& counts) {
  const fs::path here = job.folder / "log";
  fs::remove_all(here);
  synth::write_sheet_folder(set, here);
  Random random(seed);
  const std::vector<std::size_t> given = sheets_given(job.mode, set.sheets.size(), random);
  std::vector<fs::path> files;
  for (const std::size_t i : given) files.push_back(here / synth::sheet_file_name(static_cast<int>(i) + 1));
  ++counts.logs;
  std::string note;
  Progress silent;
  const auto start = std::chrono::steady_clock::now();
  bool is_joined = false;
  try {
    const sheet::JointPlan plan = sheet::plan_joints(raster::list_pages(files, {}), {}, silent);
    const auto open =
        std::count_if(plan.joints.begin(), plan.joints.end(),
                      [](const sheet::SheetJoint& joint) { return joint.confidence < sheet::kOverlapAlone; });
    is_joined = open == 0;
    if (open > 0) note += fmt::format(" {} joints for depth to prove", open);
    if (is_joined) measure_joints(set, given, plan.strip(), counts, note);
    if (job.with_depth || (job.with_open && !is_joined)) {
      inspect_set(job, set, given, files, name, !is_joined, counts, note);
    } else if (!is_joined) {
      ++counts.refused;
    }
  } catch (const Error& error) {
    if (!is_joined) ++counts.refused;
    note += (is_joined ? " depth refused: " : " refused: ") + brief(error.what());
  }
  const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  fmt::print("{} 1:{:.0f} {:.0f} dpi hardness {} {:.1f} s:{}{}\n", name, set.sheet.scale_denominator,
             set.sheet.dpi, static_cast<int>(set.hardness), seconds, is_joined ? " joined" : "", note);
  std::cout.flush();
}

}  // namespace

int main(int argc, char** argv) {
  const std::string mode = argc > 5 ? argv[4] : "";
  if (mode != "order" && mode != "shuffled" && mode != "missing") {
    std::cerr
        << "usage: sheet_accuracy COUNT SEED SHEETS order|shuffled|missing FOLDER [WELLS] [depth|open]\n";
    return 2;
  }
  const auto set_seed = static_cast<std::uint64_t>(std::strtoull(argv[2], nullptr, 10));
  synth::SheetSetOptions options;
  options.sheets = std::atoi(argv[3]) + (mode == "missing" ? 1 : 0);
  if (argc > 6) options.log.wells = argv[6];
  const std::string extent = argc > 7 ? argv[7] : "";
  const Job job{mode, argv[5], extent == "depth", extent == "open"};
  Counts counts;
  for (int i = 1; i <= std::atoi(argv[1]); ++i) {
    const std::uint64_t seed = synth::log_seed(set_seed, static_cast<std::uint64_t>(i));
    run_log(job, synth::make_sheet_set(options, seed), seed ^ 0x70616765ULL, fmt::format("log_{:04d}", i),
            counts);
  }
  fmt::print(
      "{} sheets {}: logs {} joined {} refused {} WRONG {} | joints {} within 1 px {} worst {:.2f} px, "
      "{:.2f} at "
      "the sides, {} by depth | inspected {} depth right {} wrong {} tracks right {}\n",
      std::atoi(argv[3]), mode, counts.logs, counts.joined, counts.refused,
      mode == "order" ? counts.wrong : counts.joined, counts.joints, counts.joints_right, counts.worst_px,
      counts.worst_side_px, counts.by_depth, counts.inspected, counts.depth_right, counts.depth_wrong,
      counts.tracks_right);
  return 0;
}
