#include "logdigitise/sheet/header_curves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "logdigitise/sheet/header_scale.hpp"
#include "logdigitise/sheet/header_text.hpp"
#include "logdigitise/sheet/line_samples.hpp"
#include "logdigitise/sheet/text_reader.hpp"
#include "logdigitise/sheet/value_reader.hpp"

namespace logdigitise::sheet {

namespace {

constexpr double kSide = 0.24;        // Share of the track in which a value begins or ends.
constexpr double kWidestValue = 0.4;  // Share of the track.
constexpr double kReachIn = 0.24;     // A value's middle is so near its line.
constexpr double kOverEdgeIn = 0.2;   // So far a value may stand beside its track.
constexpr double kApartIn = 0.025;    // Values of two tracks are so far apart at least.
constexpr double kSameRowIn = 0.06;   // Two readings of one pair of values are no further apart.
constexpr double kCutOff = 0.8;       // What a value is worth that touches the track's edge, or is beside it.
constexpr double kHeadingIn = 1.6;    // How far above a line its heading may stand.
constexpr double kLeastNameConfidence = 0.6;
constexpr double kLeastConfirmedConfidence = 0.3;

/// A piece of text at one end of a line sample, read as a value.
struct Value {
  const TextBox* box = nullptr;
  std::string text;
  double confidence = 0.0;
};

struct ValuePair {
  Value left;
  Value right;
};

/// What stands above one track.
struct TrackHeader {
  double x_first = 0.0;  ///< Column of the area at which the track's picture begins.
  int width = 0;
  std::vector<LineSample> samples;
  std::vector<TextBox> words;       ///< Of the track's own columns.
  std::vector<TextBox> over_edges;  ///< Of the whole header: those at the track's sides.
  std::vector<Value> left;
  std::vector<Value> right;
  std::vector<const TextBox*> middle;
};

TrackHeader samples_above(const cv::Mat& ink, const TrackGrid& grid, double dpi) {
  TrackHeader header;
  const int inset = std::max(3, static_cast<int>(0.015 * dpi));
  const int first = std::clamp(static_cast<int>(grid.left) + inset, 0, ink.cols - 1);
  const int last = std::clamp(static_cast<int>(grid.right) - inset, first + 1, ink.cols);
  header.x_first = first;
  header.width = last - first;
  header.samples = find_line_samples(ink.colRange(first, last), dpi);
  if (!header.samples.empty()) header.words = find_text(ink.colRange(first, last), header.samples, dpi);
  return header;
}

/// All words of the header, columns of the picture. One that reaches over a track's edge is divided there,
/// where paper shows: the values of two tracks stand close together at the edge that they share.
std::vector<TextBox> words_of(const cv::Mat& ink, const std::vector<TrackHeader>& headers,
                              const std::vector<TrackGrid>& tracks, double dpi) {
  std::vector<LineSample> samples;
  for (const TrackHeader& header : headers)
    for (LineSample sample : header.samples) {
      sample.x_left += header.x_first;
      sample.x_right += header.x_first;
      samples.push_back(sample);
    }
  std::vector<double> edges;
  for (const TrackGrid& grid : tracks) {
    edges.push_back(grid.left);
    edges.push_back(grid.right);
  }
  return divided_at(find_text(ink, samples, dpi), edges, kOverEdgeIn * dpi,
                    static_cast<int>(std::lround(kApartIn * dpi)));
}

/// Gives a header the words that reach over its edges or stand beside them.
void take_words(const std::vector<TextBox>& words, const std::vector<TrackGrid>& tracks, std::size_t own,
                double dpi, TrackHeader& header) {
  const auto distance = [&](double x, const TrackGrid& grid) {
    return std::max({0.0, grid.left - x, x - grid.right});
  };
  for (const TextBox& word : words) {
    const double middle = word.box.x + 0.5 * word.box.width;
    const double off = distance(middle, tracks[own]);
    if (off > kOverEdgeIn * dpi) continue;
    const double inset = header.x_first - tracks[own].left;
    const bool is_inside = word.box.x > tracks[own].left + inset + 1.0 &&
                           word.box.x + word.box.width < tracks[own].right - inset - 1.0;
    if (is_inside) continue;
    if (off > 0.0 && std::any_of(tracks.begin(), tracks.end(),
                                 [&](const TrackGrid& grid) { return distance(middle, grid) < off; }))
      continue;
    header.over_edges.push_back(word);
    header.over_edges.back().box.x -= static_cast<int>(header.x_first);
  }
}

/// Whether a word at the track's edge goes on beyond it: without its end a value is another one.
bool is_part_of_longer(const TextBox& word, const TrackHeader& header) {
  constexpr int kFrame = 3;  // Px that a frame's side may leave.
  return std::any_of(header.over_edges.begin(), header.over_edges.end(), [&](const TextBox& whole) {
    const bool goes_on = whole.box.x < -kFrame || whole.box.x + whole.box.width > header.width + kFrame;
    return goes_on && (whole.box & word.box).area() > 0;
  });
}

/// Tells values at the sides from words in the middle. What is cut off at the track's edge is no value for
/// sure.
void read_values(const DigitReader& digits, TextReader& text, TrackHeader& header) {
  const auto read_side = [&](const TextBox& word, double trust) {
    const double begin = static_cast<double>(word.box.x) / header.width;
    const double end = static_cast<double>(word.box.x + word.box.width) / header.width;
    const bool is_left = begin < kSide;
    if (end - begin >= kWidestValue || (!is_left && end < 1.0 - kSide)) return false;
    const ReadValue value = read_value(word.ink, digits, text);
    if (value.text.empty()) return false;
    (is_left ? header.left : header.right).push_back({&word, value.text, trust * value.confidence});
    return true;
  };
  for (const TextBox& word : header.words) {
    const bool is_cut = word.box.x <= 0 || word.box.x + word.box.width >= header.width;
    if (is_cut && is_part_of_longer(word, header)) continue;
    if (!read_side(word, is_cut ? kCutOff : 1.0)) header.middle.push_back(&word);
  }
  for (const TextBox& word : header.over_edges) {
    const double middle = word.box.x + 0.5 * word.box.width;
    const bool is_beside = middle < 0.0 || middle > header.width;
    static_cast<void>(read_side(word, is_beside ? kCutOff : 1.0));
  }
}

/// Rows of the picture in which the text of a sample may stand: as far as its neighbours.
std::pair<double, double> zone_of(const TrackHeader& header, std::size_t i, bool above, double dpi) {
  const double y = header.samples[i].y;
  if (above) {
    const double limit = i > 0 ? header.samples[i - 1].y : -1e9;
    return {std::max(limit, y - kReachIn * dpi), y + 0.04 * dpi};
  }
  const double limit = i + 1 < header.samples.size() ? header.samples[i + 1].y : 1e9;
  return {y - 0.02 * dpi, std::min(limit, y + kReachIn * dpi)};
}

/// Of the pairs nearest to the line, the one that is read most surely.
std::optional<ValuePair> pair_of(const TrackHeader& header, std::size_t i, bool above, double dpi) {
  const auto [top, bottom] = zone_of(header, i, above, dpi);
  struct Found {
    ValuePair pair;
    double distance = 0.0;
  };
  std::vector<Found> found;
  double nearest = 1e9;
  for (const Value& left : header.left) {
    if (left.box->middle() < top || left.box->middle() > bottom) continue;
    for (const Value& right : header.right) {
      if (right.box->middle() < top || right.box->middle() > bottom) continue;
      const double tall = std::max(left.box->box.height, right.box->box.height);
      if (std::abs(left.box->middle() - right.box->middle()) > 0.6 * tall + 2.0) continue;
      const double distance = std::abs(left.box->middle() + right.box->middle() - 2.0 * header.samples[i].y);
      nearest = std::min(nearest, distance);
      found.push_back({{left, right}, distance});
    }
  }
  std::erase_if(found, [&](const Found& one) { return one.distance > nearest + kSameRowIn * dpi; });
  const auto confidence = [](const Found& one) {
    return std::min(one.pair.left.confidence, one.pair.right.confidence);
  };
  const auto surest = std::max_element(found.begin(), found.end(), [&](const Found& a, const Found& b) {
    return confidence(a) < confidence(b);
  });
  return surest == found.end() ? std::nullopt : std::optional<ValuePair>(surest->pair);
}

/// The words of one row, read together.
ReadText read_row(const std::vector<const TextBox*>& row, TextReader& reader) {
  cv::Rect all = row.front()->box;
  for (const TextBox* word : row) all |= word->box;
  cv::Mat ink(all.size(), CV_8UC1, cv::Scalar(0));
  for (const TextBox* word : row) {
    cv::Mat place = ink(word->box - all.tl());
    place |= word->ink;
  }
  return reader.read(ink, TextKind::kWord);
}

/// Rows of words between `top` and `bottom`, the lowest first.
std::vector<std::vector<const TextBox*>> rows_between(const std::vector<const TextBox*>& words, double top,
                                                      double bottom) {
  std::vector<const TextBox*> inside;
  for (const TextBox* word : words)
    if (word->middle() >= top && word->middle() <= bottom) inside.push_back(word);
  std::stable_sort(inside.begin(), inside.end(),
                   [](const TextBox* a, const TextBox* b) { return a->middle() > b->middle(); });
  std::vector<std::vector<const TextBox*>> rows;
  for (const TextBox* word : inside) {
    const bool same =
        !rows.empty() && std::abs(rows.back().front()->middle() - word->middle()) <
                             0.6 * std::min(rows.back().front()->box.height, word->box.height) + 2.0;
    if (same)
      rows.back().push_back(word);
    else
      rows.push_back({word});
  }
  return rows;
}

/// Whether values stand at both sides of a row that are not `own`: it names another curve, whose line was not
/// found.
bool is_of_another(const TrackHeader& header, const std::vector<const TextBox*>& row,
                   const std::optional<ValuePair>& own) {
  const double level = row.front()->middle();
  const double near = 0.7 * row.front()->box.height;
  const auto stands_beside = [&](const std::vector<Value>& values, const Value& mine) {
    return std::any_of(values.begin(), values.end(), [&](const Value& value) {
      return std::abs(value.box->middle() - level) < near &&
             std::abs(value.box->middle() - mine.box->middle()) > near;
    });
  };
  return own && stands_beside(header.left, own->left) && stands_beside(header.right, own->right);
}

void read_name(const TrackHeader& header, std::size_t i, const std::optional<ValuePair>& own, double dpi,
               TextReader& reader, HeaderEntry& entry) {
  const double y = header.samples[i].y;
  const double limit = i > 0 ? header.samples[i - 1].y + 0.02 * dpi : -1e9;
  bool is_next = true;
  std::string below;
  for (const auto& row : rows_between(header.middle, std::max(limit, y - kHeadingIn * dpi), y + 0.06 * dpi)) {
    if (is_of_another(header, row, own)) return;
    const ReadText read = read_row(row, reader);
    if (read.text.empty()) continue;
    // A unit may stand in a row of its own under the name.
    const bool is_near = is_next && y - row.front()->middle() < 1.5 * kReachIn * dpi;
    const auto name = name_from_text(read.text + " " + below);
    below = read.text;
    if (!name) continue;
    // Far from the line only what the table knows is a name.
    if (name->family == nullptr && !is_near) continue;
    is_next = false;
    // A name of the table with a unit that belongs to it needs no more proof.
    const bool is_confirmed = name->family != nullptr && !name->is_corrected && !name->unit.empty();
    if (read.confidence < (is_confirmed ? kLeastConfirmedConfidence : kLeastNameConfidence)) {
      if (entry.name_read.empty()) entry.name_read = read.text;
      continue;
    }
    entry.name_read = read.text;
    entry.name_confidence = read.confidence;
    apply_name(*name, entry);
    return;
  }
}

/// Whether two scales of one kind of line adjoin, as those of a curve that wraps do.
bool is_second_lane(const HeaderEntry& first, const HeaderEntry& second) {
  if (!first.is_scale_proven || !second.is_scale_proven || first.style != second.style) return false;
  const double span = first.right - first.left;
  if (std::abs((second.right - second.left) - span) > 1e-6 * std::abs(span)) return false;
  return std::abs(second.left - first.right) < 1e-6 * std::abs(span) ||
         std::abs(second.right - first.left) < 1e-6 * std::abs(span);
}

std::vector<HeaderEntry> entries_of(const TrackHeader& header, const HeaderArea& area, const TrackGrid& grid,
                                    bool above, double dpi, TextReader& reader) {
  std::vector<HeaderEntry> entries;
  for (std::size_t i = 0; i < header.samples.size(); ++i) {
    const LineSample& sample = header.samples[i];
    const std::optional<ValuePair> pair = pair_of(header, i, above, dpi);
    const bool is_rule = sample.style == layout::LineStyle::kSolid && sample.x_left < 0.02 * header.width &&
                         sample.x_right > 0.98 * header.width;
    if (is_rule && !pair) continue;
    HeaderEntry entry;
    entry.x_left = header.x_first + sample.x_left;
    entry.x_right = header.x_first + sample.x_right;
    entry.y = area.first_row + sample.y;
    entry.style = sample.style;
    entry.thickness_px = sample.thickness_px;
    read_name(header, i, pair, dpi, reader, entry);
    if (pair) {
      entry.left_read = pair->left.text;
      entry.right_read = pair->right.text;
      entry.value_confidence = std::min(pair->left.confidence, pair->right.confidence);
    }
    // Dots without a word beside them are dirt.
    if (!pair && entry.name_read.empty() && entry.style == layout::LineStyle::kDotted) continue;
    if (pair && !entries.empty() && entry.name_read.empty()) {
      // A line without a name may be a second scale of the one above.
      HeaderEntry second = entry;
      second.mnemonic = entries.back().mnemonic;
      prove_scale(grid, second);
      if (is_second_lane(entries.back(), second)) {
        entries.back().wraps = true;
        continue;
      }
    }
    prove_scale(grid, entry);
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace

std::vector<std::vector<HeaderEntry>> read_header(const HeaderArea& area,
                                                  const std::vector<TrackGrid>& tracks, double dpi,
                                                  const DigitReader& digits, TextReader& text) {
  std::vector<std::vector<HeaderEntry>> result(tracks.size());
  if (area.ink.empty()) return result;
  std::vector<TrackHeader> headers;
  int pairs_above = 0;
  int pairs_below = 0;
  for (const TrackGrid& grid : tracks) headers.push_back(samples_above(area.ink, grid, dpi));
  const std::vector<TextBox> words = words_of(area.ink, headers, tracks, dpi);
  for (std::size_t t = 0; t < tracks.size(); ++t) {
    TrackHeader& header = headers[t];
    if (header.samples.empty()) continue;
    take_words(words, tracks, t, dpi, header);
    read_values(digits, text, header);
    for (std::size_t i = 0; i < header.samples.size(); ++i) {
      pairs_above += pair_of(header, i, true, dpi) ? 1 : 0;
      pairs_below += pair_of(header, i, false, dpi) ? 1 : 0;
    }
  }
  for (std::size_t t = 0; t < tracks.size(); ++t)
    result[t] = entries_of(headers[t], area, tracks[t], pairs_above >= pairs_below, dpi, text);
  return result;
}

}  // namespace logdigitise::sheet
