#include "logdigitise/sheet/value_reader.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <optional>
#include <string_view>
#include <vector>

#include "logdigitise/sheet/digit_reader.hpp"
#include "logdigitise/sheet/header_text.hpp"
#include "logdigitise/sheet/text_reader.hpp"
#include "logdigitise/sheet/value_glyphs.hpp"

namespace logdigitise::sheet {

namespace {

constexpr double kAlone = 0.6;          // What the word of one reader is worth.
constexpr double kSureDigit = 0.9;      // Of the only digit of a value.
constexpr double kMostOfTwo = 0.9;      // Where only one way of asking the second reader agrees,
constexpr double kMostIfSilent = 0.96;  // where the other way says nothing, and
constexpr double kMostIfClear = 0.94;   // where it says something else of digits that are beyond doubt:
constexpr double kClearShape = 0.97;    // so sure the digit network is of those.
constexpr double kSureWord = 0.9;
constexpr double kUnknownType = 0.4;
constexpr double kLeastHole = 0.2;  // Height of a nought's hole, of its own.

/// Rows of the first and the last ink of a column; {rows, -1} where there is none.
std::pair<int, int> ink_of_column(const cv::Mat& ink, int x) {
  int first = ink.rows;
  int last = -1;
  for (int y = 0; y < ink.rows; ++y) {
    if (ink.at<std::uint8_t>(y, x) == 0) continue;
    first = std::min(first, y);
    last = y;
  }
  return {first, last};
}

/// Divides a glyph of bold or bleeding type that has swallowed the sign before it, or points between its
/// digits: where a sign or a point is, a column has ink at its height only.
std::vector<ValueGlyph> divided(const cv::Mat& ink, const ValueGlyph& glyph, bool is_first) {
  const double tall = ink.rows;
  const auto is_in_sign = [&](int x) {
    const auto [first, last] = ink_of_column(ink, x);
    return last >= first && first > 0.28 * tall && last < 0.78 * tall && last - first < 0.32 * tall;
  };
  const auto is_in_point = [&](int x) {
    const auto [first, last] = ink_of_column(ink, x);
    return last >= first && first > 0.62 * tall;
  };
  std::vector<ValueGlyph> parts;
  const int end = glyph.box.x + glyph.box.width;
  int from = glyph.box.x;
  const auto add = [&](int first, int last, bool is_sign, bool is_point) {
    if (last > first)
      parts.push_back({cv::Rect(first, glyph.box.y, last - first, glyph.box.height), is_sign, is_point});
  };
  if (is_first) {
    int x = from;
    while (x < end && is_in_sign(x)) ++x;
    if (x - from > 0.25 * tall && x < end) {
      add(from, x, true, false);
      from = x;
    }
  }
  for (int x = from; x < end;) {
    int to = x;
    while (to < end && is_in_point(to)) ++to;
    if (to - x > 0.12 * tall && x > from && to < end) {
      add(from, x, false, false);
      add(x, to, false, true);
      from = to;
    }
    x = std::max(to, x + 1);
  }
  add(from, end, false, false);
  return parts;
}

/// 045 stands for 0.45: no number begins with a nought too many, and points are easily lost.
std::string with_lost_point(std::string text) {
  const std::size_t sign = !text.empty() && (text[0] == '-' || text[0] == '+') ? 1 : 0;
  const bool is_lost = text.size() > sign + 1 && text[sign] == '0' &&
                       text.find_first_not_of('0', sign) != std::string::npos &&
                       text.find('.') == std::string::npos;
  if (is_lost) text.insert(sign + 1, ".");
  return text;
}

/// By shapes and the digit network; `divides`: where signs and points may touch digits.
ReadValue read_by_shape(const cv::Mat& ink, const DigitReader& reader, bool divides) {
  ReadValue value;
  value.confidence = 1.0;
  std::vector<ValueGlyph> glyphs = value_glyphs(ink);
  if (divides) {
    std::vector<ValueGlyph> parts;
    for (const ValueGlyph& glyph : glyphs) {
      if (glyph.is_sign || glyph.is_point) {
        parts.push_back(glyph);
        continue;
      }
      for (const ValueGlyph& part : divided(ink, glyph, parts.empty())) parts.push_back(part);
    }
    if (parts.size() == glyphs.size()) return {};
    glyphs = std::move(parts);
  }
  for (std::size_t i = 0; i < glyphs.size();) {
    if (glyphs[i].is_sign) {
      if (i != 0) return {};
      value.text += '-';
      ++i;
    } else if (glyphs[i].is_point) {
      value.text += '.';
      ++i;
    } else {
      cv::Rect group = glyphs[i].box;
      while (i < glyphs.size() && !glyphs[i].is_sign && !glyphs[i].is_point) group |= glyphs[i++].box;
      const cv::Mat own = ink(group);
      const cv::Rect inner = cv::boundingRect(own);
      if (inner.area() == 0) return {};
      const ReadNumber number = reader.read(own(inner));
      if (number.digits.empty()) return {};
      value.text += number.digits;
      value.confidence = std::min(value.confidence, number.confidence);
    }
  }
  value.text = with_lost_point(value.text);
  if (!value_from_text(value.text)) return {};
  return value;
}

/// Each piece of ink is a digit, a sign or a point: so a narrow 1 is not taken for two. Nothing where digits
/// touch or are broken.
ReadValue read_by_glyphs(const cv::Mat& ink, const DigitReader& reader) {
  constexpr double kWidestDigit = 0.9;  // Of its height.
  constexpr double kLowestDigit = 0.8;  // Of the tallest.
  const std::vector<ValueGlyph> glyphs = value_glyphs(ink);
  int tallest = 1;
  for (const ValueGlyph& glyph : glyphs) tallest = std::max(tallest, glyph.box.height);
  ReadValue value;
  value.confidence = 1.0;
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    const ValueGlyph& glyph = glyphs[i];
    if (glyph.is_sign && i != 0) return {};
    if (glyph.is_sign || glyph.is_point) {
      value.text += glyph.is_sign ? '-' : '.';
      continue;
    }
    if (glyph.box.width > kWidestDigit * tallest || glyph.box.height < kLowestDigit * tallest) return {};
    const DigitChances chances = reader.classify_glyph(ink(glyph.box));
    const auto best = std::max_element(chances.begin(), chances.end());
    const auto digit = static_cast<int>(best - chances.begin());
    if (digit >= kCommaClass) return {};
    value.text += static_cast<char>('0' + digit);
    value.confidence = std::min<double>(value.confidence, *best);
  }
  value.text = with_lost_point(value.text);
  if (!value_from_text(value.text)) return {};
  return value;
}

/// What an engine that knows languages wrote for a value: 0,45 and 1,000 have points and noughts.
std::string plain(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != ',') {
      result += text[i];
      continue;
    }
    const bool is_thousand = i + 4 == text.size() && i > 0 && text[0] != '0';
    if (!is_thousand) result += '.';
  }
  return with_lost_point(result);
}

