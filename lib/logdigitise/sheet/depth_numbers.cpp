#include "logdigitise/sheet/depth_numbers.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <opencv2/imgproc.hpp>

#include "logdigitise/sheet/digit_reader.hpp"
#include "logdigitise/sheet/ink_rows.hpp"
#include "logdigitise/sheet/number_blobs.hpp"
#include "logdigitise/sheet/text_reader.hpp"

namespace logdigitise::sheet {

namespace {

constexpr int kWindowBlocks = 16;
constexpr int kOverlapRows = 256;      // A number is never longer than this.
constexpr double kLeastSense = 0.8;    // Of a column: about two numbers.
constexpr double kLeastChance = 0.05;  // Of a number's least sure digit.
constexpr std::size_t kMostAsked = 400;
constexpr double kDefaultDpi = 200.0;  // Where the scan does not say.
constexpr std::array<int, 3> kTurns = {0, 90, -90};

/// What two readers say of one number.
struct TwoReadings {
  ReadNumber own;
  ReadNumber other;
};

struct Found {
  PrintedNumber number;
  std::map<int, TwoReadings> readings;  ///< By turn.
  std::map<int, cv::Mat> upright;
  std::map<int, bool> more_before;  ///< By turn: ink as tall as a digit stands before the first digit.
};

cv::Mat turned_upright(const cv::Mat& ink, int turn) {
  cv::Mat result;
  if (turn == 0) return ink;
  cv::rotate(ink, result, turn == 90 ? cv::ROTATE_90_COUNTERCLOCKWISE : cv::ROTATE_90_CLOCKWISE);
  return result;
}

/// -1 unless there are two to five digits.
long value_of(const std::string& digits) {
  return digits.size() < 2 || digits.size() > 5 ? -1 : std::stol(digits);
}

double roundness(long value) {
  return value < 0 ? 0.0 : value % 50 == 0 ? 1.0 : value % 10 == 0 ? 0.5 : value % 5 == 0 ? 0.25 : 0.05;
}

/// How much readings look like a depth number of a column of them.
double sense_of(const TwoReadings& readings) {
  const double own = roundness(value_of(readings.own.digits)) * (0.1 + readings.own.confidence);
  const double other = roundness(value_of(readings.other.digits)) * (0.1 + readings.other.confidence);
  return own + other + (readings.own.digits == readings.other.digits ? own : 0.0);
}

ReadNumber digits_of(const ReadText& text) {
  ReadNumber number;
  for (const char c : text.text)
    if (c >= '0' && c <= '9') number.digits += c;
  number.confidence = text.confidence;
  return number;
}

void settle(const TwoReadings& readings, PrintedNumber& number) {
  const long own = value_of(readings.own.digits);
  const long other = value_of(readings.other.digits);
  const bool own_first = roundness(own) * (0.05 + readings.own.confidence) >=
                         roundness(other) * (0.05 + readings.other.confidence);
  number.text = own_first ? readings.own.digits : readings.other.digits;
  number.value = own_first ? own : other;
  number.other_value = own == other ? -1 : own_first ? other : own;
  const double sure = own_first ? readings.own.confidence : readings.other.confidence;
  number.confidence = own == other && own >= 0 ? 0.5 + 0.5 * sure : 0.49 * sure;
}

/// True if something as tall as a digit stands right before the first digit: a thin one that was not taken
/// with the others makes 13,500 into 3,500, and every number of the run alike.
bool has_more_before(const cv::Mat& picture, const cv::Rect& box, int turn) {
  const int size = std::min(box.width, box.height);
  cv::Rect place = turn == 0    ? cv::Rect(box.x - size - 2, box.y, size, box.height)
                   : turn == 90 ? cv::Rect(box.x, box.y - size - 2, box.width, size)
                                : cv::Rect(box.x, box.y + box.height + 2, box.width, size);
  place &= cv::Rect(0, 0, picture.cols, picture.rows);
  if (place.empty()) return false;
  cv::Mat across;
  cv::reduce(picture(place), across, turn == 0 ? 1 : 0, cv::REDUCE_MAX);
  return cv::countNonZero(across > 127) >= 0.6 * size;
}

/// Number-like things of one column between two blocks, read by the first reader.
void find_in_window(const cv::Mat& rows, int first_row, int from, int to, const ColumnPath& column,
                    const BlobOptions& blobs, const DigitReader& reader, std::vector<Found>& found) {
  double widest = 0.0;
  for (std::size_t i = 0; i < column.left.size(); ++i)
    widest = std::max(widest, column.right[i] - column.left[i]);
  const int width = static_cast<int>(std::ceil(widest));
  const int begin = std::max(first_row, column.first_block * kBlockRows);
  const int end = std::min(first_row + rows.rows, column.last_block() * kBlockRows);
  if (begin >= end || width < 2) return;
  cv::Mat picture(end - begin, width, CV_8UC1, cv::Scalar(0));
  std::vector<int> offsets(static_cast<std::size_t>(picture.rows));
  for (int y = 0; y < picture.rows; ++y) {
    const int block = std::clamp((begin + y) / kBlockRows - column.first_block, 0,
                                 static_cast<int>(column.left.size()) - 1);
    const auto i = static_cast<std::size_t>(block);
    const int x = static_cast<int>(std::lround(column.left[i]));
    offsets[static_cast<std::size_t>(y)] = x;
    const int left = std::max(0, x);
    const int right = std::min({rows.cols, x + width, static_cast<int>(std::lround(column.right[i]))});
    if (left < right) {
      rows.row(begin - first_row + y)
          .colRange(left, right)
          .copyTo(picture.row(y).colRange(left - x, right - x));
    }
  }
  for (const NumberBlob& blob : find_number_blobs(picture, blobs)) {
    // What touches the lower end comes again, whole, in the next window; what ends in the overlap came
    // before.
    const int bottom = blob.box.y + blob.box.height;
    if (end < column.last_block() * kBlockRows && end == to * kBlockRows && bottom >= picture.rows - 1)
      continue;
    if (from > column.first_block && begin + bottom < from * kBlockRows) continue;
    Found one;
    one.number.x = offsets[static_cast<std::size_t>(blob.box.y + blob.box.height / 2)] + blob.box.x +
                   0.5 * blob.box.width;
    one.number.y = begin + blob.box.y + 0.5 * blob.box.height;
    one.number.width = blob.box.width;
    one.number.height = blob.box.height;
    for (const int turn : kTurns) {
      const bool lies = blob.box.width > blob.box.height;
      if (lies != (turn == 0)) continue;
      const cv::Mat upright = turned_upright(blob.ink, turn);
      one.readings[turn].own = reader.read(upright);
      one.upright[turn] = upright;
      one.more_before[turn] = has_more_before(picture, blob.box, turn);
    }
    found.push_back(std::move(one));
  }
}

/// Asks the second reader where that is worth while, and reads all numbers of a column the same way round.
std::vector<PrintedNumber> settle_column(std::vector<Found>& found, TextReader& second) {
  // The second reader is slow: it is asked where the first one sees numbers at all.
  double sense = 0.0;
  for (const Found& one : found) {
    double most = 0.0;
    for (const auto& [turn, readings] : one.readings) most = std::max(most, sense_of(readings));
    sense += most;
  }
  std::size_t asked = 0;
  for (Found& one : found) {
    if (sense < kLeastSense) break;
    for (auto& [turn, readings] : one.readings) {
      const std::size_t length = readings.own.digits.size();
      if (length < 2 || length > 6 || readings.own.confidence < kLeastChance || ++asked > kMostAsked)
        continue;
      readings.other = digits_of(second.read(one.upright[turn], TextKind::kNumber));
    }
  }
  std::map<int, double> votes;
  for (const Found& one : found)
    for (const auto& [turn, reading] : one.readings) votes[turn] += sense_of(reading);
  int best = 0;
  for (const auto& [turn, vote] : votes)
    if (vote > votes[best]) best = turn;
  std::vector<PrintedNumber> numbers;
  for (Found& one : found) {
    const auto reading = one.readings.find(best);
    if (reading == one.readings.end()) continue;
    one.number.turn = best;
    settle(reading->second, one.number);
    if (one.more_before[best]) one.number.confidence = std::min(one.number.confidence, 0.49);
    numbers.push_back(one.number);
  }
  std::sort(numbers.begin(), numbers.end(),
            [](const PrintedNumber& a, const PrintedNumber& b) { return a.y < b.y; });
  return numbers;
}

}  // namespace

std::vector<std::vector<PrintedNumber>> read_depth_numbers(const std::filesystem::path& scan,
                                                           const raster::RasterOptions& options,
                                                           const std::vector<ColumnPath>& columns,
                                                           const DigitReader& reader, TextReader& second) {
  std::vector<std::vector<Found>> found(columns.size());
  InkWindow window(scan, options);
  const double dpi = window.info().dpi_x > 0.0 ? window.info().dpi_x : kDefaultDpi;
  BlobOptions blobs;
  blobs.least_glyph_px = std::max(6.0, 0.03 * dpi);
  blobs.most_glyph_px = std::max(24.0, 0.22 * dpi);
  int last_block = 0;
  for (const ColumnPath& column : columns) last_block = std::max(last_block, column.last_block());
  for (int from = 0; from < last_block; from += kWindowBlocks) {
    const int to = std::min(from + kWindowBlocks, last_block);
    const int first_row = std::max(0, from * kBlockRows - kOverlapRows);
    const cv::Mat rows = window.rows(first_row, to * kBlockRows);
    for (std::size_t c = 0; c < columns.size(); ++c)
      find_in_window(rows, first_row, from, to, columns[c], blobs, reader, found[c]);
  }
  std::vector<std::vector<PrintedNumber>> numbers;
  for (std::vector<Found>& column : found) numbers.push_back(settle_column(column, second));
  return numbers;
}

}  // namespace logdigitise::sheet
