#include "logdigitise/sheet/value_look.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <string>

#include "logdigitise/sheet/value_glyphs.hpp"

namespace logdigitise::sheet {

namespace {

constexpr double kLostSign = -1.5;  // Small and easily lost;
constexpr double kOddSign = -2.5;   // and hardly ever seen where there is none.
// A point is as easily lost; but hardly a digit more than one ends with nothing but noughts after it,
// as 10.00 for 1000 would.
constexpr double kLostPoint = -0.7;
constexpr double kLostBeforeNoughts = -2.5;
constexpr double kOddPoint = -0.15;  // Or a speck.
constexpr double kNever = -1e9;
constexpr int kMostDecimals = 4;
constexpr std::size_t kMostDigits = 6;

}  // namespace

ValueLook look_at_value(const cv::Mat& ink, const DigitReader& reader) {
  ValueLook look;
  if (ink.empty()) return look;
  cv::Mat digits = ink.clone();
  bool is_first = true;
  for (const ValueGlyph& glyph : value_glyphs(ink)) {
    if (glyph.is_sign && is_first) look.has_sign = true;
    is_first = false;
    if (glyph.is_point) look.has_point = true;
    if (glyph.is_sign || glyph.is_point) digits(glyph.box).setTo(0);
  }
  const cv::Rect inner = cv::boundingRect(digits);
  if (inner.area() > 0) look.digits = reader.look(digits(inner));
  return look;
}

double log_chance_of_value(const ValueLook& look, double value) {
  double best = kNever;
  for (int decimals = 0; decimals <= kMostDecimals; ++decimals) {
    const std::string text = fmt::format("{:.{}f}", std::abs(value), decimals);
    if (std::abs(std::stod(text) - std::abs(value)) > 1e-9) continue;
    std::string digits;
    for (const char c : text)
      if (c != '.') digits += c;
    double point = 0.0;
    if (decimals == 0 && look.has_point) point = kOddPoint;
    if (decimals > 0 && !look.has_point) point = digits.back() == '0' ? kLostBeforeNoughts : kLostPoint;
    if (digits.size() <= kMostDigits) best = std::max(best, point + log_chance_of(look.digits, digits));
    // .5 for 0.5
    if (decimals > 0 && digits.front() == '0' && digits.size() - 1 <= kMostDigits)
      best = std::max(best, point + log_chance_of(look.digits, digits.substr(1)));
  }
  const bool is_negative = value < 0.0;
  if (is_negative != look.has_sign) best += look.has_sign ? kOddSign : kLostSign;
  return best;
}

double log_chance_of_best(const ValueLook& look) {
  const std::string digits = read_digits(look.digits).digits;
  return digits.empty() || digits.size() > kMostDigits ? kNever : log_chance_of(look.digits, digits);
}

}  // namespace logdigitise::sheet
