#include "logdigitise/sheet/digit_twins.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <set>

#include "logdigitise/core/median.hpp"

namespace logdigitise::sheet {

namespace {

constexpr int kSize = 24;  // Of a glyph's picture, with a border of
constexpr int kBorder = 2;
constexpr int kLeastInk = 60;
constexpr std::size_t kMostNumbers = 24;
constexpr std::size_t kMostDigits = 4;  // Different ones at a place: with more the sequence proves it.
constexpr int kFirstPlace = 2;          // Hundreds.
constexpr double kClear = 0.03;         // Of likeness, by which one digit is told from another;
constexpr double kContradicts = 0.05;   // and by which another one is, though no reader saw it.
constexpr double kMostReverse = 0.3;    // Further than that two answers are never both borne out.
constexpr double kUnlike = 0.08;        // That different digits are less alike than equal ones, mostly.
constexpr double kContested = 0.2;      // Of the readings, that take a digit for another.
constexpr std::size_t kLeastContested = 2;
constexpr std::size_t kLeastGlyphs = 2;

struct Glyph {
  std::size_t number = 0;
  int place = 0;  ///< 0: units.
  int digit = 0;
  cv::Mat picture;
};

/// A digit in the middle of a square, as high as all others; nothing where there is no ink.
std::optional<cv::Mat> picture_of(const cv::Mat& line, cv::Range columns) {
  cv::Mat across;
  cv::reduce(line, across, 0, cv::REDUCE_MAX);
  while (columns.start < columns.end && across.at<std::uint8_t>(0, columns.start) < kLeastInk)
    ++columns.start;
  while (columns.end > columns.start && across.at<std::uint8_t>(0, columns.end - 1) < kLeastInk)
    --columns.end;
  if (columns.size() < 2) return std::nullopt;
  const int high = kSize - 2 * kBorder;
  const int width = std::min(columns.size(), high);
  cv::Mat small;
  cv::resize(line.colRange(columns), small, {width, high}, 0, 0, cv::INTER_AREA);
  small.convertTo(small, CV_32F, 1.0 / 255.0);
  cv::Mat picture = cv::Mat::zeros(kSize, kSize, CV_32F);
  small.copyTo(picture(cv::Rect((kSize - width) / 2, kBorder, width, high)));
  cv::GaussianBlur(picture, picture, {0, 0}, 0.8);
  return picture;
}

double correlation(const cv::Mat& a, const cv::Mat& b) {
  const double mean_a = cv::mean(a)[0];
  const double mean_b = cv::mean(b)[0];
  double aa = 0.0;
  double bb = 0.0;
  double ab = 0.0;
  for (int y = 0; y < a.rows; ++y) {
    for (int x = 0; x < a.cols; ++x) {
      const double u = a.at<float>(y, x) - mean_a;
      const double v = b.at<float>(y, x) - mean_b;
      aa += u * u;
      bb += v * v;
      ab += u * v;
    }
  }
  return ab / std::sqrt(aa * bb + 1e-9);
}

/// Correlation of two glyphs where they lie on each other best, -1..1.
double likeness(const Glyph& a, const Glyph& b) {
  const cv::Rect core(kBorder, kBorder, kSize - 2 * kBorder, kSize - 2 * kBorder);
  double best = -1.0;
  for (int dy = -1; dy <= 1; ++dy)
    for (int dx = -kBorder; dx <= kBorder; ++dx)
      best = std::max(best, correlation(a.picture(core), b.picture(core + cv::Point(dx, dy))));
  return best;
}

std::vector<Glyph> glyphs_of(const std::vector<JointNumber>& numbers, const std::vector<long>& values) {
  std::vector<Glyph> glyphs;
  const std::size_t every = numbers.size() / kMostNumbers + 1;
  for (std::size_t i = 0; i < numbers.size(); i += every) {
    if (!numbers[i].lattice || numbers[i].is_cut_off) continue;
    const std::string text = std::to_string(values[i]);
    const std::vector<cv::Range> cells = cells_of_digits(*numbers[i].lattice, text);
    for (std::size_t k = 0; k < cells.size(); ++k) {
      std::optional<cv::Mat> picture = picture_of(numbers[i].lattice->line, cells[k]);
      if (!picture) continue;
      const int place = static_cast<int>(text.size() - 1 - k);
      glyphs.push_back({i, place, text[k] - '0', std::move(*picture)});
    }
  }
  return glyphs;
}

/// What glyphs of one digit at one place are like: medians over those of each digit at other places.
struct Kin {
  std::size_t glyphs = 0;
  std::array<std::optional<double>, 10> likeness;
};
using Kinship = std::map<std::pair<int, int>, Kin>;  // By place and digit.

Kinship kinship_of(const std::vector<Glyph>& glyphs) {
  std::map<std::pair<int, int>, std::array<std::vector<double>, 10>> all;
  Kinship kinship;
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    const Glyph& a = glyphs[i];
    ++kinship[{a.place, a.digit}].glyphs;
    for (std::size_t j = 0; j < i; ++j) {
      const Glyph& b = glyphs[j];
      if (a.place == b.place) continue;
      const double alike = likeness(a, b);
      all[{a.place, a.digit}][static_cast<std::size_t>(b.digit)].push_back(alike);
      all[{b.place, b.digit}][static_cast<std::size_t>(a.digit)].push_back(alike);
    }
  }
  for (auto& [key, kin] : kinship)
    for (std::size_t digit = 0; digit < 10; ++digit)
      if (!all[key][digit].empty()) kin.likeness[digit] = median_of(std::move(all[key][digit]));
  return kinship;
}

/// How alike equal digits of these numbers are.
std::optional<double> usual_likeness(const Kinship& kinship) {
  std::vector<double> same;
  for (const auto& [key, kin] : kinship)
    if (const auto alike = kin.likeness[static_cast<std::size_t>(key.second)]) same.push_back(*alike);
  if (same.empty()) return std::nullopt;
  return median_of(std::move(same));
}

/// How much more the glyphs of a place look like what they were read as than like digits `shift` higher;
/// nothing where that cannot be told. `is_contested`: a reader saw the others, so that it counts, too, that
/// glyphs look as they should where the others are nowhere else.
std::optional<double> preference(const Kinship& kinship, int place, int shift, bool is_contested) {
  const std::optional<double> usual = usual_likeness(kinship);
  double sum = 0.0;
  std::size_t count = 0;
  for (const auto& [key, kin] : kinship) {
    const int other = key.second + shift;
    if (key.first != place || other < 0 || other > 9) continue;
    const std::optional<double> own = kin.likeness[static_cast<std::size_t>(key.second)];
    const std::optional<double> rival = kin.likeness[static_cast<std::size_t>(other)];
    double more = 0.0;
    if (own && rival)
      more = *own - *rival;
    else if (rival && usual)
      more = *usual - *rival;
    else if (own && usual && is_contested)
      more = *own - (*usual - kUnlike);
    else
      continue;
    sum += more * static_cast<double>(kin.glyphs);
    count += kin.glyphs;
  }
  if (count < kLeastGlyphs) return std::nullopt;
  return sum / static_cast<double>(count);
}

/// How many readings of a place there are, and how many by shift from the run's digits.
struct Readings {
  std::size_t all = 0;
  std::map<int, std::size_t> shifted;
};

Readings readings_at(const std::vector<JointNumber>& numbers, const std::vector<long>& values, int place) {
  Readings readings;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    const std::string text = std::to_string(values[i]);
    if (static_cast<int>(text.size()) <= place || !numbers[i].lattice) continue;
    const std::size_t at = text.size() - 1 - static_cast<std::size_t>(place);
    for (const std::string& read : {read_digits(*numbers[i].lattice).digits, numbers[i].other_text}) {
      if (read.size() != text.size()) continue;
      ++readings.all;
      if (read[at] != text[at]) ++readings.shifted[read[at] - text[at]];
    }
  }
  return readings;
}

