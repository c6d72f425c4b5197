#include "logdigitise/sheet/joint_proof.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "logdigitise/core/median.hpp"

namespace logdigitise::sheet {

namespace {

constexpr double kMostOffLines = 0.4;  // Of the lines' spacing.
constexpr double kLeastOffPx = 2.0;
constexpr std::size_t kNeighbours = 4;    // Stretches on either side that tell the scale.
constexpr double kLeastConfidence = 0.5;  // Of a number that proves a joint: two readers agree.
constexpr double kMostStretch = 0.004;    // Of paper from a joint to the numbers beside it.
constexpr double kMostOffShare = 0.1;  // Of their distance; beyond it the lines are not those of the numbers.
constexpr double kMostLostPx = 8.0;    // Paper that a cut may take.

std::vector<raster::ScanPage> pages_of(const SheetStrip& strip) {
  std::vector<raster::ScanPage> pages;
  for (const StripSheet& sheet : strip.sheets) pages.push_back(sheet.page);
  return pages;
}

std::string names_of(const SheetStrip& strip, std::size_t joint) {
  const std::vector<raster::ScanPage> pages = pages_of(strip);
  return sheet_name(pages, joint) + " and " + sheet_name(pages, joint + 1);
}

/// Joints between the ties i - 1 and i.
std::vector<std::size_t> joints_before(const std::vector<LineTie>& ties, std::size_t i,
                                       const SheetStrip& strip) {
  std::vector<std::size_t> joints;
  for (std::size_t j = 0; j < strip.joints.size(); ++j)
    if (strip.joints[j].strip_y > ties[i - 1].y && strip.joints[j].strip_y <= ties[i].y) joints.push_back(j);
  return joints;
}

/// The nearest joint by depth before (-1) or after (1) a joint; the strip's end if there is none.
double next_open_joint(const SheetStrip& strip, std::size_t joint, int step) {
  for (auto j = static_cast<std::ptrdiff_t>(joint) + step;
       j >= 0 && j < static_cast<std::ptrdiff_t>(strip.joints.size()); j += step)
    if (strip.joints[static_cast<std::size_t>(j)].proof == JointProof::kDepth)
      return strip.joints[static_cast<std::size_t>(j)].strip_y;
  return step < 0 ? 0.0 : strip.info.height;
}

/// A depth number that both readers read alike stands beside the tie: others may be dirt that happens to fit.
bool is_sure(const Inspection& found, const LineTie& tie) {
  return tie.numbered &&
         std::any_of(found.used_numbers.begin(), found.used_numbers.end(), [&](std::size_t i) {
           const PrintedNumber& number = found.numbers[i];
           return number.confidence >= kLeastConfidence &&
                  std::abs(static_cast<double>(number.value) - tie.depth) < 0.5;
         });
}

/// A joint by depth, between the nearest sure numbers above and below it: the depth lines near the joint say
/// how much paper these depths take. Nothing where numbers are missing, too far apart, or another such joint
/// is between.
std::optional<JointCheck> check_by_numbers(const Inspection& found, const SheetStrip& strip,
                                           std::size_t joint) {
  const std::vector<LineTie>& ties = found.depth.ties;
  if (found.depth.line_step <= 0.0) return std::nullopt;
  const double y = strip.joints[joint].strip_y;
  const LineTie* above = nullptr;
  const LineTie* below = nullptr;
  for (const LineTie& tie : ties) {
    if (!is_sure(found, tie)) continue;
    if (tie.y < y) above = &tie;
    if (tie.y > y && below == nullptr) below = &tie;
  }
  if (above == nullptr || below == nullptr || above->y <= next_open_joint(strip, joint, -1) ||
      below->y >= next_open_joint(strip, joint, 1))
    return std::nullopt;
  const double scale = strip.joints[joint].period_px / found.depth.line_step;
  const double span = below->y - above->y;
  JointCheck check;
  check.joints = {joint};
  check.depth_above = above->depth;
  check.depth_below = below->depth;
  check.off_px = span - scale * (below->depth - above->depth);
  check.line_px = strip.joints[joint].period_px;
  const bool is_near = kMostStretch * span < kMostOffLines * check.line_px;
  return is_near && std::abs(check.off_px) < kMostOffShare * span ? std::optional(check) : std::nullopt;
}

bool is_checked(const std::vector<JointCheck>& checks, std::size_t joint) {
  return std::any_of(checks.begin(), checks.end(), [joint](const JointCheck& check) {
    return std::find(check.joints.begin(), check.joints.end(), joint) != check.joints.end();
  });
}

std::string doubt_of_open_joint(const SheetStrip& strip, std::size_t joint,
                                const std::vector<JointCheck>& checks) {
  const bool checked = std::any_of(checks.begin(), checks.end(), [&](const JointCheck& check) {
    return check.joints == std::vector<std::size_t>{joint};
  });
  if (checked && strip.joints[joint].overlap_px >= -kMostLostPx) return {};
  const std::string names = names_of(strip, joint);
  if (checked)
    return fmt::format("between {} {:.0f} px of paper are missing, by their depth numbers", names,
                       -strip.joints[joint].overlap_px);
  return fmt::format(
      "no overlap of {} can be proven, nor do depth numbers on both sides say that nothing is lost "
      "between them: a sheet may be missing or out of order",
      names);
}

}  // namespace

bool JointCheck::agrees() const { return std::abs(off_px) <= std::max(kLeastOffPx, kMostOffLines * line_px); }

std::vector<JointCheck> check_joints(const Inspection& found, const SheetStrip& strip) {
  const std::vector<LineTie>& ties = found.depth.ties;
  std::vector<JointCheck> checks;
  for (std::size_t i = 1; i < ties.size(); ++i) {
    JointCheck check;
    check.joints = joints_before(ties, i, strip);
    std::erase_if(check.joints, [&](std::size_t j) { return strip.joints[j].proof == JointProof::kDepth; });
    if (check.joints.empty()) continue;
    std::vector<double> near;
    for (std::size_t k = i > kNeighbours ? i - kNeighbours : 1; k < ties.size() && k <= i + kNeighbours; ++k)
      if (joints_before(ties, k, strip).empty())
        near.push_back((ties[k].y - ties[k - 1].y) / (ties[k].depth - ties[k - 1].depth));
    if (near.empty()) continue;
    const double scale = median_of(near);
    check.depth_above = ties[i - 1].depth;
    check.depth_below = ties[i].depth;
    check.off_px = ties[i].y - ties[i - 1].y - scale * (check.depth_below - check.depth_above);
    check.line_px = found.depth.line_step * scale;
    checks.push_back(std::move(check));
  }
  for (std::size_t j = 0; j < strip.joints.size(); ++j) {
    if (strip.joints[j].proof != JointProof::kDepth) continue;
    if (std::optional<JointCheck> check = check_by_numbers(found, strip, j))
      checks.push_back(std::move(*check));
  }
  return checks;
}

bool mend_joints(const std::vector<JointCheck>& checks, std::vector<SheetJoint>& joints) {
  bool moved = false;
  for (const JointCheck& check : checks) {
    if (check.agrees() || check.joints.size() != 1) continue;
    SheetJoint& joint = joints[check.joints.front()];
    if (joint.proof != JointProof::kDepth) continue;
    const double by = std::round(check.off_px / joint.period_px) * joint.period_px;
    joint.upper_row -= by;
    joint.overlap_px += by;
    moved = moved || by != 0.0;
  }
  return moved;
}

std::string doubt_of_joints(const SheetStrip& strip, const std::vector<JointCheck>& checks,
                            std::vector<SheetJoint>& joints) {
  for (const JointCheck& check : checks) {
    if (check.agrees()) continue;
    return fmt::format(
        "laid as they seem to join, {} leave {:.0f} px of paper too {} between the depths {:g} and "
        "{:g}: the depth lines contradict the joint",
        names_of(strip, check.joints.front()), std::abs(check.off_px), check.off_px > 0.0 ? "much" : "little",
        check.depth_above, check.depth_below);
  }
  for (std::size_t j = 0; j < joints.size(); ++j) {
    if (joints[j].proof == JointProof::kOverlap) {
      if (joints[j].confidence >= kOverlapAlone || is_checked(checks, j)) continue;
      return fmt::format(
          "{} seem to overlap, but not surely ({:.2f}), and no depths on both sides say so: a sheet may be "
          "missing or out of order",
          names_of(strip, j), joints[j].confidence);
    }
    if (std::string doubt = doubt_of_open_joint(strip, j, checks); !doubt.empty()) return doubt;
    for (const JointCheck& check : checks)
      if (check.joints.front() == j)
        joints[j].confidence = std::clamp(1.0 - 2.0 * std::abs(check.off_px) / check.line_px, 0.0, 1.0);
  }
  return {};
}

}  // namespace logdigitise::sheet
