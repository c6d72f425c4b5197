#include "logdigitise/sheet/digit_reader.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "logdigitise/sheet/digit_weights.hpp"

namespace logdigitise::sheet {

namespace {

constexpr int kRows = DigitReader::kCellRows;
constexpr int kColumns = DigitReader::kCellColumns;
constexpr double kNarrowest = 0.12;  // Of the text's height: a one.
constexpr double kWidest = 1.25;
constexpr int kMostDigits = 6;  // With a comma.
constexpr double kLeastChance = 1e-4;
constexpr double kDigitSpan = 0.6 * kRows;  // Usual width of a digit.
constexpr std::size_t kMostCuts = 128;
constexpr double kLeastGivenChance =
    0.003;  // Of a digit that is asked for: readers err with great confidence.

template <std::size_t N>
void unpack(const PackedTensor& packed, std::array<float, N>& values) {
  for (std::size_t i = 0; i < N && i < static_cast<std::size_t>(packed.count); ++i) {
    const int byte = 16 * (packed.text[2 * i] - 'A') + (packed.text[2 * i + 1] - 'A');
    values[i] = static_cast<float>(byte - 128) * packed.scale;
  }
}

/// 3 x 3 convolution with zeros around, relu, then the maximum of 2 x 2.
template <int kIn, int kOut, int kHigh, int kWide>
void convolve(const float* in, const float* weights, const float* bias, float* out) {
  constexpr int kPaddedWide = kWide + 2;
  std::array<float, static_cast<std::size_t>(kIn) * (kHigh + 2) * kPaddedWide> padded{};
  for (int c = 0; c < kIn; ++c)
    for (int y = 0; y < kHigh; ++y)
      std::copy_n(in + (c * kHigh + y) * kWide, kWide,
                  padded.data() + (c * (kHigh + 2) + y + 1) * kPaddedWide + 1);
  std::array<float, static_cast<std::size_t>(kHigh) * kWide> plane{};
  for (int o = 0; o < kOut; ++o) {
    plane.fill(bias[o]);
    for (int c = 0; c < kIn; ++c) {
      for (int k = 0; k < 9; ++k) {
        const float w = weights[(o * kIn + c) * 9 + k];
        const float* from = padded.data() + (c * (kHigh + 2) + k / 3) * kPaddedWide + k % 3;
        for (int y = 0; y < kHigh; ++y)
          for (int x = 0; x < kWide; ++x)
            plane[static_cast<std::size_t>(y * kWide + x)] += w * from[y * kPaddedWide + x];
      }
    }
    for (int y = 0; y < kHigh / 2; ++y) {
      for (int x = 0; x < kWide / 2; ++x) {
        const auto i = static_cast<std::size_t>(2 * y * kWide + 2 * x);
        const float most = std::max({plane[i], plane[i + 1], plane[i + kWide], plane[i + kWide + 1], 0.0F});
        out[(o * (kHigh / 2) + y) * (kWide / 2) + x] = most;
      }
    }
  }
}

cv::Mat cell_of(const cv::Mat& line, int from, int to) {
  const int width = std::clamp(to - from, 1, kColumns);
  cv::Mat small;
  cv::resize(line.colRange(from, to), small, {width, kRows}, 0, 0, cv::INTER_AREA);
  cv::Mat cell = cv::Mat::zeros(kRows, kColumns, CV_8UC1);
  const int left = (kColumns - width) / 2;
  small.copyTo(cell.colRange(left, left + width));
  return cell;
}

/// The rows of a line without those at its ends that hold little: the tail of a comma, a blot, the stub of a
/// line. Digits are read by their height.
cv::Range rows_of_digits(const cv::Mat& ink) {
  constexpr double kLittle = 0.16;    // Of the columns that hold any ink.
  constexpr double kMostShare = 0.3;  // Of the rows, at either end.
  cv::Mat across;
  cv::reduce(ink, across, 0, cv::REDUCE_MAX);
  const double least = kLittle * cv::countNonZero(across > 90);
  const int most = static_cast<int>(kMostShare * ink.rows);
  cv::Range rows(0, ink.rows);
  while (rows.start < most && cv::countNonZero(ink.row(rows.start) > 90) < least) ++rows.start;
  while (ink.rows - rows.end < most && cv::countNonZero(ink.row(rows.end - 1) > 90) < least) --rows.end;
  return rows;
}

/// Columns at which a line may be cut: its ends, blank columns' ends, thin places, and no stretch without
/// one.
std::vector<int> cuts_of(const cv::Mat& line) {
  cv::Mat sums;
  cv::reduce(line, sums, 0, cv::REDUCE_SUM, CV_32F);
  cv::blur(sums, sums, {3, 1});
  std::vector<int> cuts{0};
  for (int x = 1; x < line.cols; ++x) {
    const float here = sums.at<float>(0, x);
    const float before = sums.at<float>(0, x - 1);
    const float after = x + 1 < line.cols ? sums.at<float>(0, x + 1) : 0.0F;
    const bool thin = here <= before && here <= after && (here < before || here < after);
    const bool border = (here < 60.0F) != (before < 60.0F);
    if ((thin || border || x - cuts.back() >= 6) && x - cuts.back() >= 2) cuts.push_back(x);
  }
  if (line.cols - cuts.back() < 2)
    cuts.back() = line.cols;
  else
    cuts.push_back(line.cols);
  return cuts;
}

}  // namespace

DigitReader::DigitReader() {
  unpack(kFirstWeights, first_);
  unpack(kFirstBias, first_bias_);
  unpack(kSecondWeights, second_);
  unpack(kSecondBias, second_bias_);
  unpack(kHiddenWeights, hidden_);
  unpack(kHiddenBias, hidden_bias_);
  unpack(kLastWeights, last_);
  unpack(kLastBias, last_bias_);
}

DigitChances DigitReader::classify(const cv::Mat& cell) const {
  std::array<float, kRows * kColumns> in{};
  for (int y = 0; y < kRows; ++y)
    for (int x = 0; x < kColumns; ++x)
      in[static_cast<std::size_t>(y * kColumns + x)] =
          static_cast<float>(cell.at<std::uint8_t>(y, x)) / 255.0F;
  std::array<float, 12 * 10 * 8> middle{};
  convolve<1, 12, 20, 16>(in.data(), first_.data(), first_bias_.data(), middle.data());
  std::array<float, 24 * 5 * 4> deep{};
  convolve<12, 24, 10, 8>(middle.data(), second_.data(), second_bias_.data(), deep.data());
  std::array<float, 64> hidden{};
  for (std::size_t o = 0; o < hidden.size(); ++o) {
    float sum = hidden_bias_[o];
    for (std::size_t i = 0; i < deep.size(); ++i) sum += hidden_[o * deep.size() + i] * deep[i];
    hidden[o] = std::max(sum, 0.0F);
  }
  DigitChances chances{};
  float most = -std::numeric_limits<float>::infinity();
  for (std::size_t o = 0; o < chances.size(); ++o) {
    float sum = last_bias_[o];
    for (std::size_t i = 0; i < hidden.size(); ++i) sum += last_[o * hidden.size() + i] * hidden[i];
    chances[o] = sum;
    most = std::max(most, sum);
  }
  float total = 0.0F;
  for (float& c : chances) total += c = std::exp(c - most);
  for (float& c : chances) c /= total;
  return chances;
}

DigitChances DigitReader::classify_glyph(const cv::Mat& ink) const {
  const double scale = static_cast<double>(kRows) / std::max(1, ink.rows);
  cv::Mat line;
  cv::resize(ink, line, {std::max(1, static_cast<int>(std::lround(ink.cols * scale))), kRows}, 0, 0,
             scale < 1.0 ? cv::INTER_AREA : cv::INTER_LINEAR);
  return classify(cell_of(line, 0, line.cols));
}

DigitLattice DigitReader::look(const cv::Mat& picture) const {
  DigitLattice lattice;
  if (picture.empty() || picture.rows < 4) return lattice;
  const cv::Mat ink = picture.rowRange(rows_of_digits(picture));
  const double scale = static_cast<double>(kRows) / ink.rows;
  const int width = static_cast<int>(std::lround(ink.cols * scale));
  if (width < 3 || width > 12 * kRows) return lattice;
  cv::Mat line;
  cv::resize(ink, line, {width, kRows}, 0, 0, scale < 1.0 ? cv::INTER_AREA : cv::INTER_LINEAR);
  const std::vector<int> cuts = cuts_of(line);
  lattice.line = line;
  lattice.cuts = cuts.size();
  for (const int cut : cuts) lattice.places.push_back(static_cast<double>(cut) / line.cols);
  cv::Mat across;
  cv::reduce(line, across, 0, cv::REDUCE_MAX);
  lattice.digits_wide = cv::countNonZero(across > 60) / kDigitSpan;
  for (std::size_t to = 1; to < cuts.size(); ++to) {
    for (std::size_t from = 0; from < to; ++from) {
      const int span = cuts[to] - cuts[from];
      if (span > kWidest * kRows) continue;
      const double filled = cv::mean(line.colRange(cuts[from], cuts[to]))[0] / 255.0;
      DigitLattice::Cell cell{from, to, span, filled < 0.04, span >= kNarrowest * kRows && filled > 0.05,
                              {},   {}};
      if (!cell.is_blank && !cell.is_read) continue;
      if (cell.is_read) {
        cell.chances = classify(cell_of(line, cuts[from], cuts[to]));
        const double share = span / kDigitSpan;
        for (std::size_t c = 0; c < cell.chances.size(); ++c)
          cell.logs[c] =
              static_cast<float>(share * std::log(std::max<double>(cell.chances[c], kLeastGivenChance)));
      }
      lattice.cells.push_back(cell);
    }
  }
  return lattice;
}

ReadNumber read_digits(const DigitLattice& lattice) {
  struct Step {
    double score = -std::numeric_limits<double>::infinity();  // Sum of width * log chance.
    std::size_t from = 0;
    int letter = -1;  // -1: blank.
    float chance = 1.0F;
    std::size_t from_digits = 0;
  };
  ReadNumber number;
  if (lattice.cuts < 2) return number;
  // best[digits][cut]: the way from the left end to a cut with so many letters.
  std::vector<std::vector<Step>> best(kMostDigits + 1, std::vector<Step>(lattice.cuts));
  best[0][0].score = 0.0;
  for (const DigitLattice::Cell& cell : lattice.cells) {
    int letter = 0;
    for (int c = 1; c <= kCommaClass; ++c)
      if (cell.chances[static_cast<std::size_t>(c)] > cell.chances[static_cast<std::size_t>(letter)])
        letter = c;
    const float chance = cell.chances[static_cast<std::size_t>(letter)];
    for (std::size_t digits = 0; digits <= kMostDigits; ++digits) {
      const double before = best[digits][cell.from].score;
      if (std::isinf(before)) continue;
      if (cell.is_blank) {  // Paper between digits costs nothing.
        Step& step = best[digits][cell.to];
        if (before > step.score) step = {before, cell.from, -1, 1.0F, digits};
      }
      if (!cell.is_read || digits == kMostDigits) continue;
      Step& step = best[digits + 1][cell.to];
      const double score = before + cell.span * std::log(std::max<double>(chance, kLeastChance));
      if (score > step.score) step = {score, cell.from, letter, chance, digits};
    }
  }
  std::size_t count = 0;
  for (std::size_t digits = 1; digits <= kMostDigits; ++digits)
    if (best[digits].back().score > best[count].back().score || count == 0) count = digits;
  if (std::isinf(best[count].back().score)) return number;
  number.confidence = 1.0;
  number.from = 1.0;
  number.to = 0.0;
  std::size_t at = lattice.cuts - 1;
  for (std::size_t digits = count; at > 0;) {
    const Step& step = best[digits][at];
    if (step.letter >= 0) {
      number.confidence = std::min<double>(number.confidence, step.chance);
      if (step.letter != kCommaClass) {
        number.digits += static_cast<char>('0' + step.letter);
        number.from = std::min(number.from, lattice.places[step.from]);
        number.to = std::max(number.to, lattice.places[at]);
      }
    }
    at = step.from;
    digits = step.from_digits;
  }
  std::reverse(number.digits.begin(), number.digits.end());
  return number;
}

double log_chance_of(const DigitLattice& lattice, std::string_view digits) {
  // As read_digits, but the digits are given: only where to cut is free.
  constexpr float kNever = -std::numeric_limits<float>::infinity();
  const double none = std::log(kLeastGivenChance) * static_cast<double>(digits.size());
  if (lattice.cuts < 2 || lattice.cuts > kMostCuts || digits.empty() || digits.size() > kMostDigits)
    return none;
  std::array<std::array<float, kMostDigits + 1>, kMostCuts> best;
  for (std::size_t cut = 0; cut < lattice.cuts; ++cut) best[cut].fill(kNever);
  best[0][0] = 0.0F;
  for (const DigitLattice::Cell& cell : lattice.cells) {
    const auto& from = best[cell.from];
    auto& to = best[cell.to];
    const float same = cell.is_blank ? 0.0F : cell.logs[static_cast<std::size_t>(kCommaClass)];
    for (std::size_t k = 0; k <= digits.size(); ++k) {
      if (from[k] == kNever) continue;
      to[k] = std::max(to[k], from[k] + same);
      if (k == digits.size() || !cell.is_read) continue;
      to[k + 1] = std::max(to[k + 1], from[k] + cell.logs[static_cast<std::size_t>(digits[k] - '0')]);
    }
  }
  return std::max<double>(best[lattice.cuts - 1][digits.size()], none);
}

ReadNumber DigitReader::read(const cv::Mat& ink) const { return read_digits(look(ink)); }

std::vector<cv::Range> cells_of_digits(const DigitLattice& lattice, std::string_view digits) {
  // As log_chance_of, and the way is kept.
  struct Step {
    double score = -std::numeric_limits<double>::infinity();
    std::size_t from = 0;
    bool is_digit = false;
  };
  if (lattice.cuts < 2 || digits.empty() || digits.size() > kMostDigits) return {};
  std::vector<std::vector<Step>> best(lattice.cuts, std::vector<Step>(digits.size() + 1));
  best[0][0].score = 0.0;
  for (const DigitLattice::Cell& cell : lattice.cells) {
    const double same = cell.is_blank ? 0.0 : cell.logs[static_cast<std::size_t>(kCommaClass)];
    for (std::size_t k = 0; k <= digits.size(); ++k) {
      const double before = best[cell.from][k].score;
      if (std::isinf(before)) continue;
      if (before + same > best[cell.to][k].score) best[cell.to][k] = {before + same, cell.from, false};
      if (k == digits.size() || !cell.is_read) continue;
      const double with = before + cell.logs[static_cast<std::size_t>(digits[k] - '0')];
      if (with > best[cell.to][k + 1].score) best[cell.to][k + 1] = {with, cell.from, true};
    }
  }
  if (std::isinf(best.back()[digits.size()].score)) return {};
  std::vector<cv::Range> ranges(digits.size());
  std::size_t k = digits.size();
  for (std::size_t at = lattice.cuts - 1; at > 0;) {
    const Step& step = best[at][k];
    if (step.is_digit) {
      const auto column = [&](std::size_t cut) {
        return static_cast<int>(std::lround(lattice.places[cut] * lattice.line.cols));
      };
      ranges[--k] = {column(step.from), column(at)};
    }
    at = step.from;
  }
  return ranges;
}

}  // namespace logdigitise::sheet
