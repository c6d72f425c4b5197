#include "logdigitise/sheet/depth_numbers.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <opencv2/imgproc.hpp>

#include "logdigitise/sheet/digit_reader.hpp"
#include "logdigitise/sheet/ink_rows.hpp"
#include "logdigitise/sheet/joint_numbers.hpp"
#include "logdigitise/sheet/number_blobs.hpp"
#include "logdigitise/sheet/text_reader.hpp"

namespace logdigitise::sheet {

namespace {

constexpr int kWindowBlocks = 16;
constexpr int kOverlapRows = 256;      // A number is never longer than this.
constexpr double kLeastSense = 0.8;    // Of a column: about two numbers.
constexpr double kLeastGain = 1.5;     // Of what a picture may say: less is dirt.
constexpr double kLeastChance = 0.05;  // Of a number's least sure digit.
constexpr std::size_t kMostAsked = 400;
constexpr double kDefaultDpi = 200.0;  // Where the scan does not say.
constexpr std::array<int, 3> kTurns = {0, 90, -90};

/// What two readers say of one number.
struct TwoReadings {
  std::shared_ptr<const DigitLattice> lattice;
  ReadNumber own;
  ReadNumber other;
};

struct Found {
  PrintedNumber number;
  std::array<int, 4> key{};  ///< Its box on the scan, roughly: the same thing in two columns is read once.
  std::map<int, TwoReadings> readings;  ///< By turn.
  std::map<int, cv::Mat> upright;
  std::map<int, bool> more_beside;  ///< By turn: ink as tall as a digit stands before or after it.
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

/// Of a depth number. One that begins with a nought has more often lost its first digit.
double roundness(const std::string& digits) {
  constexpr double kLeadingNought = 0.6;
  const long value = value_of(digits);
  if (value <= 0) return 0.0;
  const double round = value % 50 == 0 ? 1.0 : value % 10 == 0 ? 0.5 : value % 5 == 0 ? 0.25 : 0.05;
  return digits.front() == '0' ? kLeadingNought * round : round;
}

/// How much readings look like a depth number of a column of them.
double sense_of(const TwoReadings& readings) {
  const double own = roundness(readings.own.digits) * (0.1 + readings.own.confidence);
  const double other = roundness(readings.other.digits) * (0.1 + readings.other.confidence);
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
  const bool own_first = roundness(readings.own.digits) * (0.05 + readings.own.confidence) >=
                         roundness(readings.other.digits) * (0.05 + readings.other.confidence);
  number.text = own_first ? readings.own.digits : readings.other.digits;
  number.value = own_first ? own : other;
  number.other_value = own == other ? -1 : own_first ? other : own;
  const double sure = own_first ? readings.own.confidence : readings.other.confidence;
  number.confidence = own == other && own >= 0 ? 0.5 + 0.5 * sure : 0.49 * sure;
}

/// Takes out of a place beside a number (rows across the text, `size` of them with as many above and below)
/// the columns in which ink goes on above and below: a border, a line or dirt does, a digit does not.
cv::Mat without_what_goes_on(const cv::Mat& tall, int above, int size) {
  constexpr int kAside = 2;  // Columns by which a line may lean.
  constexpr double kGoesOn = 0.5;
  cv::Mat place = tall.rowRange(above, above + size).clone();
  const auto share = [&](const cv::Range& rows, const cv::Range& columns) {
    if (rows.empty()) return 0.0;
    cv::Mat across;
    cv::reduce(tall(rows, columns), across, 1, cv::REDUCE_MAX);
    return static_cast<double>(cv::countNonZero(across > 127)) / rows.size();
  };
  for (int x = 0; x < tall.cols; ++x) {
    const cv::Range near(std::max(0, x - kAside), std::min(tall.cols, x + kAside + 1));
    const double inside = share({above, above + size}, near);
    const double outside = std::min(share({0, above}, near), share({above + size, tall.rows}, near));
    if (inside > 0.0 && outside >= kGoesOn * inside) place.col(x) = 0;
  }
  return place;
}

/// True if something as tall as a digit stands right before the first digit or after the last one: one that
/// was not taken with the others makes 13,500 into 3,500 or 500 into 50, and every number of the run alike.
bool has_more_beside(const cv::Mat& picture, const cv::Rect& box, int turn) {
  const int size = turn == 0 ? box.height : box.width;
  const int end = turn == 0 ? box.x + box.width : box.y + box.height;
  const int rows = turn == 0 ? picture.rows : picture.cols;
  const int columns = turn == 0 ? picture.cols : picture.rows;
  const int line = turn == 0 ? box.y : box.x;
  const cv::Range tall(std::max(0, line - size), std::min(rows, line + 2 * size));
  const auto is_tall = [&](const cv::Mat& place) {
    cv::Mat across;
    cv::reduce(place, across, 1, cv::REDUCE_MAX);
    return cv::countNonZero(across > 127) >= 0.6 * size;
  };
  const auto is_beside = [&](int from, int to) {
    const cv::Range aside(std::max(0, from), std::min(columns, to));
    if (aside.start >= aside.end) return false;
    const cv::Mat upright = turn == 0 ? picture(tall, aside) : cv::Mat(picture(aside, tall).t());
    const int above = line - tall.start;
    return is_tall(upright.rowRange(above, above + size)) &&
           is_tall(without_what_goes_on(upright, above, size));
  };
  const int begin = turn == 0 ? box.x : box.y;
  return is_beside(begin - size - 2, begin - 2) || is_beside(end + 2, end + 2 + size);
}

/// Moves a number to the middle of its digits: dirt in its box would draw it away from its line.
void centre_on_digits(const ReadNumber& own, PrintedNumber& number) {
  if (own.digits.empty() || own.digits != number.text) return;
  const double aside = 0.5 * (own.from + own.to) - 0.5;
  if (number.turn == 0)
    number.x += aside * number.width;
  else
    number.y += (number.turn == 90 ? aside : -aside) * number.height;
}

using Readings = std::map<std::pair<std::array<int, 4>, int>, TwoReadings>;

/// Share of ink in a frame around a box, half a glyph wide, lines left out as in the search for numbers.
double ink_around(const cv::Mat& ink, const cv::Rect& box) {
  const int reach = std::max(4, std::min(box.width, box.height) / 2);
  const cv::Rect all(0, 0, ink.cols, ink.rows);
  const cv::Rect wide =
      cv::Rect(box.x - reach, box.y - reach, box.width + 2 * reach, box.height + 2 * reach) & all;
  const int area = wide.area() - box.area();
  return area <= 0
             ? 1.0
             : static_cast<double>(cv::countNonZero(ink(wide) > 127) - cv::countNonZero(ink(box) > 127)) /
                   area;
}

/// A number-like thing of a picture whose corner is at `offset` on the scan. `clean`: without_lines of it.
Found found_at(const NumberBlob& blob, const cv::Mat& clean, cv::Point offset) {
  Found one;
  one.number.x = offset.x + blob.box.x + 0.5 * blob.box.width;
  one.number.y = offset.y + blob.box.y + 0.5 * blob.box.height;
  one.number.width = blob.box.width;
  one.number.height = blob.box.height;
  one.key = {static_cast<int>(one.number.x / 3.0), static_cast<int>(one.number.y / 3.0), blob.box.width / 3,
             blob.box.height / 3};
  for (const int turn : kTurns) {
    const bool lies = blob.box.width > blob.box.height;
    if (lies != (turn == 0)) continue;
    one.readings[turn];
    one.upright[turn] = turned_upright(blob.ink, turn);
    one.more_beside[turn] = has_more_beside(clean, blob.box, turn);
  }
  return one;
}

/// Number-like things of one column between two blocks, not read yet.
void find_in_window(const cv::Mat& rows, int first_row, int from, int to, const ColumnPath& column,
                    const BlobOptions& blobs, const NumberSearch& search, std::vector<Found>& found) {
  constexpr double kMostInkAround = 0.12;
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
  const cv::Mat clean = without_lines(picture, blobs);
  for (const NumberBlob& blob : find_number_blobs(picture, blobs)) {
    // What touches the lower end comes again, whole, in the next window; what ends in the overlap came
    // before.
    const int bottom = blob.box.y + blob.box.height;
    if (end < column.last_block() * kBlockRows && end == to * kBlockRows && bottom >= picture.rows - 1)
      continue;
    if (from > column.first_block && begin + bottom < from * kBlockRows) continue;
    if (search.is_isolated) {
      if (ink_around(clean, blob.box) > kMostInkAround) continue;
      // A stripe may cut a number; the next stripe has all of it.
      const int size = std::min(blob.box.width, blob.box.height);
      if (blob.box.x < size || blob.box.x + blob.box.width > picture.cols - size) continue;
    }
    const int x = offsets[static_cast<std::size_t>(blob.box.y + blob.box.height / 2)];
    found.push_back(found_at(blob, clean, {x, begin}));
  }
}

/// Asks the second reader where that is worth while, and reads all numbers of a column the same way round.
/// `least_sense`: of the column, or it holds no numbers.
std::vector<PrintedNumber> settle_column(std::vector<Found>& found, const DigitReader& reader,
                                         TextReader& second, Readings& known,
                                         double least_sense = kLeastSense) {
  const auto known_of = [&](const Found& one, int turn) -> TwoReadings* {
    const auto place = known.find({one.key, turn});
    return place == known.end() ? nullptr : &place->second;
  };
  for (Found& one : found) {
    for (auto& [turn, readings] : one.readings) {
      const TwoReadings* before = known_of(one, turn);
      if (before != nullptr) {
        readings = *before;
        continue;
      }
      auto lattice = std::make_shared<const DigitLattice>(reader.look(one.upright[turn]));
      readings.own = read_digits(*lattice);
      if (most_gain(*lattice) >= kLeastGain) readings.lattice = std::move(lattice);
      known[{one.key, turn}] = readings;
    }
  }
  // The second reader is slow: it is asked where the first one sees numbers at all.
  double sense = 0.0;
  for (const Found& one : found) {
    double most = 0.0;
    for (const auto& [turn, readings] : one.readings) most = std::max(most, sense_of(readings));
    sense += most;
  }
  std::size_t asked = 0;
  for (Found& one : found) {
    if (sense < least_sense) break;
    for (auto& [turn, readings] : one.readings) {
      const std::size_t length = readings.own.digits.size();
      if (!readings.other.digits.empty()) continue;
      if (length < 2 || length > 6 || readings.own.confidence < kLeastChance || ++asked > kMostAsked)
        continue;
      readings.other = digits_of(second.read(one.upright[turn], TextKind::kNumber));
      known[{one.key, turn}].other = readings.other;
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
    centre_on_digits(reading->second.own, one.number);
    one.number.other_text = reading->second.other.digits;
    one.number.is_cut_off = one.more_beside[best];
    one.number.lattice = reading->second.lattice;
    if (one.more_beside[best]) one.number.confidence = std::min(one.number.confidence, 0.49);
    numbers.push_back(one.number);
  }
  std::sort(numbers.begin(), numbers.end(),
            [](const PrintedNumber& a, const PrintedNumber& b) { return a.y < b.y; });
  return numbers;
}

}  // namespace

std::size_t ColumnPath::index_at(double y) const {
  return static_cast<std::size_t>(
      std::clamp(static_cast<int>(y) / kBlockRows - first_block, 0, static_cast<int>(left.size()) - 1));
}

std::vector<std::vector<PrintedNumber>> read_depth_numbers(const std::filesystem::path& scan,
                                                           const raster::RasterOptions& options,
                                                           const std::vector<ColumnPath>& columns,
                                                           const DigitReader& reader, TextReader& second,
                                                           const NumberSearch& search) {
  std::vector<std::vector<Found>> found(columns.size());
  InkWindow window(scan, options);
  const double dpi = window.info().dpi_x > 0.0 ? window.info().dpi_x : kDefaultDpi;
  BlobOptions blobs;
  blobs.least_glyph_px = std::max(6.0, 0.03 * dpi) * search.glyph_factor;
  blobs.most_glyph_px = std::max(24.0, 0.22 * dpi) * search.glyph_factor;
  int last_block = 0;
  for (const ColumnPath& column : columns) last_block = std::max(last_block, column.last_block());
  const auto is_crowded = [&](std::size_t c) {
    const double inches = static_cast<double>(columns[c].left.size()) * kBlockRows / dpi;
    return static_cast<double>(found[c].size()) > search.most_per_inch * std::max(4.0, inches);
  };
  for (int from = 0; from < last_block; from += kWindowBlocks) {
    const int to = std::min(from + kWindowBlocks, last_block);
    const int first_row = std::max(0, from * kBlockRows - kOverlapRows);
    const cv::Mat rows = window.rows(first_row, to * kBlockRows);
    for (std::size_t c = 0; c < columns.size(); ++c)
      if (!is_crowded(c)) find_in_window(rows, first_row, from, to, columns[c], blobs, search, found[c]);
  }
  std::vector<std::size_t> order(columns.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return found[a].size() < found[b].size(); });
  std::vector<std::vector<PrintedNumber>> numbers(columns.size());
  Readings known;
  std::size_t in_all = 0;
  for (const std::size_t c : order) {
    in_all += found[c].size();
    if (in_all > search.most_in_all) break;
    if (!is_crowded(c)) numbers[c] = settle_column(found[c], reader, second, known);
    found[c].clear();
  }
  return numbers;
}

std::vector<PrintedNumber> read_numbers_in(const cv::Mat& ink, const BlobOptions& blobs,
                                           const DigitReader& reader, TextReader& second) {
  const cv::Mat clean = without_lines(ink, blobs);
  std::vector<Found> found;
  for (const NumberBlob& blob : find_number_blobs(ink, blobs)) found.push_back(found_at(blob, clean, {0, 0}));
  Readings known;
  return settle_column(found, reader, second, known, 0.0);
}

}  // namespace logdigitise::sheet
