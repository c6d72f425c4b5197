#include "logdigitise/sheet/sheet_joints.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "logdigitise/core/error.hpp"
#include "logdigitise/core/interrupt.hpp"
#include "logdigitise/sheet/sheet_edges.hpp"

namespace logdigitise::sheet {

namespace {

constexpr double kUsualDpi = 200.0;
constexpr double kEndIn = 3.5;  // Of paper at each end of a sheet that is looked at.
constexpr double kMostDpiDifference = 0.01;
constexpr const char* kGiveInOrder =
    "Give all sheets of the log in order, from top to bottom, or write a layout with --layout";

double dpi_of(const raster::RasterInfo& info) { return info.dpi_y > 0.0 ? info.dpi_y : kUsualDpi; }

/// The sheets, and what is needed of their ends.
struct Sheets {
  std::vector<raster::ScanPage> pages;
  std::vector<StripSheet> sheets;
  std::vector<SheetEnds> ends;

  [[nodiscard]] std::size_t size() const { return sheets.size(); }
  [[nodiscard]] std::string name(std::size_t i) const { return sheet_name(pages, i); }
  [[nodiscard]] SheetJoint joint(std::size_t upper, std::size_t lower) const {
    return find_joint(sheets[upper], ends[upper], sheets[lower], ends[lower]);
  }
};

Sheets look_at_sheets(const std::vector<raster::ScanPage>& pages, const raster::RasterOptions& options,
                      Progress& progress) {
  Sheets all;
  all.pages = pages;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    throw_if_interrupted();
    const double dpi = dpi_of(raster::open_page(pages[i], options)->info());
    SheetLook look = look_at_sheet(pages[i], options, static_cast<int>(kEndIn * dpi), progress);
    if (i > 0 && std::abs(dpi / dpi_of(all.sheets.front().info) - 1.0) > kMostDpiDifference) {
      throw refused_error(
          pages[i].scan.string(),
          fmt::format("{} has {:g} dpi, the first one {:g}; expected sheets of one resolution",
                      sheet_name(pages, i), dpi, dpi_of(all.sheets.front().info)),
          "Scan all sheets alike");
    }
    SheetEnds ends{std::move(look.top), std::move(look.bottom), {}, {}};
    ends.top_features = features_of(ends.top, dpi);
    ends.bottom_features = features_of(ends.bottom, dpi);
    all.ends.push_back(std::move(ends));
    all.sheets.push_back({pages[i], look.info, std::move(look.bend), 0, 0, 0, 0});
  }
  return all;
}

/// The sheet that best continues another one, at least so surely; -1 where there is none.
int follower_of(const Sheets& all, std::size_t i, double least) {
  int next = -1;
  for (std::size_t j = 0; j < all.size(); ++j) {
    throw_if_interrupted();
    if (i == j) continue;
    const double confidence = all.joint(i, j).confidence;
    if (confidence < least) continue;
    least = confidence;
    next = static_cast<int>(j);
  }
  return next;
}

/// The one order in which all sheets follow each other, from 1; empty if there is none.
std::vector<int> whole_order(const std::vector<int>& next) {
  std::vector<bool> follows(next.size(), false);
  for (const int n : next) {
    if (n < 0) continue;
    if (follows[static_cast<std::size_t>(n)]) return {};
    follows[static_cast<std::size_t>(n)] = true;
  }
  const auto first = std::find(follows.begin(), follows.end(), false);
  std::vector<int> order;
  for (int i = static_cast<int>(first - follows.begin()); i >= 0 && order.size() < next.size();
       i = next[static_cast<std::size_t>(i)])
    order.push_back(i + 1);
  return order.size() == next.size() && std::count(follows.begin(), follows.end(), false) == 1
             ? order
             : std::vector<int>{};
}

/// Refuses sheets of which one, without a sure overlap with the next, goes on in another one.
void refuse_other_order(const Sheets& all, const std::vector<SheetJoint>& joints) {
  for (std::size_t i = 0; i < joints.size(); ++i) {
    if (joints[i].confidence >= kOverlapAlone) continue;
    const int next = follower_of(all, i, joints[i].confidence < kSureOverlap ? kSureOverlap : kOverlapAlone);
    if (next < 0 || next == static_cast<int>(i) + 1) continue;
    std::vector<int> followers;
    for (std::size_t k = 0; k < all.size(); ++k) followers.push_back(follower_of(all, k, kOverlapAlone));
    const std::vector<int> order = whole_order(followers);
    throw refused_error(
        all.pages[i + 1].scan.string(),
        fmt::format(
            "the sheets are not in order: {} goes on in {}, not in {}{}", all.name(i),
            all.name(static_cast<std::size_t>(next)), all.name(i + 1),
            order.empty() ? "" : fmt::format("; they overlap in the order {}", fmt::join(order, " "))),
        kGiveInOrder);
  }
}

/// The joint of two sheets whose overlap cannot be proven.
SheetJoint joint_by_depth(const Sheets& all, std::size_t i) {
  OverlapOptions options;
  options.dpi = dpi_of(all.sheets[i].info);
  const SheetEnds& upper = all.ends[i];
  const SheetEnds& lower = all.ends[i + 1];
  const std::optional<EdgePlace> place =
      lay_edges(upper.bottom, upper.bottom_features, lower.top, lower.top_features, options);
  if (!place) {
    throw refused_error(
        all.pages[i + 1].scan.string(),
        fmt::format("{} does not surely continue {}: no overlap of the two can be proven, nor do "
                    "their depth lines show how they lie edge to edge; a sheet may be missing or "
                    "out of order",
                    all.name(i + 1), all.name(i)),
        kGiveInOrder);
  }
  SheetJoint joint;
  joint.proof = JointProof::kDepth;
  joint.upper_row = place->upper_row;
  joint.lower_row = place->lower_row;
  joint.right = place->right;
  joint.overlap_px = place->overlap_px;
  joint.period_px = place->period_px;
  return joint;
}

}  // namespace

