#include "logdigitise/pipeline/borrowed_strokes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>

#include "logdigitise/pipeline/curve_character.hpp"
#include "logdigitise/pipeline/guessed_curves.hpp"

namespace logdigitise::pipeline {

namespace {

// Mean evidence of a curve's rows, counting those where it is alone and no straight line. Of 279 drawn curves
// of wells for choosing that measure something else than the rest of their track none has less; of 150 that
// the layout had and the paper had not, 115.
constexpr double kLeastAlone = 0.12;
constexpr std::size_t kFewestRows = 250;

// Odds in nats. The rows of one stroke are far from independent: a curve that is seen twice as well on it is
// taken for e^3 times as likely. How it runs is not enough to take a curve off that is seen as well.
constexpr double kPerDoubling = 3.0;
constexpr double kFaintest = 0.02;
constexpr double kMostBySight = 4.0;
constexpr double kMostByCharacter = 2.0;
constexpr double kClear = 0.1;     ///< A curve with a lesser chance to be the one that is drawn is taken off.
constexpr double kUnclear = 0.35;  ///< The least chance of one that stays.
constexpr double kStretchFt = 100.0;

/// One curve lies on another's stroke. Indices into PageTraces::curves.
struct Borrowing {
  std::size_t borrower = 0;
  std::size_t lender = 0;
};

class BorrowedStrokes {
 public:
  BorrowedStrokes(const layout::Layout& layout, PageTraces& page) : layout_(layout), page_(page) {
    for (std::size_t r = 0; r < page.depth.size(); ++r) {
      if (page.depth[r] >= layout.depth.top && page.depth[r] <= layout.depth.base) rows_.push_back(r);
    }
    depth_ft_ = page.depth;
    if (layout.depth.unit == DepthUnit::kMetres)
      for (double& depth : depth_ft_) depth /= kMetresPerFoot;
  }

  std::vector<std::string> run() {
    std::vector<std::string> messages;
    if (rows_.size() < kFewestRows) return messages;
    std::vector<bool> is_settled(page_.curves.size());
    for (std::size_t a = 0; a < page_.curves.size(); ++a) {
      const std::optional<std::size_t> lender = is_settled[a] ? std::nullopt : lender_of(a);
      if (!lender) continue;
      const bool lender_is_drawn = seen_alone(*lender) >= kLeastAlone;
      const double odds = lender_is_drawn ? std::min(odds_of(a, *lender), 0.0) : odds_of(a, *lender);
      const Borrowing found = odds <= 0.0 ? Borrowing{a, *lender} : Borrowing{*lender, a};
      double chance = 1.0 / (1.0 + std::exp(std::abs(odds)));  // Of the borrower.
      if (chance >= kClear) chance = std::max(chance, kUnclear);
      settle(found, chance, lender_is_drawn);
      messages.push_back(message(found, chance));
      is_settled[found.borrower] = true;
      if (chance >= kClear) is_settled[found.lender] = true;  // Both stay, both have been told.
    }
    return messages;
  }

 private:
  [[nodiscard]] const layout::Track& track_of(std::size_t which) const {
    return layout_.tracks[static_cast<std::size_t>(page_.curves[which].track)];
  }

  /// A layout may leave units out: curves on one scale are then taken for alike.
  [[nodiscard]] bool measure_the_same(const CurveRows& a, const CurveRows& b) const {
    const std::vector<layout::Curve>& curves = layout_.tracks[static_cast<std::size_t>(a.track)].curves;
    const layout::Curve& one = curves[static_cast<std::size_t>(a.curve)];
    const layout::Curve& other = curves[static_cast<std::size_t>(b.curve)];
    const bool is_one_unit = one.unit == other.unit || one.unit.empty() || other.unit.empty();
    return is_one_unit && one.left == other.left && one.right == other.right;
  }

  [[nodiscard]] bool is_alone(const CurveRows& own, std::size_t row) const {
    return std::none_of(page_.curves.begin(), page_.curves.end(), [&](const CurveRows& other) {
      return &other != &own && other.track == own.track && on_one_stroke(own, other, row);
    });
  }

  /// Mean evidence of the curve's rows in the section, counting those where it is alone and no straight line.
  [[nodiscard]] double seen_alone(std::size_t which) const {
    const CurveRows& own = page_.curves[which];
    double sum = 0.0;
    for (const std::size_t r : rows_) {
      const trace::RowEvidence& evidence = own.evidence[r];
      if (!std::isnan(own.fraction[r]) && is_alone(own, r))
        sum += evidence.on_path / 255.0 * (1.0 - evidence.straight / 255.0);
    }
    return sum / static_cast<double>(std::max<std::size_t>(1, rows_found(own)));
  }

  [[nodiscard]] std::size_t rows_found(const CurveRows& curve) const {
    return static_cast<std::size_t>(std::count_if(
        rows_.begin(), rows_.end(), [&](std::size_t r) { return !std::isnan(curve.fraction[r]); }));
  }

