#include "logdigitise/pipeline/sample_clues.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "logdigitise/pipeline/lanes.hpp"
#include "logdigitise/pipeline/pen_clues.hpp"
#include "logdigitise/pipeline/row_means.hpp"

namespace logdigitise::pipeline {

namespace {

constexpr double kSameStroke = 0.006;  // Share of the track's width.
constexpr double kBeside = 0.05;
constexpr double kEdge = 0.03;

double grown(double share) { return std::log1p(100.0 * std::min(share, 1.0)) / std::log(101.0); }

/// Largest of `values` within `reach` rows of each row, by van Herk's two passes: O(rows).
std::vector<float> largest_around(const std::vector<float>& values, std::size_t reach) {
  const std::size_t n = values.size();
  const std::size_t block = 2 * reach + 1;
  std::vector<float> ahead(n);
  std::vector<float> back(n);
  for (std::size_t i = 0; i < n; ++i)
    ahead[i] = i % block == 0 ? values[i] : std::max(ahead[i - 1], values[i]);
  for (std::size_t i = n; i-- > 0;)
    back[i] = i + 1 == n || (i + 1) % block == 0 ? values[i] : std::max(back[i + 1], values[i]);
  std::vector<float> most(n);
  for (std::size_t i = 0; i < n; ++i)
    most[i] = std::max(back[i > reach ? i - reach : 0], ahead[std::min(n - 1, i + reach)]);
  return most;
}

/// Distance to the nearest other curve of the track in each row, share of its width.
std::vector<float> nearest_other(const PageTraces& page, std::size_t which, const layout::Track& track) {
  const CurveRows& own = page.curves[which];
  const auto wraps = [&](const CurveRows& rows) {
    const Lanes lanes = lanes_of(track.curves[static_cast<std::size_t>(rows.curve)], track.scale);
    return lanes.left + lanes.right > 0;
  };
  const bool own_wraps = wraps(own);
  std::vector<float> nearest(own.fraction.size(), 1.0F);
  for (std::size_t k = 0; k < page.curves.size(); ++k) {
    const CurveRows& other = page.curves[k];
    if (k == which || other.track != own.track) continue;
    const bool on_each_other = own_wraps || wraps(other);  // Lanes of a wrapping curve are, on paper.
    for (std::size_t r = 0; r < nearest.size(); ++r) {
      const float apart = own.fraction[r] - other.fraction[r];
      const float on_paper = std::abs(on_each_other ? apart - std::round(apart) : apart);
      if (!std::isnan(apart)) nearest[r] = std::min(nearest[r], on_paper);
    }
  }
  return nearest;
}

/// Of the curve's band; of a usual one where the page knows of none.
double width_px(const PageTraces& page, int track) {
  for (const band::TrackBand& band : page.geometry.tracks)
    if (band.track == track) return band.right_px - band.left_px;
  return band::BandOptions{}.track_width_px;
}

bool drawn(const CurveRows& curve, std::size_t r) { return !std::isnan(curve.fraction[r]); }

RowMeans evidence_means(const CurveRows& curve, std::uint8_t trace::RowEvidence::*member) {
  return {curve.evidence.size(), [&](std::size_t r) { return curve.evidence[r].*member / 255.0; }};
}

/// How little speaks for the path in each row, 0..1.
std::vector<float> doubts_of(const CurveRows& curve) {
  std::vector<float> doubts;
  for (const trace::RowEvidence& seen : curve.evidence)
    doubts.push_back(1.0F - static_cast<float>(seen.on_path) / 255.0F);
  return doubts;
}

/// How far the curve goes from the row before to each row, share of the track; 0 beside a gap.
std::vector<float> moves_of(const CurveRows& curve) {
  std::vector<float> moves(curve.fraction.size(), 0.0F);
  for (std::size_t r = 1; r < moves.size(); ++r)
    if (drawn(curve, r) && drawn(curve, r - 1))
      moves[r] = std::abs(curve.fraction[r] - curve.fraction[r - 1]);
  return moves;
}

/// The same, less where there is evidence for it.
std::vector<float> leaps_of(const std::vector<float>& moves, const std::vector<float>& doubts) {
  std::vector<float> leaps(moves.size(), 0.0F);
  for (std::size_t r = 1; r < moves.size(); ++r) leaps[r] = moves[r] * std::max(doubts[r], doubts[r - 1]);
  return leaps;
}

/// What is known of one curve along the rows of its page, ready for means over windows of them.
class CurveClues {
 public:
  CurveClues(const PageTraces& page, std::size_t which, const layout::Track& track)
      : curve_(page.curves[which]),
        style_(track.curves[static_cast<std::size_t>(curve_.curve)].style),
        curves_of_track_(track.curves.size()),
        doubts_(doubts_of(curve_)),
        moves_(moves_of(curve_)),
        other_(nearest_other(page, which, track)),
        strokes_(curve_, width_px(page, curve_.track)) {}

