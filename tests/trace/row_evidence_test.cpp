#include "logdigitise/trace/row_evidence.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace logdigitise::trace {
namespace {

constexpr int kColumns = 200;
const TrackFrame kFrame{kColumns, 0.0, 200.0, {}};

std::vector<std::uint8_t> row_with(std::initializer_list<std::pair<int, int>> strokes) {
  std::vector<std::uint8_t> row(kColumns, 0);
  for (const auto& [column, chance] : strokes)
    row[static_cast<std::size_t>(column)] = static_cast<std::uint8_t>(chance);
  return row;
}

/// The evidence of a single row, per curve.
std::vector<RowEvidence> weigh(CurveRow chances, const std::vector<double>& x_px,
                               std::vector<std::uint8_t> straightness = {}) {
  EvidenceRecord record(kFrame);
  record.push(std::move(chances), std::make_shared<std::vector<std::uint8_t>>(std::move(straightness)));
  std::vector<Trace> traces(x_px.size());
  for (std::size_t k = 0; k < x_px.size(); ++k) {
    traces[k].x_px = {x_px[k]};
    traces[k].evidence = {RowEvidence{}};
  }
  record.take(traces);
  std::vector<RowEvidence> evidence;
  for (const Trace& trace : traces) evidence.push_back(trace.evidence.front());
  return evidence;
}

TEST(RowEvidence, TellsTheStrokeOfThePathFromOneElsewhere) {
  const RowEvidence evidence = weigh({row_with({{50, 200}, {150, 90}})}, {50.5}).front();
  EXPECT_EQ(evidence.own, 200);
  EXPECT_EQ(evidence.rival, 90);
  EXPECT_EQ(evidence.ink, 200);
}

TEST(RowEvidence, SeesThatTheStrokeIsMoreAnothersThanItsOwn) {
  const std::vector<RowEvidence> evidence =
      weigh({row_with({{50, 60}}), row_with({{50, 180}})}, {50.5, std::numeric_limits<double>::quiet_NaN()});
  EXPECT_EQ(evidence[0].own, 60);
  EXPECT_EQ(evidence[0].ink, 240);
  EXPECT_EQ(evidence[1].own, 0) << "a curve without a position has no evidence";
}

TEST(RowEvidence, LooksBackToTheBandFromAnotherLane) {
  const RowEvidence evidence = weigh({row_with({{50, 200}})}, {250.5}).front();
  EXPECT_EQ(evidence.own, 200);
  EXPECT_EQ(evidence.rival, 0);
}

TEST(RowEvidence, TakesStraightnessFromThePathsColumn) {
  EXPECT_EQ(weigh({row_with({{50, 200}})}, {50.5}, row_with({{50, 77}})).front().straight, 77);
  EXPECT_EQ(weigh({row_with({{50, 200}})}, {50.5}, row_with({{53, 77}})).front().straight, 0);
}

TEST(RowEvidence, MeasuresThePenUnderThePath) {
  EvidenceRecord record(kFrame);
  std::vector<std::uint8_t> pen(kColumns, 12);
  for (std::size_t x = 48; x < 53; ++x) pen[x] = 180;
  pen[53] = 60;  // Its soft edge.
  record.push({row_with({{50, 200}})}, {}, pen);
  std::vector<Trace> traces(1);
  traces[0].x_px = {50.5};
  traces[0].evidence = {RowEvidence{}};
  record.take(traces);
  EXPECT_EQ(traces[0].evidence[0].pen_width, 5);
  EXPECT_EQ(traces[0].evidence[0].pen_ink, 180);
  EXPECT_EQ(weigh({row_with({{50, 200}})}, {50.5}).front().pen_width, 0) << "without a raster";
}

TEST(RowEvidence, SeesNoPenOnBarePaperNorInABlot) {
  const auto pen_at = [](const std::vector<std::uint8_t>& pen) {
    EvidenceRecord record(kFrame);
    record.push({row_with({{50, 200}})}, {}, pen);
    std::vector<Trace> traces(1);
    traces[0].x_px = {50.5};
    traces[0].evidence = {RowEvidence{}};
    record.take(traces);
    return traces[0].evidence[0];
  };
  std::vector<std::uint8_t> grain(kColumns, 0);
  grain[50] = 20;
  EXPECT_EQ(pen_at(grain).pen_width, 0);
  EXPECT_EQ(pen_at(grain).pen_ink, 20);
  EXPECT_EQ(pen_at(std::vector<std::uint8_t>(kColumns, 200)).pen_width, 0);
}

TEST(RowEvidence, CountsASteepStrokeAsOne) {
  CurveRow chances{std::vector<std::uint8_t>(kColumns, 0)};
  for (std::size_t x = 60; x < 75; ++x) chances[0][x] = 220;
  EXPECT_EQ(weigh(std::move(chances), {62.5}).front().rival, 0);
}

}  // namespace
}  // namespace logdigitise::trace
