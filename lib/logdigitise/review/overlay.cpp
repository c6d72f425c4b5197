#include "logdigitise/review/overlay.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "logdigitise/core/error.hpp"
#include "logdigitise/core/interrupt.hpp"

namespace logdigitise::review {

namespace {

constexpr std::array<std::uint32_t, 6> kOkabeIto{0xD55E00, 0x0072B2, 0x009E73, 0xCC79A7, 0x56B4E9, 0xE69F00};
constexpr double kPaper = 0.55;  // How much of the ink's darkness is left.
constexpr int kLeastRows = 100;
constexpr int kShift = 4;  // OpenCV draws at 1/16 px.
const cv::Scalar kEdgeColour(150, 110, 110);
const cv::Scalar kTieColour(30, 30, 200);

cv::Scalar bgr(std::uint32_t rgb) {
  return cv::Scalar(static_cast<double>(rgb & 0xffU), static_cast<double>((rgb >> 8U) & 0xffU),
                    static_cast<double>(rgb >> 16U));
}

/// Depths between lines that are about 40 px apart, numbered every fifth.
double line_step(const PagePlace& page, double top, double base) {
  const double pixels = std::abs(page.map.y_from_depth(base) - page.map.y_from_depth(top));
  const double wanted = 40.0 * std::abs(base - top) / std::max(pixels, 1.0);
  double step = std::pow(10.0, std::floor(std::log10(wanted)));
  for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
    if (factor * step >= wanted) return factor * step;
  }
  return 10.0 * step;
}

/// One picture of one page.
class Picture {
 public:
  Picture(const ReviewedLog& log, std::size_t page, const Image<std::uint8_t>& rows, int first_row)
      : log_(log),
        page_(log.pages[page]),
        index_(page),
        first_row_(first_row),
        mat_(rows.rows(), rows.columns(), CV_8UC3) {
    for (int r = 0; r < rows.rows(); ++r) {
      auto* out = mat_.ptr<std::uint8_t>(r);
      for (int x = 0; x < rows.columns(); ++x) {
        for (int c = 0; c < 3; ++c) {
          const std::uint8_t ink = rows.at(r, x, rows.channels() == 3 ? 2 - c : 0);
          out[3 * x + c] = static_cast<std::uint8_t>(255.0 - kPaper * (255.0 - ink));
        }
      }
    }
  }

  void draw() {
    draw_depth_lines();
    draw_edges();
    draw_flags();
    draw_curves();
    draw_ties();
  }

  [[nodiscard]] std::vector<std::uint8_t> png() const {
    std::vector<std::uint8_t> bytes;
    try {
      cv::imencode(".png", mat_, bytes);
    } catch (const cv::Exception& error) {
      throw environment_error("", fmt::format("a picture could not be written: {}", error.what()));
    }
    return bytes;
  }

 private:
  /// A place of the scan, whose pixel centres are at .5, for OpenCV, whose are at whole numbers.
  [[nodiscard]] cv::Point at(double x, double y) const {
    const double one = 1 << kShift;
    return {static_cast<int>(std::lround((x - 0.5) * one)),
            static_cast<int>(std::lround((y - 0.5 - first_row_) * one))};
  }
  void line(cv::Point a, cv::Point b, const cv::Scalar& colour, int width) {
    cv::line(mat_, a, b, colour, width, cv::LINE_AA, kShift);
  }
  [[nodiscard]] bool in_sight(double y, double margin) const {
    return y > first_row_ - margin && y < first_row_ + mat_.rows + margin;
  }
  [[nodiscard]] bool on_page(const layout::Track& track) const {
    return std::any_of(track.edges.begin(), track.edges.end(),
                       [&](const layout::Edge& edge) { return edge.page == page_.page; });
  }

  void draw_depth_lines() {
    const layout::Depth& depth = log_.layout.depth;
    const double step = line_step(page_, depth.top, depth.base);
    const double margin = 0.05 * page_.width + 20.0;  // A line falls with the skew.
    for (double k = std::ceil(depth.top / step); k * step <= depth.base; k += 1.0) {
      const double y = page_.map.y_from_depth(k * step);
      if (!in_sight(y, margin)) continue;
      const double slope = page_.map.slope_at(y);
      const auto y_at = [&](double x) { return y + slope * (x - page_.map.x_reference()); };
      const bool numbered = std::fmod(std::abs(k), 5.0) == 0.0;
      line(at(0.0, y_at(0.0)), at(page_.width, y_at(page_.width)), cv::Scalar(200, 170, 90),
           numbered ? 2 : 1);
      if (!numbered) continue;
      const cv::Point place(4, static_cast<int>(std::lround(y_at(0.0) - first_row_)) - 5);
      cv::putText(mat_, fmt::format("{:g}", k * step), place, cv::FONT_HERSHEY_SIMPLEX, 0.6,
                  cv::Scalar(140, 100, 20), 2, cv::LINE_AA);
    }
  }

