#pragma once
// Printed text in a small picture -> characters. The only place that knows Tesseract.

#include <memory>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

namespace logdigitise::sheet {

struct ReadText {
  std::string text;         ///< ASCII, without blanks at the ends; empty if nothing was read.
  double confidence = 0.0;  ///< 0..1, the engine's own.
};

enum class TextKind {
  kNumber,      ///< Depth numbers: digits and commas.
  kScaleValue,  ///< Header values: digits, sign, decimal point.
  kScaleDigit,  ///< A header value of one digit.
  kWord,        ///< Mnemonics and units.
  kLines,       ///< Several lines of anything.
};

/// A word on a page.
struct ReadWord {
  std::string text;  ///< ASCII, without blanks.
  cv::Rect box;
  double confidence = 0.0;  ///< 0..1, the engine's own.
};

/// Reads upright text. Holds a language model of some 20 MB: make one and keep it. Not to be shared by
/// threads.
class TextReader {
 public:
  /// Throws an environment error if the engine or its English data are not installed.
  TextReader();
  ~TextReader();
  TextReader(const TextReader&) = delete;
  TextReader& operator=(const TextReader&) = delete;

  /// `ink`: CV_8UC1, 255 = ink, cut close to the text; scaled here to the size that the engine likes.
  [[nodiscard]] ReadText read(const cv::Mat& ink, TextKind kind);

  /// The words of a page, wherever they stand, line by line as the engine finds them. `ink`: CV_8UC1, 255 =
  /// ink, best with capitals of 15 to 30 px. Gives up, and returns nothing, after `limit_s` seconds. Takes 1
  /// to 3 s for a page of 4 megapixels.
  [[nodiscard]] std::vector<ReadWord> read_words(const cv::Mat& ink, double limit_s = 60.0);

 private:
  [[nodiscard]] ReadText read_scaled(const cv::Mat& ink, double scale, double blur, TextKind kind);

  struct Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace logdigitise::sheet
