#include "logdigitise/layout/layout_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstddef>
#include <map>
#include <set>
#include <vector>

#include "logdigitise/core/error.hpp"

namespace logdigitise::layout {

namespace {

constexpr double kSameDepth = 1e-6;
constexpr double kSamePixel = 1e-3;
// Depth lines fall less than this per pixel sideways, so ties further apart in height keep their order.
constexpr double kSteepestSkew = 0.2;
constexpr double kMostSamples = 1e7;

/// A tie and where it stands in the file.
struct NumberedTie {
  std::size_t index;
  Tie tie;
};

std::string describe(const NumberedTie& tie) {
  return fmt::format("depth.ties[{}] (depth {} at x {}, y {})", tie.index, tie.tie.depth, tie.tie.x,
                     tie.tie.y);
}

void check_conflict(const NumberedTie& a, const NumberedTie& b, const std::string& name) {
  const bool same_depth = std::abs(a.tie.depth - b.tie.depth) < kSameDepth;
  const bool same_x = std::abs(a.tie.x - b.tie.x) < kSamePixel;
  const bool same_y = std::abs(a.tie.y - b.tie.y) < kSamePixel;
  if (same_x && same_depth && !same_y) {
    throw input_error(
        name, fmt::format("{} and {} give one depth two heights at the same x", describe(a), describe(b)),
        "Remove one of them");
  }
  if (same_x && same_y && !same_depth) {
    throw input_error(name, fmt::format("{} and {} give one point two depths", describe(a), describe(b)),
                      "Remove one of them");
  }
}

// Neighbours in height must agree on whether depth grows or falls down the page. Neighbours so far apart
// sideways that skew may have swapped them say nothing here; DepthMap looks at them with the skew known.
void check_order(std::vector<NumberedTie> ties, const std::string& name) {
  std::stable_sort(ties.begin(), ties.end(), [](const auto& a, const auto& b) { return a.tie.y < b.tie.y; });
  int direction = 0;
  for (std::size_t i = 1; i < ties.size(); ++i) {
    const NumberedTie& above = ties[i - 1];
    const NumberedTie& below = ties[i];
    const double fall = below.tie.depth - above.tie.depth;
    const double drop_px = below.tie.y - above.tie.y;
    if (std::abs(fall) < kSameDepth || drop_px <= kSteepestSkew * std::abs(below.tie.x - above.tie.x))
      continue;
    const int sign = fall > 0.0 ? 1 : -1;
    if (direction == 0) direction = sign;
    if (sign != direction) {
      throw input_error(
          name,
          fmt::format("{} and {} run against the ties above them; expected depths that all {} down "
                      "the page",
                      describe(above), describe(below), direction > 0 ? "increase" : "decrease"),
          "Correct or remove the wrong tie");
    }
  }
}

void check_page_ties(int page, const std::vector<NumberedTie>& ties, const std::string& name) {
  const auto [low, high] = std::minmax_element(
      ties.begin(), ties.end(), [](const auto& a, const auto& b) { return a.tie.depth < b.tie.depth; });
  if (ties.empty() || high->tie.depth - low->tie.depth < kSameDepth) {
    const std::string found =
        ties.empty() ? "no tie" : fmt::format("{} tie(s), all of depth {}", ties.size(), low->tie.depth);
    throw input_error(
        name, fmt::format("depth.ties: page {} has {}; expected ties at two depths or more", page, found),
        "Add a tie at another depth");
  }
  // Conflicts are between ties of one x: sorted by x and depth, then by x and height, they are neighbours.
  std::vector<NumberedTie> sorted = ties;
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.tie.x != b.tie.x ? a.tie.x < b.tie.x : a.tie.depth < b.tie.depth;
  });
  for (std::size_t i = 1; i < sorted.size(); ++i) check_conflict(sorted[i - 1], sorted[i], name);
  std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) {
    return a.tie.x != b.tie.x ? a.tie.x < b.tie.x : a.tie.y < b.tie.y;
  });
  for (std::size_t i = 1; i < sorted.size(); ++i) check_conflict(sorted[i - 1], sorted[i], name);
  check_order(ties, name);
}

void check_index(const Depth& depth, const std::string& name) {
  if (!(depth.top < depth.base)) {
    throw input_error(
        name, fmt::format("depth.top: is {}, depth.base {}; expected top < base", depth.top, depth.base));
  }
  if (!(depth.step > 0.0)) {
    throw input_error(name, fmt::format("depth.step: is {}; expected a number > 0", depth.step));
  }
  const double samples = (depth.base - depth.top) / depth.step;
  if (samples > kMostSamples) {
    throw input_error(
        name, fmt::format("depth.step: {} makes {:.3g} samples from top to base; expected {:.3g} at most",
                          depth.step, samples, kMostSamples));
  }
  const double slack = 1e-9 * std::max(1.0, std::abs(depth.base / depth.step));
  if (std::ceil(depth.top / depth.step - slack) > std::floor(depth.base / depth.step + slack)) {
    throw input_error(name, fmt::format("depth.step: no multiple of {} lies between top {} and base {}",
                                        depth.step, depth.top, depth.base));
  }
}