std::string digits_alone(const std::string& text) {
  std::string digits;
  for (const char c : text)
    if (c >= '0' && c <= '9') digits += c;
  return digits;
}

/// Whether a glyph is a ring: what tells a nought from all other digits, and from an engine's guesses.
bool is_ring(const cv::Mat& ink) {
  cv::Mat paper(ink.rows + 2, ink.cols + 2, CV_8UC1, cv::Scalar(255));
  cv::Mat inner = paper(cv::Rect(1, 1, ink.cols, ink.rows));
  inner.setTo(0, ink);
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(paper, labels, stats, centres, 4);
  int holes = 0;
  bool is_central = false;
  const int outside = labels.at<int>(0, 0);
  for (int i = 1; i < count; ++i) {
    if (i == outside || stats.at<int>(i, cv::CC_STAT_AREA) < 2) continue;
    ++holes;
    const double middle = (centres.at<double>(i, 1) - 0.5) / ink.rows;
    is_central = stats.at<int>(i, cv::CC_STAT_HEIGHT) > kLeastHole * ink.rows && std::abs(middle - 0.5) < 0.1;
  }
  return holes == 1 && is_central;
}

/// One glyph alone says nothing to an engine that reads words.
std::optional<ReadValue> read_single(const cv::Mat& ink, const DigitReader& digits, TextReader& text) {
  if (ink.cols >= ink.rows) return std::nullopt;
  const std::vector<ValueGlyph> glyphs = value_glyphs(ink);
  if (glyphs.size() != 1 || glyphs.front().is_sign || glyphs.front().is_point) return std::nullopt;
  const ReadNumber number = digits.read(ink);
  if (number.digits.size() != 1 || number.confidence < kSureDigit) return std::nullopt;
  const bool is_nought = number.digits == "0";
  if (is_nought ? is_ring(ink) : text.read(ink, TextKind::kScaleDigit).text == number.digits)
    return ReadValue{number.digits, kAlone + (1.0 - kAlone) * number.confidence};
  return std::nullopt;
}

