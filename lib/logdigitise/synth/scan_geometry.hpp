#pragma once
// Where a point of the ideal page lands in the scan, and back.

#include <opencv2/core.hpp>
#include <vector>

#include "logdigitise/core/random.hpp"
#include "logdigitise/synth/scan_settings.hpp"

namespace logdigitise::synth {

/// The bend of one scan. Coordinates have their origin at the top left corner of the image, y down, pixel
/// centres at .5. With c the middle column of the page,
///     y' = depth(y) + tilt(y) (x - c)        x' = centre(y) + stretch_x (x - c)
/// where depth, tilt and centre are smooth but for small jumps of tilt and centre at joints. Both ways cost
/// a table look-up; `to_page` iterates, and undoes `to_scan` to 0.01 px anywhere on the sheet.
class ScanGeometry {
 public:
  /// `page` must not be empty (usage error). The bend is drawn from `random`.
  ScanGeometry(const ScanSettings& settings, cv::Size page, Random& random);

  [[nodiscard]] cv::Point2d to_scan(cv::Point2d page) const;
  [[nodiscard]] cv::Point2d to_page(cv::Point2d scan) const;
  [[nodiscard]] cv::Size page_size() const noexcept { return page_; }
  [[nodiscard]] cv::Size scan_size() const noexcept { return scan_; }
  /// Page rows at which sheets are joined, in order.
  [[nodiscard]] const std::vector<double>& joints() const noexcept { return joints_; }

 private:
  [[nodiscard]] static double look_up(const std::vector<double>& table, double page_y);
  [[nodiscard]] double page_y_at_depth(double scan_y) const;
  /// Moves the sheet so that its outermost points are a margin away from the scan's edges, whatever the bend
  /// did.
  void put_at_margins(const ScanSettings& settings);

  cv::Size page_;
  cv::Size scan_;
  double stretch_x_ = 1.0;
  std::vector<double> joints_;
  std::vector<double> depth_, tilt_, centre_;  ///< Tabulated from above the page to below it.
};

/// The page as the scanner's bed sees it: one bilinear resampling, `fill` outside the page. Any 8-bit image
/// of `geometry.page_size()`; a usage error for another size.
[[nodiscard]] cv::Mat warp_page(const cv::Mat& page, const ScanGeometry& geometry, const cv::Scalar& fill);

/// A mask of the page (CV_8UC1) brought to the scan: 0 outside the page.
[[nodiscard]] cv::Mat warp_mask(const cv::Mat& mask, const ScanGeometry& geometry);

}  // namespace logdigitise::synth
