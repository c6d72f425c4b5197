#include "logdigitise/sheet/line_ends.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "logdigitise/sheet/ink_rows.hpp"

namespace logdigitise::sheet {

namespace {

constexpr std::size_t kMostLines = 300;
constexpr double kLeastLevel = 12.0;        // Of 255: fainter lines end nowhere that can be told.
constexpr double kShows = 0.3;              // Of the usual level.
constexpr double kMostOutside = 0.45;       // Of what is inside an end,
constexpr double kInsideIn = 0.3;           // over so much paper inside
constexpr double kOutsideIn = 0.12;         // and outside;
constexpr double kMostHiddenOutside = 0.6;  // Share of that, beyond which no end can be told.
constexpr double kEven = 0.6;               // most of the inside shows so much of what its middle does.
constexpr double kNarrowestGapIn = 0.03;
constexpr double kNarrowestStretchIn = 0.5;
constexpr double kSamePlaceIn = 0.03;     // As a vertical line.
constexpr double kMostOvershootIn = 0.6;  // So far some lines run on beyond an edge
constexpr double kStepIn = 0.15;          // at which, over so much paper on either side,
constexpr double kStep = 0.7;             // no more than this of what is inside is left outside.
constexpr double kLeastEdgePresence = 0.9;
constexpr double kHeavierEdge = 1.5;  // Than the median line.
constexpr double kDashGapIn = 0.07;
constexpr double kSolidShare = 0.08;     // Of the usual level: what solid lines among dashed ones show.
constexpr double kLeastPaper = 0.25;     // White share of the paper between the lines, where they can show.
constexpr double kWidestHiddenIn = 0.4;  // A gap in which a curve hides the lines,
constexpr double kAsideIn = 0.03;        // so far from its ends
constexpr double kLeastBesideIn = 0.15;  // beside a stretch that is no dirt,
constexpr std::ptrdiff_t kLeastHidden = 2;  // and so many px wide at least.

double quantile_of(std::vector<double> values, double share) {
  if (values.empty()) return 0.0;
  const auto at =
      values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

/// Rows of the depth lines at the reference column, between the first and the last tie, and how far apart.
std::vector<std::pair<double, double>> rows_of_lines(const TiedDepth& depth) {
  std::vector<std::pair<double, double>> rows;
  for (std::size_t i = 1; i < depth.ties.size(); ++i) {
    const LineTie& above = depth.ties[i - 1];
    const LineTie& below = depth.ties[i];
    const auto parts = std::max(1L, std::lround((below.depth - above.depth) / depth.line_step));
    const double spacing = (below.y - above.y) / static_cast<double>(parts);
    for (long k = 0; k < parts; ++k) rows.emplace_back(above.y + static_cast<double>(k) * spacing, spacing);
  }
  const std::size_t every = rows.size() / kMostLines + 1;
  std::vector<std::pair<double, double>> some;
  for (std::size_t i = 0; i < rows.size(); i += every) some.push_back(rows[i]);
  return some;
}

/// A quantile of the presence over `length` columns beside column x, from `from` columns off, outwards (+1,
/// to the right) or inwards.
double beside(const std::vector<float>& presence, std::ptrdiff_t x, int direction, std::ptrdiff_t from,
              std::ptrdiff_t length, double share) {
  std::vector<double> values;
  for (std::ptrdiff_t k = from; k < from + length; ++k) {
    const std::ptrdiff_t at = x + direction * k;
    if (at >= 0 && at < static_cast<std::ptrdiff_t>(presence.size()))
      values.push_back(presence[static_cast<std::size_t>(at)]);
  }
  return quantile_of(std::move(values), share);
}

/// Share of the columns beside column x, over `length` of them outwards, in which nothing can be told: under
/// a black bar lines may go on.
double hidden_beside(const std::vector<float>& measured, std::ptrdiff_t x, int outwards,
                     std::ptrdiff_t length) {
  std::ptrdiff_t hidden = 0;
  for (std::ptrdiff_t k = 1; k <= length; ++k) {
    const std::ptrdiff_t at = x + outwards * k;
    if (at >= 0 && at < static_cast<std::ptrdiff_t>(measured.size()) &&
        measured[static_cast<std::size_t>(at)] == kHidden)
      ++hidden;
  }
  return length > 0 ? static_cast<double>(hidden) / static_cast<double>(length) : 0.0;
}

/// Where presence crosses half of `inside`, looking from inside the stretch outwards past column `x`.
double half_crossing(const std::vector<float>& presence, std::ptrdiff_t x, int outwards, double inside,
                     std::ptrdiff_t reach) {
  const auto at = [&](std::ptrdiff_t i) {
    double sum = 0.0;
    for (std::ptrdiff_t k = i - 1; k <= i + 1; ++k)
      if (k >= 0 && k < static_cast<std::ptrdiff_t>(presence.size()))
        sum += presence[static_cast<std::size_t>(k)];
    return sum / 3.0;
  };
  // The outermost column that shows half: vertical lines hide what is inside.
  std::ptrdiff_t edge = x;
  for (std::ptrdiff_t i = x - outwards * reach; i != x + outwards * reach; i += outwards)
    if (at(i) >= 0.5 * inside) edge = i;
  const double on = at(edge);
  const double off = at(edge + outwards);
  const double share = on > off ? std::clamp((on - 0.5 * inside) / (on - off), 0.0, 1.0) : 0.5;
  return static_cast<double>(edge) + 0.5 + outwards * share;
}

/// `presence` with hidden columns filled with the less that shows on either side of them.
std::vector<float> over_hidden(std::vector<float> presence) {
  float before = 0.0F;
  for (std::size_t from = 0; from < presence.size();) {
    if (presence[from] != kHidden) {
      before = presence[from++];
      continue;
    }
    std::size_t to = from;
    while (to < presence.size() && presence[to] == kHidden) ++to;
    const float after = to < presence.size() ? presence[to] : 0.0F;
    std::fill(presence.begin() + static_cast<std::ptrdiff_t>(from),
              presence.begin() + static_cast<std::ptrdiff_t>(to), std::min(before, after));
    from = to;
  }
  return presence;
}

/// `presence` with the gaps of dashed lines filled with the less of their dashes on either side: solid lines
/// among them go on in there, so that it is not paper.
std::vector<float> over_dashes(const std::vector<float>& presence, double usual, double dpi) {
  const auto most = static_cast<std::size_t>(kDashGapIn * dpi);
  const auto low = static_cast<float>(kShows * usual);
  const auto least = static_cast<float>(std::max(kLeastLevel, kSolidShare * usual));
  std::vector<float> filled = presence;
  for (std::size_t from = 1; from < presence.size(); ++from) {
    if (presence[from] >= low || presence[from] < least) continue;
    std::size_t to = from;
    while (to < presence.size() && presence[to] < low && presence[to] >= least) ++to;
    if (to < presence.size() && to - from <= most && presence[to] >= low && presence[from - 1] >= low)
      std::fill(filled.begin() + static_cast<std::ptrdiff_t>(from),
                filled.begin() + static_cast<std::ptrdiff_t>(to), std::min(presence[from - 1], presence[to]));
    from = to;
  }
  return filled;
}

/// Whether the gap between two stretches of lines is that of a curve: it hides them in its middle, and lines
/// are lost beside heavy ink. Upright lines at either end of a gap are edges.
bool is_hidden_gap(const std::vector<float>& presence,
                   const std::pair<std::ptrdiff_t, std::ptrdiff_t>& before, std::ptrdiff_t to, double dpi) {
  const std::ptrdiff_t from = before.second;
  if (static_cast<double>(to - from) > kWidestHiddenIn * dpi) return false;
  if (static_cast<double>(from - before.first) < kLeastBesideIn * dpi) return false;
  const auto aside = std::max<std::ptrdiff_t>(3, static_cast<std::ptrdiff_t>(kAsideIn * dpi));
  if (to - from <= 2 * aside) return false;
  return std::count(presence.begin() + from + aside, presence.begin() + to - aside, kHidden) >= kLeastHidden;
}

}  // namespace

std::vector<float> line_presence(const SheetScan& scan, const Wander& wander, const LineProfile& lines,
                                 const TiedDepth& depth) {
  const auto width = static_cast<std::size_t>(scan.profiles.info.width);
  std::vector<double> sum(width, 0.0);
  std::vector<double> paper(width, 0.0);  // What is white between the lines.
  double most_paper = 0.0;
  InkWindow window(scan.path, scan.raster);
  const double reach = std::max(lines.x_reference, static_cast<double>(width) - lines.x_reference);
  int from = 0;
  for (const auto& [y, spacing] : rows_of_lines(depth)) {
    const double slope = lines.slope_at(y);
    const int margin = static_cast<int>(std::abs(slope) * reach + 0.5 * spacing) + 3;
    from = std::max(from, static_cast<int>(y) - margin);
    const cv::Mat ink = window.rows(from, static_cast<int>(y) + margin + 1);
    const double shift = shift_at(wander, y);
    const auto darkest = [&](int x, double row) {
      const int middle = static_cast<int>(std::floor(row)) - from;
      int most = 0;
      for (int r = std::max(0, middle - 1); r <= std::min(ink.rows - 1, middle + 1); ++r)
        most = std::max<int>(most, ink.at<std::uint8_t>(r, x));
      return static_cast<double>(most);
    };
    for (int x = 0; x < static_cast<int>(width); ++x) {
      const double straight = x + 0.5 - shift;
      if (straight < 0.0 || straight >= static_cast<double>(width)) continue;
      const double row = y + slope * (x + 0.5 - lines.x_reference);
      const double between = 0.5 * (darkest(x, row - 0.5 * spacing) + darkest(x, row + 0.5 * spacing));
      const auto column = static_cast<std::size_t>(straight);
      sum[column] += darkest(x, row) - between;
      paper[column] += 1.0 - between / 255.0;
      most_paper += 1.0 / static_cast<double>(width);
    }
  }
  std::vector<float> presence(width, kHidden);
  for (std::size_t x = 0; x < width; ++x)
    if (paper[x] > kLeastPaper * most_paper) presence[x] = static_cast<float>(sum[x] / paper[x]);
  return presence;
}

std::vector<LineExtent> line_extents(const std::vector<float>& measured, double dpi) {
  std::vector<float> presence = over_hidden(measured);
  const auto inner = static_cast<std::ptrdiff_t>(kInsideIn * dpi);
  const auto outer = static_cast<std::ptrdiff_t>(kOutsideIn * dpi);
  const auto gap = std::max<std::ptrdiff_t>(3, static_cast<std::ptrdiff_t>(kNarrowestGapIn * dpi));
  std::vector<double> shown;
  for (const float value : presence)
    if (value > kLeastLevel) shown.push_back(value);
  if (static_cast<double>(shown.size()) < kNarrowestStretchIn * dpi) return {};
  const double usual = quantile_of(std::move(shown), 0.5);
  const double least = std::max(kLeastLevel, kShows * usual);
  presence = over_dashes(presence, usual, dpi);
  // Stretches of columns that show lines, over the dips that vertical lines make.
  std::vector<std::pair<std::ptrdiff_t, std::ptrdiff_t>> stretches;
  for (std::ptrdiff_t x = 0; x < static_cast<std::ptrdiff_t>(presence.size()); ++x) {
    if (presence[static_cast<std::size_t>(x)] < least) continue;
    const bool is_new = stretches.empty() || x - stretches.back().second > gap;
    if (is_new && (stretches.empty() || !is_hidden_gap(measured, stretches.back(), x, dpi)))
      stretches.emplace_back(x, x);
    else
      stretches.back().second = x;
  }
  std::vector<LineExtent> extents;
  for (const auto& [first, last] : stretches) {
    if (static_cast<double>(last - first) < kNarrowestStretchIn * dpi) continue;
    // Worn lines come and go: at an end they are all there on one side, and none on the other.
    const auto is_sharp = [&](std::ptrdiff_t x, int outwards) {
      if (hidden_beside(measured, x, outwards, outer) > kMostHiddenOutside) return false;
      const double inside = beside(presence, x, -outwards, 1, inner, 0.5);
      return inside >= least && beside(presence, x, -outwards, 1, inner, 0.2) >= kEven * inside &&
             beside(presence, x, outwards, 3, outer, 0.85) <= kMostOutside * inside;
    };
    const auto place_of = [&](std::ptrdiff_t x, int outwards) {
      return half_crossing(presence, x, outwards, beside(presence, x, -outwards, 1, inner, 0.5), gap);
    };
    extents.push_back({place_of(first, -1), place_of(last, +1), is_sharp(first, -1), is_sharp(last, +1)});
  }
  return extents;
}

std::vector<LineExtent> without_overshoot(std::vector<LineExtent> extents,
                                          const std::vector<VerticalLine>& lines,
                                          const std::vector<float>& measured, double dpi) {
  const std::vector<float> presence = over_hidden(measured);
  const auto look = static_cast<std::ptrdiff_t>(kStepIn * dpi);
  std::vector<double> strengths;
  for (const VerticalLine& line : lines)
    if (line.is_printed) strengths.push_back(line.strength);
  const double least = kHeavierEdge * quantile_of(std::move(strengths), 0.5);
  const auto settle = [&](double& end, int outwards) {
    double at = end;
    for (const VerticalLine& line : lines) {
      const double inside = outwards * (end - line.x);
      if (!line.is_printed || line.presence < kLeastEdgePresence) continue;
      if (std::abs(inside) < kSamePlaceIn * dpi) return;  // An edge stands there.
      if (inside < 0.0 || inside > kMostOvershootIn * dpi) continue;
      const auto x = static_cast<std::ptrdiff_t>(line.x);
      if (line.strength < least) continue;
      const auto level = [&](int direction) { return beside(presence, x, direction, 4, look, 0.5); };
      if (level(outwards) < kStep * level(-outwards) && outwards * (at - line.x) > 0.0) at = line.x;
    }
    end = at;
  };
  for (LineExtent& extent : extents) {
    if (extent.is_left_sharp) settle(extent.left, -1);
    if (extent.is_right_sharp) settle(extent.right, +1);
  }
  return extents;
}

std::vector<VerticalLine> with_line_ends(std::vector<VerticalLine> lines,
                                         const std::vector<LineExtent>& extents, double dpi) {
  std::vector<VerticalLine> told;
  const auto tell = [&](double x) {
    VerticalLine& line = told.emplace_back();
    line.x = x;
    line.ends_lines = true;
  };
  for (const LineExtent& extent : extents) {
    if (extent.is_left_sharp) tell(extent.left);
    if (extent.is_right_sharp) tell(extent.right);
  }
  return with_told_lines(std::move(lines), told, kSamePlaceIn * dpi);
}

}  // namespace logdigitise::sheet
