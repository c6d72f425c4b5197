#include "logdigitise/sheet/well_header.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "logdigitise/sheet/ink_rows.hpp"

namespace logdigitise::sheet {

namespace {

constexpr double kLongestIn = 16.0;
constexpr double kLeastIn = 1.5;    // Less holds no page.
constexpr double kReadDpi = 200.0;  // Type of 8 to 12 points is as high then as the engine likes.
constexpr double kMostPixels = 16e6;
constexpr int kMarginPx = 24;
constexpr int kLeastLabels = 3;
constexpr double kLimit_s = 60.0;
constexpr double kSecondReading = 0.5;  // The same engine: not quite another reader.
constexpr double kOtherReading = 0.55;
constexpr double kDoubt = 0.7;
constexpr double kFirstInk = 0.002;  // Of a row.

/// The paper from the first row with ink on.
cv::Mat page_above(const std::filesystem::path& scan, const raster::RasterOptions& options, int y_end,
                   double dpi) {
  InkWindow window(scan, options);
  const int step = 256;
  int first = 0;
  for (; first < y_end; first += step) {
    const cv::Mat rows = window.rows(first, std::min(first + step, y_end));
    if (cv::countNonZero(rows > 127) > kFirstInk * static_cast<double>(rows.total())) break;
  }
  const int last = std::min(y_end, first + static_cast<int>(kLongestIn * dpi));
  if (last - first < kLeastIn * dpi) return {};
  return window.rows(first, last);
}

/// True if something as tall as the value stands close before or behind it: a word, or a digit, that was not
/// read. Rules and leaders are lower.
bool has_more_beside(const cv::Mat& page, const WellFact& fact) {
  const int height = fact.box.height;
  const int more = height / 2;
  const cv::Rect all(0, 0, page.cols, page.rows);
  const int reach = 2 * height;  // No blank between words is wider.
  for (const int x : {fact.box.x - reach - 1, fact.box.x + fact.box.width + 1}) {
    const cv::Rect place = cv::Rect(x, fact.box.y - more, reach, height + 2 * more) & all;
    if (place.height < height || place.width < 2 || (place & fact.label_box).area() > 0) continue;
    const cv::Mat ink = page(place) > 127;
    cv::Mat rules;
    cv::morphologyEx(ink, rules, cv::MORPH_OPEN,
                     cv::getStructuringElement(cv::MORPH_RECT, {1, height + more}));
    cv::dilate(rules, rules, cv::getStructuringElement(cv::MORPH_RECT, {3, 3}));
    cv::Mat across;
    cv::reduce(ink & ~rules, across, 1, cv::REDUCE_MAX);
    if (cv::countNonZero(across.rowRange(more, std::min(across.rows, more + height))) >= 0.6 * height)
      return true;
  }
  return false;
}

/// Numbers are read again as such, apart from words.
void read_again(const cv::Mat& page, TextReader& reader, WellFact& fact) {
  const int margin = fact.box.height / 4;
  const cv::Rect place = cv::Rect(fact.box.x - margin, fact.box.y - margin, fact.box.width + 2 * margin,
                                  fact.box.height + 2 * margin) &
                         cv::Rect(0, 0, page.cols, page.rows);
  const ReadText again = reader.read(page(place), TextKind::kScaleValue);
  const auto digits_of = [](const std::string& text) {
    std::string digits;
    for (const char c : text)
      if (c >= '0' && c <= '9') digits += c;
    return digits;
  };
  if (digits_of(again.text) == digits_of(fact.value)) {
    fact.confidence = 1.0 - (1.0 - fact.confidence) * (1.0 - kSecondReading);
  } else if (!again.text.empty()) {
    fact.confidence *= kOtherReading;
    fact.note = "read again it is " + again.text;
  }
}

void look_closer(const cv::Mat& page, TextReader& reader, std::vector<WellFact>& facts) {
  for (WellFact& fact : facts) {
    if (fact.key == "API" || fact.key == "EKB") read_again(page, reader, fact);
    if (!has_more_beside(page, fact)) continue;
    fact.confidence *= kDoubt;
    if (fact.note.empty()) fact.note = "more stands beside it";
  }
}

}  // namespace

WellHeader read_well_header(const std::filesystem::path& scan, const raster::RasterOptions& options,
                            int y_end, double dpi, TextReader& reader) {
  WellHeader header;
  cv::Mat page = page_above(scan, options, y_end, dpi);
  if (page.empty()) return header;
  const double scale = std::min(kReadDpi / dpi, std::sqrt(kMostPixels / static_cast<double>(page.total())));
  cv::resize(page, page, {}, scale, scale, scale < 1.0 ? cv::INTER_AREA : cv::INTER_CUBIC);
  cv::copyMakeBorder(page, page, kMarginPx, kMarginPx, kMarginPx, kMarginPx, cv::BORDER_CONSTANT, 0);
  std::vector<std::vector<WellFact>> readings;
  for (const int turn : {0, 90, -90}) {
    cv::Mat upright = page;
    if (turn != 0)
      cv::rotate(page, upright, turn == 90 ? cv::ROTATE_90_COUNTERCLOCKWISE : cv::ROTATE_90_CLOCKWISE);
    const std::vector<ReadWord> words = reader.read_words(upright, kLimit_s);
    const int labels = labels_on(words);
    if (labels < kLeastLabels) continue;
    readings.push_back(find_well_data(words));
    look_closer(upright, reader, readings.back());
    if (labels <= header.labels) continue;
    header.labels = labels;
    header.turn = turn;
  }
  header.facts = merged_well_data(readings);
  return header;
}

void put_well_data(const std::vector<WellFact>& facts, layout::Layout& layout,
                   std::vector<std::string>& flags) {
  for (const WellFact& fact : facts) {
    if (fact.confidence < kLeastWellConfidence) continue;
    layout.well[fact.key] = fact.value;
    if (fact.confidence < kSureWellConfidence)
      flags.push_back(fmt::format("well data: {} is read as {}, not surely ({:.2f}){}{}", fact.key,
                                  fact.value, fact.confidence, fact.note.empty() ? "" : ": ", fact.note));
  }
}

}  // namespace logdigitise::sheet
