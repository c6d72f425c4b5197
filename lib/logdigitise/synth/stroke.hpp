#pragma once
// Lines drawn at sub-pixel positions: pixel centres at .5, any width, right to a hundredth of a pixel.
//
// OpenCV's own lines take whole widths, put pixel centres at whole numbers and round in fixed point; the
// truth of a synthetic log may not be moved by any of that.

#include <opencv2/core.hpp>
#include <vector>

namespace logdigitise::synth {

using Polyline = std::vector<cv::Point2d>;  ///< Page pixels: origin top left, y down, pixel centres at .5.

/// How one piece of a line is laid down.
struct Ink {
  double width_px = 1.0;    ///< > 0; below 1 the pixel gets less ink instead of less width.
  double darkness = 1.0;    ///< 0..1: share of full ink.
  bool antialiased = true;  ///< false: a pixel has all of the ink or none; lines are then at least 1 px wide.
  bool round_ends = true;   ///< false: cut square at both ends.
};

/// Lays one segment into `mask` (CV_8UC1, 0 = paper, 255 = full ink); ink does not add up where it overlaps:
/// the darker one stays. Parts outside the mask are left out. Time O(pixels touched).
void draw_segment(cv::Mat& mask, cv::Point2d from, cv::Point2d to, const Ink& ink);

/// All segments of a polyline, with one ink. A single point makes a dot.
void draw_polyline(cv::Mat& mask, const Polyline& line, const Ink& ink);

/// Paints `colour` (BGR) on `page` (CV_8UC3) with the strength of `mask` inside `area`; both of one size.
void paint(cv::Mat& page, const cv::Mat& mask, const cv::Scalar& colour, const cv::Rect& area);

}  // namespace logdigitise::synth
