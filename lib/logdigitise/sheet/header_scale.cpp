#include "logdigitise/sheet/header_scale.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "logdigitise/sheet/header_text.hpp"

namespace logdigitise::sheet {

namespace {

constexpr double kLeastValue = 0.55;  // Confidence of a value that something else confirms.
constexpr double kSureOfBoth = 0.93;  // Of one that nothing else confirms.
constexpr double kLeastOnLogGrid = 0.15;
constexpr double kLeastUnnamed = 0.25;  // Of a pair that is usual for some curve, where the name is not read.
constexpr double kLessClear = 1.5;      // A rival that the ink does not look less like than this.

void add_note(HeaderEntry& entry, const std::string& note) {
  if (!entry.note.empty()) entry.note += "; ";
  entry.note += note;
}

const CurveFamily* family_of(const std::string& mnemonic) {
  for (const CurveFamily& family : curve_families())
    if (family.mnemonic == mnemonic ||
        std::find(family.mnemonics.begin(), family.mnemonics.end(), mnemonic) != family.mnemonics.end())
      return &family;
  return nullptr;
}

bool is_usual(const CurveFamily& family, double left, double right) {
  // No misreading turns a scale round.
  const auto is_same = [](double one, double other) { return std::abs(one - other) < 1e-9; };
  return std::any_of(family.usual.begin(), family.usual.end(), [&](const std::pair<double, double>& scale) {
    return (is_same(scale.first, left) && is_same(scale.second, right)) ||
           (is_same(scale.first, right) && is_same(scale.second, left));
  });
}

/// Digits after the point; -1: there is no point.
int decimals_of(const std::string& text) {
  const std::size_t point = text.find('.');
  return point == std::string::npos ? -1 : static_cast<int>(text.size() - point - 1);
}

/// Whether a scale runs over a round span, from a multiple of a twentieth of it.
bool is_round_span(double left, double right) {
  constexpr double kSpans[] = {1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0};
  const double span = std::abs(right - left);
  if (span <= 0.0) return false;
  const double power = std::pow(10.0, std::floor(std::log10(span) + 1e-9));
  const bool is_round = std::any_of(std::begin(kSpans), std::end(kSpans),
                                    [&](double one) { return std::abs(span / power - one) < 1e-6; });
  const double steps = left / (0.05 * span);
  return is_round && std::abs(steps - std::round(steps)) < 1e-6;
}

/// Whether two values are printed as computers of the time did, with a point and as many characters each, or
/// 0.0: 7.0000 and 17.000, 20000. and 0.0. What has lost a character is shorter.
bool are_of_one_width(const std::string& left, const std::string& right) {
  constexpr std::size_t kLeastWidth = 5;
  const auto has_point = [](const std::string& text) { return text.find('.') != std::string::npos; };
  if (!value_from_text(left) || !value_from_text(right) || !has_point(left) || !has_point(right))
    return false;
  const std::size_t wide = std::max(left.size(), right.size());
  const bool is_positive = left.front() != '-' && right.front() != '-';
  const auto fits = [&](const std::string& text) {
    return text.size() == wide || (text == "0.0" && is_positive);
  };
  return wide >= kLeastWidth && fits(left) && fits(right);
}

/// Whether two values look like the ends of a scale: a round span, from a multiple of a twentieth of it, both
/// printed alike. A value that lost digits or its sign hardly ever does.
bool is_round_scale(const std::string& left_text, const std::string& right_text) {
  const int left_decimals = decimals_of(left_text);
  const int right_decimals = decimals_of(right_text);
  if (are_of_one_width(left_text, right_text))
    return is_round_span(*value_from_text(left_text), *value_from_text(right_text));
  // 1. or -0.: the rest is lost.
  if (left_decimals == 0 || right_decimals == 0) return false;
  const auto left = value_from_text(left_text);
  const auto right = value_from_text(right_text);
  if (!left || !right) return false;
  const auto lost = [](const std::string& text, double value) { return value == 0.0 && text != "0"; };
  const bool has_both = left_decimals > 0 && right_decimals > 0;
  if (has_both ? left_decimals != right_decimals
               : lost(left_text, *left) || lost(right_text, *right) ||
                     (left_decimals + right_decimals > 0 && *left * *right == 0.0))
    return false;
  return is_round_span(*left, *right);
}

/// Whether two digits are taken for each other at times.
bool are_confused(char one, char other) {
  constexpr std::string_view kRound = "035689";
  if (kRound.find(one) != std::string_view::npos && kRound.find(other) != std::string_view::npos) return true;
  const std::string both{std::min(one, other), std::max(one, other)};
  return both == "17" || both == "14" || both == "27" || both == "49";
}

/// Whether one digit makes a usual scale of what was read: then that digit is more likely misread, if it is
/// one that is easily taken for the other.
bool is_near_usual(const CurveFamily* family, const HeaderEntry& entry) {
  if (family == nullptr) return false;
  const auto differ = [](const std::string& read, double value) {
    const std::string meant = fmt::format("{:g}", value);
    if (meant.size() != read.size()) return 2;
    int count = 0;
    for (std::size_t i = 0; i < read.size(); ++i)
      if (read[i] != meant[i]) count += are_confused(read[i], meant[i]) ? 1 : 2;
    return count;
  };
  return std::any_of(family->usual.begin(), family->usual.end(), [&](const auto& scale) {
    return differ(entry.left_read, scale.first) + differ(entry.right_read, scale.second) == 1;
  });
}

/// Whether a scale that is usual for no curve stands. However sure the readers are, a digit may have been cut
/// off: 7 .. 17 was read as 0 .. 17 on paper. But scales run over round spans from round values, and few
/// misread ones do.
bool is_believed(const HeaderEntry& entry, const CurveFamily* family) {
  return entry.value_confidence >= kSureOfBoth && is_round_scale(entry.left_read, entry.right_read) &&
         !is_near_usual(family, entry);
}

/// Whether a log scale fits the lines of the grid.
bool fits_log_grid(const TrackGrid& grid, double left, double right) {
  if (left <= 0.0 || right <= left) return false;
  if (std::abs(std::log10(right / left) - grid.decades) > 1e-6) return false;
  const double first = left / std::pow(10.0, std::floor(std::log10(left) + 1e-9));
  return std::abs(first - grid.log_start) < 1e-6;
}

using Scales = std::vector<std::pair<double, double>>;

/// The usual scales of all curves.
Scales all_usual_scales() {
  Scales scales;
  for (const CurveFamily& family : curve_families())
    for (const auto& scale : family.usual)
      if (std::find(scales.begin(), scales.end(), scale) == scales.end()) scales.push_back(scale);
  return scales;
}

/// The usual scales of a curve, either way round.
Scales usual_scales_of(const CurveFamily& family) {
  Scales scales;
  for (const auto& scale : family.usual) {
    if (std::find(scales.begin(), scales.end(), scale) == scales.end()) scales.push_back(scale);
    const std::pair<double, double> turned(scale.second, scale.first);
    const bool is_usual_too =
        std::find(family.usual.begin(), family.usual.end(), turned) != family.usual.end();
    if (!is_usual_too && !is_log_range(scale.first, scale.second)) scales.push_back(turned);
  }
  return scales;
}

/// The scales that a log grid may have.
Scales scales_of_grid(const TrackGrid& grid) {
  Scales scales;
  for (int power = -3; power <= 3; ++power) {
    const double left = std::stod(fmt::format("{}e{}", grid.log_start, power));
    scales.emplace_back(left, std::stod(fmt::format("{}e{}", grid.log_start, power + grid.decades)));
  }
  return scales;
}

bool is_read_as(const std::string& text, double value) {
  const auto read = value_from_text(text);
  return read && std::abs(*read - value) < 1e-9;
}

int digits_in(double value) {
  const std::string text = fmt::format("{:g}", value);
  return static_cast<int>(
      std::count_if(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }));
}

/// Whether a picture shows the digits of a value, two at least, as clearly as any.
bool shows(const ValueLook& look, double value) {
  constexpr double kClearly = -0.5;
  constexpr double kAsBest = 0.2;
  constexpr int kLeastDigits = 2;
  const double chance = log_chance_of_value(look, value);
  return digits_in(value) >= kLeastDigits && chance > kClearly && chance > log_chance_of_best(look) - kAsBest;
}

/// Which of several scales the pictures of both ends look like; nothing if that is not clear. `least_look`:
/// of either end, as log_chance_of_value().
std::optional<std::pair<double, double>> scale_by_look(Scales scales, const HeaderEntry& entry,
                                                       const ScaleLooks& looks, double least_look) {
  constexpr double kSure = 0.8;  // An end that is read so surely, point and all, is what it says.
  constexpr double kLeastRead = 0.55;
  constexpr double kClear = 2.5;  // Than the next that may be meant.
  constexpr int kLeastDigitsOfOnly = 3;
  constexpr double kLeastOfOnly = -4.0;
  constexpr int kLeastOfBoth = 3;       // Digits of two values of which neither is read surely.
  constexpr double kMostForBest = 2.5;  // Less than the digits that the picture looks most like.
  if (looks.left_confidence > kSure)
    std::erase_if(scales, [&](const auto& scale) { return !is_read_as(entry.left_read, scale.first); });
  if (looks.right_confidence > kSure)
    std::erase_if(scales, [&](const auto& scale) { return !is_read_as(entry.right_read, scale.second); });
  // One end says that only one of them can be meant: the other end need not look as much like it.
  const auto is_sure = [](double confidence, double value) {
    return confidence > kSure && digits_in(value) >= kLeastDigitsOfOnly;
  };
  const bool is_only_one = scales.size() == 1 && (is_sure(looks.left_confidence, scales.front().first) ||
                                                  is_sure(looks.right_confidence, scales.front().second));
  if (is_only_one) least_look = std::min(least_look, kLeastOfOnly);
  std::vector<std::pair<double, std::pair<double, double>>> ranked;
  for (const auto& scale : scales)
    ranked.emplace_back(
        log_chance_of_value(looks.left, scale.first) + log_chance_of_value(looks.right, scale.second), scale);
  std::sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  if (ranked.empty() || (ranked.size() > 1 && ranked[0].first < ranked[1].first + kClear))
    return std::nullopt;
  const auto [left, right] = ranked.front().second;
  const auto fits = [&](const ValueLook& look, double value) {
    const double chance = log_chance_of_value(look, value);
    return chance > least_look && chance > log_chance_of_best(look) - std::max(kMostForBest, -least_look);
  };
  // Two values that are read, however unsurely, as a pair that is meant.
  const bool are_both_read = is_read_as(entry.left_read, left) && is_read_as(entry.right_read, right) &&
                             digits_in(left) + digits_in(right) >= kLeastOfBoth;
  const bool is_half_read = are_both_read ||
                            (is_read_as(entry.left_read, left) && looks.left_confidence >= kLeastRead) ||
                            (is_read_as(entry.right_read, right) && looks.right_confidence >= kLeastRead) ||
                            shows(looks.left, left) || shows(looks.right, right);
  if (!is_half_read || !fits(looks.left, left) || !fits(looks.right, right)) return std::nullopt;
  return ranked.front().second;
}

/// What a scale would be if one digit was taken for another that looks like it.
Scales misread_scales(const HeaderEntry& entry) {
  Scales scales;
  for (const bool is_left : {true, false}) {
    const std::string& read = is_left ? entry.left_read : entry.right_read;
    for (std::size_t i = 0; i < read.size(); ++i) {
      if (read[i] < '0' || read[i] > '9') continue;
      for (char digit = '0'; digit <= '9'; ++digit) {
        if (digit == read[i] || !are_confused(digit, read[i])) continue;
        std::string other = read;
        other[i] = digit;
        const std::string& left = is_left ? other : entry.left_read;
        const std::string& right = is_left ? entry.right_read : other;
        if (is_round_scale(left, right)) scales.emplace_back(*value_from_text(left), *value_from_text(right));
      }
    }
  }
  return scales;
}

/// A scale that looks as much like the ink as the one that was read.
std::optional<std::pair<double, double>> rival_of(double left, double right, const HeaderEntry& entry,
                                                  const ScaleLooks& looks, double clear) {
  constexpr double kLeastSpan = 0.4;
  constexpr double kUnusual = 2.5;
  const auto chance = [&](double from, double to) {
    return log_chance_of_value(looks.left, from) + log_chance_of_value(looks.right, to);
  };
  const CurveFamily* family = family_of(entry.mnemonic);
  const bool is_expected = family != nullptr && is_usual(*family, left, right);
  const double least = chance(left, right) - clear;
  double best = -1e9;
  std::optional<std::pair<double, double>> rival;
  for (const auto& other : misread_scales(entry)) {
    // A rival is a scale of the same kind.
    const double share = (other.second - other.first) / (right - left);
    if (share < kLeastSpan || share > 1.0 / kLeastSpan) continue;
    // Of a curve that is known few have a scale that is not usual.
    const bool is_less_likely = is_expected && !is_usual(*family, other.first, other.second);
    const double score = chance(other.first, other.second) - (is_less_likely ? kUnusual : 0.0);
    if (score <= std::max(best, least)) continue;
    best = score;
    rival = other;
  }
  return rival;
}

}  // namespace

