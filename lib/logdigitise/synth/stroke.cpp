#include "logdigitise/synth/stroke.hpp"

#include <algorithm>
#include <cmath>

namespace logdigitise::synth {

namespace {

// Share of a pixel's extent [d - .5, d + .5] that lies within [-half, half].
double overlap(double d, double half) {
  return std::clamp(std::min(half, d + 0.5) - std::max(-half, d - 0.5), 0.0, 1.0);
}

struct Segment {
  cv::Point2d from;
  cv::Point2d direction;
  double length;
  double half;
  const Ink& ink;

  double coverage(double x, double y) const {
    const double dx = x - from.x;
    const double dy = y - from.y;
    const double along = dx * direction.x + dy * direction.y;
    const double side = dx * direction.y - dy * direction.x;
    const double across = std::abs(side);
    const double beyond = std::max(-along, along - length);
    const double away = ink.round_ends && beyond > 0.0 ? std::hypot(across, beyond) : across;
    if (!ink.antialiased) {
      // Half open, so that a 1 px line on the border of two pixels has one of them, not none and not both.
      if (beyond > 0.0) return ink.round_ends && away < half ? 1.0 : 0.0;
      return side >= -half && side < half ? 1.0 : 0.0;
    }
    double share = overlap(away, half);
    if (!ink.round_ends) share *= std::clamp(0.5 - beyond, 0.0, 1.0);
    return share;
  }
};

}  // namespace

void draw_segment(cv::Mat& mask, cv::Point2d from, cv::Point2d to, const Ink& ink) {
  const cv::Point2d step = to - from;
  const double length = std::hypot(step.x, step.y);
  const cv::Point2d direction = length > 1e-9 ? step / length : cv::Point2d(0.0, 1.0);
  const double half = ink.antialiased ? ink.width_px / 2.0 : std::max(ink.width_px, 1.0) / 2.0;
  const Segment segment{from, direction, length, half, ink};
  const double reach = half + 0.75;
  const int first_row = std::max(0, static_cast<int>(std::floor(std::min(from.y, to.y) - reach)));
  const int last_row = std::min(mask.rows - 1, static_cast<int>(std::ceil(std::max(from.y, to.y) + reach)));
  const double box_left = std::min(from.x, to.x) - reach;
  const double box_right = std::max(from.x, to.x) + reach;
  for (int row = first_row; row <= last_row; ++row) {
    const double y = row + 0.5;
    double left = box_left;
    double right = box_right;
    if (std::abs(direction.y) > 1e-3) {
      const double middle = from.x + (y - from.y) * direction.x / direction.y;
      const double spread = reach / std::abs(direction.y) + 1.0;
      left = std::max(left, middle - spread);
      right = std::min(right, middle + spread);
    }
    if (right < 0.0 || left > mask.cols || left > right) continue;
    const int first = std::max(0, static_cast<int>(std::floor(left)));
    const int last = std::min(mask.cols - 1, static_cast<int>(std::ceil(right)));
    auto* pixels = mask.ptr<std::uint8_t>(row);
    for (int column = first; column <= last; ++column) {
      const double share = segment.coverage(column + 0.5, y) * ink.darkness;
      const auto value = static_cast<std::uint8_t>(share * 255.0 + 0.5);
      pixels[column] = std::max(pixels[column], value);
    }
  }
}

void draw_polyline(cv::Mat& mask, const Polyline& line, const Ink& ink) {
  if (line.size() == 1) draw_segment(mask, line.front(), line.front(), ink);
  for (std::size_t i = 1; i < line.size(); ++i) draw_segment(mask, line[i - 1], line[i], ink);
}

void paint(cv::Mat& page, const cv::Mat& mask, const cv::Scalar& colour, const cv::Rect& area) {
  const cv::Rect inside = area & cv::Rect(0, 0, page.cols, page.rows);
  const int ink[3] = {static_cast<int>(colour[0]), static_cast<int>(colour[1]), static_cast<int>(colour[2])};
  for (int row = inside.y; row < inside.y + inside.height; ++row) {
    const auto* strength = mask.ptr<std::uint8_t>(row);
    auto* pixels = page.ptr<cv::Vec3b>(row);
    for (int column = inside.x; column < inside.x + inside.width; ++column) {
      const int share = strength[column];
      if (share == 0) continue;
      for (int channel = 0; channel < 3; ++channel) {
        const int paper = pixels[column][channel];
        pixels[column][channel] =
            static_cast<std::uint8_t>((paper * (255 - share) + ink[channel] * share + 127) / 255);
      }
    }
  }
}

}  // namespace logdigitise::synth