void check_edges(const Track& track, const std::string& path, const std::string& name) {
  if (track.edges.empty())
    throw input_error(name, fmt::format("{}.edges: is empty; expected one edge or more", path));
  std::map<int, std::vector<double>> heights;
  for (std::size_t i = 0; i < track.edges.size(); ++i) {
    const Edge& edge = track.edges[i];
    if (!(edge.left < edge.right)) {
      throw input_error(name, fmt::format("{}.edges[{}]: left is {}, right {}; expected left < right", path,
                                          i, edge.left, edge.right));
    }
    heights[edge.page].push_back(edge.y);
  }
  for (auto& [page, ys] : heights) {
    std::sort(ys.begin(), ys.end());
    const auto twin = std::adjacent_find(ys.begin(), ys.end());
    if (twin != ys.end()) {
      throw input_error(name, fmt::format("{}.edges: two edges at y {} of page {}; expected one a height",
                                          path, *twin, page));
    }
  }
}

void check_curve(const Curve& curve, Scale scale, const std::string& path, const std::string& name) {
  if (curve.mnemonic.empty() || !is_plain_word(curve.mnemonic) ||
      curve.mnemonic.find('.') != std::string::npos) {
    throw input_error(name,
                      fmt::format("{}.mnemonic: is \"{}\"; expected printable ASCII without blanks, dots and "
                                  "colons, as LAS has it",
                                  path, curve.mnemonic));
  }
  if (!is_plain_word(curve.unit)) {
    throw input_error(
        name, fmt::format("{}.unit: is \"{}\"; expected printable ASCII without blanks and colons, as LAS "
                          "has it",
                          path, curve.unit));
  }
  if (scale == Scale::kLog && !(curve.left > 0.0 && curve.right > 0.0)) {
    throw input_error(name, fmt::format("{}: left is {}, right {}; expected values > 0 on a log scale", path,
                                        curve.left, curve.right));
  }
  if (curve.left == curve.right) {
    throw input_error(name,
                      fmt::format("{}: left and right are both {}; expected two values", path, curve.left));
  }
}

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

}  // namespace

bool continues(const Track& track, const Track& next) {
  if (track.name != next.name || track.scale != next.scale || track.curves != next.curves) return false;
  return std::none_of(track.edges.begin(), track.edges.end(), [&](const Edge& edge) {
    return std::any_of(next.edges.begin(), next.edges.end(),
                       [&](const Edge& other) { return edge.page == other.page; });
  });
}

bool is_plain_word(const std::string& text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 127 && c != ':'; });
}

void check_depth(const Depth& depth, const std::string& name) {
  check_index(depth, name);
  std::vector<NumberedTie> ties;
  for (std::size_t i = 0; i < depth.ties.size(); ++i) ties.push_back({i, depth.ties[i]});
  check_page_ties(1, ties, name);
}

void check_layout(const Layout& layout, const std::string& name) {
  check_index(layout.depth, name);
  std::map<int, std::vector<NumberedTie>> pages;
  for (std::size_t i = 0; i < layout.depth.ties.size(); ++i) {
    pages[layout.depth.ties[i].page].push_back({i, layout.depth.ties[i]});
  }
  if (layout.tracks.empty()) throw input_error(name, "tracks: is empty; expected one track or more");
  // The index curve takes these names.
  std::set<std::string> mnemonics{"DEPT", "DEPTH"};
  const std::size_t index_names = mnemonics.size();
  for (std::size_t t = 0; t < layout.tracks.size(); ++t) {
    const Track& track = layout.tracks[t];
    const std::string path = fmt::format("tracks[{}]", t);
    check_edges(track, path, name);
    for (const Edge& edge : track.edges) pages[edge.page];
    const auto end = layout.tracks.begin() + static_cast<std::ptrdiff_t>(t);
    const bool seen_before =
        std::any_of(layout.tracks.begin(), end, [&](const Track& other) { return continues(other, track); });
    for (std::size_t c = 0; c < track.curves.size(); ++c) {
      const std::string curve_path = fmt::format("{}.curves[{}]", path, c);
      check_curve(track.curves[c], track.scale, curve_path, name);
      if (!mnemonics.insert(upper(track.curves[c].mnemonic)).second && !seen_before) {
        throw input_error(
            name, fmt::format("{}.mnemonic: \"{}\" is taken already; expected a name of its own", curve_path,
                              track.curves[c].mnemonic));
      }
    }
  }
  if (mnemonics.size() == index_names) throw input_error(name, "tracks: have no curve; expected one or more");
  if (pages.empty()) pages[1];
  for (const auto& [page, ties] : pages) check_page_ties(page, ties, name);
}

}  // namespace logdigitise::layout
