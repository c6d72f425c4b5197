#include "logdigitise/sheet/header_curves.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <optional>
#include <string_view>
#include <tuple>

#include "logdigitise/sheet/header_scale.hpp"
#include "logdigitise/sheet/header_text.hpp"
#include "logdigitise/sheet/header_values.hpp"
#include "logdigitise/sheet/line_samples.hpp"
#include "logdigitise/sheet/text_reader.hpp"

namespace logdigitise::sheet {

namespace {

constexpr double kReachIn = 0.24;             // A value's middle is so near its line.
constexpr double kHeadingIn = 1.6;            // How far above a line its heading may stand.
constexpr std::string_view kHeading = "RES";  // What resistivities have in common.
constexpr double kLeastNameConfidence = 0.6;
constexpr double kLeastConfirmedConfidence = 0.3;
constexpr std::size_t kCertainLetters = 6;

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
  const auto stands_beside = [&](const std::vector<HeaderValue>& values, const HeaderValue& mine) {
    return std::any_of(values.begin(), values.end(), [&](const HeaderValue& value) {
      return std::abs(value.box->middle() - level) < near &&
             std::abs(value.box->middle() - mine.box->middle()) > near;
    });
  };
  return own && stands_beside(header.left, own->left) && stands_beside(header.right, own->right);
}

/// Looks for a mnemonic of the table among the words of a row, each read by itself: brackets that stand apart
/// spoil the rest.
bool read_word_of_table(const std::vector<const TextBox*>& row, TextReader& reader, HeaderEntry& entry) {
  if (row.size() < 2) return false;
  for (const TextBox* word : row) {
    const ReadText read = reader.read(word->ink, TextKind::kWord);
    const auto name = name_from_text(read.text);
    if (!name || name->family == nullptr || (name->is_corrected && name->unit.empty()) ||
        read.confidence < kLeastNameConfidence)
      continue;
    entry.name_read = read.text;
    entry.name_confidence = read.confidence;
    apply_name(*name, entry);
    return true;
  }
  return false;
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
    if (read.text.empty()) {
      if (read_word_of_table(row, reader, entry)) return;
      continue;
    }
    // A unit may stand in a row of its own under the name.
    const bool is_near = is_next && y - row.front()->middle() < 1.5 * kReachIn * dpi;
    const auto name = name_from_text(read.text + " " + below);
    below = read.text;
    if (!name) continue;
    // Far from the line only what the table knows is a name.
    if (name->family == nullptr && !is_near) continue;
    is_next = false;
    // A name of the table with a unit that belongs to it needs less proof, or none.
    const bool is_confirmed = name->family != nullptr && !name->unit.empty();
    const bool is_certain = is_confirmed && name->mnemonic.size() + name->unit.size() >= kCertainLetters;
    const double least = is_certain ? 0.0 : is_confirmed ? kLeastConfirmedConfidence : kLeastNameConfidence;
    if (read.confidence < least) {
      if (entry.name_read.empty()) entry.name_read = read.text;
      if (read_word_of_table(row, reader, entry)) return;
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

/// Column of a short rule that divides the row of a pair's values; -1 if there is none, or several.
int dividing_rule(const cv::Mat& ink, const ValuePair& pair, const TrackHeader& header) {
  const cv::Rect all = pair.left.box->box | pair.right.box->box;
  const int first = static_cast<int>(header.x_first) + pair.left.box->box.x + pair.left.box->box.width;
  const int last = static_cast<int>(header.x_first) + pair.right.box->box.x;
  int begin = -1;
  int end = -1;
  for (int x = std::max(0, first); x < std::min(last, ink.cols); ++x) {
    // It may lean by a pixel.
    const cv::Mat around = ink(cv::Range(std::max(0, all.y - 2), std::min(ink.rows, all.y + all.height)),
                               cv::Range(std::max(0, x - 1), std::min(ink.cols, x + 2)));
    cv::Mat across;
    cv::reduce(around, across, 1, cv::REDUCE_MAX);
    if (cv::countNonZero(across) < across.rows) continue;
    if (begin >= 0 && x > end + 1) return -1;
    if (begin < 0) begin = x;
    end = x;
  }
  const bool is_thin = begin >= 0 && end - begin < 0.4 * all.height;
  return is_thin ? (begin + end) / 2 : -1;
}

/// Two curves that share a row, each with half of the track (correction and tension are printed so): each
/// is read as if its half were a track, and its scale drawn out to the whole one. Empty if it is not so.
std::vector<HeaderEntry> halves_of_row(const HeaderArea& area, const TrackHeader& header, std::size_t i,
                                       const ValuePair& pair, const TrackGrid& grid, double dpi,
                                       const DigitReader& digits, TextReader& reader) {
  constexpr double kHalf = 0.03;
  const int rule = dividing_rule(area.ink, pair, header);
  const double share = (rule - grid.left) / (grid.right - grid.left);
  if (rule < 0 || grid.scale == layout::Scale::kLog || std::abs(share - 0.5) > kHalf) return {};
  const double y = header.samples[i].y;
  const double above = i > 0 ? header.samples[i - 1].y + 0.03 * dpi : 0.0;
  const double below = i + 1 < header.samples.size() ? header.samples[i + 1].y - 0.03 * dpi : area.ink.rows;
  HeaderArea row;
  const int top = std::max(static_cast<int>(above), static_cast<int>(y - kReachIn * dpi));
  row.ink = area.ink.rowRange(
      top, std::min({area.ink.rows, static_cast<int>(below), static_cast<int>(y + kReachIn * dpi)}));
  row.first_row = area.first_row + top;
  TrackGrid left = grid;
  TrackGrid right = grid;
  left.right = right.left = rule;
  const auto read = read_header(row, {left, right}, dpi, digits, reader);
  std::vector<HeaderEntry> entries;
  for (std::size_t side = 0; side < read.size(); ++side) {
    for (HeaderEntry entry : read[side]) {
      if (entry.left_read.empty() || entry.right_read.empty()) continue;
      // The row is one of the whole track.
      entry.x_left = header.x_first + header.samples[i].x_left;
      entry.x_right = header.x_first + header.samples[i].x_right;
      if (entry.is_scale_proven) {
        if (!entry.note.empty()) entry.note += "; ";
        entry.note += fmt::format("{:g} .. {:g} is printed over the {} half of the track", entry.left,
                                  entry.right, side == 0 ? "left" : "right");
        (side == 0 ? entry.right : entry.left) += (side == 0 ? 1.0 : -1.0) * (entry.right - entry.left);
      }
      entries.push_back(std::move(entry));
    }
  }
  return entries.size() == 2 ? entries : std::vector<HeaderEntry>{};
}

/// What a line sample and its values say, before any proof.
HeaderEntry entry_of(const TrackHeader& header, const HeaderArea& area, std::size_t i,
                     const std::optional<ValuePair>& pair, double dpi, TextReader& reader) {
  const LineSample& sample = header.samples[i];
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
  return entry;
}

/// Whether a pair of values looks like a scale that adjoins that of the curve above: a backup scale, whose
/// values may be worn.
bool looks_like_next_lane(const HeaderEntry& first, const HeaderEntry& second, const ScaleLooks& looks) {
  constexpr double kPlain = -0.5;  // Of one end,
  constexpr double kLeast = -3.0;  // and of the other.
  constexpr double kClear = 2.5;
  const double span = first.right - first.left;
  const auto best_of = [&](double left) {
    return std::pair(log_chance_of_value(looks.left, left), log_chance_of_value(looks.right, left + span));
  };
  std::pair<double, double> below = best_of(first.left - span);
  std::pair<double, double> above = best_of(first.right);
  if (below.first + below.second < above.first + above.second) std::swap(below, above);
  // It must not be the scale of the first again.
  const std::pair<double, double> same = best_of(first.left);
  const double rival = std::max(above.first + above.second, same.first + same.second);
  return first.is_scale_proven && first.style == second.style && !is_log_range(first.left, first.right) &&
         std::max(below.first, below.second) > kPlain && std::min(below.first, below.second) > kLeast &&
         below.first + below.second > rival + kClear;
}

/// Whether an entry without a name is a second scale of the one above.
bool is_second_scale(const HeaderEntry& first, HeaderEntry entry, const TrackGrid& grid,
                     const std::function<ScaleLooks()>& look) {
  if (!entry.name_read.empty()) return false;
  entry.mnemonic = first.mnemonic;
  prove_scale(grid, entry, look);
  return entry.is_scale_proven ? is_second_lane(first, entry) : looks_like_next_lane(first, entry, look());
}

/// Curves over one log grid have as many decades: where the scale of one is proven, one end that is read
/// surely proves the same of another. `pairs`: of the entries.
void take_common_scale(const std::vector<std::pair<std::size_t, ValuePair>>& pairs,
                       std::vector<HeaderEntry>& entries) {
  constexpr double kSure = 0.8;
  const auto proven = std::find_if(entries.begin(), entries.end(),
                                   [](const HeaderEntry& entry) { return entry.is_scale_proven; });
  if (proven == entries.end()) return;
  const auto is_sure = [](const HeaderValue& value, double meant) {
    const auto read = value_from_text(value.text);
    return read && value.confidence > kSure && std::abs(*read - meant) < 1e-9 * std::abs(meant);
  };
  const auto [left, right] = std::pair(proven->left, proven->right);
  const std::string said = fmt::format("{:g} .. {:g} is taken from another curve of the track", left, right);
  for (const auto& [i, pair] : pairs) {
    HeaderEntry& entry = entries[i];
    if (entry.is_scale_proven || (!is_sure(pair.left, left) && !is_sure(pair.right, right))) continue;
    // An end that is read as surely, and otherwise, has a scale of its own.
    if (pair.left.confidence > kSure && pair.right.confidence > kSure) continue;
    entry.is_scale_proven = true;
    entry.left = left;
    entry.right = right;
    entry.note = said;
  }
}

/// Four decades that begin at a 2 are 0.2 .. 2000 on nearly every log: a curve over them whose values cannot
/// be read has this scale, unless an end is read surely as another value.
void take_usual_scale_of_grid(const TrackGrid& grid,
                              const std::vector<std::pair<std::size_t, ValuePair>>& pairs,
                              std::vector<HeaderEntry>& entries) {
  constexpr double kSure = 0.6;
  const auto scale = usual_scale_of_grid(grid);
  if (!scale) return;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    HeaderEntry& entry = entries[i];
    const auto pair =
        std::find_if(pairs.begin(), pairs.end(), [&](const auto& one) { return one.first == i; });
    const auto contradicts = [&](const HeaderValue& value, double meant) {
      const auto read = value_from_text(value.text);
      return read && value.confidence > kSure && std::abs(*read - meant) > 1e-9;
    };
    if (entry.is_scale_proven || (entry.mnemonic.empty() && pair == pairs.end())) continue;
    if (pair != pairs.end() &&
        (contradicts(pair->second.left, scale->first) || contradicts(pair->second.right, scale->second)))
      continue;
    entry.is_scale_proven = true;
    std::tie(entry.left, entry.right) = *scale;
    entry.note = fmt::format(
        "{} .. {} is not read, but {:g} .. {:g} is usual for a grid of {} decades from {}",
        entry.left_read.empty() ? "?" : entry.left_read, entry.right_read.empty() ? "?" : entry.right_read,
        entry.left, entry.right, grid.decades, grid.log_start);
  }
}

/// Whether something could be read of one line at least, or one stands in the middle of its track as line
/// samples do. Other lines are those of the form, and the ink knows the curves better.
bool is_header(const std::vector<HeaderEntry>& entries, const TrackHeader& header) {
  constexpr double kLeastMargin = 0.01;  // Of the track's width.
  constexpr double kUnlike = 0.05;
  return std::any_of(entries.begin(), entries.end(), [&](const HeaderEntry& entry) {
    const double left = (entry.x_left - header.x_first) / header.width;
    const double right = 1.0 - (entry.x_right - header.x_first) / header.width;
    return !entry.mnemonic.empty() || (!entry.left_read.empty() && !entry.right_read.empty()) ||
           (std::min(left, right) > kLeastMargin && std::abs(left - right) < kUnlike);
  });
}

std::vector<HeaderEntry> entries_of(const TrackHeader& header, const HeaderArea& area, const TrackGrid& grid,
                                    bool above, double dpi, const DigitReader& digits, TextReader& reader) {
  std::vector<HeaderEntry> entries;
  std::vector<std::pair<std::size_t, ValuePair>> pairs;
  for (std::size_t i = 0; i < header.samples.size(); ++i) {
    const LineSample& sample = header.samples[i];
    const std::optional<ValuePair> pair = pair_of(header, i, above, dpi);
    const bool is_half_read = pair && (pair->left.text.empty() || pair->right.text.empty());
    const bool is_rule = is_from_edge_to_edge(sample, header.width);
    const bool is_heavy = sample.thickness_px > kHeavyLineIn * dpi;
    if ((is_rule && !pair) || (is_heavy && (!pair || is_half_read))) continue;
    HeaderEntry entry = entry_of(header, area, i, pair, dpi, reader);
    // Dots without a word beside them are dirt.
    if (!pair && entry.name_read.empty() && entry.style == layout::LineStyle::kDotted) continue;
    if (pair && !is_half_read && has_another_scale(header, *pair, digits, reader)) {
      const auto halves = halves_of_row(area, header, i, *pair, grid, dpi, digits, reader);
      entries.insert(entries.end(), halves.begin(), halves.end());
      if (!halves.empty()) continue;
      entry.note = entry.left_read + " .. " + entry.right_read + " has numbers of another scale in between";
      entries.push_back(std::move(entry));
      continue;
    }
    std::function<ScaleLooks()> look;
    if (pair)
      look = [&] {
        return ScaleLooks{look_at_value(pair->left.box->ink, digits),
                          look_at_value(pair->right.box->ink, digits), pair->left.confidence,
                          pair->right.confidence};
      };
    if (pair && !entries.empty() && is_second_scale(entries.back(), entry, grid, look)) {
      entries.back().wraps = true;
      continue;
    }
    // A heading may stand over several curves.
    if (entry.mnemonic.empty() && !entries.empty() && entries.back().mnemonic == kHeading) {
      entry.mnemonic = entries.back().mnemonic;
      entry.unit = entries.back().unit;
    }
    prove_scale(grid, entry, look);
    if (is_rule && is_half_read && !entry.is_scale_proven && entry.mnemonic.empty()) continue;
    entries.push_back(std::move(entry));
    if (pair) pairs.emplace_back(entries.size() - 1, *pair);
  }
  if (grid.scale == layout::Scale::kLog) take_common_scale(pairs, entries);
  take_usual_scale_of_grid(grid, pairs, entries);
  const bool is_asked_for = grid.is_bare || grid.is_division_doubtful;
  return is_asked_for || is_header(entries, header) ? entries : std::vector<HeaderEntry>{};
}

/// Below the header a line sample is one only if values stand at both its ends: the others are of the grid.
/// So is an uneven one anywhere: the others are dirt.
void drop_doubtful_lines(double first_row, bool above, double dpi, TrackHeader& header) {
  constexpr double kLeastConfidence = 0.25;
  constexpr double kLeastOfShort = 0.6;
  constexpr std::size_t kLeastOfBoth = 3;  // Strokes of curves are taken for ones and noughts.
  const auto is_value = [&](const HeaderValue& value, double least) {
    return value.confidence > least && value_from_text(value.text);
  };
  const auto are_values = [&](const ValuePair& pair) {
    const cv::Rect both = pair.left.box->box | pair.right.box->box;
    const bool is_short = pair.left.text.size() + pair.right.text.size() < kLeastOfBoth;
    const bool is_in_grid = both.y + both.height > first_row + 2.0;
    if (is_short && is_in_grid) return false;
    const double least = is_short || is_in_grid ? kLeastOfShort : kLeastConfidence;
    return is_value(pair.left, least) && is_value(pair.right, least);
  };
  for (std::size_t i = header.samples.size(); i-- > 0;) {
    if (header.samples[i].y < first_row && !header.samples[i].is_uneven) continue;
    const std::optional<ValuePair> pair = pair_of(header, i, above, dpi);
    if (!pair || !are_values(*pair))
      header.samples.erase(header.samples.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

}  // namespace

std::vector<std::vector<HeaderEntry>> read_header(const HeaderArea& area,
                                                  const std::vector<TrackGrid>& tracks, double dpi,
                                                  const DigitReader& digits, TextReader& text) {
  std::vector<std::vector<HeaderEntry>> result(tracks.size());
  if (area.ink.empty()) return result;
  HeaderArea whole = area;
  if (!area.below.empty()) cv::vconcat(area.ink, area.below, whole.ink);
  std::vector<TrackHeader> headers = read_track_headers(whole.ink, tracks, dpi, digits, text);
  double pairs_above = 0.0;
  double pairs_below = 0.0;
  for (const TrackHeader& header : headers) {
    for (std::size_t i = 0; i < header.samples.size(); ++i) {
      if (header.samples[i].is_uneven) continue;
      pairs_above += closeness(header, i, true, dpi);
      pairs_below += closeness(header, i, false, dpi);
    }
  }
  const bool above = pairs_above >= pairs_below;
  for (std::size_t t = 0; t < tracks.size(); ++t) {
    drop_doubtful_lines(area.ink.rows, above, dpi, headers[t]);
    result[t] = entries_of(headers[t], whole, tracks[t], above, dpi, digits, text);
  }
  return result;
}

}  // namespace logdigitise::sheet
