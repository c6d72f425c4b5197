#include "logdigitise/band/band_stream.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <functional>

#include "logdigitise/band/skew.hpp"
#include "logdigitise/core/error.hpp"

namespace logdigitise::band {
namespace {

/// A scan whose pixels are a function of their place.
class DrawnScan : public raster::RowReader {
 public:
  using Colour = std::array<double, 3>;
  DrawnScan(int width, int height, int channels, std::function<Colour(double x, double y)> paint)
      : paint_(std::move(paint)) {
    info_.width = width;
    info_.height = height;
    info_.channels = channels;
    info_.bilevel = false;
  }
  [[nodiscard]] const raster::RasterInfo& info() const override { return info_; }
  [[nodiscard]] Image<std::uint8_t> read_rows(int count) override {
    count = std::min(count, info_.height - next_);
    Image<std::uint8_t> rows(count, info_.width, info_.channels);
    for (int r = 0; r < count; ++r) {
      for (int x = 0; x < info_.width; ++x) {
        const Colour colour = paint_(x + 0.5, next_ + r + 0.5);
        for (int c = 0; c < info_.channels; ++c) {
          rows.at(r, x, c) = static_cast<std::uint8_t>(std::lround(colour[static_cast<std::size_t>(c)]));
        }
      }
    }
    next_ += count;
    return rows;
  }
  [[nodiscard]] const std::vector<raster::DamagedRows>& damaged() const override { return damaged_; }

