#include "logdigitise/sheet/depth_columns.hpp"

#include <algorithm>
#include <cmath>

namespace logdigitise::sheet {

namespace {

constexpr int kWindow = 24;  // Blocks.
constexpr int kStep = 12;
constexpr double kNarrowestIn = 0.2;  // Half-size copies with a wrong tag included.
constexpr double kWidestIn = 1.35;
constexpr double kUsualIn = 0.5;  // Narrower ones are seldom depth columns.
constexpr double kDefaultDpi = 200.0;
constexpr double kMostInk = 0.10;
constexpr double kBlack = 0.85;  // Share of ink.
constexpr double kNarrowestBarIn = 0.08;
constexpr double kBesideBarPx = 3.0;  // Bars waver at their sides.
constexpr double kSameLinePx = 8.0;

struct Gap {
  double left;  // Straightened frame.
  double right;
  double ink;
};

struct Trail {
  std::vector<int> windows;
  std::vector<Gap> gaps;
};

double mean_ink(const ScanProfiles& profiles, const Wander& wander, int first, int last, double left,
                double right) {
  const double inset = 0.12 * (right - left);
  double sum = 0.0;
  int count = 0;
  for (int block = first; block < last; ++block) {
    const double shift = wander[static_cast<std::size_t>(block)];
    const int from = std::max(0, static_cast<int>(left + inset + shift));
    const int to = std::min(profiles.info.width, static_cast<int>(right - inset + shift));
    for (int x = from; x < to; ++x) {
      sum += profiles.columns.at(block, x);
      ++count;
    }
  }
  return count == 0 ? 1.0 : sum / (255.0 * count);
}

/// Sides of black bars: a strip of tape, a scanner's shadow. They end a column as lines do.
std::vector<double> bar_sides(const ScanProfiles& profiles, const Wander& wander, int first, int last,
                              double narrowest) {
  std::vector<double> sides;
  double from = -1.0;
  for (int x = 0; x <= profiles.info.width; ++x) {
    double sum = 0.0;
    for (int block = first; block < last && x < profiles.info.width; ++block) {
      const int at = x + static_cast<int>(std::lround(wander[static_cast<std::size_t>(block)]));
      if (at >= 0 && at < profiles.info.width) sum += profiles.columns.at(block, at);
    }
    const bool is_black = sum > kBlack * 255.0 * (last - first);
    if (is_black && from < 0.0) from = x;
    if (is_black || from < 0.0) continue;
    if (x - from >= narrowest) {
      sides.push_back(from - kBesideBarPx);
      sides.push_back(x + kBesideBarPx);
    }
    from = -1.0;
  }
  return sides;
}

std::vector<Gap> gaps_of(const ScanProfiles& profiles, const Image<std::uint8_t>& ridges,
                         const Wander& wander, int first, int last, double dpi) {
  const double narrowest = kNarrowestIn * dpi;
  const double widest = kWidestIn * dpi;
  std::vector<double> xs;
  for (const VerticalLine& line : find_vertical_lines(ridges, wander, first, last)) {
    if (line.presence >= 0.6) xs.push_back(line.x);
  }
  for (const double side : bar_sides(profiles, wander, first, last, kNarrowestBarIn * dpi))
    xs.push_back(side);
  std::sort(xs.begin(), xs.end());
  std::vector<Gap> gaps;
  const auto consider = [&](double left, double right) {
    const double ink = mean_ink(profiles, wander, first, last, left, right);
    if (ink <= kMostInk) gaps.push_back({left, right, ink});
  };
  for (std::size_t i = 1; i < xs.size(); ++i) {
    const double width = xs[i] - xs[i - 1];
    if (width >= narrowest && width <= widest) consider(xs[i - 1], xs[i]);
  }
  if (!xs.empty()) {
    if (xs.front() > narrowest) consider(std::max(2.0, xs.front() - 0.9 * dpi), xs.front());
    const double end = profiles.info.width - 2.0;
    if (xs.back() < end - narrowest) consider(xs.back(), std::min(end, xs.back() + 0.9 * dpi));
  }
  return gaps;
}

}  // namespace

std::vector<ColumnCandidate> find_depth_columns(const ScanProfiles& profiles,
                                                const Image<std::uint8_t>& ridges, const Wander& wander,
                                                double dpi_factor) {
  const double dpi = dpi_factor * (profiles.info.dpi_x > 0.0 ? profiles.info.dpi_x : kDefaultDpi);
  std::vector<Trail> trails;
  const int blocks = profiles.blocks();
  const int windows = std::max(1, (blocks - kWindow + kStep - 1) / kStep + 1);
  for (int w = 0; w < windows; ++w) {
    const int first = w * kStep;
    const int last = std::min(blocks, first + kWindow);
    for (const Gap& gap : gaps_of(profiles, ridges, wander, first, last, dpi)) {
      Trail* home = nullptr;
      for (Trail& trail : trails) {
        if (trail.windows.back() >= w || trail.windows.back() < w - 3) continue;
        const Gap& end = trail.gaps.back();
        if (std::abs(end.left - gap.left) < kSameLinePx && std::abs(end.right - gap.right) < kSameLinePx)
          home = &trail;
      }
      if (home == nullptr) {
        trails.emplace_back();
        home = &trails.back();
      }
      home->windows.push_back(w);
      home->gaps.push_back(gap);
    }
  }
  std::vector<ColumnCandidate> candidates;
  for (const Trail& trail : trails) {
    ColumnCandidate candidate;
    candidate.path.first_block = trail.windows.front() * kStep;
    const int last = std::min(blocks, trail.windows.back() * kStep + kWindow);
    std::size_t at = 0;
    for (int block = candidate.path.first_block; block < last; ++block) {
      while (at + 1 < trail.windows.size() && trail.windows[at + 1] * kStep + kWindow / 2 <= block) ++at;
      const double shift = wander[static_cast<std::size_t>(block)];
      candidate.path.left.push_back(trail.gaps[at].left + shift);
      candidate.path.right.push_back(trail.gaps[at].right + shift);
    }
    for (const Gap& gap : trail.gaps) candidate.ink += gap.ink / static_cast<double>(trail.gaps.size());
    candidates.push_back(std::move(candidate));
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [&](const ColumnCandidate& a, const ColumnCandidate& b) {
                     const double usual = kUsualIn * dpi;
                     const auto rank = [&](const ColumnCandidate& c) {
                       const double width = c.path.right.front() - c.path.left.front();
                       return static_cast<double>(c.path.left.size()) * (1.5 * kMostInk - c.ink) *
                              std::min(1.0, width / usual);
                     };
                     return rank(a) > rank(b);
                   });
  return candidates;
}

std::vector<ColumnPath> number_stripes(const ScanProfiles& profiles, const Wander& wander) {
  constexpr double kStripeIn = 1.5;
  constexpr double kStripeStepIn = 0.5;
  const double dpi = profiles.info.dpi_x > 0.0 ? profiles.info.dpi_x : kDefaultDpi;
  std::vector<ColumnPath> stripes;
  const double end = profiles.info.width;
  // From beyond one end of the paper to beyond the other, so that the ends cut nothing.
  const double margin = 0.3 * dpi;
  for (double left = -margin; left + (kStripeIn - kStripeStepIn) * dpi < end + margin;
       left += kStripeStepIn * dpi) {
    ColumnPath stripe;
    for (const double shift : wander) {
      stripe.left.push_back(left + shift);
      stripe.right.push_back(left + kStripeIn * dpi + shift);
    }
    stripes.push_back(std::move(stripe));
  }
  return stripes;
}

}  // namespace logdigitise::sheet
