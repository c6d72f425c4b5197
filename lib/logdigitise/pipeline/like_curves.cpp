#include "logdigitise/pipeline/like_curves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "logdigitise/pipeline/curve_character.hpp"
#include "logdigitise/pipeline/guessed_curves.hpp"

namespace logdigitise::pipeline {

namespace {

constexpr double kSameValue = 0.01;   // Of the track: a name that is wrong then costs nothing.
constexpr double kMeeting = 0.015;    // Of the track: strokes may be exchanged where they come so near.
constexpr double kStretchFt = 100.0;  // What curve_character.hpp's table was made from.
constexpr std::size_t kMostLike = 4;  // 24 ways to deal them out.
constexpr double kSure = 0.9;         // A name that is likelier is not flagged.
constexpr double kSameChance = 1e-9;  // Sums of one thing in another order differ by less.
constexpr double kExchange = 3.0;     // Nats that an exchange at a meeting costs.
constexpr double kAsDrawn = 5.0;      // Nats for strokes whose weights are as the layout says.
// Stretches of one well are alike, so they do not count one each; of pairs on drawn logs of wells for
// choosing, with one stretch, 0.7 times the difference is about the log of the odds.
constexpr double kWorth = 0.7;

using Deal = std::vector<std::size_t>;  ///< Of each curve of the group: which stroke is its.

/// Rows [first, last), and whether strokes may have been exchanged where it begins.
struct Stretch {
  int first = 0;
  int last = 0;
  bool meets_before = false;
};

/// Share of the track, on paper: lanes of curves that wrap lie on each other.
float apart_on_paper(float a, float b) {
  const float apart = a - b;
  return std::abs(apart - std::round(apart));
}

bool meet(const std::vector<CurveRows*>& strokes, std::size_t row) {
  for (std::size_t a = 0; a < strokes.size(); ++a) {
    if (std::isnan(strokes[a]->fraction[row])) return true;
    for (std::size_t b = 0; b < a; ++b) {
      if (apart_on_paper(strokes[a]->fraction[row], strokes[b]->fraction[row]) < kMeeting) return true;
    }
  }
  return false;
}

/// About kStretchFt each; where there is a meeting in the second half of a stretch it ends at its last one.
std::vector<Stretch> stretches_of(const std::vector<CurveRows*>& strokes,
                                  const std::vector<double>& depth_ft) {
  std::vector<Stretch> stretches;
  const auto rows = static_cast<int>(depth_ft.size());
  int first = 0;
  int meeting = -1;
  bool meets_before = false;
  for (int r = 0; r < rows; ++r) {
    const double length =
        std::abs(depth_ft[static_cast<std::size_t>(r)] - depth_ft[static_cast<std::size_t>(first)]);
    if (length > 0.5 * kStretchFt && meet(strokes, static_cast<std::size_t>(r))) meeting = r;
    if (length < kStretchFt && r + 1 < rows) continue;
    const bool is_last = r + 1 == rows;
    const int end = is_last ? rows : (meeting > first ? meeting : r);
    stretches.push_back({first, end, meets_before});
    meets_before = meeting > first;
    first = end;
    meeting = -1;
    if (!is_last) r = end;
  }
  return stretches;
}

std::vector<Deal> all_deals(std::size_t strokes) {
  Deal deal(strokes);
  std::iota(deal.begin(), deal.end(), std::size_t{0});
  std::vector<Deal> deals;
  do {
    deals.push_back(deal);
  } while (std::next_permutation(deal.begin(), deal.end()));
  return deals;
}

/// A stroke as it would lie if it were this curve's: one that cannot wrap stays in the track.
float as_drawn(const layout::Curve& curve, float u) { return curve.wrap ? u : u - std::floor(u); }

double log_sum(const std::vector<double>& terms) {
  const double most = *std::max_element(terms.begin(), terms.end());
  double sum = 0.0;
  for (const double term : terms) sum += std::exp(term - most);
  return most + std::log(sum);
}

/// What a stretch says to the next one: log of the chance of each deal, with exchanges where they meet.
std::vector<double> passed_on(const std::vector<double>& from, bool meets) {
  std::vector<double> to = from;
  if (!meets) return to;
  const double exchanged = log_sum(from) - kExchange;
  for (double& chance : to) chance = log_sum({chance, exchanged});
  return to;
}

bool nearly_like(const layout::Curve& a, const layout::Curve& b, bool scan_has_colour) {
  return a.style == b.style && (!scan_has_colour || a.colour == b.colour);
}

template <typename Like>
std::vector<std::vector<int>> groups_of(const layout::Track& track, const Like& like) {
  std::vector<std::vector<int>> groups;
  if (has_guessed_curves(track)) return groups;
  for (int c = 0; c < static_cast<int>(track.curves.size()); ++c) {
    const auto group = std::find_if(groups.begin(), groups.end(), [&](const std::vector<int>& some) {
      return like(track.curves[static_cast<std::size_t>(some.front())],
                  track.curves[static_cast<std::size_t>(c)]);
    });
    if (group != groups.end()) {
      group->push_back(c);
    } else {
      groups.push_back({c});
    }
  }
  std::erase_if(groups, [](const std::vector<int>& group) { return group.size() < 2; });
  return groups;
}

layout::LineWeight weight_of(const layout::Layout& layout, const CurveRows& rows) {
  return layout.tracks[static_cast<std::size_t>(rows.track)]
      .curves[static_cast<std::size_t>(rows.curve)]
      .weight;
}

/// The curves of one group on one page.
class Naming {
 public:
  Naming(const layout::Track& track, std::vector<CurveRows*> strokes, const std::vector<double>& depth_ft)
      : track_(track),
        strokes_(std::move(strokes)),
        depth_ft_(depth_ft),
        deals_(all_deals(strokes_.size())),
        stretches_(stretches_of(strokes_, depth_ft)) {}

