// The sheets of one log: joined to a strip, inspected as one, and put back onto the sheets.

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "logdigitise/core/error.hpp"
#include "logdigitise/sheet/inspect.hpp"
#include "logdigitise/sheet/joined_sheets.hpp"
#include "logdigitise/sheet/joint_proof.hpp"
#include "logdigitise/sheet/sheet_joints.hpp"

namespace logdigitise::sheet {

namespace {

constexpr const char* kWriteLayout =
    "Give all sheets in order, from top to bottom, or write a layout (docs/layout.md) and give it with "
    "--layout";

Inspection inspect_strip(const std::shared_ptr<const SheetStrip>& strip, const InspectOptions& options,
                         Progress& progress) {
  InspectOptions own = options;
  own.turn = 0;  // The sheets were turned before they were laid.
  own.raster = strip_options(strip, options.raster);
  return inspect_sheet(strip->sheets.front().page.scan, own, progress);
}

/// Depth of a row of a strip that was inspected, as its outer ties go on.
double depth_at(const Inspection& found, double y) {
  const std::vector<LineTie>& ties = found.depth.ties;
  const bool is_below = y > ties.back().y;
  const LineTie& a = is_below ? ties[ties.size() - 2] : ties[0];
  const LineTie& b = is_below ? ties.back() : ties[1];
  return a.depth + (y - a.y) / (b.y - a.y) * (b.depth - a.depth);
}

/// The depth at one end of some of the sheets, inspected by themselves; nothing where they are refused.
std::optional<double> depth_of_part(const JointPlan& plan, std::size_t first, std::size_t last, bool at_end,
                                    const InspectOptions& options, Progress& progress) {
  const auto from = static_cast<std::ptrdiff_t>(first);
  const auto to = static_cast<std::ptrdiff_t>(last);
  const JointPlan part{{plan.sheets.begin() + from, plan.sheets.begin() + to},
                       {plan.joints.begin() + from, plan.joints.begin() + std::max(from, to - 1)}};
  try {
    const auto strip = std::make_shared<const SheetStrip>(part.strip());
    const Inspection found = inspect_strip(strip, options, progress);
    return depth_at(found, at_end ? strip->info.height : 0.0);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kRefused) throw;
    return std::nullopt;
  }
}

/// The first joint that depth has to prove; the number of joints if there is none.
std::size_t first_open(const JointPlan& plan) {
  const auto open = std::find_if(plan.joints.begin(), plan.joints.end(),
                                 [](const SheetJoint& joint) { return joint.confidence < kOverlapAlone; });
  return static_cast<std::size_t>(open - plan.joints.begin());
}

/// What the depths on both sides of the first joint without a sure overlap say, for a person to act on; empty
/// if they cannot be read.
std::string depths_around(const JointPlan& plan, const InspectOptions& options, Progress& progress) {
  const std::size_t joint = first_open(plan);
  if (joint == plan.joints.size()) return {};
  const auto above = depth_of_part(plan, 0, joint + 1, true, options, progress);
  const auto below =
      above ? depth_of_part(plan, joint + 1, plan.sheets.size(), false, options, progress) : std::nullopt;
  if (!above || !below) return {};
  return fmt::format("; sheet {} ends near {:.0f}, sheet {} begins near {:.0f}: {}", joint + 1, *above,
                     joint + 2, *below,
                     *below > *above ? "a sheet is missing there" : "they are not in order");
}

/// Sheets that may not join at all are the better reason than what is then found on the strip.
Inspection inspect_open_strip(const JointPlan& plan, const std::shared_ptr<const SheetStrip>& strip,
                              const InspectOptions& options, Progress& progress) {
  const std::size_t upper = first_open(plan);
  if (upper == plan.joints.size()) return inspect_strip(strip, options, progress);
  try {
    return inspect_strip(strip, options, progress);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::kRefused) throw;
    std::vector<raster::ScanPage> pages;
    for (const StripSheet& sheet : plan.sheets) pages.push_back(sheet.page);
    throw refused_error(
        pages.front().scan.string(),
        fmt::format("no overlap of {} and {} can be proven, and no depth is found that would show "
                    "that nothing is lost between them{}",
                    sheet_name(pages, upper), sheet_name(pages, upper + 1),
                    depths_around(plan, options, progress)),
        kWriteLayout);
  }
}

