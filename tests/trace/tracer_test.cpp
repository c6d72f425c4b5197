#include "logdigitise/trace/tracer.hpp"
#include "logdigitise/trace/path_search.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <stdexcept>

#include "logdigitise/core/random.hpp"

namespace logdigitise::trace {
namespace {

constexpr int kColumns = 288;
const TrackFrame kFrame{kColumns, 16.0, 272.0, {}};

/// Chances of one curve: a bell of half-width 1.5 columns around x(row), nothing where x is NaN.
Image<float> drawn(int rows, const std::function<double(int)>& x) {
  Image<float> p(rows, kColumns, 1);
  for (int r = 0; r < rows; ++r) {
    const double centre = x(r);
    if (std::isnan(centre)) continue;
    for (int c = 0; c < kColumns; ++c) {
      const double d = (c + 0.5 - centre) / 1.5;
      p.at(r, c) = static_cast<float>(0.95 * std::exp(-d * d));
    }
  }
  return p;
}

/// All pixels between the row's and the next row's position, as a steep stroke is drawn.
Image<float> stroked(int rows, const std::function<double(int)>& x) {
  Image<float> p = drawn(rows, x);
  for (int r = 0; r + 1 < rows; ++r) {
    const int low = static_cast<int>(std::min(x(r), x(r + 1)));
    const int high = static_cast<int>(std::max(x(r), x(r + 1)));
    for (int c = low; c <= high; ++c) p.at(r, c) = 0.95F;
  }
  return p;
}

double nan() { return std::nan(""); }

TEST(TraceBand, FollowsASlowCurveToATenthOfAPixel) {
  const auto x = [](int r) { return 120.3 + 60.0 * std::sin(r / 90.0); };
  const Trace trace = trace_band(drawn(1000, x), kFrame, {{}}).front();
  ASSERT_EQ(trace.x_px.size(), 1000U);
  for (int r = 0; r < 1000; ++r) EXPECT_NEAR(trace.x_px[static_cast<std::size_t>(r)], x(r), 0.1) << r;
}

TEST(TraceBand, KeepsAGapAGap) {
  const auto x = [](int r) { return r >= 200 && r < 300 ? nan() : 150.0; };
  const Trace trace = trace_band(drawn(500, x), kFrame, {{}}).front();
  for (int r = 203; r < 297; ++r) EXPECT_TRUE(std::isnan(trace.x_px[static_cast<std::size_t>(r)])) << r;
  for (const int r : {0, 150, 195, 305, 499})
    EXPECT_NEAR(trace.x_px[static_cast<std::size_t>(r)], 150.0, 0.1) << r;
}

TEST(TraceBand, SaysNothingOfAnEmptyBand) {
  const Trace trace = trace_band(Image<float>(300, kColumns, 1), kFrame, {{}}).front();
  for (const double x : trace.x_px) EXPECT_TRUE(std::isnan(x));
  for (const RowEvidence& evidence : trace.evidence) EXPECT_EQ(evidence.on_path, 0);
}

TEST(TraceBand, GoesAlongAKickOfHalfTheTrackInOneRow) {
  const auto x = [](int r) { return r < 100 ? 60.0 : 200.0; };
  const Trace trace = trace_band(stroked(200, x), kFrame, {{}}).front();
  EXPECT_NEAR(trace.x_px[95], 60.0, 0.2);
  EXPECT_NEAR(trace.x_px[105], 200.0, 0.2);
}

TEST(TraceBand, IgnoresABlotchBesideTheCurve) {
  Image<float> p = drawn(600, [](int) { return 100.0; });
  for (int r = 300; r < 306; ++r) {
    for (int c = 180; c < 190; ++c) p.at(r, c) = 0.9F;
  }
  const Trace trace = trace_band(p, kFrame, {{}}).front();
  for (const double x : trace.x_px) EXPECT_NEAR(x, 100.0, 0.5);
}

TEST(TraceBand, ArgmaxAndCentroidHaveNoMemory) {
  Image<float> p = drawn(50, [](int) { return 100.25; });
  for (int c = 178; c < 183; ++c) p.at(25, c) = 0.99F;
  TraceOptions options = uncalibrated();
  options.method = Method::kArgmax;
  const Trace argmax = trace_band(p, kFrame, {{}}, options).front();
  EXPECT_NEAR(argmax.x_px[10], 100.25, 0.1);
  EXPECT_GT(argmax.x_px[25], 170.0);
  options.method = Method::kCentroid;
  const Trace centroid = trace_band(p, kFrame, {{}}, options).front();
  EXPECT_NEAR(centroid.x_px[10], 100.25, 0.1);
  EXPECT_GT(centroid.x_px[25], 130.0);
}

TEST(TraceBand, UnwrapsACurveThatLeavesAtTheRight) {
  // A true position that runs to 1.4 track widths and comes back.
  const double width = kFrame.right_px - kFrame.left_px;
  const auto unwrapped = [&](int r) { return kFrame.left_px + width * (0.6 + 0.8 * std::sin(r / 150.0)); };
  const auto wrapped = [&](int r) {
    double x = unwrapped(r);
    while (x >= kFrame.right_px) x -= width;
    while (x < kFrame.left_px) x += width;
    return x;
  };
  CurveTask task;
  task.lanes_left = 1;
  task.lanes_right = 1;
  const Trace trace = trace_band(drawn(940, wrapped), kFrame, {task}).front();
  int right = 0;
  for (int r = 0; r < 940; ++r)
    right += std::abs(trace.x_px[static_cast<std::size_t>(r)] - unwrapped(r)) < 2.5;
  EXPECT_GE(right, 930);
}

TEST(TraceBand, StaysInTheLanesThatItIsGiven) {
  // A stroke that leaves at the right, is seen in the next lane, and comes back.
  const double width = kFrame.right_px - kFrame.left_px;
  const auto unwrapped = [&](int r) { return kFrame.left_px + width * (0.7 + 0.5 * std::sin(r / 120.0)); };
  const auto wrapped = [&](int r) {
    const double x = unwrapped(r);
    return x >= kFrame.right_px ? x - width : x;
  };
  CurveTask part_of_a_lane;
  part_of_a_lane.lanes_right = 0.3;
  const Trace found = trace_band(drawn(700, wrapped), kFrame, {part_of_a_lane}).front();
  int right = 0;
  for (int r = 0; r < 700; ++r)
    right += std::abs(found.x_px[static_cast<std::size_t>(r)] - unwrapped(r)) < 2.5;
  EXPECT_GE(right, 690);

  CurveTask too_little;
  too_little.lanes_right = 0.1;
  const Trace held = trace_band(drawn(700, wrapped), kFrame, {too_little}).front();
  const double limit = kFrame.right_px + 0.1 * width + 3.0;
  EXPECT_TRUE(std::none_of(held.x_px.begin(), held.x_px.end(), [&](double x) { return x > limit; }));
}

TEST(TraceBand, GoesWhereACurveIsUnlikelyIfTheDrawingSaysSo) {
  // It begins in its own lane and comes back from beyond the right edge again and again.
  const double width = kFrame.right_px - kFrame.left_px;
  const auto unwrapped = [&](int r) { return kFrame.left_px + width * (0.58 + 0.45 * std::sin(r / 90.0)); };
  const auto wrapped = [&](int r) {
    const double x = unwrapped(r);
    return x >= kFrame.right_px ? x - width : x;
  };
  CurveTask task;
  task.lanes_left = task.lanes_right = 2.0;
  task.likely_right = 0.0;
  const Trace trace = trace_band(drawn(1500, wrapped), kFrame, {task}).front();
  int right = 0;
  for (int r = 0; r < 1500; ++r)
    right += std::abs(trace.x_px[static_cast<std::size_t>(r)] - unwrapped(r)) < 2.5;
  EXPECT_GE(right, 1470);
}

TEST(LaneSpans, CoverTheAxisFromLeftToRight) {
  const SearchAxis axis{10, 110, 130, 40};
  EXPECT_EQ(axis.columns(), 270);
  const std::vector<LaneSpan> spans = lane_spans(axis);
  ASSERT_EQ(spans.size(), 4U);
  EXPECT_EQ(spans[0].lane, -2);
  EXPECT_EQ(spans[0].end - spans[0].begin, 30);
  EXPECT_EQ(spans[0].band_first, 80) << "the right part of the outermost lane";
  EXPECT_EQ(spans[2].lane, 0);
  EXPECT_EQ(spans[2].begin, 130);
  EXPECT_EQ(spans[3].band_first, 10);
  EXPECT_EQ(spans[3].end, 270);
  for (int x = 0; x < axis.columns(); ++x) {
    EXPECT_GE(axis.band_column(x), 10);
    EXPECT_LT(axis.band_column(x), 110);
  }
}

TEST(TraceBand, GivesTwinsAStrokeEach) {
  Image<float> p(400, kColumns, 2);
  const Image<float> a = drawn(400, [](int r) { return 80.0 + r * 0.1; });
  const Image<float> b = drawn(400, [](int r) { return 200.0 - r * 0.1; });
  for (int r = 0; r < 400; ++r) {
    for (int c = 0; c < kColumns; ++c) {
      for (int k = 0; k < 2; ++k) p.at(r, c, k) = 0.5F * (a.at(r, c) + b.at(r, c));
    }
  }
  const std::vector<Trace> traces = trace_band(p, kFrame, {{}, {}});
  for (int r = 10; r < 390; r += 20) {
    const auto i = static_cast<std::size_t>(r);
    EXPECT_GT(std::abs(traces[0].x_px[i] - traces[1].x_px[i]), 20.0) << r;
  }
}

TEST(TraceBand, FindsAFaintStrokeOrNotAsTheOperatingPointSays) {
  Image<float> p(400, kColumns, 1);
  for (int r = 0; r < 400; ++r)
    for (int x = 59; x < 62; ++x) p.at(r, x) = 0.2F;
  TraceOptions options;
  const auto rows_found = [&](double even_chance) {
    options.even_chance = even_chance;
    const Trace trace = trace_band(p, kFrame, {{}}, options).front();
    return std::count_if(trace.x_px.begin(), trace.x_px.end(), [](double x) { return std::isfinite(x); });
  };
  EXPECT_EQ(rows_found(0.1), 400);
  EXPECT_EQ(rows_found(0.6), 0);
}

TEST(BandTracer, DoesNotDependOnHowRowsArePushed) {
  Random random(7);
  Image<float> p = drawn(5000, [](int r) { return 140.0 + 100.0 * std::sin(r / 37.0); });
  for (std::size_t i = 0; i < p.size(); ++i)
    p.data()[i] = std::min(1.0F, p.data()[i] + 0.3F * static_cast<float>(random.uniform()));
  const Trace whole = trace_band(p, kFrame, {{}}).front();
  BandTracer tracer(kFrame, {{}});
  std::vector<double> pieces;
  const auto append = [&](const std::vector<Trace>& traces) {
    pieces.insert(pieces.end(), traces.front().x_px.begin(), traces.front().x_px.end());
  };
  for (int first = 0; first < 5000;) {
    const int count = std::min(1 + random.integer(0, 700), 5000 - first);
    Image<float> part(count, kColumns, 1);
    std::copy_n(p.row(first).data(), part.size(), part.data());
    tracer.push(part);
    append(tracer.take());
    first += count;
  }
  tracer.finish();
  append(tracer.take());
  ASSERT_EQ(pieces.size(), whole.x_px.size());
  for (std::size_t i = 0; i < pieces.size(); ++i) EXPECT_DOUBLE_EQ(pieces[i], whole.x_px[i]);
}

TEST(BandTracer, RefusesRowsThatDoNotFit) {
  BandTracer tracer(kFrame, {{}});
  EXPECT_THROW(tracer.push(Image<float>(4, kColumns - 1, 1)), std::invalid_argument);
  EXPECT_THROW(tracer.push(Image<float>(4, kColumns, 2)), std::invalid_argument);
  EXPECT_THROW(BandTracer({100, 50.0, 52.0, {}}, {{}}), std::invalid_argument);
}

}  // namespace
}  // namespace logdigitise::trace
