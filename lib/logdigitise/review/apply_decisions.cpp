#include "logdigitise/review/apply_decisions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "logdigitise/core/error.hpp"
#include "logdigitise/review/stretches.hpp"
#include "logdigitise/welllog/mnemonics.hpp"

namespace logdigitise::review {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kSameDepth = 1e-7;

/// Decisions at work on one log.
class Reviewer {
 public:
  Reviewer(const Decisions& decisions, ReviewedLog& log) : decisions_(decisions), log_(log) {
    for (const ReviewedCurve& curve : log.curves) names_.push_back(log.log.curves[curve.column].mnemonic);
  }

  void run() {
    for (const Decision& decision : decisions_.list) {
      ++number_;
      apply(decision);
    }
  }

 private:
  [[nodiscard]] Error error(const std::string& what) const {
    return input_error(fmt::format("{}: decision {}", decisions_.file, number_), what);
  }

  void apply(const Decision& decision) {
    if (decision.kind == Decision::Kind::kTie) {
      move_tie(decision);
      return;
    }
    ReviewedCurve& curve = find(decision.curve);
    check_depths(decision);
    switch (decision.kind) {
      case Decision::Kind::kDraw:
        draw(decision, curve);
        mark(curve, decision, "drawn");
        break;
      case Decision::Kind::kDelete:
        set(decision, curve, [](std::size_t) { return kNan; });
        mark(curve, decision, "deleted");
        break;
      case Decision::Kind::kAccept:
        mark(curve, decision, "accepted");
        break;
      case Decision::Kind::kLane:
        move_lane(decision, curve);
        mark(curve, decision, "lane");
        break;
      case Decision::Kind::kMove:
        move_lane(decision, curve);
        mark(curve, decision, "moved");
        break;
      case Decision::Kind::kScale:
        change_scale(decision, curve);
        break;
      case Decision::Kind::kRename:
        rename(decision, curve);
        break;
      case Decision::Kind::kTie:
        break;
    }
  }

  void check_depths(const Decision& decision) const {
    const bool has_depths =
        decision.kind != Decision::Kind::kScale && decision.kind != Decision::Kind::kRename;
    const double top = log_.log.depths.front();
    const double base = log_.log.depths.back();
    if (!has_depths || (decision.to >= top - kSameDepth && decision.from <= base + kSameDepth)) return;
    throw error(
        fmt::format("is about depths {} to {}; the log has {} to {}", decision.from, decision.to, top, base));
  }

  ReviewedCurve& find(const std::string& name) {
    const auto found = std::find(names_.begin(), names_.end(), name);
    if (found == names_.end()) {
      throw error(fmt::format("is about curve {}, which {} has not; expected one of {}", name,
                              log_.paths.log.filename().string(), fmt::join(names_, ", ")));
    }
    return log_.curves[static_cast<std::size_t>(found - names_.begin())];
  }

  static void mark(ReviewedCurve& curve, const Decision& decision, const std::string& what) {
    const Stretch stretch{decision.from, decision.to, what};
    curve.flagged = without(curve.flagged, stretch);
    curve.reviewed = without(curve.reviewed, stretch);
    curve.reviewed.push_back(stretch);
    std::sort(curve.reviewed.begin(), curve.reviewed.end(),
              [](const Stretch& a, const Stretch& b) { return a.from < b.from; });
  }

  [[nodiscard]] layout::Track& track_of(const ReviewedCurve& curve) {
    return log_.layout.tracks[curve.track];
  }
  [[nodiscard]] layout::Curve& curve_of(const ReviewedCurve& curve) {
    return track_of(curve).curves[curve.curve];
  }

  /// New values for the depths from..to; the confidence follows.
  template <typename ValueAt>
  void set(const Decision& decision, const ReviewedCurve& curve, ValueAt&& value_at) {
    const std::vector<double>& depths = log_.log.depths;
    for (std::size_t i = 0; i < depths.size(); ++i) {
      if (depths[i] < decision.from - kSameDepth || depths[i] > decision.to + kSameDepth) continue;
      const double value = value_at(i);
      log_.log.curves[curve.column].values[i] = value;
      if (curve.confidence_column >= 0) {
        log_.log.curves[static_cast<std::size_t>(curve.confidence_column)].values[i] =
            std::isnan(value) ? 0.0 : 1.0;
      }
    }
  }

  [[nodiscard]] double fraction(const ReviewedCurve& curve, double value) {
    const double u = layout::fraction_from_value(curve_of(curve), track_of(curve).scale, value);
    if (!std::isfinite(u))
      throw error(fmt::format("has the value {}, which the curve's scale has not", value));
    return u;
  }

  void draw(const Decision& decision, const ReviewedCurve& curve) {
    const layout::Scale scale = track_of(curve).scale;
    const std::vector<DepthPoint>& points = decision.points;
    std::vector<double> fractions;
    for (const DepthPoint& point : points) fractions.push_back(fraction(curve, point.value));
    set(decision, curve, [&](std::size_t i) {
      const double depth = log_.log.depths[i];
      const auto below = std::upper_bound(points.begin() + 1, points.end() - 1, depth,
                                          [](double d, const DepthPoint& point) { return d < point.depth; });
      const auto b = static_cast<std::size_t>(below - points.begin());
      const double t =
          std::clamp((depth - points[b - 1].depth) / (points[b].depth - points[b - 1].depth), 0.0, 1.0);
      const double u = fractions[b - 1] + t * (fractions[b] - fractions[b - 1]);
      return layout::value_from_fraction(curve_of(curve), scale, u);
    });
  }

