#include "logdigitise/pipeline/borrowed_strokes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>

#include "logdigitise/pipeline/curve_character.hpp"
#include "logdigitise/pipeline/curve_kinds.hpp"
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
      const double odds = odds_of(a, *lender);
      const Borrowing found = odds < 0.0 ? Borrowing{a, *lender} : Borrowing{*lender, a};
      double chance = 1.0 / (1.0 + std::exp(std::abs(odds)));  // Of the borrower.
      if (chance >= kClear) chance = std::max(chance, kUnclear);
      settle(found, chance);
      messages.push_back(message(found, chance));
      is_settled[found.borrower] = true;
    }
    return messages;
  }

 private:
  [[nodiscard]] const layout::Track& track_of(std::size_t which) const {
    return layout_.tracks[static_cast<std::size_t>(page_.curves[which].track)];
  }

  [[nodiscard]] bool measure_the_same(const CurveRows& a, const CurveRows& b) const {
    const layout::Track& track = layout_.tracks[static_cast<std::size_t>(a.track)];
    const int kind = kind_of(track, a.curve);
    return kind >= 0 && kind == kind_of(track, b.curve);
  }

  /// The curve whose stroke this one lies on in most rows and that measures something else; nothing if it has
  /// strokes of its own.
  [[nodiscard]] std::optional<std::size_t> lender_of(std::size_t which) const {
    const CurveRows& own = page_.curves[which];
    if (has_guessed_curves(track_of(which))) return std::nullopt;
    std::vector<std::size_t> together(page_.curves.size());
    std::size_t found = 0;
    double seen_alone = 0.0;
    for (const std::size_t r : rows_) {
      if (std::isnan(own.fraction[r])) continue;
      ++found;
      bool is_alone = true;
      for (std::size_t other = 0; other < page_.curves.size(); ++other) {
        const CurveRows& rows = page_.curves[other];
        if (other == which || rows.track != own.track || !on_one_stroke(own, rows, r)) continue;
        is_alone = false;
        if (!measure_the_same(own, rows)) ++together[other];
      }
      const trace::RowEvidence& evidence = own.evidence[r];
      if (is_alone) seen_alone += evidence.on_path / 255.0 * (1.0 - evidence.straight / 255.0);
    }
    if (found == 0 || seen_alone >= kLeastAlone * static_cast<double>(found)) return std::nullopt;
    const auto most = std::max_element(together.begin(), together.end());
    if (2 * *most < found) return std::nullopt;
    return static_cast<std::size_t>(most - together.begin());
  }

  /// Nats for the first curve to be the one whose stroke they share.
  [[nodiscard]] double odds_of(std::size_t first, std::size_t second) const {
    const CurveRows& a = page_.curves[first];
    const CurveRows& b = page_.curves[second];
    double seen_a = 0.0;
    double seen_b = 0.0;
    double together = 0.0;
    std::vector<float> stroke(a.fraction.size(), std::numeric_limits<float>::quiet_NaN());
    for (const std::size_t r : rows_) {
      if (!on_one_stroke(a, b, r)) continue;
      seen_a += a.evidence[r].own / 255.0;
      seen_b += b.evidence[r].own / 255.0;
      together += 1.0;
      stroke[r] = b.fraction[r];
    }
    const double seen =
        kPerDoubling * std::log2((seen_a / together + kFaintest) / (seen_b / together + kFaintest));
    return std::clamp(seen, -kMostBySight, kMostBySight) +
           std::clamp(odds_by_character(a, b, stroke), -kMostByCharacter, kMostByCharacter);
  }

  /// The sum over stretches, which are alike in one well, over the root of their number.
  [[nodiscard]] double odds_by_character(const CurveRows& a, const CurveRows& b,
                                         const std::vector<float>& stroke) const {
    const layout::Track& track = layout_.tracks[static_cast<std::size_t>(a.track)];
    double sum = 0.0;
    double stretches = 0.0;
    for (std::size_t first = 0; first < depth_ft_.size();) {
      std::size_t last = first + 1;
      while (last < depth_ft_.size() && std::abs(depth_ft_[last] - depth_ft_[first]) < kStretchFt) ++last;
      const auto likely = [&](const CurveRows& name) {
        return likely_character(track.curves[static_cast<std::size_t>(name.curve)], track.scale,
                                std::span(depth_ft_).subspan(first, last - first),
                                std::span(stroke).subspan(first, last - first));
      };
      const double as_a = likely(a);
      const double as_b = likely(b);
      if (as_a != 0.0 && as_b != 0.0) {
        sum += as_a - as_b;
        stretches += 1.0;
      }
      first = last;
    }
    return stretches > 0.0 ? sum / std::sqrt(stretches) : 0.0;
  }

  void settle(const Borrowing& found, double chance) {
    CurveRows& borrower = page_.curves[found.borrower];
    CurveRows& lender = page_.curves[found.lender];
    borrower.drawn = std::min(borrower.drawn, static_cast<float>(chance));
    lender.drawn = std::min(lender.drawn, static_cast<float>(1.0 - chance));
    if (chance >= kClear) return;
    for (std::size_t r = 0; r < borrower.fraction.size(); ++r) {
      if (!on_one_stroke(borrower, lender, r)) continue;
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