bool is_mostly_number(const std::string& text) {
  const auto fits = [](char c) {
    return std::string_view("0123456789.,-+OoIlS'_~ ").find(c) != std::string_view::npos;
  };
  const auto count = std::count_if(text.begin(), text.end(), fits);
  return text.empty() || 2 * count > static_cast<long>(text.size());
}

/// What a value is worth on which the shapes and at least one way of asking the engine agree.
double agreed_confidence(double shape, bool is_by_all, bool is_silent) {
  const double confidence = kAlone + (1.0 - kAlone) * shape;
  if (is_by_all) return confidence;
  if (is_silent) return std::min(confidence, kMostIfSilent);
  return std::min(confidence, shape > kClearShape ? kMostIfClear : kMostOfTwo);
}

}  // namespace

ReadValue read_value(const cv::Mat& ink, const DigitReader& digits, TextReader& text) {
  if (std::optional<ReadValue> single = read_single(ink, digits, text)) return *single;
  // Letters, too, are read as digits when only digits are allowed; but hardly ever two, and surely.
  const ReadText free = text.read(ink, TextKind::kWord);
  const ReadValue in_line = read_by_shape(ink, digits, false);
  const ReadValue by_glyphs = read_by_glyphs(ink, digits);
  const ReadValue by_shape =
      !by_glyphs.text.empty() && by_glyphs.confidence >= in_line.confidence ? by_glyphs : in_line;
  const bool is_number = is_mostly_number(free.text);
  if (!is_number && (by_shape.confidence < kClearShape || digits_alone(by_shape.text).size() < 2)) return {};
  const ReadText by_engine =
      text.read(ink, ink.cols < ink.rows ? TextKind::kScaleDigit : TextKind::kScaleValue);
  const auto one = value_from_text(by_shape.text);
  const auto other = value_from_text(plain(by_engine.text));
  const auto third = is_number ? value_from_text(plain(free.text)) : std::nullopt;
  // A sign is plain to see in the shapes; the engine loses it at times, and then only the digits can be
  // compared.
  const auto agrees = [](const std::optional<double>& value, double shape) {
    return value && (*value == shape || (shape < 0.0 && *value == -shape));
  };
  const auto agreed = [&](const ReadValue& shape) -> std::optional<ReadValue> {
    const auto value = value_from_text(shape.text);
    if (!value || (!agrees(other, *value) && !agrees(third, *value))) return std::nullopt;
    const bool all = agrees(other, *value) && agrees(third, *value);
    return ReadValue{shape.text,
                     agreed_confidence(shape.confidence, all, by_engine.text.empty() || free.text.empty())};
  };
  for (const ReadValue& shape : {by_shape, by_glyphs, in_line})
    if (const auto result = agreed(shape)) return *result;
  if (const auto result = agreed(read_by_shape(ink, digits, true))) return *result;
  // Type that the digit network does not know looks like nothing to it.
  const bool is_unknown_type = !one || by_shape.confidence < kUnknownType;
  if (other && third && *other == *third && is_unknown_type) return {plain(by_engine.text), kAlone};
  // A single character is nothing for an engine that reads words: it has no say there.
  const bool is_single = by_shape.text.size() == 1;
  if (one && (!other || is_single)) return {by_shape.text, kAlone * by_shape.confidence};
  // A point that touches a digit is seen only by the reader that knows words.
  if (third && free.confidence > kSureWord && plain(free.text).find('.') != std::string::npos &&
      digits_alone(free.text) == digits_alone(by_engine.text))
    return {plain(free.text), kAlone};
  if (one) return {by_shape.text, 0.5 * kAlone * by_shape.confidence};
  if (other) return {plain(by_engine.text), 0.5 * kAlone};
  return {};
}

}  // namespace logdigitise::sheet