  void run() {
    for (CurveRows* stroke : strokes_)
      stroke->named.assign(depth_ft_.size(), 1.0F / static_cast<float>(strokes_.size()));
    if (stretches_.empty()) return;
    weigh();
    const std::vector<std::vector<double>> chances = chances_of_deals();
    for (std::size_t s = 0; s < stretches_.size(); ++s) {
      // The first of those that are as likely: deals begin with the one that leaves all as it is.
      const double most = *std::max_element(chances[s].begin(), chances[s].end());
      const auto found = std::find_if(chances[s].begin(), chances[s].end(),
                                      [&](double chance) { return chance >= most - kSameChance; });
      const auto best = static_cast<std::size_t>(found - chances[s].begin());
      deal_out(stretches_[s], deals_[best], chances[s]);
    }
  }

 private:
  [[nodiscard]] const layout::Curve& curve(std::size_t k) const {
    return track_.curves[static_cast<std::size_t>(strokes_[k]->curve)];
  }

  /// Whether each curve gets a stroke that was read for one of its weight.
  [[nodiscard]] bool keeps_weights(const Deal& deal) const {
    for (std::size_t k = 0; k < deal.size(); ++k)
      if (curve(deal[k]).weight != curve(k).weight) return false;
    return true;
  }

  /// Log-likelihood of each deal in each stretch.
  void weigh() {
    const double of_all = 1.0 / std::sqrt(static_cast<double>(stretches_.size()));
    for (const Stretch& stretch : stretches_) {
      const auto first = static_cast<std::size_t>(stretch.first);
      const auto rows = static_cast<std::size_t>(stretch.last - stretch.first);
      const std::span<const double> depth = std::span(depth_ft_).subspan(first, rows);
      std::vector<std::vector<double>> likely(strokes_.size());  // By curve and stroke.
      for (std::size_t k = 0; k < strokes_.size(); ++k) {
        for (const CurveRows* stroke : strokes_) {
          std::vector<float> fraction(rows);
          for (std::size_t r = 0; r < rows; ++r)
            fraction[r] = as_drawn(curve(k), stroke->fraction[first + r]);
          likely[k].push_back(likely_character(curve(k), track_.scale, depth, fraction));
        }
      }
      std::vector<double>& weights = weights_.emplace_back();
      for (const Deal& deal : deals_) {
        double sum = 0.0;
        for (std::size_t k = 0; k < deal.size(); ++k) sum += likely[k][deal[k]];
        weights.push_back(of_all * (kWorth * sum + (keeps_weights(deal) ? kAsDrawn : 0.0)));
      }
    }
  }

  /// Forwards and backwards over the stretches.
  [[nodiscard]] std::vector<std::vector<double>> chances_of_deals() const {
    const std::size_t n = stretches_.size();
    std::vector<std::vector<double>> before(n, std::vector<double>(deals_.size(), 0.0));
    std::vector<std::vector<double>> after = before;
    const auto with_own = [&](const std::vector<double>& side, std::size_t s) {
      std::vector<double> sum = side;
      for (std::size_t d = 0; d < sum.size(); ++d) sum[d] += weights_[s][d];
      return sum;
    };
    for (std::size_t s = 1; s < n; ++s)
      before[s] = passed_on(with_own(before[s - 1], s - 1), stretches_[s].meets_before);
    for (std::size_t s = n - 1; s > 0; --s)
      after[s - 1] = passed_on(with_own(after[s], s), stretches_[s].meets_before);
    std::vector<std::vector<double>> chances;
    for (std::size_t s = 0; s < n; ++s) {
      std::vector<double>& own = chances.emplace_back(with_own(before[s], s));
      for (std::size_t d = 0; d < own.size(); ++d) own[d] += after[s][d];
      const double all = log_sum(own);
      for (double& one : own) one = std::exp(one - all);
    }
    return chances;
  }

