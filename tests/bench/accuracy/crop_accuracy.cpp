#include "crop_accuracy.hpp"

#include <fmt/format.h>

#include <fstream>
#include <opencv2/imgproc.hpp>
#include <string>

#include "logdigitise/core/error.hpp"
#include "logdigitise/sheet/depth_numbers.hpp"
#include "logdigitise/sheet/digit_reader.hpp"
#include "logdigitise/sheet/ink_rows.hpp"
#include "logdigitise/sheet/text_reader.hpp"

namespace logdigitise {

namespace {

struct Crop {
  std::string file;
  std::string digits;  ///< Without commas.
  bool is_guess = false;
};

/// A line of labels.csv; the text may stand in quotes.
Crop crop_of(const std::string& line) {
  Crop crop;
  const std::size_t comma = line.find(',');
  crop.file = line.substr(0, comma);
  const std::string rest = line.substr(comma + 1);
  const std::size_t end = rest[0] == '"' ? rest.find('"', 1) : rest.find(',');
  for (const char c : rest.substr(0, end))
    if (c >= '0' && c <= '9') crop.digits += c;
  crop.is_guess = rest.find("guess") != std::string::npos;
  return crop;
}

/// Of all that looks like a number in the crop, what does so most.
sheet::PrintedNumber best_number(const std::vector<sheet::PrintedNumber>& numbers) {
  sheet::PrintedNumber best;
  best.confidence = -1.0;
  for (const sheet::PrintedNumber& number : numbers)
    if (number.value >= 0 && number.confidence > best.confidence) best = number;
  return best;
}

/// The depth column of a crop: the widest stretch between vertical lines, as the program knows it from the
/// whole strip.
cv::Mat column_of(const cv::Mat& ink) {
  constexpr double kLine = 0.6;  // Share of a column's rows.
  cv::Mat sums;
  cv::reduce(ink, sums, 0, cv::REDUCE_AVG, CV_32F);
  int best_from = 0;
  int best_to = 0;
  for (int from = 0, x = 0; x <= ink.cols; ++x) {
    if (x < ink.cols && sums.at<float>(0, x) < kLine * 255.0) continue;
    if (x - from > best_to - best_from) {
      best_from = from;
      best_to = x;
    }
    from = x + 1;
  }
  return ink.colRange(best_from, best_to).clone();
}

}  // namespace

CropScore run_crops(const std::filesystem::path& folder) {
  std::ifstream labels(folder / "labels.csv");
  if (!labels) throw input_error(folder.string(), "has no labels.csv");
  const sheet::DigitReader own;
  sheet::TextReader other;
  sheet::BlobOptions blobs;  // As for scans of 200 dpi: what the crops say of theirs is not so.
  blobs.least_glyph_px = 6.0;
  blobs.most_glyph_px = 45.0;
  int all = 0;
  int exact = 0;
  int either = 0;
  int agreed = 0;
  int agreed_wrong = 0;
  int nothing = 0;
  std::string line;
  std::getline(labels, line);
  while (std::getline(labels, line)) {
    const Crop crop = crop_of(line);
    sheet::InkWindow window(folder / crop.file, {});
    const cv::Mat ink = window.rows(0, window.info().height);
    const sheet::PrintedNumber read = best_number(sheet::read_numbers_in(column_of(ink), blobs, own, other));
    const bool right = read.text == crop.digits;
    const bool second = !right && read.other_value == std::stol(crop.digits);
    ++all;
    exact += right ? 1 : 0;
    either += right || second ? 1 : 0;
    nothing += read.value < 0 ? 1 : 0;
    if (read.confidence >= 0.5) ++(right ? agreed : agreed_wrong);
    if (!right) {
      fmt::print("{:<8} {:<6} read {:<6} ({:.2f}), other {:<6} tesseract {:<6} turn {}{}\n", crop.file,
                 crop.digits, read.text, read.confidence, read.other_value, read.other_text, read.turn,
                 crop.is_guess ? " label is a guess" : "");
    }
  }
  fmt::print(
      "crops {} exact {} ({} with the second value) nothing read {} | readers agree and right {}, wrong {}\n",
      all, exact, either, nothing, agreed, agreed_wrong);
  return {all, exact, either, agreed_wrong};
}

}  // namespace logdigitise
