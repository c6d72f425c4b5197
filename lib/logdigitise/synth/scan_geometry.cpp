#include "logdigitise/synth/scan_geometry.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <string>

#include "logdigitise/core/error.hpp"

namespace logdigitise::synth {
namespace {

constexpr double kStep = 2.0;       // Page pixels between entries of the tables.
constexpr double kPad = 400.0;      // The tables reach this far above and below the page.
constexpr double kHold = 160.0;     // Margins are no wider than this at the top and the bottom.
constexpr double kJointRamp = 8.0;  // A jump takes this many rows, so that depth stays monotonic.
constexpr double kMaxSlope = 0.03;  // Of the departure of depth: paper does not stretch more than this.
constexpr double kPerDegree = std::numbers::pi / 180.0;

std::size_t table_size(int page_rows) {
  return static_cast<std::size_t>(std::ceil((page_rows + 2.0 * kPad) / kStep)) + 2;
}

double page_y_of(std::size_t index) { return static_cast<double>(index) * kStep - kPad; }

/// A smooth random function with periods from `shortest` to four times that, largest absolute value 1.
std::vector<double> smooth_function(std::size_t size, double shortest, Random& random) {
  std::vector<double> values(size, 0.0);
  for (int wave = 0; wave < 5; ++wave) {
    const double period = shortest * random.log_uniform(1.0, 4.0);
    const double phase = random.uniform(0.0, 2.0 * std::numbers::pi);
    const double height = random.uniform(0.3, 1.0) * period / shortest;
    for (std::size_t i = 0; i < size; ++i) {
      values[i] += height * std::sin(2.0 * std::numbers::pi * page_y_of(i) / period + phase);
    }
  }
  return values;
}

void limit_slope(std::vector<double>& values, double limit) {
  double steepest = 0.0;
  for (std::size_t i = 1; i < values.size(); ++i) {
    steepest = std::max(steepest, std::abs(values[i] - values[i - 1]) / kStep);
  }
  if (steepest <= limit) return;
  for (double& value : values) value *= limit / steepest;
}

/// Takes away the straight line through both ends of the page, scales the rest to `largest` or less, so that
/// no slope is above `steepest`, and holds the values well outside the page.
void fit_to_page(std::vector<double>& values, int page_rows, double largest, double steepest) {
  const auto first = static_cast<std::size_t>(kPad / kStep);
  const auto last = first + static_cast<std::size_t>(page_rows / kStep);
  const double start = values[first];
  const double slope = (values[last] - start) / static_cast<double>(std::max<std::size_t>(last - first, 1));
  double top = 1e-9;
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] -= start + slope * (static_cast<double>(i) - static_cast<double>(first));
    if (i >= first && i <= last) top = std::max(top, std::abs(values[i]));
  }
  for (double& value : values) value *= largest / top;
  const auto held = static_cast<std::size_t>(kHold / kStep);
  for (std::size_t i = 0; i < first - held; ++i) values[i] = values[first - held];
  for (std::size_t i = last + held; i < values.size(); ++i) values[i] = values[last + held];
  limit_slope(values, steepest);
}

void add_jump(std::vector<double>& values, double page_y, double height) {
  for (std::size_t i = 0; i < values.size(); ++i) {
    values[i] += height * std::clamp((page_y_of(i) - page_y) / kJointRamp + 0.5, 0.0, 1.0);
  }
}

}  // namespace