  void move_lane(const Decision& decision, const ReviewedCurve& curve) {
    const layout::Scale scale = track_of(curve).scale;
    set(decision, curve, [&](std::size_t i) {
      const double value = log_.log.curves[curve.column].values[i];
      if (std::isnan(value)) return kNan;
      return layout::value_from_fraction(curve_of(curve), scale, fraction(curve, value) + decision.by);
    });
  }

  void change_scale(const Decision& decision, const ReviewedCurve& curve) {
    layout::Curve& scaled = curve_of(curve);
    const layout::Scale scale = track_of(curve).scale;
    if (scale == layout::Scale::kLog && (decision.left <= 0.0 || decision.right <= 0.0)) {
      throw error(fmt::format("gives a logarithmic scale {} to {}; expected values above 0", decision.left,
                              decision.right));
    }
    layout::Curve changed = scaled;
    changed.left = decision.left;
    changed.right = decision.right;
    for (double& value : log_.log.curves[curve.column].values) {
      const double u = layout::fraction_from_value(scaled, scale, value);
      value = std::isnan(u) ? kNan : layout::value_from_fraction(changed, scale, u);
    }
    scaled = changed;
  }

  void rename(const Decision& decision, const ReviewedCurve& curve) {
    const std::string name = welllog::legal_mnemonic(decision.name);
    for (const char* index : {"DEPT", "DEPTH"}) {
      if (welllog::same_name(index, name))
        throw error(fmt::format("calls {} {}, as the index is called", decision.curve, name));
    }
    for (std::size_t i = 0; i < log_.log.curves.size(); ++i) {
      if (i != curve.column && welllog::same_name(log_.log.curves[i].mnemonic, name)) {
        throw error(fmt::format("calls {} {}, as another curve is called", decision.curve, name));
      }
    }
    log_.log.curves[curve.column].mnemonic = name;
    curve_of(curve).mnemonic = name;
    if (curve.confidence_column >= 0) {
      welllog::Curve& sure = log_.log.curves[static_cast<std::size_t>(curve.confidence_column)];
      sure.mnemonic = name + "_CONF";
      sure.description = "confidence of " + name;
    }
  }

  void move_tie(const Decision& decision) {
    std::vector<layout::Tie>& ties = log_.layout.depth.ties;
    if (decision.tie >= ties.size()) {
      throw error(fmt::format("moves tie {}; the layout has {}, counted from 0", decision.tie, ties.size()));
    }
    const int number = ties[decision.tie].page;
    const double old_depth = ties[decision.tie].depth;
    ties[decision.tie].y = decision.y;
    // A printed depth may have ties left and right: it is one depth.
    for (layout::Tie& tie : ties) {
      if (tie.page == number && tie.depth == old_depth) tie.depth = decision.depth;
    }
    const auto changed = std::find_if(log_.pages.begin(), log_.pages.end(),
                                      [&](const PagePlace& page) { return page.page == number; });
    std::vector<layout::Tie> own;
    std::copy_if(ties.begin(), ties.end(), std::back_inserter(own),
                 [&](const layout::Tie& tie) { return tie.page == number; });
    const depth::DepthMap before = changed->map;
    try {
      changed->map = depth::DepthMap(own, before.skew());
    } catch (const Error& fault) {
      throw error(fmt::format("moves tie {} to depth {}, height {}: {}", decision.tie, decision.depth,
                              decision.y, fault.what()));
    }
    const auto index = static_cast<std::size_t>(changed - log_.pages.begin());
    for (welllog::Curve& curve : log_.log.curves) remap(index, before, curve.values);
    for (ReviewedCurve& curve : log_.curves) {
      for (std::vector<Stretch>* list : {&curve.flagged, &curve.reviewed}) {
        for (Stretch& stretch : *list) {
          for (double* depth : {&stretch.from, &stretch.to}) *depth = new_depth(index, before, *depth);
          if (stretch.from > stretch.to) std::swap(stretch.from, stretch.to);
        }
      }
    }
  }

  [[nodiscard]] double new_depth(std::size_t page, const depth::DepthMap& before, double depth) const {
    const depth::DepthMap& after = log_.pages[page].map;
    const double moved = after.depth_from_y(before.y_from_depth(depth));
    return page_of_depth(log_.pages, moved) == page ? moved : depth;
  }

  void remap(std::size_t page, const depth::DepthMap& before, std::vector<double>& values) const {
    const std::vector<double>& depths = log_.log.depths;
    std::vector<double> moved = values;
    for (std::size_t i = 0; i < depths.size(); ++i) {
      if (page_of_depth(log_.pages, depths[i]) != page) continue;
      moved[i] = value_at(depths, values, before.depth_from_y(log_.pages[page].map.y_from_depth(depths[i])));
    }
    values = std::move(moved);
  }

  const Decisions& decisions_;
  ReviewedLog& log_;
  std::vector<std::string> names_;
  std::size_t number_ = 0;
};

}  // namespace

void apply_decisions(const Decisions& decisions, ReviewedLog& log) { Reviewer(decisions, log).run(); }

std::vector<std::string> reviewed_remarks(const ReviewedLog& log, const Decisions& decisions) {
  std::vector<std::string> remarks = log.log.remarks;
  remarks.push_back(
      fmt::format("Corrected by review: {} decision(s) SHA-256 {}", decisions.list.size(), decisions.sha256));
  return remarks;
}

}  // namespace logdigitise::review