std::string sheet_name(const std::vector<raster::ScanPage>& pages, std::size_t index) {
  const bool one_file = pages.front().scan == pages.back().scan;
  return one_file ? fmt::format("page {}", index + 1)
                  : fmt::format("sheet {} ({})", index + 1, pages[index].scan.filename().string());
}

SheetJoint find_joint(const StripSheet& upper, const SheetEnds& upper_ends, const StripSheet& lower,
                      const SheetEnds& lower_ends) {
  OverlapOptions options;
  options.dpi = dpi_of(lower.info);
  const OverlapPeak peak = find_overlap(upper_ends.bottom_features, lower_ends.top_features, options);
  const OverlapFit fit = fit_overlap(upper_ends.bottom, lower_ends.top, peak, options.dpi);
  SheetJoint joint;
  joint.confidence = overlap_confidence(peak, fit);
  joint.right = fit.right;
  joint.turn = fit.turn;
  joint.lower_row = fit.lower_row;
  // Both sheets are turned about their middles by half of what is left.
  const double pivot = 0.5 * (upper.bend.middle - fit.right + lower.bend.middle);
  joint.upper_row = fit.lower_row + fit.down + fit.turn * (pivot - fit.x);
  joint.overlap_px = upper.info.height - (joint.upper_row - joint.lower_row);
  joint.score = peak.score;
  joint.second = peak.second;
  return joint;
}

JointPlan plan_joints(const std::vector<raster::ScanPage>& pages, const raster::RasterOptions& options,
                      Progress& progress) {
  Sheets all = look_at_sheets(pages, options, progress);
  std::vector<SheetJoint> joints;
  std::vector<std::size_t> broken;
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    joints.push_back(all.joint(i, i + 1));
    if (joints.back().confidence < kSureOverlap) broken.push_back(i);
  }
  refuse_other_order(all, joints);
  for (const std::size_t i : broken) joints[i] = joint_by_depth(all, i);
  return {std::move(all.sheets), std::move(joints)};
}

}  // namespace logdigitise::sheet