ScanGeometry::ScanGeometry(const ScanSettings& settings, cv::Size page, Random& random)
    : page_(page), stretch_x_(settings.stretch_x) {
  if (page.width < 1 || page.height < 1) {
    throw usage_error("", "a page of " + std::to_string(page.width) + " x " + std::to_string(page.height) +
                              " pixels; a scan needs at least one");
  }
  if (!(settings.stretch_x > 0.0) || !(settings.stretch_y > 0.0) || !(settings.wander_length_px > 0.0)) {
    throw usage_error("", "a stretch or wander length that is not above 0", "check the scan settings");
  }
  Random part(random.next());
  const std::size_t size = table_size(page.height);

  depth_ = smooth_function(size, std::max(1200.0, page.height / 4.0), part);
  fit_to_page(depth_, page.height, settings.departure_px, kMaxSlope);
  tilt_ = smooth_function(size, settings.wander_length_px, part);
  // A change of tilt is a change of depth at the edges of the page.
  fit_to_page(tilt_, page.height, settings.skew_wander_deg * kPerDegree, 0.05 / (page.width + 2.0 * kPad));
  centre_ = smooth_function(size, settings.wander_length_px, part);
  fit_to_page(centre_, page.height, settings.wander_px, 0.05);

  // Skew and shear move the border, but long strips pass the scanner between guides, which bring it back.
  const double play = 120.0 * settings.dpi / 200.0;
  const double skew = settings.skew_deg * kPerDegree;
  double moved = 0.0;
  for (std::size_t i = 0; i < size; ++i) {
    depth_[i] += settings.stretch_y * page_y_of(i);
    tilt_[i] += skew;
    centre_[i] += moved / (1.0 + std::abs(moved) / play);
    moved += (settings.shear - tilt_[i]) * kStep;
  }
  // One joint in each of as many equal stretches, so that two never meet.
  const int joints = std::min(settings.joints, static_cast<int>(page.height / (10.0 * kJointRamp)));
  for (int joint = 0; joint < joints; ++joint) {
    joints_.push_back((joint + part.uniform(0.1, 0.9)) * page.height / joints);
  }
  for (const double joint : joints_) {
    add_jump(centre_, joint, part.uniform(-1.0, 1.0) * settings.joint_shift_px);
    // The largest change of depth at an edge stays well below the rows of the ramp.
    const double limit = 0.4 * kJointRamp * 2.0 / page.width;
    const double turn = part.uniform(-1.0, 1.0) * settings.joint_skew_deg * kPerDegree;
    add_jump(tilt_, joint, std::clamp(turn, -limit, limit));
  }

  put_at_margins(settings);
}

void ScanGeometry::put_at_margins(const ScanSettings& settings) {
  double left = 1e300;
  double right = -1e300;
  double top = 1e300;
  double bottom = -1e300;
  for (int y = 0; y <= page_.height; y += 1) {
    const cv::Point2d a = to_scan({0.0, static_cast<double>(y)});
    const cv::Point2d b = to_scan({static_cast<double>(page_.width), static_cast<double>(y)});
    left = std::min(left, a.x);
    right = std::max(right, b.x);
    top = std::min({top, a.y, b.y});
    bottom = std::max({bottom, a.y, b.y});
  }
  for (std::size_t i = 0; i < centre_.size(); ++i) {
    centre_[i] += settings.margin_left_px - left;
    depth_[i] += settings.margin_top_px - top;
  }
  const double width = right - left + settings.margin_left_px + settings.margin_right_px;
  const double height = bottom - top + settings.margin_top_px + settings.margin_bottom_px;
  scan_ = cv::Size(std::max(1, static_cast<int>(std::lround(width))),
                   std::max(1, static_cast<int>(std::lround(height))));
}

double ScanGeometry::look_up(const std::vector<double>& table, double page_y) {
  const double position = (page_y + kPad) / kStep;
  const auto last = static_cast<double>(table.size() - 2);
  const auto index = static_cast<std::size_t>(std::clamp(std::floor(position), 0.0, last));
  const double share = position - static_cast<double>(index);
  return table[index] + share * (table[index + 1] - table[index]);
}

double ScanGeometry::page_y_at_depth(double scan_y) const {
  const auto above = std::upper_bound(depth_.begin() + 1, depth_.end() - 1, scan_y);
  const auto index = static_cast<std::size_t>(above - depth_.begin()) - 1;
  const double share = (scan_y - depth_[index]) / (depth_[index + 1] - depth_[index]);
  return page_y_of(index) + share * kStep;
}

cv::Point2d ScanGeometry::to_scan(cv::Point2d page) const {
  const double across = page.x - 0.5 * page_.width;
  return {look_up(centre_, page.y) + stretch_x_ * across,
          look_up(depth_, page.y) + look_up(tilt_, page.y) * across};
}

cv::Point2d ScanGeometry::to_page(cv::Point2d scan) const {
  double page_y = page_y_at_depth(scan.y);
  double across = 0.0;
  for (int step = 0; step < 24; ++step) {
    across = (scan.x - look_up(centre_, page_y)) / stretch_x_;
    const double next = page_y_at_depth(scan.y - look_up(tilt_, page_y) * across);
    const double change = std::abs(next - page_y);
    page_y = next;
    if (change < 1e-4) break;
  }
  across = (scan.x - look_up(centre_, page_y)) / stretch_x_;
  return {across + 0.5 * page_.width, page_y};
}

namespace {

/// Where the pixels of a band of scan rows come from. Exact at the corners of small cells, linear between
/// them: the bend is far smoother than a cell. Bands are asked for in order, from the first row on.
class BandMap {
 public:
  static constexpr int kRows = 64;

