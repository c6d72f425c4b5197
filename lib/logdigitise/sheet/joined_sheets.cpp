#include "logdigitise/sheet/joined_sheets.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "logdigitise/band/band.hpp"

namespace logdigitise::sheet {

namespace {

constexpr double kEdgePitchPx = 256.0;
constexpr double kSamePx = 2.0;  // A joint's tie is not put beside another one.

/// A depth line of the strip: its points at the layout's left and right, as inspect lays them.
struct StripTie {
  layout::Tie left;
  layout::Tie right;

  [[nodiscard]] double y() const { return 0.5 * (left.y + right.y); }
};

std::vector<StripTie> pairs_of(const std::vector<layout::Tie>& ties) {
  std::vector<StripTie> pairs;
  for (std::size_t i = 0; i + 1 < ties.size(); i += 2) pairs.push_back({ties[i], ties[i + 1]});
  return pairs;
}

layout::Tie between(const layout::Tie& a, const layout::Tie& b, double t) {
  return {a.x + t * (b.x - a.x), a.y + t * (b.y - a.y), a.depth + t * (b.depth - a.depth), 1};
}

/// The depth line through a height of the strip; nothing beyond the ties.
std::optional<StripTie> tie_at(const std::vector<StripTie>& ties, double y) {
  for (std::size_t i = 1; i < ties.size(); ++i) {
    const double above = ties[i - 1].y();
    const double below = ties[i].y();
    if (y < above || y > below) continue;
    const double t = (y - above) / (below - above);
    return StripTie{between(ties[i - 1].left, ties[i].left, t), between(ties[i - 1].right, ties[i].right, t)};
  }
  return std::nullopt;
}

void add_tie(const SheetStrip& strip, std::size_t sheet, const StripTie& tie,
             std::vector<layout::Tie>& ties) {
  for (const layout::Tie& one : {tie.left, tie.right}) {
    const SheetPoint at = strip.on_sheet(sheet, one.x, one.y);
    ties.push_back({at.x, at.y, one.depth, at.page});
  }
}

void put_ties(const SheetStrip& strip, const std::vector<StripTie>& ties, std::vector<layout::Tie>& out) {
  for (std::size_t s = 0; s < strip.sheets.size(); ++s) {
    const StripSheet& sheet = strip.sheets[s];
    const auto joint = [&](int row) -> std::optional<StripTie> {
      return row <= 0 || row >= strip.info.height ? std::nullopt : tie_at(ties, row);
    };
    const std::optional<StripTie> top = s > 0 ? joint(sheet.first_row) : std::nullopt;
    const std::optional<StripTie> base = s + 1 < strip.sheets.size() ? joint(sheet.last_row) : std::nullopt;
    if (top) add_tie(strip, s, *top, out);
    for (const StripTie& tie : ties) {
      const double y = tie.y();
      if (y < sheet.first_row || y >= sheet.last_row) continue;
      if ((top && y - top->y() < kSamePx) || (base && base->y() - y < kSamePx)) continue;
      add_tie(strip, s, tie, out);
    }
    if (base) add_tie(strip, s, *base, out);
  }
}

/// Edges of a track on the sheets whose depth is known.
std::vector<layout::Edge> put_edges(const SheetStrip& strip, const layout::Track& track,
                                    const std::vector<layout::Tie>& ties) {
  const std::vector<layout::Edge>& edges = track.edges;
  std::vector<layout::Edge> out;
  for (std::size_t s = 0; s < strip.sheets.size(); ++s) {
    const int page = static_cast<int>(s) + 1;
    if (std::none_of(ties.begin(), ties.end(), [&](const layout::Tie& tie) { return tie.page == page; }))
      continue;
    const StripSheet& sheet = strip.sheets[s];
    const double first = std::max<double>(sheet.first_row, std::min(edges.front().y, sheet.last_row - 1.0));
    const double last = std::min<double>(sheet.last_row, std::max(edges.back().y, sheet.first_row + 1.0));
    const int pieces = std::max(1, static_cast<int>(std::lround((last - first) / kEdgePitchPx)));
    for (int i = 0; i <= pieces; ++i) {
      const double y = first + (last - first) * i / pieces;
      const band::EdgePair edge = band::edges_at(track, 1, y);
      const SheetPoint left = strip.on_sheet(s, edge.left, y);
      const SheetPoint right = strip.on_sheet(s, edge.right, y);
      out.push_back({0.5 * (left.y + right.y), left.x, right.x, page});
    }
  }
  return out;
}

}  // namespace

std::vector<JointEvidence> joint_evidence(const Inspection& found) {
  std::vector<JointEvidence> list;
  if (!found.strip) return list;
  const SheetStrip& strip = *found.strip;
  for (std::size_t j = 0; j < strip.joints.size(); ++j) {
    const SheetJoint& joint = strip.joints[j];
    const double x = 0.5 * strip.info.width;
    list.push_back({strip.on_sheet(j, x, joint.strip_y), strip.on_sheet(j + 1, x, joint.strip_y),
                    joint.overlap_px, joint.proof == JointProof::kOverlap ? "overlap" : "depth",
                    joint.confidence, joint.score, joint.second});
  }
  return list;
}

layout::Layout layout_on_sheets(const layout::Layout& on_strip, const SheetStrip& strip) {
  layout::Layout layout = on_strip;
  layout.depth.ties.clear();
  put_ties(strip, pairs_of(on_strip.depth.ties), layout.depth.ties);
  for (std::size_t t = 0; t < layout.tracks.size(); ++t)
    layout.tracks[t].edges = put_edges(strip, on_strip.tracks[t], layout.depth.ties);
  return layout;
}

}  // namespace logdigitise::sheet
