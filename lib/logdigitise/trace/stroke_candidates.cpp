#include "logdigitise/trace/stroke_candidates.hpp"

#include <algorithm>
#include <cstdlib>

namespace logdigitise::trace {

namespace {

constexpr int kNarrowest = 2;  // Columns; anything less is the seam between two strokes.

std::size_t likeliest(std::span<const std::vector<std::uint8_t>> rows, int column) {
  std::size_t best = 0;
  const auto x = static_cast<std::size_t>(column);
  for (std::size_t k = 1; k < rows.size(); ++k)
    if (rows[k][x] > rows[best][x]) best = k;
  return best;
}

StrokeCandidate make_candidate(std::span<const std::vector<std::uint8_t>> rows,
                               std::span<const std::uint8_t> ink, int first, int last) {
  StrokeCandidate stroke;
  stroke.first = first;
  stroke.last = last;
  int peak = -1;
  int peak_last = first;
  for (int x = first; x < last; ++x) {
    const int here = ink[static_cast<std::size_t>(x)];
    if (here > peak) {
      peak = here;
      stroke.column = x;
    }
    if (here >= peak - 2) peak_last = x;
  }
  // The middle of a plateau: a kick is as dark at its beginning as at its end.
  if (ink[static_cast<std::size_t>(peak_last)] >= peak - 2) stroke.column = (stroke.column + peak_last) / 2;
  stroke.ink = static_cast<float>(peak) / 255.0F;
  stroke.chances.reserve(rows.size());
  for (const auto& row : rows) {
    const auto largest = std::max_element(row.begin() + first, row.begin() + last);
    stroke.chances.push_back(static_cast<float>(*largest) / 255.0F);
  }
  return stroke;
}

/// Goes on with the count of the stroke that stood here in the row above.
void stand_still(StrokeCandidate& stroke, const std::vector<StrokeCandidate>& above,
                 const CandidateOptions& options) {
  stroke.still_column = stroke.column;
  for (const StrokeCandidate& old : above) {
    if (std::abs(old.still_column - stroke.column) > options.still_reach ||
        old.still_rows < stroke.still_rows)
      continue;
    stroke.still_column = old.still_column;
    stroke.still_rows = old.still_rows + 1;
  }
  const double beyond = static_cast<double>(stroke.still_rows - options.still_least) /
                        static_cast<double>(options.still_most - options.still_least);
  stroke.straight = options.still_straight * static_cast<float>(std::clamp(beyond, 0.0, 1.0));
}

/// End of the stretch of ink that begins at `begin`: where the ink ends, rises again out of a valley, or is
/// more likely another curve's. Further right than `begin`, and `last` at most.
int end_of_stretch(std::span<const std::vector<std::uint8_t>> rows, std::span<const std::uint8_t> ink,
                   int begin, int last, const CandidateOptions& options) {
  const int least = static_cast<int>(options.least_ink * 255.0F);
  const auto at = [&](int x) { return static_cast<int>(ink[static_cast<std::size_t>(x)]); };
  int peak = at(begin);
  int valley = peak;
  int valley_x = begin;
  std::size_t owner = likeliest(rows, begin);
  int x = begin;
  while (++x < last && at(x) >= least) {
    if (at(x) < valley) {
      valley = at(x);
      valley_x = x;
    }
    if (static_cast<float>(valley) < options.valley * static_cast<float>(std::min(peak, at(x))) &&
        valley_x > begin)
      return valley_x;
    if (at(x) > peak) {
      peak = at(x);
      valley = peak;
      valley_x = x;
    }
    if (likeliest(rows, x) != owner) {
      if (x - begin >= kNarrowest) break;
      owner = likeliest(rows, x);
    }
  }
  return x;
}

/// Strokes of the row above that are not seen in this one, for some rows more.
void keep_unseen(const std::vector<StrokeCandidate>& above, const CandidateOptions& options,
                 std::vector<StrokeCandidate>& found) {
  for (const StrokeCandidate& old : above) {
    if (old.unseen_rows >= options.kept_rows) continue;
    const auto near = [&](const StrokeCandidate& stroke) {
      return old.column >= stroke.first - options.nearest && old.column < stroke.last + options.nearest;
    };
    if (std::any_of(found.begin(), found.end(), near)) continue;
    StrokeCandidate kept = old;
    ++kept.unseen_rows;
    kept.ink = 0.0F;
    found.push_back(std::move(kept));
  }
}

/// At most `most` of them: those in sight before those that ended, then the surer.
void thin_out(std::size_t most, std::vector<StrokeCandidate>& found) {
  if (found.size() <= most) return;
  std::stable_sort(found.begin(), found.end(), [](const StrokeCandidate& a, const StrokeCandidate& b) {
    return a.unseen_rows != b.unseen_rows ? a.unseen_rows < b.unseen_rows : a.ink > b.ink;
  });
  found.resize(most);
}

}  // namespace

std::vector<std::uint8_t> row_ink(std::span<const std::vector<std::uint8_t>> rows) {
  if (rows.empty()) return {};
  std::vector<std::uint8_t> ink = rows.front();
  for (const auto& row : rows.subspan(1)) {
    for (std::size_t x = 0; x < ink.size(); ++x)
      ink[x] = static_cast<std::uint8_t>(std::min(ink[x] + row[x], 255));
  }
  return ink;
}

std::vector<StrokeCandidate> find_strokes(std::span<const std::vector<std::uint8_t>> rows,
                                          std::span<const std::uint8_t> ink, int first, int last,
                                          const std::vector<StrokeCandidate>& above,
                                          const CandidateOptions& options) {
  std::vector<StrokeCandidate> found;
  const int least = static_cast<int>(options.least_ink * 255.0F);
  for (int x = first; x < last;) {
    if (ink[static_cast<std::size_t>(x)] < least) {
      ++x;
      continue;
    }
    const int begin = x;
    x = end_of_stretch(rows, ink, begin, last, options);
    if (x - begin >= kNarrowest || found.empty() || found.back().last < begin)
      found.push_back(make_candidate(rows, ink, begin, x));
  }
  for (StrokeCandidate& stroke : found) stand_still(stroke, above, options);
  keep_unseen(above, options, found);
  thin_out(static_cast<std::size_t>(options.most), found);
  std::sort(found.begin(), found.end(),
            [](const StrokeCandidate& a, const StrokeCandidate& b) { return a.column < b.column; });
  return found;
}

}  // namespace logdigitise::trace
