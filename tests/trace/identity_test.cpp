#include <gtest/gtest.h>

#include <cmath>

#include "logdigitise/core/random.hpp"
#include "logdigitise/trace/identity_search.hpp"
#include "logdigitise/trace/stroke_candidates.hpp"
#include "logdigitise/trace/tracer.hpp"

namespace logdigitise::trace {
namespace {

constexpr int kColumns = 128;
const TrackFrame kFrame{kColumns, 8.0, 120.0, {}};

/// A stroke three columns wide around `column`, with these chances for the curves of the row.
void draw(CurveRow& row, int column, const std::vector<int>& chances) {
  for (std::size_t k = 0; k < chances.size(); ++k) {
    for (int x = column - 1; x <= column + 1; ++x) {
      const int softer = x == column ? chances[k] : chances[k] * 3 / 4;
      row[k][static_cast<std::size_t>(x)] = static_cast<std::uint8_t>(softer);
    }
  }
}

CurveRow blank(std::size_t curves) { return CurveRow(curves, std::vector<std::uint8_t>(kColumns, 0)); }

std::vector<StrokeCandidate> strokes_of(const CurveRow& row, const std::vector<StrokeCandidate>& above = {}) {
  return find_strokes(row, row_ink(row), 8, 120, above, {});
}

/// One band of `rows` rows, drawn by `row`; chances 0..255 become 0..1.
template <typename Draw>
Image<float> band_of(int rows, std::size_t curves, const Draw& draw_row) {
  Image<float> band(rows, kColumns, static_cast<int>(curves));
  for (int r = 0; r < rows; ++r) {
    CurveRow row = blank(curves);
    draw_row(r, row);
    for (std::size_t k = 0; k < curves; ++k)
      for (int x = 0; x < kColumns; ++x)
        band.at(r, x, static_cast<int>(k)) = static_cast<float>(row[k][static_cast<std::size_t>(x)]) / 255.0F;
  }
  return band;
}

TEST(FindStrokes, SeesEachStrokeOnceAndWhoseItMayBe) {
  CurveRow row = blank(2);
  draw(row, 30, {240, 10});
  draw(row, 80, {60, 180});
  const std::vector<StrokeCandidate> strokes = strokes_of(row);
  ASSERT_EQ(strokes.size(), 2U);
  EXPECT_EQ(strokes[0].column, 30);
  EXPECT_NEAR(strokes[0].ink, 250.0 / 255.0, 1e-6);
  EXPECT_EQ(strokes[1].column, 80);
  EXPECT_NEAR(strokes[1].chances[1], 180.0 / 255.0, 1e-6);
}

TEST(FindStrokes, CutsTouchingStrokesWhereTheOwnerChanges) {
  CurveRow row = blank(2);
  for (std::size_t x = 50; x < 56; ++x) row[0][x] = 230;
  for (std::size_t x = 56; x < 62; ++x) row[1][x] = 230;
  const std::vector<StrokeCandidate> strokes = strokes_of(row);
  ASSERT_EQ(strokes.size(), 2U);
  EXPECT_EQ(strokes[0].last, strokes[1].first);
}

TEST(FindStrokes, TakesAKickForOneStrokeHoweverLong) {
  CurveRow row = blank(1);
  for (std::size_t x = 20; x < 110; ++x) row[0][x] = 250;
  const std::vector<StrokeCandidate> strokes = strokes_of(row);
  ASSERT_EQ(strokes.size(), 1U);
  EXPECT_EQ(strokes[0].first, 20);
  EXPECT_EQ(strokes[0].last, 110);
}

TEST(FindStrokes, RemembersAStrokeThroughAShortGap) {
  CurveRow row = blank(1);
  draw(row, 60, {240});
  std::vector<StrokeCandidate> strokes = strokes_of(row);
  const CandidateOptions options;
  for (int r = 1; r <= options.kept_rows; ++r) {
    strokes = strokes_of(blank(1), strokes);
    ASSERT_EQ(strokes.size(), 1U) << r;
    EXPECT_EQ(strokes[0].unseen_rows, r);
  }
  EXPECT_TRUE(strokes_of(blank(1), strokes).empty());
}

TEST(TraceBand, DoesNotPutTwoCurvesOnOneStrokeWhileAnotherStandsUnexplained) {
  // The network takes the dotted curve (column 30) for the dashed one; the dashed one stands at column 90.
  const Image<float> band = band_of(400, 2, [](int, CurveRow& row) {
    draw(row, 30, {190, 50});
    draw(row, 90, {225, 10});
  });
  const std::vector<Trace> traces = trace_band(band, kFrame, {{}, {}}, uncalibrated());
  for (std::size_t r = 0; r < 400; ++r) {
    EXPECT_NEAR(traces[0].x_px[r], 90.5, 0.5) << r;
    EXPECT_NEAR(traces[1].x_px[r], 30.5, 0.5) << r;
  }
}

TEST(TraceBand, LetsTwoCurvesShareTheStrokeTheyRunOn) {
  const Image<float> band = band_of(300, 2, [](int r, CurveRow& row) {
    if (r < 100 || r >= 200) {
      draw(row, 40, {240, 5});
      draw(row, 46, {5, 240});
    } else {
      draw(row, 43, {125, 125});
    }
  });
  const std::vector<Trace> traces = trace_band(band, kFrame, {{}, {}}, uncalibrated());
  for (const std::size_t r : {20U, 80U, 220U, 280U}) {
    EXPECT_NEAR(traces[0].x_px[r], 40.5, 0.6) << r;
    EXPECT_NEAR(traces[1].x_px[r], 46.5, 0.6) << r;
  }
  for (const std::size_t r : {120U, 150U, 180U}) {
    EXPECT_NEAR(traces[0].x_px[r], 43.5, 0.6) << r;
    EXPECT_NEAR(traces[1].x_px[r], 43.5, 0.6) << r;
  }
}

TEST(TraceBand, GivesCurvesThatLookTheSameAStrokeEach) {
  // Asked in the same words, the network shares its chance out among them: neither stroke is surely anyone's.
  const Image<float> band = band_of(300, 2, [](int, CurveRow& row) {
    draw(row, 40, {90, 90});
    draw(row, 90, {90, 90});
  });
  CurveTask task;
  task.looks = 0;
  const std::vector<Trace> traces = trace_band(band, kFrame, {task, task}, uncalibrated());
  for (std::size_t r = 0; r < 300; ++r) {
    EXPECT_NEAR(std::min(traces[0].x_px[r], traces[1].x_px[r]), 40.5, 0.6) << r;
    EXPECT_NEAR(std::max(traces[0].x_px[r], traces[1].x_px[r]), 90.5, 0.6) << r;
  }
}

TEST(TraceBand, FollowsFiveCurvesWhoseDashesEndInTurn) {
  // Strokes that ended wait for their next dash, so that more than five are in sight at a time.
  const std::vector<int> columns{12, 34, 56, 78, 100};
  const Image<float> band = band_of(600, 5, [&](int r, CurveRow& row) {
    for (std::size_t k = 0; k < columns.size(); ++k) {
      std::vector<int> chances(columns.size(), 6);
      chances[k] = 220;
      if (k == 0 || (r + 7 * static_cast<int>(k)) % 30 < 18) draw(row, columns[k] + (r / 40) % 3, chances);
    }
  });
  const std::vector<Trace> traces = trace_band(band, kFrame, std::vector<CurveTask>(5), uncalibrated());
  for (std::size_t k = 0; k < columns.size(); ++k) {
    int found = 0;
    for (const double x : traces[k].x_px) {
      if (std::isnan(x)) continue;
      ++found;
      EXPECT_NEAR(x, columns[k] + 1.5, 2.1) << k;
    }
    EXPECT_GT(found, 350) << k;  // The rows with ink.
  }
}

TEST(TraceBand, HidesACurveUnderAHeavierOneOfItsKind) {
  // A light line that the network does not see where it runs on the heavy one.
  const Image<float> band = band_of(900, 2, [](int r, CurveRow& row) {
    draw(row, 43, {245, 2});
    if (r < 100 || r >= 800) draw(row, r < 100 ? 46 : 49, {3, 240});
  });
  const auto light = [&](int kind) {
    CurveTask task;
    task.kind = kind;
    return trace_band(band, kFrame, {task, task}, uncalibrated())[1].x_px;
  };
  const std::vector<double> same = light(0);
  for (std::size_t r = 150; r < 750; ++r) EXPECT_NEAR(same[r], 43.5, 1.6) << r;
  EXPECT_NEAR(same[850], 49.5, 0.6);
  const std::vector<double> others = light(-1);
  for (std::size_t r = 150; r < 750; ++r) EXPECT_TRUE(std::isnan(others[r])) << r;
}

TEST(TraceBand, LeavesACurveThatEndedOffTheOthersStroke) {
  const Image<float> band = band_of(400, 2, [](int r, CurveRow& row) {
    draw(row, 40, {245, 3});
    if (r < 150 || r >= 250) draw(row, 90, {3, 245});
  });
  const std::vector<Trace> traces = trace_band(band, kFrame, {{}, {}}, uncalibrated());
  for (std::size_t r = 0; r < 400; ++r) EXPECT_NEAR(traces[0].x_px[r], 40.5, 0.5) << r;
  for (std::size_t r = 160; r < 240; ++r) EXPECT_TRUE(std::isnan(traces[1].x_px[r])) << r;
  EXPECT_NEAR(traces[1].x_px[300], 90.5, 0.5);
}

TEST(BandTracer, PrefersAStrokeThatMovesToAScannersStreak) {
  // The network is as sure of the streak (column 100) as of the curve; only the streak stands still for
  // hundreds of rows.
  const auto x = [](int r) { return 50 + static_cast<int>(20.0 * std::sin(r / 60.0)); };
  for (const std::size_t curves : {1U, 2U}) {
    const Image<float> band = band_of(500, curves, [&](int r, CurveRow& row) {
      draw(row, x(r), curves == 1 ? std::vector<int>{240} : std::vector<int>{240, 5});
      draw(row, 100, curves == 1 ? std::vector<int>{240} : std::vector<int>{240, 5});
      if (curves == 2) draw(row, 15, {5, 240});
    });
    Image<std::uint8_t> persistence(500, kColumns);
    for (int r = 0; r < 500; ++r)
      for (int c = 99; c <= 101; ++c) persistence.at(r, c) = 235;
    BandTracer tracer(kFrame, std::vector<CurveTask>(curves), uncalibrated());
    tracer.push(band, {persistence, {}});
    tracer.finish();
    const std::vector<Trace> traces = tracer.take();
    for (int r = 0; r < 500; ++r)
      EXPECT_NEAR(traces[0].x_px[static_cast<std::size_t>(r)], x(r) + 0.5, 2.0) << curves << " " << r;
  }
}

TEST(FindStrokes, CallsALineStraightThatStandsStillForHundredsOfRows) {
  std::vector<StrokeCandidate> above;
  for (int r = 0; r < 300; ++r) {
    CurveRow row = blank(1);
    draw(row, 100 + r % 2, {240});                                       // A line with its wobble.
    draw(row, 50 + static_cast<int>(20.0 * std::sin(r / 60.0)), {240});  // A calm curve.
    above = strokes_of(row, above);
    ASSERT_EQ(above.size(), 2U);
    EXPECT_LT(above[0].straight, 0.2F) << r;
    if (r < 80) {
      EXPECT_EQ(above[1].straight, 0.0F);
    }
  }
  EXPECT_GT(above[1].straight, 0.5F);
}

TEST(TraceBand, StaysOnTheCurveWhenAStraightLineBegins) {
  // The network takes a grid line for the curve from row 150 on; the curve kicks right across it.
  const auto x = [](int r) { return r < 300 ? 40 : std::max(40, 110 - 7 * (r - 300)); };
  const Image<float> band = band_of(500, 2, [&](int r, CurveRow& row) {
    draw(row, x(r), {240, 5});
    if (r > 150) draw(row, 100, {240, 5});
    draw(row, 20, {5, 240});
  });
  const Trace trace = trace_band(band, kFrame, {{}, {}}, uncalibrated()).front();
  for (int r = 320; r < 500; ++r) EXPECT_NEAR(trace.x_px[static_cast<std::size_t>(r)], 40.5, 2.0) << r;
}

TEST(TraceBand, FollowsFourCurvesThatCross) {
  const auto x = [](int r, int k) { return 64.0 + 40.0 * std::sin(r / (35.0 + 9.0 * k) + 1.3 * k); };
  Random random(4);
  const Image<float> band = band_of(900, 4, [&](int r, CurveRow& row) {
    for (int k = 0; k < 4; ++k) {
      // Mostly its own, at times the neighbour's.
      std::vector<int> chances(4, 8);
      chances[static_cast<std::size_t>(random.chance(0.2) ? (k + 1) % 4 : k)] = 215;
      CurveRow stroke = blank(4);
      draw(stroke, static_cast<int>(x(r, k)), chances);
      for (std::size_t c = 0; c < 4; ++c)
        for (std::size_t i = 0; i < kColumns; ++i) row[c][i] = std::max(row[c][i], stroke[c][i]);
    }
  });
  const std::vector<Trace> traces = trace_band(band, kFrame, {{}, {}, {}, {}}, uncalibrated());
  int near = 0;
  for (int k = 0; k < 4; ++k)
    for (int r = 0; r < 900; ++r)
      near += std::abs(traces[static_cast<std::size_t>(k)].x_px[static_cast<std::size_t>(r)] - x(r, k)) < 2.0;
  EXPECT_GT(near, 3600 * 95 / 100);
}

}  // namespace
}  // namespace logdigitise::trace