 private:
  std::function<Colour(double, double)> paint_;
  raster::RasterInfo info_;
  int next_ = 0;
  std::vector<raster::DamagedRows> damaged_;
};

constexpr double kSlope = 0.01;

/// 10 px per foot, skewed by kSlope, the track's edges leaning.
layout::Layout leaning_layout() {
  layout::Layout layout;
  layout.depth.top = 1000;
  layout.depth.base = 1100;
  for (const double x : {50.0, 600.0}) {
    for (const double depth : {1000.0, 1050.0, 1100.0}) {
      layout.depth.ties.push_back({x, 100.0 + (depth - 1000.0) * 10.0 + kSlope * x, depth, 1});
    }
  }
  layout::Track track;
  track.name = "1";
  track.edges = {{0.0, 60.0, 560.0, 1}, {1200.0, 84.0, 584.0, 1}};
  track.curves.resize(1);
  layout.tracks.push_back(track);
  return layout;
}

double left_edge(double y) { return 60.0 + 24.0 * y / 1200.0; }

double soft_line(double distance) { return 255.0 * std::min(1.0, std::max(0.0, std::abs(distance) - 1.0)); }

/// Ink-weighted mean column of a band row.
double ink_centre(const Image<std::uint8_t>& planes, int row) {
  double sum = 0.0;
  double moment = 0.0;
  for (int x = 0; x < planes.columns(); ++x) {
    sum += planes.at(row, x, 0);
    moment += planes.at(row, x, 0) * (x + 0.5);
  }
  return moment / sum;
}

TEST(BandStream, MakesALeaningLineVertical) {
  const layout::Layout layout = leaning_layout();
  const depth::DepthMap map(layout.depth.ties, {});
  DrawnScan scan(700, 1300, 1, [](double x, double y) {
    const double v = soft_line(x - (left_edge(y) + 200.0));
    return DrawnScan::Colour{v, v, v};
  });
  const BandGeometry geometry = plan_bands(layout, map, 700, 1300);
  ASSERT_EQ(geometry.tracks.size(), 1U);
  BandStream stream(scan, layout, map, geometry, {{{{0}}}});
  BandBlock block;
  int rows = 0;
  while (stream.next(block)) {
    EXPECT_EQ(block.first_row, rows);
    rows += block.rows;
    for (int r = 0; r < block.rows; ++r) {
      EXPECT_NEAR(ink_centre(block.planes[0][0], r), geometry.tracks[0].left_px + 200.0, 0.1);
    }
  }
  EXPECT_EQ(rows, geometry.rows);
}

TEST(BandStream, MakesASlantedDepthLineHorizontal) {
  const layout::Layout layout = leaning_layout();
  const depth::DepthMap map(layout.depth.ties, {});
  DrawnScan scan(700, 1300, 1, [](double x, double y) {
    const double v = soft_line(y - (100.0 + 400.0 + kSlope * x));  // The line of 1040 ft.
    return DrawnScan::Colour{v, v, v};
  });
  const BandGeometry geometry = plan_bands(layout, map, 700, 1300);
  BandStream stream(scan, layout, map, geometry, {{{{0}}}});
  BandBlock block;
  std::array<double, 3> moment{};
  std::array<double, 3> sum{};
  constexpr std::array<int, 3> kAt = {40, 270, 500};
  while (stream.next(block)) {
    for (int r = 0; r < block.rows; ++r) {
      for (std::size_t i = 0; i < kAt.size(); ++i) {
        const double ink = block.planes[0][0].at(r, kAt[i], 0);
        sum[i] += ink;
        moment[i] += ink * map.depth_from_y(geometry.y_reference(block.first_row + r + 0.5));
      }
    }
  }
  for (std::size_t i = 0; i < kAt.size(); ++i) EXPECT_NEAR(moment[i] / sum[i], 1040.0, 0.02) << kAt[i];
}

/// Draws `paint` (a grey per place) and hands over each row of the band with its height on the scan.
void for_each_row(const layout::Layout& layout, const std::function<double(double x, double y)>& paint,
                  const std::function<void(const BandBlock& block, int row, double y)>& use) {
  const depth::DepthMap map(layout.depth.ties, {});
  DrawnScan scan(700, 1300, 1, [&](double x, double y) {
    const double v = paint(x, y);
    return DrawnScan::Colour{v, v, v};
  });
  const BandGeometry geometry = plan_bands(layout, map, 700, 1300);
  BandStream stream(scan, layout, map, geometry, {{{{0}}}});
  BandBlock block;
  while (stream.next(block))
    for (int r = 0; r < block.rows; ++r) use(block, r, geometry.y_reference(block.first_row + r + 0.5));
}

/// The layout of above with edges that lean by so many px over its height.
layout::Layout layout_with_lean(double left_px, double right_px) {
  layout::Layout layout = leaning_layout();
  layout.tracks[0].edges = {{0.0, 60.0, 560.0, 1}, {1200.0, 60.0 + left_px, 560.0 + right_px, 1}};
  return layout;
}

double darkest(const BandBlock& block, int row) {
  int most = 0;
  for (int x = 0; x < block.planes[0][0].columns(); ++x)
    most = std::max<int>(most, block.planes[0][0].at(row, x, 0));
  return most;
}

/// Mean over the rows of the darkest ink in each: 255 for a stroke from top to bottom.
double mean_darkest(const layout::Layout& layout, const std::function<double(double x, double y)>& paint) {
  double sum = 0.0;
  int rows = 0;
  for_each_row(layout, paint, [&](const BandBlock& block, int row, double y) {
    if (y < 150.0 || y > 1050.0) return;
    sum += darkest(block, row);
    ++rows;
  });
  return sum / rows;
}

double streak(double x, double /*y*/) { return std::abs(x - 360.5) < 1.0 ? 0.0 : 255.0; }

TEST(BandStream, TakesOutAStreakThatStandsUprightWhileThePaperLeans) {
  EXPECT_LT(mean_darkest(layout_with_lean(24.0, 24.0), streak), 30.0);
  EXPECT_GT(mean_darkest(layout_with_lean(0.0, 0.0), streak), 240.0) << "it may be a dead curve";
}

TEST(BandStream, KeepsLinesOfThePaperHoweverWide) {
  for (const double width : {1.5, 3.0, 6.0, 10.0}) {
    const auto line = [&](double x, double y) {
      return std::abs(x - left_edge(y) - 200.0) < 0.5 * width ? 0.0 : 255.0;
    };
    EXPECT_GT(mean_darkest(leaning_layout(), line), 230.0) << width;
  }
}

TEST(BandStream, KeepsADeadCurveWhereOnlyTheOtherEdgeLeans) {
  const auto curve = [](double x, double) { return std::abs(x - 545.5) < 1.0 ? 0.0 : 255.0; };
  EXPECT_GT(mean_darkest(layout_with_lean(24.0, 0.0), curve), 230.0);
}

TEST(BandStream, KeepsASlowCurveThatNearlyStandsStillInTheScan) {
  const auto curve = [](double x, double y) { return std::abs(x - 358.0 - 0.004 * y) < 1.0 ? 0.0 : 255.0; };
  EXPECT_GT(mean_darkest(leaning_layout(), curve), 230.0);
}

TEST(BandStream, KeepsAStrokeThatCrossesAStreak) {
  const auto both = [](double x, double y) { return std::abs(y - 600.0) < 10.0 ? 0.0 : streak(x, y); };
  int lightest = 255;
  for_each_row(leaning_layout(), both, [&](const BandBlock& block, int row, double y) {
    if (std::abs(y - 600.0) > 3.0) return;
    for (int x = 100; x < 450; ++x) lightest = std::min<int>(lightest, block.planes[0][0].at(row, x, 0));
  });
  EXPECT_GT(lightest, 200) << "a hole where the streak was";
}

TEST(BandStream, TellsColoursApart) {
  layout::Layout layout = leaning_layout();
  layout.tracks[0].curves.resize(2);
  layout.tracks[0].curves[0].colour = layout::Colour{255, 0, 0};
  layout.tracks[0].curves[1].colour = layout::Colour{0, 0, 255};
  const depth::DepthMap map(layout.depth.ties, {});
  DrawnScan scan(700, 1300, 3, [](double x, double y) {
    const double red = soft_line(x - (left_edge(y) + 100.0));
    const double blue = soft_line(x - (left_edge(y) + 300.0));
    const double black = soft_line(x - (left_edge(y) + 400.0));
    return DrawnScan::Colour{std::min(blue, black), std::min({red, blue, black}), std::min(red, black)};
  });
  const BandGeometry geometry = plan_bands(layout, map, 700, 1300);
  const std::vector<Pass> passes = colour_passes(layout.tracks[0], true);
  ASSERT_EQ(passes.size(), 2U);
  BandStream stream(scan, layout, map, geometry, {passes});
  BandBlock block;
  ASSERT_TRUE(stream.next(block));
  const double left = geometry.tracks[0].left_px;
  const auto own = [&](std::size_t pass, double u) {
    return block.planes[0][pass].at(20, static_cast<int>(left + u), 1);
  };
  EXPECT_GT(own(0, 100), 200);
  EXPECT_LT(own(0, 300), 20);
  EXPECT_LT(own(0, 400), 20);
  EXPECT_GT(own(1, 300), 200);
  EXPECT_LT(own(1, 100), 20);
  EXPECT_LT(own(1, 400), 20);
  EXPECT_GT(block.planes[0][0].at(20, static_cast<int>(left + 400), 0), 200);
}

TEST(BandStream, PersistenceTellsAPrintedLineFromAShortStroke) {
  const layout::Layout layout = leaning_layout();
  const depth::DepthMap map(layout.depth.ties, {});
  DrawnScan scan(700, 1300, 1, [](double x, double y) {
    const double u = x - left_edge(y);
    const double v = std::min(soft_line(u - 100.0), y < 400 ? soft_line(u - 200.0) : 255.0);
    return DrawnScan::Colour{v, v, v};
  });
  const BandGeometry geometry = plan_bands(layout, map, 700, 1300);
  BandStream stream(scan, layout, map, geometry, {{{{0}}}});
  BandBlock block;
  ASSERT_TRUE(stream.next(block));
  const int left = static_cast<int>(geometry.tracks[0].left_px);
  EXPECT_GT(block.planes[0][0].at(0, left + 100, 2), 220);
  EXPECT_LT(block.planes[0][0].at(0, left + 200, 2), 190);
  EXPECT_LT(block.planes[0][0].at(0, left + 300, 2), 10);
}

TEST(BandFromScan, InvertsScanFromBand) {
  const layout::Layout layout = leaning_layout();
  const depth::DepthMap map(layout.depth.ties, {});
  const BandGeometry geometry = plan_bands(layout, map, 700, 1300);
  for (const double x : {0.5, 100.0, 500.0}) {
    for (const double row : {0.5, 333.3, 1000.0}) {
      const ScanPoint p = scan_from_band(layout, map, geometry, geometry.tracks[0], 1, x, row);
      const ScanPoint back = band_from_scan(layout, map, geometry, geometry.tracks[0], 1, p);
      EXPECT_NEAR(back.x, x, 0.02);
      EXPECT_NEAR(back.y, row, 0.02);
    }
  }
}

TEST(PlanBands, RefusesATrackOffThePage) {
  layout::Layout layout = leaning_layout();
  const depth::DepthMap map(layout.depth.ties, {});
  EXPECT_THROW((void)plan_bands(layout, map, 400, 1300), Error);
  layout.depth.top = 5000;
  layout.depth.base = 5100;
  EXPECT_THROW((void)plan_bands(layout, map, 700, 1300), Error);
}

TEST(PlanBands, BringsAWideTrackToTheModelsWidth) {
  layout::Layout layout = leaning_layout();
  for (layout::Edge& edge : layout.tracks[0].edges) edge.right = edge.left + 1000.0;
  const depth::DepthMap map(layout.depth.ties, {});
  const BandGeometry geometry = plan_bands(layout, map, 1200, 1300);
  EXPECT_NEAR(geometry.tracks[0].right_px - geometry.tracks[0].left_px, 512.0, 0.01);
  EXPECT_EQ(geometry.tracks[0].columns % 32, 0);
}

TEST(PlanBands, TakesAGivenScaleSoThatSomeTracksHaveTheRowsOfAll) {
  layout::Layout layout = leaning_layout();
  layout.tracks.push_back(layout.tracks[0]);
  for (layout::Edge& edge : layout.tracks[1].edges) edge.right = edge.left + 1000.0;
  const depth::DepthMap map(layout.depth.ties, {});
  const BandGeometry all = plan_bands(layout, map, 1200, 1300);
  layout.tracks.erase(layout.tracks.begin());
  EXPECT_NE(plan_bands(layout, map, 1200, 1300).rows, all.rows);
  BandOptions options;
  options.scale = all.scale;
  const BandGeometry some = plan_bands(layout, map, 1200, 1300, 1, options);
  EXPECT_EQ(some.rows, all.rows);
  EXPECT_EQ(some.tracks[0].columns, all.tracks[1].columns);
}

TEST(MeasureSkew, FindsTheSlopeOfThePrintedLines) {
  const layout::Layout layout = leaning_layout();
  DrawnScan scan(700, 5000, 1, [](double x, double y) {
    const double v = soft_line(std::fmod(y - kSlope * x + 1000.0, 40.0) - 20.0);
    return DrawnScan::Colour{v, v, v};
  });
  const std::vector<depth::SkewSample> skew = measure_skew(scan, layout, 1, 0, 5000);
  ASSERT_GE(skew.size(), 2U);
  for (const depth::SkewSample& sample : skew) EXPECT_NEAR(sample.slope, kSlope, 0.001);
}

TEST(MeasureSkew, SaysNothingWithoutAGrid) {
  DrawnScan scan(700, 5000, 1, [](double, double) { return DrawnScan::Colour{255, 255, 255}; });
  EXPECT_TRUE(measure_skew(scan, leaning_layout(), 1, 0, 5000).empty());
}

}  // namespace
}  // namespace logdigitise::band
