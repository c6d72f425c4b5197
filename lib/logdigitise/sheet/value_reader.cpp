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

namespace logdigitise::sheet {

namespace {

constexpr double kAlone = 0.6;      // What the word of one reader is worth.
constexpr double kSureDigit = 0.9;  // Of the only digit of a value.
constexpr double kMostOfTwo = 0.9;  // Where only one way of asking the second reader agrees.
constexpr double kSureWord = 0.9;
constexpr double kLeastHole = 0.33;  // Height of a nought's hole, of its own.

struct Glyph {
  cv::Rect box;
  bool is_sign = false;
  bool is_point = false;
};

std::vector<Glyph> glyphs_of(const cv::Mat& ink) {
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(ink, labels, stats, centres, 8);
  std::vector<Glyph> glyphs;
  int tallest = 1;
  for (int i = 1; i < count; ++i) tallest = std::max(tallest, stats.at<int>(i, cv::CC_STAT_HEIGHT));
  for (int i = 1; i < count; ++i) {
    const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                       stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
    if (box.area() < 3) continue;
    Glyph glyph{box, false, false};
    const double middle = (box.y + 0.5 * box.height) / ink.rows;
    const bool is_low = box.height < 0.4 * tallest;
    glyph.is_sign = is_low && box.width > 1.6 * box.height && middle > 0.25 && middle < 0.8;
    glyph.is_point = is_low && !glyph.is_sign && middle > 0.7;
    if (is_low && !glyph.is_sign && !glyph.is_point) continue;  // A speck.
    glyphs.push_back(glyph);
  }
  std::sort(glyphs.begin(), glyphs.end(), [](const Glyph& a, const Glyph& b) { return a.box.x < b.box.x; });
  return glyphs;
}

/// By shapes and the digit network.
ReadValue read_by_shape(const cv::Mat& ink, const DigitReader& reader) {
  ReadValue value;
  value.confidence = 1.0;
  const std::vector<Glyph> glyphs = glyphs_of(ink);
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
      const ReadNumber number = reader.read(ink(group));
      if (number.digits.empty()) return {};
      value.text += number.digits;
      value.confidence = std::min(value.confidence, number.confidence);
    }
  }
  if (!value_from_text(value.text)) return {};
  return value;
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
  const std::vector<Glyph> glyphs = glyphs_of(ink);
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

}  // namespace

ReadValue read_value(const cv::Mat& ink, const DigitReader& digits, TextReader& text) {
  if (std::optional<ReadValue> single = read_single(ink, digits, text)) return *single;
  // Letters, too, are read as digits when only digits are allowed.
  const ReadText free = text.read(ink, TextKind::kWord);
  if (!is_mostly_number(free.text)) return {};
  const ReadValue by_shape = read_by_shape(ink, digits);
  const ReadText by_engine =
      text.read(ink, ink.cols < ink.rows ? TextKind::kScaleDigit : TextKind::kScaleValue);
  const auto one = value_from_text(by_shape.text);
  const auto other = value_from_text(by_engine.text);
  const auto third = value_from_text(free.text);
  // A sign is plain to see in the shapes; the engine loses it at times, and then only the digits can be
  // compared.
  const auto agrees = [&](const std::optional<double>& value) {
    return value && (*value == *one || (*one < 0.0 && *value == -*one));
  };
  if (one && (agrees(other) || agrees(third))) {
    const double confidence = kAlone + (1.0 - kAlone) * by_shape.confidence;
    // A point that two have lost, the third may have seen.
    const bool all = agrees(other) && agrees(third);
    return {by_shape.text, all ? confidence : std::min(confidence, kMostOfTwo)};
  }
  // A single character is nothing for an engine that reads words: it has no say there.
  const bool is_single = by_shape.text.size() == 1;
  if (one && (!other || is_single)) return {by_shape.text, kAlone * by_shape.confidence};
  if (other && third && *other == *third && !one) return {by_engine.text, kAlone};
  // A point that touches a digit is seen only by the reader that knows words.
  if (third && free.confidence > kSureWord && free.text.find('.') != std::string::npos &&
      digits_alone(free.text) == digits_alone(by_engine.text))
    return {free.text, kAlone};
  if (one) return {by_shape.text, 0.5 * kAlone * by_shape.confidence};
  if (other) return {by_engine.text, 0.5 * kAlone};
  return {};
}

}  // namespace logdigitise::sheet