  /// The curve whose stroke this one lies on in most rows and that measures something else; nothing if it has
  /// strokes of its own, or too few rows to tell.
  [[nodiscard]] std::optional<std::size_t> lender_of(std::size_t which) const {
    const CurveRows& own = page_.curves[which];
    const std::size_t found = rows_found(own);
    if (found < kFewestRows || has_guessed_curves(track_of(which))) return std::nullopt;
    if (seen_alone(which) >= kLeastAlone) return std::nullopt;
    std::optional<std::size_t> lender;
    std::size_t most = 0;
    for (std::size_t other = 0; other < page_.curves.size(); ++other) {
      const CurveRows& rows = page_.curves[other];
      if (other == which || rows.track != own.track || measure_the_same(own, rows)) continue;
      const auto together = static_cast<std::size_t>(std::count_if(
          rows_.begin(), rows_.end(), [&](std::size_t r) { return on_one_stroke(own, rows, r); }));
      if (2 * together < found || together <= most) continue;
      most = together;
      lender = other;
    }
    return lender;
  }

  /// Nats for the first curve to be the one whose stroke they share.
  [[nodiscard]] double odds_of(std::size_t first, std::size_t second) const {
    const CurveRows& a = page_.curves[first];
    const CurveRows& b = page_.curves[second];
    double seen_a = 0.0;
    double seen_b = 0.0;
    double together = 0.0;
    std::vector<float> as_a(a.fraction.size(), std::numeric_limits<float>::quiet_NaN());
    std::vector<float> as_b = as_a;  // Each in lanes of its own.
    for (const std::size_t r : rows_) {
      if (!on_one_stroke(a, b, r)) continue;
      seen_a += a.evidence[r].own / 255.0;
      seen_b += b.evidence[r].own / 255.0;
      together += 1.0;
      as_a[r] = a.fraction[r];
      as_b[r] = b.fraction[r];
    }
    const double seen =
        kPerDoubling * std::log2((seen_a / together + kFaintest) / (seen_b / together + kFaintest));
    return std::clamp(seen, -kMostBySight, kMostBySight) +
           std::clamp(odds_by_character(a, as_a, b, as_b), -kMostByCharacter, kMostByCharacter);
  }

  /// The sum over stretches, which are alike in one well, over the root of their number.
  [[nodiscard]] double odds_by_character(const CurveRows& a, const std::vector<float>& on_a,
                                         const CurveRows& b, const std::vector<float>& on_b) const {
    const layout::Track& track = layout_.tracks[static_cast<std::size_t>(a.track)];
    double sum = 0.0;
    double stretches = 0.0;
    for (std::size_t first = 0; first < depth_ft_.size();) {
      std::size_t last = first + 1;
      while (last < depth_ft_.size() && std::abs(depth_ft_[last] - depth_ft_[first]) < kStretchFt) ++last;
      const auto likely = [&](const CurveRows& name, const std::vector<float>& stroke) {
        return likely_character(track.curves[static_cast<std::size_t>(name.curve)], track.scale,
                                std::span(depth_ft_).subspan(first, last - first),
                                std::span(stroke).subspan(first, last - first));
      };
      const double as_a = likely(a, on_a);
      const double as_b = likely(b, on_b);
      if (as_a != 0.0 && as_b != 0.0) {
        sum += as_a - as_b;
        stretches += 1.0;
      }
      first = last;
    }
    return stretches > 0.0 ? sum / std::sqrt(stretches) : 0.0;
  }

  /// The borrower is in doubt everywhere, its lender on the stroke alone, and not even there if it is seen
  /// elsewhere.
  void settle(const Borrowing& found, double chance, bool lender_is_drawn) {
    CurveRows& borrower = page_.curves[found.borrower];
    CurveRows& lender = page_.curves[found.lender];
    const auto doubt = [](CurveRows& curve, std::size_t row, double drawn) {
      curve.drawn.resize(curve.fraction.size(), 1.0F);
      curve.drawn[row] = std::min(curve.drawn[row], static_cast<float>(drawn));
    };
    for (std::size_t r = 0; r < borrower.fraction.size(); ++r) {
      const bool is_shared = on_one_stroke(borrower, lender, r);
      doubt(borrower, r, is_shared ? chance : std::max(chance, kUnclear));
      if (is_shared && !lender_is_drawn) doubt(lender, r, 1.0 - chance);
      if (!is_shared || chance >= kClear) continue;
      borrower.fraction[r] = std::numeric_limits<float>::quiet_NaN();
      borrower.evidence[r] = {};
      borrower.flags[r] = trace::Flag::kUnsure;
    }
  }

  [[nodiscard]] std::string message(const Borrowing& found, double chance) const {
    const layout::Track& track = track_of(found.borrower);
    const auto name = [&](std::size_t which) {
      return track.curves[static_cast<std::size_t>(page_.curves[which].curve)].mnemonic;
    };
    if (chance < kClear)
      return fmt::format("track {}: {} was seen nowhere but on the stroke of {} and is left out there",
                         track.name, name(found.borrower), name(found.lender));
    return fmt::format("track {}: {} and {} were found on one stroke; it may belong to either", track.name,
                       name(found.borrower), name(found.lender));
  }

  const layout::Layout& layout_;
  PageTraces& page_;
  std::vector<std::size_t> rows_;  ///< Of the page, in the section.
  std::vector<double> depth_ft_;   ///< Of each row of the page.
};

}  // namespace

std::vector<std::string> leave_borrowed_strokes(const layout::Layout& layout, PageTraces& page) {
  return BorrowedStrokes(layout, page).run();
}

}  // namespace logdigitise::pipeline
