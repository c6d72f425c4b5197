#pragma once
// Printed text in a small picture -> characters. The only place that knows Tesseract.

#include <memory>
#include <opencv2/core.hpp>
#include <string>

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

 private:
  [[nodiscard]] ReadText read_scaled(const cv::Mat& ink, double scale, double blur, TextKind kind);

  struct Engine;
  std::unique_ptr<Engine> engine_;
};

}  // namespace logdigitise::sheet