long power_of_ten(int place) {
  long power = 1;
  for (int i = 0; i < place; ++i) power *= 10;
  return power;
}

/// The preference of the same numbers with `step` added to all values.
double preference_of(const std::vector<JointNumber>& numbers, std::vector<long> values, long step, int place,
                     int shift) {
  for (long& value : values) value += step;
  return preference(kinship_of(glyphs_of(numbers, values)), place, shift, true).value_or(0.0);
}

}  // namespace

TwinAnswer look_at_twins(const std::vector<JointNumber>& numbers, const std::vector<long>& values) {
  TwinAnswer answer;
  const Kinship kinship = kinship_of(glyphs_of(numbers, values));
  std::map<int, std::set<int>> digits;
  for (const auto& [key, kin] : kinship) digits[key.first].insert(key.second);
  double least = 0.0;
  for (const auto& [place, some] : digits) {
    if (place < kFirstPlace || some.size() > kMostDigits) continue;
    const Readings readings = readings_at(numbers, values, place);
    for (int shift = -9; shift <= 9; ++shift) {
      if (shift == 0 || *some.begin() + shift < 0 || *some.rbegin() + shift > 9) continue;
      const auto seen = readings.shifted.find(shift);
      const std::size_t count = seen == readings.shifted.end() ? 0 : seen->second;
      const bool is_contested = count >= kLeastContested &&
                                static_cast<double>(count) >= kContested * static_cast<double>(readings.all);
      double more = preference(kinship, place, shift, is_contested).value_or(0.0);
      if (more >= (is_contested ? kClear + kMostReverse : -kContradicts)) continue;
      // Both answers are tried: which of them makes equal digits more alike?
      const long step = shift * power_of_ten(place);
      const double reverse = preference_of(numbers, values, step, place, -shift);
      if (is_contested) more -= std::max(0.0, reverse);
      if (is_contested ? more >= kClear : reverse < kClear) continue;
      if (!answer.doubt.empty() && more > least) continue;
      least = more;
      answer.doubt = fmt::format("the digit {} of the depth numbers {} to {} may be a {}", *some.begin(),
                                 values.front(), values.back(), *some.begin() + shift);
      answer.shift = is_contested && more <= -kClear ? step : 0;
    }
  }
  return answer;
}

}  // namespace logdigitise::sheet
