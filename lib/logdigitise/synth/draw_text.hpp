#pragma once
// Words and numbers on the page, in plotter fonts, at any angle.

#include <opencv2/core.hpp>
#include <string>

namespace logdigitise::synth {

struct TextStyle {
  int font = 0;             ///< A Hershey font of OpenCV, 0..7.
  double height_px = 16.0;  ///< Of a capital letter.
  double thickness_px = 1.5;
  double angle_deg = 0.0;  ///< Clockwise.
  double darkness = 1.0;   ///< 0..1.
  bool antialiased = true;
  cv::Scalar colour{0, 0, 0};  ///< BGR.
};

/// Writes `text` (ASCII) with its middle at `centre`; parts outside the page are left out.
void draw_text(cv::Mat& page, const std::string& text, cv::Point2d centre, const TextStyle& style);

/// Width of the text in pixels, before rotation.
[[nodiscard]] double text_width(const std::string& text, const TextStyle& style);

}  // namespace logdigitise::synth
