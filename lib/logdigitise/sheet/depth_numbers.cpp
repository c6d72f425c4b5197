#include "logdigitise/sheet/depth_numbers.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <opencv2/imgproc.hpp>

#include "logdigitise/sheet/digit_reader.hpp"
#include "logdigitise/sheet/ink_rows.hpp"
#include "logdigitise/sheet/number_blobs.hpp"

namespace logdigitise::sheet {

namespace {

constexpr int kWindowBlocks = 16;
constexpr int kOverlapRows = 256;      // A number is never longer than this.
constexpr double kDefaultDpi = 200.0;  // Where the scan does not say.
constexpr std::array<int, 3> kTurns = {0, 90, -90};

struct Found {
  PrintedNumber number;
  std::map<int, ReadNumber> readings;  ///< By turn.
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

/// How much a reading looks like a depth number of a column of them.
double sense_of(const ReadNumber& reading) {
  const long value = value_of(reading.digits);
  if (value < 0) return 0.0;
  const double roundness = value % 50 == 0 ? 1.0 : value % 10 == 0 ? 0.5 : value % 5 == 0 ? 0.25 : 0.05;
  return reading.confidence * roundness;
}

}  // namespace

std::vector<PrintedNumber> read_depth_numbers(const std::filesystem::path& scan,
                                              const raster::RasterOptions& options, const ColumnPath& column,
                                              const DigitReader& reader) {
  std::vector<Found> found;
  if (column.left.empty()) return {};
  InkWindow window(scan, options);
  const double dpi = window.info().dpi_x > 0.0 ? window.info().dpi_x : kDefaultDpi;
  BlobOptions blobs;
  blobs.least_glyph_px = std::max(6.0, 0.03 * dpi);
  blobs.most_glyph_px = std::max(24.0, 0.22 * dpi);
  double widest = 0.0;
  for (std::size_t i = 0; i < column.left.size(); ++i)
    widest = std::max(widest, column.right[i] - column.left[i]);
  const int width = static_cast<int>(std::ceil(widest));
  for (int from = column.first_block; from < column.last_block(); from += kWindowBlocks) {
    const int to = std::min(from + kWindowBlocks, column.last_block());
    const int first_row = std::max(0, from * kBlockRows - kOverlapRows);
    const cv::Mat rows = window.rows(first_row, to * kBlockRows);
    cv::Mat picture(rows.rows, width, CV_8UC1, cv::Scalar(0));
    std::vector<int> offsets(static_cast<std::size_t>(rows.rows));
    for (int y = 0; y < rows.rows; ++y) {
      const int block = std::clamp((first_row + y) / kBlockRows - column.first_block, 0,
                                   static_cast<int>(column.left.size()) - 1);
      const auto i = static_cast<std::size_t>(block);
      const int x = static_cast<int>(std::lround(column.left[i]));
      offsets[static_cast<std::size_t>(y)] = x;
      const int left = std::max(0, x);
      const int right = std::min({rows.cols, x + width, static_cast<int>(std::lround(column.right[i]))});
      if (left < right) rows.row(y).colRange(left, right).copyTo(picture.row(y).colRange(left - x, right - x));
    }
    for (const NumberBlob& blob : find_number_blobs(picture, blobs)) {
      // What touches the lower end comes again, whole, in the next window; what ends in the overlap came before.
      const bool last = to == column.last_block();
      if (!last && blob.box.y + blob.box.height >= picture.rows - 1) continue;
      if (from > column.first_block && blob.box.y + blob.box.height < from * kBlockRows - first_row) continue;
      Found one;
      one.number.x = offsets[static_cast<std::size_t>(blob.box.y + blob.box.height / 2)] + blob.box.x +
                     0.5 * blob.box.width;
      one.number.y = first_row + blob.box.y + 0.5 * blob.box.height;
      one.number.width = blob.box.width;
      one.number.height = blob.box.height;
      for (const int turn : kTurns) {
        const bool lies = blob.box.width > blob.box.height;
        if (lies != (turn == 0)) continue;
        one.readings[turn] = reader.read(turned_upright(blob.ink, turn));
      }
      found.push_back(std::move(one));
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
    one.number.text = reading->second.digits;
    one.number.value = value_of(reading->second.digits);
    one.number.confidence = reading->second.confidence;
    numbers.push_back(one.number);
  }
  std::sort(numbers.begin(), numbers.end(),
            [](const PrintedNumber& a, const PrintedNumber& b) { return a.y < b.y; });
  return numbers;
}

}  // namespace logdigitise::sheet
