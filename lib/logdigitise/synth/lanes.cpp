#include "logdigitise/synth/lanes.hpp"

#include <algorithm>
#include <cmath>

namespace logdigitise::synth {

std::vector<Polyline> unwrapped_lines(const SheetSpec& sheet, const TrackSpec& track,
                                      const CurveSpec& curve) {
  std::vector<Polyline> lines;
  Polyline current;
  const double width = track.right_px - track.left_px;
  const double step_px = sheet.fine_step() * sheet.px_per_unit;
  for (std::size_t i = 0; i < curve.shape.size(); ++i) {
    if (std::isnan(curve.shape[i])) {
      if (current.size() > 1) lines.push_back(std::move(current));
      current.clear();
      continue;
    }
    current.emplace_back(track.left_px + curve.shape[i] * width,
                         sheet.section_y + static_cast<double>(i) * step_px);
  }
  if (current.size() > 1) lines.push_back(std::move(current));
  return lines;
}

std::vector<Polyline> clip_to(const Polyline& line, double left, double right) {
  std::vector<Polyline> parts;
  Polyline current;
  const auto finish = [&] {
    // A line that only touches a limit leaves a single point there: no part.
    const bool touches = current.size() == 2 && current.front() == current.back();
    if (current.size() > 1 && !touches) parts.push_back(std::move(current));
    current.clear();
  };
  for (std::size_t i = 1; i < line.size(); ++i) {
    const cv::Point2d from = line[i - 1];
    const cv::Point2d step = line[i] - from;
    double enter = 0.0;
    double leave = 1.0;
    if (step.x == 0.0) {
      if (from.x < left || from.x > right) {
        finish();
        continue;
      }
    } else {
      const double a = (left - from.x) / step.x;
      const double b = (right - from.x) / step.x;
      enter = std::max(enter, std::min(a, b));
      leave = std::min(leave, std::max(a, b));
      if (enter > leave) {
        finish();
        continue;
      }
    }
    if (enter > 0.0) finish();
    if (current.empty()) current.push_back(from + step * enter);
    current.push_back(from + step * leave);
    if (leave < 1.0) finish();
  }
  finish();
  return parts;
}

std::vector<Polyline> fold_into(const Polyline& line, double left, double right) {
  std::vector<Polyline> parts;
  if (line.empty()) return parts;
  const double width = right - left;
  const auto [low, high] =
      std::minmax_element(line.begin(), line.end(), [](auto& a, auto& b) { return a.x < b.x; });
  const int first = static_cast<int>(std::floor((low->x - left) / width));
  const int last = static_cast<int>(std::floor((high->x - left) / width));
  for (int lane = first; lane <= last; ++lane) {
    Polyline shifted = line;
    for (cv::Point2d& point : shifted) point.x -= lane * width;
    for (Polyline& part : clip_to(shifted, left, right)) parts.push_back(std::move(part));
  }
  return parts;
}

}  // namespace logdigitise::synth
