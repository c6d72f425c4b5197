#include "logdigitise/synth/draw_text.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "logdigitise/synth/stroke.hpp"

namespace logdigitise::synth {

namespace {

double font_scale(const TextStyle& style) {
  int baseline = 0;
  const cv::Size size = cv::getTextSize("H", style.font, 1.0, 1, &baseline);
  return style.height_px / std::max(1, size.height);
}

int whole_thickness(const TextStyle& style) {
  return std::max(1, static_cast<int>(std::lround(style.thickness_px)));
}

cv::Mat text_mask(const std::string& text, const TextStyle& style) {
  int baseline = 0;
  const double scale = font_scale(style);
  const int thickness = whole_thickness(style);
  const cv::Size size = cv::getTextSize(text, style.font, scale, thickness, &baseline);
  const int border = thickness + baseline + 2;
  cv::Mat mask(size.height + 2 * border, size.width + 2 * border, CV_8UC1, cv::Scalar(0));
  cv::putText(mask, text, {border, border + size.height}, style.font, scale, cv::Scalar(255 * style.darkness),
              thickness, style.antialiased ? cv::LINE_AA : cv::LINE_8);
  return mask;
}

cv::Mat rotated(const cv::Mat& mask, double clockwise_deg) {
  cv::Mat result;
  if (clockwise_deg == 0.0) return mask;
  if (clockwise_deg == 90.0) {
    cv::rotate(mask, result, cv::ROTATE_90_CLOCKWISE);
    return result;
  }
  if (clockwise_deg == -90.0) {
    cv::rotate(mask, result, cv::ROTATE_90_COUNTERCLOCKWISE);
    return result;
  }
  const int side = static_cast<int>(std::ceil(std::hypot(mask.cols, mask.rows)));
  const cv::Point2f middle(static_cast<float>(mask.cols) / 2.0F, static_cast<float>(mask.rows) / 2.0F);
  cv::Mat turn = cv::getRotationMatrix2D(middle, -clockwise_deg, 1.0);
  turn.at<double>(0, 2) += (side - mask.cols) / 2.0;
  turn.at<double>(1, 2) += (side - mask.rows) / 2.0;
  cv::warpAffine(mask, result, turn, {side, side});
  return result;
}

}  // namespace

double text_width(const std::string& text, const TextStyle& style) {
  int baseline = 0;
  return cv::getTextSize(text, style.font, font_scale(style), whole_thickness(style), &baseline).width;
}

void draw_text(cv::Mat& page, const std::string& text, cv::Point2d centre, const TextStyle& style) {
  if (text.empty()) return;
  const cv::Mat mask = rotated(text_mask(text, style), style.angle_deg);
  const cv::Rect place(static_cast<int>(std::lround(centre.x)) - mask.cols / 2,
                       static_cast<int>(std::lround(centre.y)) - mask.rows / 2, mask.cols, mask.rows);
  const cv::Rect inside = place & cv::Rect(0, 0, page.cols, page.rows);
  if (inside.empty()) return;
  cv::Mat target = page(inside);
  paint(target, mask(inside - place.tl()), style.colour, cv::Rect(0, 0, inside.width, inside.height));
}

}  // namespace logdigitise::synth