[[noreturn]] void refuse_joints(const JointPlan& plan, const std::string& why, const InspectOptions& options,
                                Progress& progress) {
  throw refused_error(plan.sheets.front().page.scan.string(), why + depths_around(plan, options, progress),
                      kWriteLayout);
}

/// The strip's depth, where its joints are proven; joints laid edge to edge are moved once if it asks for
/// that.
Inspection inspect_plan(JointPlan& plan, const InspectOptions& options, Progress& progress) {
  for (int round = 0;; ++round) {
    const auto strip = std::make_shared<SheetStrip>(plan.strip());
    Inspection found = inspect_open_strip(plan, strip, options, progress);
    const std::vector<JointCheck> checks = check_joints(found, *strip);
    if (round == 0 && mend_joints(checks, plan.joints)) continue;
    if (const std::string doubt = doubt_of_joints(*strip, checks, strip->joints); !doubt.empty())
      refuse_joints(plan, doubt, options, progress);
    found.strip = strip;
    return found;
  }
}

/// What a person should look at, of joints that are proven.
void flag_joints(Inspection& found) {
  std::vector<raster::ScanPage> pages;
  for (const StripSheet& sheet : found.strip->sheets) pages.push_back(sheet.page);
  const std::vector<LineTie>& ties = found.depth.ties;
  for (std::size_t j = 0; j < found.strip->joints.size(); ++j) {
    const SheetJoint& joint = found.strip->joints[j];
    const std::string names = sheet_name(pages, j) + " and " + sheet_name(pages, j + 1);
    if (joint.proof == JointProof::kDepth)
      found.flags.push_back(
          fmt::format("{} do not surely overlap: they are laid edge to edge, as their depth lines "
                      "and numbers say",
                      names));
    if (joint.strip_y < ties.front().y || joint.strip_y > ties.back().y)
      found.flags.push_back(fmt::format("{} join where no depth is known", names));
  }
}

}  // namespace

raster::RasterOptions strip_options(const std::shared_ptr<const SheetStrip>& strip,
                                    raster::RasterOptions options) {
  options.opens_instead = [strip, options] { return open_strip(strip, options); };
  return options;
}

Inspection inspect_sheets(const std::vector<std::filesystem::path>& scans, const InspectOptions& options,
                          Progress& progress) {
  if (scans.empty()) throw usage_error({}, "there is neither a layout nor a scan to find one on");
  const std::vector<raster::ScanPage> pages = raster::list_pages(scans, options.raster);
  if (pages.size() == 1) return inspect_sheet(scans.front(), options, progress);
  if (static_cast<int>(pages.size()) > options.raster.max_pages) {
    throw input_error(
        scans.front().string(),
        fmt::format("a log of {} sheets; {} are read at most", pages.size(), options.raster.max_pages),
        "Give fewer, or raise the limit with --max-pages");
  }
  InspectOptions of_sheets = options;
  of_sheets.raster.turn = options.turn.value_or(0);
  JointPlan plan = plan_joints(pages, of_sheets.raster, progress);
  Inspection found = inspect_plan(plan, of_sheets, progress);
  found.layout.turn = of_sheets.raster.turn;
  flag_joints(found);
  found.strip_layout = found.layout;
  found.layout = layout_on_sheets(found.strip_layout, *found.strip);
  found.layout.rasters.clear();
  for (const std::filesystem::path& scan : scans)
    if (scans.size() > 1) found.layout.rasters.push_back(scan.filename().string());
  return found;
}

}  // namespace logdigitise::sheet