  /// `near`: rows to both sides that are half a step away.
  [[nodiscard]] SampleClues around(std::size_t r, std::ptrdiff_t near) const {
    const auto row = static_cast<std::ptrdiff_t>(r);
    const double there = std::max(drawn_.mean(row, near), 1e-6);
    const double mean = position_.mean(row, near) / there;
    const double variance = std::max(0.0, square_.mean(row, near) / there - mean * mean);
    const double in_lane = mean - std::floor(mean);
    const double values[] = {
        path_.mean(row, near),
        path_.mean(row, 8),
        path_.mean(row, 32),
        path_.mean(row, 128),
        1.0 - most_doubt_[r],
        own_.mean(row, near),
        own_share_.mean(row, near),
        own_share_.mean(row, 32),
        rival_.mean(row, near),
        rival_.mean(row, 32),
        straight_.mean(row, near),
        straight_.mean(row, 64),
        drawn_.mean(row, 32),
        drawn_.mean(row, 128),
        grown(slope_.mean(row, near)),
        grown(std::sqrt(variance)),
        std::sqrt(std::min(1.0F, widest_leap_[r])),
        beside_.mean(row, near),
        shared_.mean(row, 32),
        mean < 0.0 || mean > 1.0 ? 1.0 : 0.0,
        1.0 - std::min(std::min(in_lane, 1.0 - in_lane), kEdge) / kEdge,
        style_ == layout::LineStyle::kDashed ? 1.0 : 0.0,
        style_ == layout::LineStyle::kDotted ? 1.0 : 0.0,
        style_ == layout::LineStyle::kLongDash ? 1.0 : 0.0,
        static_cast<double>(curves_of_track_ - 1) / 3.0,
        std::log2(static_cast<double>(near) * 2.0) / 4.0,
        width_.around(row, 32),
        width_.around(row, 128),
        darkness_.around(row, 32),
        strokes_.inked(row, 32),
        strokes_.inked(row, 256),
        strokes_.length(row, 256),
    };
    static_assert(std::size(values) == kClueNames.size());
    SampleClues clues{};
    std::transform(std::begin(values), std::end(values), clues.begin(),
                   [](double value) { return static_cast<float>(value); });
    return clues;
  }

 private:
  [[nodiscard]] RowMeans means(const std::function<double(std::size_t)>& value) const {
    return {curve_.fraction.size(), value};
  }

  const CurveRows& curve_;
  layout::LineStyle style_;
  std::size_t curves_of_track_;
  std::vector<float> doubts_;
  std::vector<float> moves_;
  std::vector<float> other_;  // Distance to the nearest other curve, share of the track.
  StrokePattern strokes_;

  RowMeans path_ = evidence_means(curve_, &trace::RowEvidence::on_path);
  RowMeans own_ = evidence_means(curve_, &trace::RowEvidence::own);
  RowMeans rival_ = evidence_means(curve_, &trace::RowEvidence::rival);
  RowMeans straight_ = evidence_means(curve_, &trace::RowEvidence::straight);
  RowMeans own_share_ = means([this](std::size_t r) {
    const trace::RowEvidence& seen = curve_.evidence[r];
    return (seen.own + 1.0) / (std::max(seen.ink, seen.own) + 1.0);
  });
  std::vector<float> most_doubt_ = largest_around(doubts_, 8);
  std::vector<float> widest_leap_ = largest_around(leaps_of(moves_, doubts_), 64);

  RowMeans drawn_ = means([this](std::size_t r) { return drawn(curve_, r) ? 1.0 : 0.0; });
  RowMeans slope_ = means([this](std::size_t r) { return moves_[r]; });
  FineRowMeans position_{curve_.fraction.size(),
                         [this](std::size_t r) { return drawn(curve_, r) ? curve_.fraction[r] : 0.0; }};
  FineRowMeans square_{
      curve_.fraction.size(), [this](std::size_t r) {
        return drawn(curve_, r) ? static_cast<double>(curve_.fraction[r]) * curve_.fraction[r] : 0.0;
      }};
  RowMeans beside_ =
      means([this](std::size_t r) { return 1.0 - std::min<double>(other_[r], kBeside) / kBeside; });
  RowMeans shared_ = means([this](std::size_t r) { return other_[r] < kSameStroke ? 1.0 : 0.0; });
  PenChange width_{curve_, moves_, [](const trace::RowEvidence& seen) {
                     return std::log2(static_cast<double>(seen.pen_width)) / 2.0;
                   }};
  PenChange darkness_{curve_, moves_,
                      [](const trace::RowEvidence& seen) { return 2.0 * seen.pen_ink / 255.0; }};
};

/// The rows of a page by depth, whichever way the depth grows on it.
class RowsByDepth {
 public:
  /// At least two rows.
  explicit RowsByDepth(const std::vector<double>& depth_of_row)
      : depth_of_row_(depth_of_row), downwards_(depth_of_row.back() > depth_of_row.front()) {}

  [[nodiscard]] double row_height() const {
    return std::abs(depth_of_row_.back() - depth_of_row_.front()) /
           static_cast<double>(depth_of_row_.size() - 1);
  }

  /// The last row that is not deeper, or the shallowest, unless it is further away than `within`. To be asked
  /// in the order of depth.
  [[nodiscard]] std::optional<std::size_t> next(double depth, double within) {
    while (at_ + 1 < depth_of_row_.size() && depth_of_row_[row(at_ + 1)] <= depth) ++at_;
    if (std::abs(depth_of_row_[row(at_)] - depth) > within) return std::nullopt;
    return row(at_);
  }

 private:
  [[nodiscard]] std::size_t row(std::size_t i) const { return downwards_ ? i : depth_of_row_.size() - 1 - i; }

  const std::vector<double>& depth_of_row_;
  bool downwards_;
  std::size_t at_ = 0;
};

}  // namespace

std::vector<SampleClues> sample_clues(const PageTraces& page, std::size_t which, const layout::Track& track,
                                      const std::vector<double>& depths, double step) {
  std::vector<SampleClues> clues(depths.size(), SampleClues{});
  if (page.depth.size() < 2) return clues;
  const CurveClues curve(page, which, track);
  RowsByDepth rows(page.depth);
  const auto near = std::max<std::ptrdiff_t>(1, std::lround(0.5 * step / rows.row_height()));
  for (std::size_t i = 0; i < depths.size(); ++i) {
    const auto row = rows.next(depths[i], std::max(step, 2.0 * rows.row_height()));
    if (row) clues[i] = curve.around(*row, near);
  }
  return clues;
}

}  // namespace logdigitise::pipeline