  void draw_edges() {
    constexpr int kPiece = 64;
    for (const layout::Track& track : log_.layout.tracks) {
      if (!on_page(track)) continue;
      for (int y = first_row_; y < first_row_ + mat_.rows; y += kPiece) {
        const band::EdgePair above = band::edges_at(track, page_.page, y);
        const band::EdgePair below = band::edges_at(track, page_.page, y + kPiece);
        line(at(above.left, y), at(below.left, y + kPiece), kEdgeColour, 2);
        line(at(above.right, y), at(below.right, y + kPiece), kEdgeColour, 2);
      }
    }
  }

  void draw_flags() {
    constexpr double kBar = 5.0;
    for (const ReviewedCurve& curve : log_.curves) {
      const layout::Track& track = log_.layout.tracks[curve.track];
      if (!on_page(track)) continue;
      for (const Stretch& stretch : curve.flagged) {
        if (page_of_depth(log_.pages, stretch.from) != index_) continue;
        double y0 = page_.map.y_from_depth(stretch.from);
        double y1 = page_.map.y_from_depth(stretch.to);
        if (y0 > y1) std::swap(y0, y1);
        y0 = std::max(y0 - 1.0, first_row_ - 10.0);
        y1 = std::min(y1 + 1.0, first_row_ + mat_.rows + 10.0);
        if (y0 >= y1) continue;
        const double x = band::edges_at(track, page_.page, 0.5 * (y0 + y1)).left + 4.0 +
                         (kBar + 2.0) * static_cast<double>(curve.curve);
        cv::rectangle(mat_, at(x, y0), at(x + kBar, y1), bgr(curve_colour(curve.curve)), cv::FILLED,
                      cv::LINE_AA, kShift);
      }
    }
  }

  void draw_curves() {
    const std::vector<double>& depths = log_.log.depths;
    const double y0 = first_row_ - 0.1 * page_.width - 50.0;
    const double y1 = first_row_ + mat_.rows + 0.1 * page_.width + 50.0;
    const double a = page_.map.depth_from_y(y0);
    const double b = page_.map.depth_from_y(y1);
    for (const ReviewedCurve& curve : log_.curves) {
      const layout::Track& track = log_.layout.tracks[curve.track];
      if (!on_page(track)) continue;
      const layout::Curve& scale = track.curves[curve.curve];
      const std::vector<double>& values = log_.log.curves[curve.column].values;
      const auto first = std::lower_bound(depths.begin(), depths.end(), std::min(a, b));
      bool joined = false;
      cv::Point last;
      double last_lane = 0.0;
      for (auto depth = first; depth != depths.end() && *depth <= std::max(a, b); ++depth) {
        const double value = values[static_cast<std::size_t>(depth - depths.begin())];
        const double drawn = drawn_fraction(scale, track.scale, value);
        if (std::isnan(drawn) || page_of_depth(log_.pages, *depth) != index_) {
          joined = false;
          continue;
        }
        const double lane = layout::fraction_from_value(scale, track.scale, value) - drawn;
        const band::ScanPoint place = scan_point(track, page_, drawn, *depth);
        const cv::Point here = at(place.x, place.y);
        if (joined && std::abs(lane - last_lane) < 0.5) line(last, here, bgr(curve_colour(curve.curve)), 2);
        cv::circle(mat_, here, 1 << kShift, bgr(curve_colour(curve.curve)), cv::FILLED, cv::LINE_AA, kShift);
        last = here;
        last_lane = lane;
        joined = true;
      }
    }
  }

  void draw_ties() {
    constexpr double kArm = 12.0;
    for (const layout::Tie& tie : log_.layout.depth.ties) {
      if (tie.page != page_.page || !in_sight(tie.y, 2 * kArm)) continue;
      line(at(tie.x - kArm, tie.y), at(tie.x + kArm, tie.y), kTieColour, 2);
      line(at(tie.x, tie.y - kArm), at(tie.x, tie.y + kArm), kTieColour, 2);
    }
  }

  const ReviewedLog& log_;
  const PagePlace& page_;
  std::size_t index_;
  int first_row_;
  cv::Mat mat_;
};

}  // namespace

std::uint32_t curve_colour(std::size_t i) { return kOkabeIto[i % kOkabeIto.size()]; }

void draw_overlay(const ReviewedLog& log, const OverlayOptions& options, Progress& progress,
                  const std::function<void(OverlayPicture)>& take) {
  if (options.picture_rows < kLeastRows) {
    throw usage_error("--overlay-rows",
                      fmt::format("is {}; expected {} at least", options.picture_rows, kLeastRows));
  }
  for (std::size_t p = 0; p < log.pages.size(); ++p) {
    const auto scan = open_page(log, log.pages[p].page, options.raster);
    progress.begin(fmt::format("overlay of page {}", log.pages[p].page), scan->info().height);
    int first_row = 0;
    for (auto rows = scan->read_rows(options.picture_rows); rows.rows() > 0;
         rows = scan->read_rows(options.picture_rows)) {
      throw_if_interrupted();
      Picture picture(log, p, rows, first_row);
      picture.draw();
      take({log.pages[p].page, first_row, rows.rows(), picture.png()});
      first_row += rows.rows();
      progress.advance(first_row);
    }
  }
}

}  // namespace logdigitise::review