  void deal_out(const Stretch& stretch, const Deal& deal, const std::vector<double>& chances) {
    std::vector<float> named(deal.size(), 0.0F);
    for (std::size_t d = 0; d < deals_.size(); ++d) {
      for (std::size_t k = 0; k < deal.size(); ++k) {
        if (deals_[d][k] == deal[k]) named[k] += static_cast<float>(chances[d]);
      }
    }
    for (auto row = static_cast<std::size_t>(stretch.first); row < static_cast<std::size_t>(stretch.last);
         ++row) {
      std::vector<float> fraction;
      std::vector<trace::RowEvidence> evidence;
      std::vector<trace::Flag> flags;
      for (const CurveRows* stroke : strokes_) {
        fraction.push_back(stroke->fraction[row]);
        evidence.push_back(stroke->evidence[row]);
        flags.push_back(stroke->flags[row]);
      }
      for (std::size_t k = 0; k < deal.size(); ++k) {
        CurveRows& rows = *strokes_[k];
        rows.named[row] = named[k];
        if (deal[k] == k) continue;
        rows.fraction[row] = as_drawn(curve(k), fraction[deal[k]]);
        rows.evidence[row] = evidence[deal[k]];
        rows.flags[row] = flags[deal[k]];
      }
    }
  }

  const layout::Track& track_;
  std::vector<CurveRows*> strokes_;
  const std::vector<double>& depth_ft_;
  std::vector<Deal> deals_;
  std::vector<Stretch> stretches_;
  std::vector<std::vector<double>> weights_;  // By stretch and deal.
};

}  // namespace

std::vector<std::vector<int>> like_curves(const layout::Track& track, bool scan_has_colour) {
  return groups_of(track, [&](const layout::Curve& a, const layout::Curve& b) {
    return nearly_like(a, b, scan_has_colour) && a.weight == b.weight;
  });
}

std::vector<std::vector<int>> nearly_like_curves(const layout::Track& track, bool scan_has_colour) {
  return groups_of(track, [&](const layout::Curve& a, const layout::Curve& b) {
    return nearly_like(a, b, scan_has_colour);
  });
}

void name_like_curves(const layout::Layout& layout, PageTraces& page) {
  constexpr double kFeetPerMetre = 1.0 / kMetresPerFoot;
  std::vector<double> depth_ft = page.depth;
  if (layout.depth.unit == DepthUnit::kMetres)
    for (double& depth : depth_ft) depth *= kFeetPerMetre;
  for (std::size_t t = 0; t < layout.tracks.size(); ++t) {
    for (const std::vector<int>& group : nearly_like_curves(layout.tracks[t], page.scan_has_colour)) {
      std::vector<CurveRows*> strokes;
      for (CurveRows& rows : page.curves) {
        const bool in_group = rows.track == static_cast<int>(t) &&
                              std::find(group.begin(), group.end(), rows.curve) != group.end();
        if (in_group) strokes.push_back(&rows);
      }
      if (strokes.size() < 2) continue;
      if (strokes.size() <= kMostLike) {
        Naming(layout.tracks[t], strokes, depth_ft).run();
      } else {
        for (CurveRows* rows : strokes) {
          const layout::LineWeight weight = weight_of(layout, *rows);
          const auto alike = std::count_if(strokes.begin(), strokes.end(), [&](const CurveRows* other) {
            return weight_of(layout, *other) == weight;
          });
          rows->named.assign(depth_ft.size(), 1.0F / static_cast<float>(alike));
        }
      }
    }
  }
}

void doubt_names(const std::vector<double>& named, const std::vector<std::vector<double>>& others,
                 float review_below, CurveSamples& samples) {
  for (std::size_t i = 0; i < samples.fraction.size(); ++i) {
    if (std::isnan(samples.fraction[i]) || std::isnan(named[i])) continue;
    const bool all_near = std::all_of(others.begin(), others.end(), [&](const std::vector<double>& other) {
      return std::abs(other[i] - samples.fraction[i]) <= kSameValue;
    });
    if (all_near) continue;
    samples.confidence[i] *= static_cast<float>(named[i]);
    const bool is_doubtful = named[i] < kSure || samples.confidence[i] < review_below;
    if (is_doubtful && samples.flags[i] == trace::Flag::kNone) samples.flags[i] = trace::Flag::kUnsure;
  }
}

std::vector<std::string> like_curve_messages(const layout::Layout& layout, bool scan_has_colour) {
  std::vector<std::string> messages;
  for (const layout::Track& track : layout.tracks) {
    for (const std::vector<int>& group : like_curves(track, scan_has_colour)) {
      std::string names;
      for (const int c : group) {
        if (!names.empty()) names += c == group.back() ? " and " : ", ";
        names += track.curves[static_cast<std::size_t>(c)].mnemonic;
      }
      messages.push_back(fmt::format(
          "track {}: {} are drawn alike: named by how they run, as far as that tells", track.name, names));
    }
  }
  return messages;
}

}  // namespace logdigitise::pipeline
