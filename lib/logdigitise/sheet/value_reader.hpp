#pragma once
// A printed value of a header, as -0.15 or 2000., read by two readers.

#include <opencv2/core.hpp>
#include <string>

namespace logdigitise::sheet {

class DigitReader;
class TextReader;

struct ReadValue {
  std::string text;         ///< Sign, digits, point; empty if nothing could be read.
  double confidence = 0.0;  ///< 0..1; two thirds and more only where both readers say the same.
};

/// Reads one word. `ink`: upright, cut close to the glyphs, CV_8UC1, 255 = ink. Signs and points are told by
/// shape and place, the digits between them are read by the digit network; Tesseract reads the whole. What is
/// wide and thin is a sign, what is small and low a point, whatever a language model would rather see. Empty
/// where letters are seen: Tesseract, allowed any character, must see digits for the most part.
[[nodiscard]] ReadValue read_value(const cv::Mat& ink, const DigitReader& digits, TextReader& text);

}  // namespace logdigitise::sheet
