#include "logdigitise/synth/visibility.hpp"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>

namespace logdigitise::synth {
namespace {

/// A page with one upright curve at x = 100, and what became of it.
struct Case {
  cv::Mat page{cv::Size(200, 600), CV_8UC3, cv::Scalar::all(255)};
  DrawnCurve curve{0, 0, 2.0, {{{100.0, 50.0}, {100.0, 550.0}}}};
  ScanSettings settings{};

  Case() {
    settings.margin_left_px = settings.margin_right_px = settings.margin_top_px = settings.margin_bottom_px =
        0.0;
    cv::line(page, {100, 50}, {100, 550}, cv::Scalar::all(90), 2);
  }

  [[nodiscard]] double share(const cv::Mat& pixels) const {
    Random random(1);
    const ScanGeometry geometry(settings, page.size(), random);
    Scan scan;
    scan.pixels = pixels;
    return share_seen(curve, page, geometry, scan);
  }
};

TEST(ShareSeen, IsOneWhereTheInkSurvived) {
  const Case c;
  cv::Mat grey;
  cv::cvtColor(c.page, grey, cv::COLOR_BGR2GRAY);
  EXPECT_GT(c.share(grey), 0.95);
}

TEST(ShareSeen, SeesWidePens) {
  Case c;
  c.curve.pen_px = 24.0;
  cv::line(c.page, {100, 50}, {100, 550}, cv::Scalar::all(90), 24);
  cv::Mat grey;
  cv::cvtColor(c.page, grey, cv::COLOR_BGR2GRAY);
  EXPECT_GT(c.share(grey), 0.95);
}

TEST(ShareSeen, IsNoughtWhereItVanished) {
  const Case c;
  EXPECT_LT(c.share(cv::Mat(600, 200, CV_8UC1, cv::Scalar(255))), 0.01);
}

TEST(ShareSeen, IsNotFooledByAGrid) {
  const Case c;
  cv::Mat grid(600, 200, CV_8UC1, cv::Scalar(255));
  for (int y = 0; y < 600; y += 8) cv::line(grid, {0, y}, {199, y}, cv::Scalar(0), 2);
  EXPECT_LT(c.share(grid), 0.1);
}

TEST(ShareSeen, CountsNoPlacesAmongOtherInk) {
  Case c;
  cv::rectangle(c.page, {60, 0}, {140, 400}, cv::Scalar::all(90), -1);  // Hatching over most of the curve.
  cv::Mat grey;
  cv::cvtColor(c.page, grey, cv::COLOR_BGR2GRAY);
  EXPECT_GT(c.share(grey), 0.9);
  grey.rowRange(410, 600).setTo(255);  // Of what stands clear, nothing is left.
  EXPECT_LT(c.share(grey), 0.1);
}

}  // namespace
}  // namespace logdigitise::synth