bool is_log_range(double left, double right) {
  if (left <= 0.0 || right <= 0.0) return false;
  const double decades = std::abs(std::log10(right / left));
  return decades > 1.5 && std::abs(decades - std::round(decades)) < 1e-6;
}

std::optional<std::pair<double, double>> usual_scale_of_grid(const TrackGrid& grid) {
  if (grid.scale != layout::Scale::kLog || grid.decades != 4 || grid.log_start != 2) return std::nullopt;
  return std::pair(0.2, 2000.0);
}

void apply_name(const NamedCurve& name, HeaderEntry& entry) {
  entry.mnemonic = name.mnemonic;
  entry.unit = name.unit;
  if (name.is_corrected) add_note(entry, fmt::format("{} is taken for {}", entry.name_read, name.mnemonic));
}

namespace {

/// Without pictures.
void prove_as_read(const TrackGrid& grid, HeaderEntry& entry) {
  if (entry.left_read.empty() || entry.right_read.empty()) {
    add_note(entry, "no value could be read at both ends of the line");
    return;
  }
  const std::string read = fmt::format("{} .. {}", entry.left_read, entry.right_read);
  const auto left = value_from_text(entry.left_read);
  const auto right = value_from_text(entry.right_read);
  if (!left || !right || *left == *right) {
    add_note(entry, read + " is no scale");
    return;
  }
  const auto accept = [&](double from, double to) {
    entry.is_scale_proven = true;
    entry.left = from;
    entry.right = to;
  };
  const bool fits_log = grid.scale == layout::Scale::kLog && fits_log_grid(grid, *left, *right);
  // That a misread pair has the decades and the digit of the grid is next to impossible.
  if (fits_log && entry.value_confidence >= kLeastOnLogGrid) return accept(*left, *right);
  if (entry.value_confidence < kLeastValue) {
    add_note(entry, read + " is not read with confidence");
    return;
  }
  const CurveFamily* family = family_of(entry.mnemonic);
  std::vector<std::pair<double, double>> meant;  // What the digits may have been printed for.
  if (family != nullptr) meant = usual_scales(*family, entry.left_read, entry.right_read);
  if (grid.scale == layout::Scale::kLog)
    std::erase_if(meant, [&](const auto& scale) { return !fits_log_grid(grid, scale.first, scale.second); });
  const auto accept_meant = [&] {
    add_note(entry, fmt::format("{} is taken for the usual {:g} .. {:g} of {}", read, meant.front().first,
                                meant.front().second, entry.mnemonic));
    accept(meant.front().first, meant.front().second);
  };
  if (grid.scale == layout::Scale::kLog) {
    if (meant.size() == 1) return accept_meant();
    add_note(entry, fmt::format("{} does not fit a grid of {} decades that begins at {}", read, grid.decades,
                                grid.log_start));
    return;
  }
  if (is_log_range(*left, *right) && !grid.shows_no_lines()) {
    add_note(entry, read + " is a logarithmic scale, and the lines of the track are not");
    return;
  }
  if (family != nullptr && is_usual(*family, *left, *right)) return accept(*left, *right);
  if (meant.size() == 1) return accept_meant();
  if (!meant.empty()) {
    // 0.45 .. 0.15 of a porosity: a sign or a point was lost, but which?
    add_note(entry, read + " may stand for more than one usual scale");
    return;
  }
  if (is_believed(entry, family)) {
    add_note(entry,
             fmt::format("{} is usual for no curve that is known, and read alike by two readers", read));
    return accept(*left, *right);
  }
  add_note(entry, read + " is not confirmed by anything");
}

void prove_by_look(const TrackGrid& grid, const ScaleLooks& looks, HeaderEntry& entry) {
  constexpr double kLeastLook = -2.0;
  constexpr double kLeastOnGrid = -4.0;  // The grid says how many decades there are.
  const CurveFamily* family = family_of(entry.mnemonic);
  const bool is_log = grid.scale == layout::Scale::kLog;
  Scales scales;
  if (is_log)
    scales = scales_of_grid(grid);
  else if (family != nullptr)
    scales = usual_scales_of(*family);
  const bool is_unnamed = !is_log && family == nullptr && entry.value_confidence >= kLeastUnnamed;
  if (is_unnamed) scales = all_usual_scales();
  if (!is_log && !grid.shows_no_lines())
    std::erase_if(scales, [](const auto& scale) { return is_log_range(scale.first, scale.second); });
  const auto found = scale_by_look(scales, entry, looks, is_log ? kLeastOnGrid : kLeastLook);
  if (!found) return;
  const bool is_as_read =
      is_read_as(entry.left_read, found->first) && is_read_as(entry.right_read, found->second);
  if (is_unnamed && !is_as_read) return;
  // What is not usual may have been printed, too.
  if (!is_log && is_as_read && rival_of(found->first, found->second, entry, looks, kLessClear)) return;
  entry.is_scale_proven = true;
  entry.left = found->first;
  entry.right = found->second;
  const auto said = [](const std::string& text) { return text.empty() ? "?" : text; };
  entry.note = fmt::format("{} .. {} looks like {:g} .. {:g}, which {}", said(entry.left_read),
                           said(entry.right_read), entry.left, entry.right,
                           is_log       ? "fits the grid"
                           : is_unnamed ? "is a usual scale"
                                        : "is usual for " + entry.mnemonic);
}

/// A round scale that is read surely stands though one digit parts it from a usual one, if the ink looks much
/// less like any that one digit makes of it. One that is read less surely, too, if the ink looks plainly like
/// it: but a value that only one reader sees must have no sign, which may have swallowed a digit.
void prove_against_rivals(const TrackGrid& grid, const ScaleLooks& looks, HeaderEntry& entry) {
  constexpr double kMuchLess = 3.0;
  constexpr double kFarLess = 4.5;
  constexpr double kClearly = -0.4;
  constexpr double kByTwo = 0.75;
  if (grid.scale == layout::Scale::kLog || entry.value_confidence < kLeastValue) return;
  if (!is_round_scale(entry.left_read, entry.right_read)) return;
  const double left = *value_from_text(entry.left_read);
  const double right = *value_from_text(entry.right_read);
  const auto is_plain = [](const ValueLook& look, double confidence, double value) {
    return log_chance_of_value(look, value) > kClearly && (confidence > kByTwo || value >= 0.0);
  };
  const bool is_sure = entry.value_confidence >= kSureOfBoth;
  if (!is_sure && (!is_plain(looks.left, looks.left_confidence, left) ||
                   !is_plain(looks.right, looks.right_confidence, right)))
    return;
  if (is_log_range(left, right) && !grid.shows_no_lines()) return;
  if (rival_of(left, right, entry, looks, is_sure ? kMuchLess : kFarLess)) return;
  entry.is_scale_proven = true;
  entry.left = left;
  entry.right = right;
  entry.note = fmt::format("{} .. {} is not the usual scale of {}, but looks like no other", entry.left_read,
                           entry.right_read, entry.mnemonic.empty() ? "a curve" : entry.mnemonic);
}

}  // namespace

void prove_scale(const TrackGrid& grid, HeaderEntry& entry, const std::function<ScaleLooks()>& look) {
  const std::string name_note = entry.note;
  prove_as_read(grid, entry);
  if (!look) return;
  if (!entry.is_scale_proven) {
    const ScaleLooks looks = look();
    prove_by_look(grid, looks, entry);
    if (!entry.is_scale_proven) prove_against_rivals(grid, looks, entry);
    if (entry.is_scale_proven && !name_note.empty()) entry.note = name_note + "; " + entry.note;
    return;
  }
  const bool is_sure = grid.scale == layout::Scale::kLog || entry.value_confidence >= kSureOfBoth;
  if (is_sure) return;
  const auto rival = rival_of(entry.left, entry.right, entry, look(), kLessClear);
  if (!rival) return;
  add_note(entry, fmt::format("{} .. {} may be {:g} .. {:g} as well", entry.left_read, entry.right_read,
                              rival->first, rival->second));
  entry.is_scale_proven = false;
  entry.left = 0.0;
  entry.right = 1.0;
}

}  // namespace logdigitise::sheet