  explicit BandMap(const ScanGeometry& geometry)
      : geometry_(geometry),
        columns_(geometry.scan_size().width),
        upper_(static_cast<std::size_t>(columns_ / kCellColumns + 2)),
        lower_(upper_),
        x_(kRows, columns_, CV_32FC1),
        y_(kRows, columns_, CV_32FC1) {
    fill_knots(lower_, 0);
  }

  void next(int first_row, int rows) {
    std::vector<cv::Point2f> row(upper_.size());
    for (int r = 0; r < rows; ++r) {
      if (r % kCellRows == 0) {
        std::swap(upper_, lower_);
        fill_knots(lower_, first_row + r + kCellRows);
      }
      const float down = static_cast<float>(r % kCellRows) / kCellRows;
      for (std::size_t k = 0; k < row.size(); ++k) row[k] = upper_[k] + down * (lower_[k] - upper_[k]);
      fill_row(row, x_.ptr<float>(r), y_.ptr<float>(r));
    }
  }

  [[nodiscard]] cv::Mat x(int rows) const { return x_.rowRange(0, rows); }
  [[nodiscard]] cv::Mat y(int rows) const { return y_.rowRange(0, rows); }

 private:
  static constexpr int kCellRows = 4;
  static constexpr int kCellColumns = 64;

  void fill_knots(std::vector<cv::Point2f>& knots, int scan_row) const {
    for (std::size_t k = 0; k < knots.size(); ++k) {
      const cv::Point2d at = geometry_.to_page({static_cast<int>(k) * kCellColumns + 0.5, scan_row + 0.5});
      knots[k] = cv::Point2f(static_cast<float>(at.x - 0.5), static_cast<float>(at.y - 0.5));
    }
  }

  void fill_row(const std::vector<cv::Point2f>& knots, float* out_x, float* out_y) const {
    for (std::size_t cell = 0; cell + 1 < knots.size(); ++cell) {
      const cv::Point2f start = knots[cell];
      const cv::Point2f step = (knots[cell + 1] - start) * (1.0F / kCellColumns);
      const int first = static_cast<int>(cell) * kCellColumns;
      const int count = std::min(kCellColumns, columns_ - first);
      for (int i = 0; i < count; ++i) {
        out_x[first + i] = start.x + static_cast<float>(i) * step.x;
        out_y[first + i] = start.y + static_cast<float>(i) * step.y;
      }
    }
  }

  const ScanGeometry& geometry_;
  int columns_;
  std::vector<cv::Point2f> upper_;  // Knots above the row in work,
  std::vector<cv::Point2f> lower_;  // and below it.
  cv::Mat x_;
  cv::Mat y_;
};

}  // namespace

cv::Mat warp_page(const cv::Mat& page, const ScanGeometry& geometry, const cv::Scalar& fill) {
  if (page.size() != geometry.page_size() || page.depth() != CV_8U) {
    throw usage_error("", "a page of " + std::to_string(page.cols) + " x " + std::to_string(page.rows) +
                              " pixels; this geometry is for 8-bit pages of " +
                              std::to_string(geometry.page_size().width) + " x " +
                              std::to_string(geometry.page_size().height));
  }
  const cv::Size size = geometry.scan_size();
  cv::Mat scan(size, page.type());
  BandMap map(geometry);
  for (int band = 0; band < size.height; band += BandMap::kRows) {
    const int rows = std::min(BandMap::kRows, size.height - band);
    map.next(band, rows);
    // Only the rows that this band needs: OpenCV cannot address more than 32,767 at once.
    cv::Mat target = scan.rowRange(band, band + rows);
    cv::Mat rows_y = map.y(rows);
    double lowest = 0.0;
    double highest = 0.0;
    cv::minMaxLoc(rows_y, &lowest, &highest);
    const int first = std::clamp(static_cast<int>(std::floor(lowest)) - 1, 0, page.rows);
    const int last = std::clamp(static_cast<int>(std::ceil(highest)) + 2, first, page.rows);
    if (first == last) {
      target.setTo(fill);
      continue;
    }
    rows_y -= first;
    cv::remap(page.rowRange(first, last), target, map.x(rows), rows_y, cv::INTER_LINEAR, cv::BORDER_CONSTANT,
              fill);
  }
  return scan;
}

cv::Mat warp_mask(const cv::Mat& mask, const ScanGeometry& geometry) {
  return warp_page(mask, geometry, cv::Scalar::all(0));
}

}  // namespace logdigitise::synth
