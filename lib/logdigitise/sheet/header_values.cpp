#include "logdigitise/sheet/header_values.hpp"

#include <algorithm>
#include <cmath>

#include "logdigitise/sheet/text_reader.hpp"
#include "logdigitise/sheet/value_reader.hpp"

namespace logdigitise::sheet {

namespace {

constexpr double kSide = 0.24;        // Share of the track in which a value begins or ends.
constexpr double kWidestValue = 0.4;  // Share of the track.
constexpr double kReachIn = 0.24;     // A value's middle is so near its line.
constexpr double kLevelIn = 0.03;     // A value whose middle is so near a line stands on its level.
constexpr double kOverLineIn = 0.05;  // So far a value may reach over its line.
constexpr double kOverEdgeIn = 0.2;   // So far a value may stand beside its track.
constexpr double kApartIn = 0.025;    // Values of two tracks are so far apart at least.
constexpr double kSameRowIn = 0.06;   // Two readings of one pair of values are no further apart.
constexpr double kCutOff = 0.8;       // What a value is worth that touches the track's edge, or is beside it.
constexpr double kMayBeCut = 0.5;     // And one that has another number close beside it.

TrackHeader samples_above(const cv::Mat& ink, const TrackGrid& grid, double dpi) {
  TrackHeader header;
  const int inset = std::max(3, static_cast<int>(0.015 * dpi));
  const int first = std::clamp(static_cast<int>(grid.left) + inset, 0, ink.cols - 1);
  const int last = std::clamp(static_cast<int>(grid.right) - inset, first + 1, ink.cols);
  header.x_first = first;
  header.width = last - first;
  header.samples = find_line_samples(ink.colRange(first, last), dpi);
  std::erase_if(header.samples, [&](const LineSample& sample) {
    return sample.thickness_px > kHeavyLineIn * dpi && is_from_edge_to_edge(sample, header.width);
  });
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

/// Whether two numbers of one row stand less than a digit's height apart.
bool is_close_beside(const cv::Rect& one, const cv::Rect& other) {
  const int overlap = std::min(one.y + one.height, other.y + other.height) - std::max(one.y, other.y);
  if (overlap < 0.6 * std::min(one.height, other.height)) return false;
  const int gap = std::max(one.x, other.x) - std::min(one.x + one.width, other.x + other.width);
  return gap >= 0 && gap < std::max(one.height, other.height);
}

/// Whether the track's edge lies between two numbers, and they stand further apart than digits of one do.
bool are_apart_at_edge(const cv::Rect& one, const cv::Rect& other, int width) {
  constexpr double kLeastGap = 0.45;  // Of their height.
  const int from = std::min(one.x + one.width, other.x + other.width);
  const int to = std::max(one.x, other.x);
  const auto is_between = [&](double edge) { return edge >= from - 4.0 && edge <= to + 4.0; };
  return to - from > kLeastGap * std::max(one.height, other.height) && (is_between(0.0) || is_between(width));
}

/// Whether it is what is left of the track's edge.
bool is_of_edge(const cv::Rect& box, const TrackHeader& header) {
  return box.width < 0.35 * box.height && (box.x < 4 || box.x + box.width > header.width - 4);
}

/// Joins two words at one side of the track that stand less than a digit's height apart, where both together
/// are read as one value: the 0 and the 2 of 0.2 whose point is worn off.
void join_divided_values(const DigitReader& digits, TextReader& text, double dpi, TrackHeader& header) {
  constexpr double kLeastConfidence = 0.55;
  const auto is_at_side = [&](const cv::Rect& box) {
    const double begin = static_cast<double>(box.x) / header.width;
    const double end = static_cast<double>(box.x + box.width) / header.width;
    const bool is_near_line =
        std::any_of(header.samples.begin(), header.samples.end(), [&](const LineSample& sample) {
          return std::abs(box.y + 0.5 * box.height - sample.y) < kReachIn * dpi;
        });
    return is_near_line && end - begin < kWidestValue && (begin < kSide || end > 1.0 - kSide);
  };
  for (std::size_t i = 0; i < header.words.size(); ++i) {
    for (std::size_t k = 0; k < header.words.size(); ++k) {
      const cv::Rect one = header.words[i].box;
      const cv::Rect other = header.words[k].box;
      const cv::Rect both = one | other;
      if (i == k || one.x > other.x || !is_close_beside(one, other) || !is_at_side(both) ||
          is_of_edge(one, header) || is_of_edge(other, header))
        continue;
      TextBox joined{both, cv::Mat(both.size(), CV_8UC1, cv::Scalar(0))};
      for (const std::size_t part : {i, k}) {
        cv::Mat place = joined.ink(header.words[part].box - both.tl());
        place |= header.words[part].ink;
      }
      if (read_value(joined.ink, digits, text).confidence < kLeastConfidence) continue;
      header.words[i] = std::move(joined);
      header.words.erase(header.words.begin() + static_cast<std::ptrdiff_t>(k));
      if (k < i) --i;
      k = 0;
    }
  }
}

/// Tells values at the sides from words in the middle. What is cut off at the track's edge is no value for
/// sure.
void read_values(const DigitReader& digits, TextReader& text, double dpi, TrackHeader& header) {
  const auto read_side = [&](const TextBox& word, double trust) {
    const double begin = static_cast<double>(word.box.x) / header.width;
    const double end = static_cast<double>(word.box.x + word.box.width) / header.width;
    const bool is_left = begin < kSide;
    if (end - begin >= kWidestValue || (!is_left && end < 1.0 - kSide)) return false;
    const ReadValue value = read_value(word.ink, digits, text);
    const bool is_read = !value.text.empty();
    if (is_read)
      (is_left ? header.left : header.right).push_back({&word, value.text, trust * value.confidence});
    else
      (is_left ? header.unread_left : header.unread_right).push_back({&word, "", 0.0});
    return is_read;
  };
  join_divided_values(digits, text, dpi, header);
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
  // What stands close beside a value may be a digit of it, unless it is what is left of the track's edge.
  const auto distrust = [&](std::vector<HeaderValue>& values, const std::vector<HeaderValue>& others) {
    for (HeaderValue& value : values)
      if (std::any_of(others.begin(), others.end(), [&](const HeaderValue& other) {
            return is_close_beside(value.box->box, other.box->box) && !is_of_edge(other.box->box, header) &&
                   !are_apart_at_edge(value.box->box, other.box->box, header.width);
          }))
        value.confidence *= kMayBeCut;
  };
  std::vector<HeaderValue> all = header.left;
  all.insert(all.end(), header.right.begin(), header.right.end());
  distrust(header.left, all);
  distrust(header.right, all);
}

/// Rows of the picture in which the text of a sample may stand: as far as its neighbours.
std::pair<double, double> zone_of(const TrackHeader& header, std::size_t i, bool above, double dpi) {
  const double y = header.samples[i].y;
  // What stands on a line's level is that line's.
  const double level = kLevelIn * dpi;
  if (above) {
    const double limit = i > 0 ? header.samples[i - 1].y + level : -1e9;
    return {std::max(limit, y - kReachIn * dpi), y + 0.04 * dpi};
  }
  const double limit = i + 1 < header.samples.size() ? header.samples[i + 1].y - level : 1e9;
  return {y - 0.02 * dpi, std::min(limit, y + kReachIn * dpi)};
}

bool are_in_one_row(const cv::Rect& one, const cv::Rect& other) {
  const double tall = std::max(one.height, other.height);
  return std::abs(one.y + 0.5 * one.height - other.y - 0.5 * other.height) <= 0.6 * tall + 2.0;
}

/// Whether a value, or what may be one, stands in the row between this one and its end of the track.
bool is_inner(const HeaderValue& value, bool is_left, const TrackHeader& header) {
  const cv::Rect& own = value.box->box;
  const auto stands_outside = [&](const HeaderValue& other) {
    const cv::Rect& box = other.box->box;
    const bool is_beyond = is_left ? box.x + box.width <= own.x : box.x >= own.x + own.width;
    const bool is_alike =
        box.height > 0.7 * own.height && box.height < 1.4 * own.height && box.width > 0.25 * own.height;
    const double middle = box.x + 0.5 * box.width;
    return is_beyond && is_alike && middle > 0.0 && middle < header.width && are_in_one_row(own, box) &&
           !is_of_edge(box, header);
  };
  const auto& read = is_left ? header.left : header.right;
  const auto& unread = is_left ? header.unread_left : header.unread_right;
  return std::any_of(read.begin(), read.end(), stands_outside) ||
         std::any_of(unread.begin(), unread.end(), stands_outside);
}

/// The pairs of some of the values at both sides in the rows of a sample, with their distance from it.
struct Found {
  ValuePair pair;
  double distance = 0.0;
};

std::vector<Found> pairs_of(const TrackHeader& header, const std::vector<HeaderValue>& lefts,
                            const std::vector<HeaderValue>& rights, double y,
                            const std::pair<double, double>& zone) {
  const auto is_candidate = [&](const HeaderValue& value, bool is_left) {
    const double middle = value.box->middle();
    return middle >= zone.first && middle <= zone.second && !is_inner(value, is_left, header);
  };
  std::vector<Found> found;
  for (const HeaderValue& left : lefts) {
    if (!is_candidate(left, true)) continue;
    for (const HeaderValue& right : rights)
      if (is_candidate(right, false) && are_in_one_row(left.box->box, right.box->box))
        found.push_back({{left, right}, std::abs(left.box->middle() + right.box->middle() - 2.0 * y)});
  }
  return found;
}

}  // namespace

std::optional<ValuePair> pair_of(const TrackHeader& header, std::size_t i, bool above, double dpi) {
  const std::pair<double, double> zone = zone_of(header, i, above, dpi);
  const double y = header.samples[i].y;
  std::vector<Found> found = pairs_of(header, header.left, header.right, y, zone);
  if (found.empty()) {
    found = pairs_of(header, header.left, header.unread_right, y, zone);
    for (Found& one : pairs_of(header, header.unread_left, header.right, y, zone)) found.push_back(one);
  }
  if (found.empty()) return std::nullopt;
  const auto nearest = std::min_element(
      found.begin(), found.end(), [](const Found& a, const Found& b) { return a.distance < b.distance; });
  const double limit = nearest->distance + kSameRowIn * dpi;
  std::erase_if(found, [&](const Found& one) { return one.distance > limit; });
  const auto confidence = [](const Found& one) {
    return std::min(one.pair.left.confidence, one.pair.right.confidence);
  };
  return std::max_element(found.begin(), found.end(),
                          [&](const Found& a, const Found& b) { return confidence(a) < confidence(b); })
      ->pair;
}

/// How surely the values above or below a line are its own: 0 if there are none, up to 1 where they touch it.
double closeness(const TrackHeader& header, std::size_t i, bool above, double dpi) {
  const std::optional<ValuePair> pair = pair_of(header, i, above, dpi);
  if (!pair || pair->left.text.empty() || pair->right.text.empty()) return 0.0;
  const double y = header.samples[i].y;
  const auto gap = [&](const HeaderValue& value) {
    return above ? y - value.box->box.y - value.box->box.height : value.box->box.y - y;
  };
  // What reaches far over the line stands on its other side, or is crossed by it.
  if (std::min(gap(pair->left), gap(pair->right)) < -kOverLineIn * dpi) return 0.0;
  const double wide = std::max({0.0, gap(pair->left), gap(pair->right)});
  return 1.0 - 0.8 * std::min(1.0, wide / (kReachIn * dpi));
}

bool is_from_edge_to_edge(const LineSample& sample, int width) {
  return sample.style == layout::LineStyle::kSolid && sample.x_left < 0.02 * width &&
         sample.x_right > 0.98 * width;
}

std::vector<TrackHeader> read_track_headers(const cv::Mat& ink, const std::vector<TrackGrid>& tracks,
                                            double dpi, const DigitReader& digits, TextReader& text) {
  std::vector<TrackHeader> headers;
  for (const TrackGrid& grid : tracks) headers.push_back(samples_above(ink, grid, dpi));
  const std::vector<TextBox> words = words_of(ink, headers, tracks, dpi);
  for (std::size_t t = 0; t < tracks.size(); ++t) {
    if (headers[t].samples.empty()) continue;
    take_words(words, tracks, t, dpi, headers[t]);
    read_values(digits, text, dpi, headers[t]);
  }
  return headers;
}

bool has_another_scale(const TrackHeader& header, const ValuePair& pair, const DigitReader& digits,
                       TextReader& text) {
  const auto left = value_from_text(pair.left.text);
  const auto right = value_from_text(pair.right.text);
  if (!left || !right) return false;
  const cv::Rect& first = pair.left.box->box;
  const cv::Rect& last = pair.right.box->box;
  const auto is_between = [&](const cv::Rect& box) {
    return box.x >= first.x + first.width && box.x + box.width <= last.x && are_in_one_row(first, box) &&
           box.height > 0.7 * first.height && box.height < 1.4 * first.height;
  };
  std::vector<const TextBox*> row;
  for (const TextBox& word : header.words)
    if (is_between(word.box)) row.push_back(&word);
  std::sort(row.begin(), row.end(), [](const TextBox* a, const TextBox* b) { return a->box.x < b->box.x; });
  struct Word {
    cv::Rect box;
    std::optional<double> value;
  };
  std::vector<Word> words;
  for (const TextBox* word : row) {
    const ReadValue read = read_value(word->ink, digits, text);
    words.push_back({word->box, read.confidence > 0.6 ? value_from_text(read.text) : std::nullopt});
  }
  double before = *left;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!words[i].value) continue;
    const auto is_phrase = [&](std::size_t k, double gap) {
      return !words[k].value && gap < 2.0 * words[i].box.height;
    };
    const cv::Rect& own = words[i].box;
    if (i > 0 && is_phrase(i - 1, own.x - words[i - 1].box.x - words[i - 1].box.width)) continue;
    if (i + 1 < words.size() && is_phrase(i + 1, words[i + 1].box.x - own.x - own.width)) continue;
    const bool is_in_order = *left < *right ? *words[i].value > before && *words[i].value < *right
                                            : *words[i].value<before&& * words[i].value> * right;
    if (!is_in_order) return true;
    before = *words[i].value;
  }
  return false;
}

}  // namespace logdigitise::sheet
