// A header drawn by hand, read whole; and what becomes of its entries in a layout.

#include "logdigitise/sheet/header_curves.hpp"

#include <gtest/gtest.h>

#include <opencv2/imgproc.hpp>
#include <set>

#include "logdigitise/sheet/digit_reader.hpp"
#include "logdigitise/sheet/header_rules.hpp"
#include "logdigitise/sheet/header_text.hpp"
#include "logdigitise/sheet/text_reader.hpp"
#include "logdigitise/sheet/track_curves.hpp"

namespace logdigitise::sheet {
namespace {

constexpr double kDpi = 200.0;

class Header {
 public:
  Header() : ink_(400, 620, CV_8UC1, cv::Scalar(0)) {
    for (const int x : {60, 560}) cv::rectangle(ink_, cv::Rect(x - 1, 20, 3, 380), 255, -1);
  }
  void text(const std::string& words, int x, int y) {
    cv::putText(ink_, words, {x, y}, cv::FONT_HERSHEY_SIMPLEX, 0.8, 255, 2);
  }
  void line(int y, int thick = 2, int first = 75, int last = 545, int dash = 0) {
    for (int x = first; x<last; x += dash> 0 ? 2 * dash : last)
      cv::rectangle(ink_, cv::Rect(x, y, dash > 0 ? dash : last - first, thick), 255, -1);
  }
  void upright(int x, int first, int last) {
    cv::rectangle(ink_, cv::Rect(x, first, 2, last - first), 255, -1);
  }
  [[nodiscard]] std::vector<HeaderEntry> read(const TrackGrid& grid) const {
    const DigitReader digits;
    TextReader text;
    return read_header({ink_, 1000.0}, {grid}, kDpi, digits, text).front();
  }
  /// The same with the header cut off above row `last`.
  [[nodiscard]] std::vector<HeaderEntry> read_cut(const TrackGrid& grid, int last) const {
    const DigitReader digits;
    TextReader text;
    HeaderArea area;
    area.ink = ink_.rowRange(0, last).clone();
    area.below = ink_.rowRange(last, ink_.rows).clone();
    return read_header(area, {grid}, kDpi, digits, text).front();
  }
  [[nodiscard]] const cv::Mat& ink() const { return ink_; }

 private:
  cv::Mat ink_;
};

TrackGrid linear_grid() {
  TrackGrid grid;
  grid.left = 60.5;
  grid.right = 560.5;
  grid.divisions = 10;
  return grid;
}

TEST(ReadHeader, ReadsValuesAboveTheirLines) {
  Header header;
  header.text("GR (GAPI)", 240, 190);
  header.text("0", 72, 190);
  header.text("150", 505, 190);
  header.line(205);
  header.text("CALI (IN)", 250, 290);
  header.text("6", 72, 290);
  header.text("16", 520, 290);
  header.line(305, 2, 75, 545, 11);
  const std::vector<HeaderEntry> entries = header.read(linear_grid());
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].mnemonic, "GR");
  EXPECT_EQ(entries[0].unit, "GAPI");
  EXPECT_EQ(entries[0].style, layout::LineStyle::kSolid);
  EXPECT_TRUE(entries[0].is_scale_proven);
  EXPECT_DOUBLE_EQ(entries[0].right, 150.0);
  EXPECT_NEAR(entries[0].y, 1206.0, 1.0);
  EXPECT_EQ(entries[1].mnemonic, "CALI");
  EXPECT_EQ(entries[1].style, layout::LineStyle::kDashed);
  EXPECT_TRUE(entries[1].is_scale_proven);
  EXPECT_DOUBLE_EQ(entries[1].left, 6.0);
  EXPECT_DOUBLE_EQ(entries[1].right, 16.0);
}

TEST(ReadHeader, FindsALineSampleBelowWhatSeemsTheEndOfTheHeader) {
  Header header;
  header.text("GR (GAPI)", 240, 190);
  header.text("0", 72, 190);
  header.text("150", 505, 190);
  header.line(205);
  // A depth line of the grid.
  header.line(260, 2, 62, 559, 11);
  const std::vector<HeaderEntry> entries = header.read_cut(linear_grid(), 200);
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_TRUE(entries[0].is_scale_proven);
  EXPECT_DOUBLE_EQ(entries[0].right, 150.0);
}

TEST(ReadHeader, TellsTheValuesOfTwoTracksApartAtTheirEdge) {
  Header header;
  header.text("GR (GAPI)", 240, 190);
  header.text("0", 72, 190);
  header.text("150", 495, 190);
  header.text("0", 566, 190);
  header.line(205);
  const std::vector<HeaderEntry> entries = header.read(linear_grid());
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_TRUE(entries[0].is_scale_proven);
  EXPECT_GT(entries[0].value_confidence, 0.7);
}

TEST(ReadHeader, ReadsValuesBelowTheirLines) {
  Header header;
  header.text("RHOB(G/C3)", 230, 190);
  header.line(198, 2, 64, 557);
  header.text("2.0000", 80, 228);
  header.text("3.0000", 460, 228);
  header.text("NPHI(V/V)", 235, 310);
  header.line(318, 2, 75, 545, 11);
  header.text("0.45", 80, 348);
  header.text("-0.15", 480, 348);
  const std::vector<HeaderEntry> entries = header.read(linear_grid());
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_EQ(entries[0].mnemonic, "RHOB");
  EXPECT_TRUE(entries[0].is_scale_proven) << entries[0].note;
  EXPECT_DOUBLE_EQ(entries[0].left, 2.0);
  EXPECT_EQ(entries[1].mnemonic, "NPHI");
  EXPECT_TRUE(entries[1].is_scale_proven) << entries[1].note;
  EXPECT_DOUBLE_EQ(entries[1].right, -0.15) << entries[1].left_read << " " << entries[1].right_read;
}

TEST(ReadHeader, ReadsValuesThatReachOverTheTracksEdge) {
  // Two tracks side by side, without boxes: the values of both stand at the edge that they share.
  cv::Mat ink(400, 1120, CV_8UC1, cv::Scalar(0));
  const auto text = [&](const std::string& words, int x) {
    cv::putText(ink, words, {x, 190}, cv::FONT_HERSHEY_SIMPLEX, 0.8, 255, 2);
  };
  for (const int x : {75, 575}) cv::rectangle(ink, cv::Rect(x, 205, 470, 2), 255, -1);
  text("0", 40);
  text("GR (GAPI)", 240);
  text("150", 506);
  text("140", 563);
  text("DT (US/F)", 740);
  text("40", 1046);
  TrackGrid right = linear_grid();
  right.left = 560.5;
  right.right = 1060.5;
  const DigitReader digits;
  TextReader reader;
  const auto entries = read_header({ink, 1000.0}, {linear_grid(), right}, kDpi, digits, reader);
  ASSERT_EQ(entries[0].size(), 1U);
  ASSERT_EQ(entries[1].size(), 1U);
  EXPECT_TRUE(entries[0][0].is_scale_proven) << entries[0][0].note;
  EXPECT_DOUBLE_EQ(entries[0][0].right, 150.0);
  EXPECT_TRUE(entries[1][0].is_scale_proven) << entries[1][0].note;
  EXPECT_DOUBLE_EQ(entries[1][0].left, 140.0);
  EXPECT_DOUBLE_EQ(entries[1][0].right, 40.0);
}

TEST(ReadHeader, TakesARuleOfTheFormForNoCurve) {
  Header header;
  header.line(100, 3, 60, 560);
  header.text("GAMMA RAY", 220, 150);
  header.line(200, 3, 60, 560);
  EXPECT_TRUE(header.read(linear_grid()).empty());
}

TEST(ReadHeader, MakesOneCurveOfTwoScalesThatAdjoin) {
  Header header;
  header.text("GR (GAPI)", 240, 190);
  header.text("0", 72, 190);
  header.text("150", 505, 190);
  header.line(205);
  header.text("150", 72, 290);
  header.text("300", 505, 290);
  header.line(305);
  const std::vector<HeaderEntry> entries = header.read(linear_grid());
  ASSERT_EQ(entries.size(), 1U) << entries[1].note << entries[1].name_read;
  EXPECT_TRUE(entries[0].wraps);
}

TEST(ReadHeader, InventsNoScaleWhereNoneIsPrinted) {
  Header header;
  header.text("GR (GAPI)", 240, 190);
  header.line(205);
  const std::vector<HeaderEntry> entries = header.read(linear_grid());
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_FALSE(entries[0].is_scale_proven);
  std::set<std::string> names;
  const TrackCurves curves = curves_of_track(2, linear_grid(), entries, names);
  ASSERT_EQ(curves.curves.size(), 1U);
  EXPECT_EQ(curves.curves[0].mnemonic, "TRACK2_CURVE1");
  EXPECT_DOUBLE_EQ(curves.curves[0].left, 0.0);
  EXPECT_DOUBLE_EQ(curves.curves[0].right, 1.0);
  ASSERT_EQ(curves.flags.size(), 1U);
  EXPECT_NE(curves.flags[0].find("scale of GR is not proven"), std::string::npos) << curves.flags[0];
}

TEST(ReadHeader, DrawsOutScalesOfHalfATrack) {
  Header header;
  header.text("DRHO", 140, 190);
  header.text("TENS (LB)", 370, 190);
  header.line(205);
  header.text("-0.25", 72, 232);
  header.text("0.25", 240, 232);
  header.text("10000", 322, 232);
  header.text("0", 530, 232);
  // Without a rule between them nobody knows where the one ends.
  for (const HeaderEntry& one : header.read(linear_grid())) EXPECT_FALSE(one.is_scale_proven) << one.note;
  header.upright(310, 150, 248);
  const std::vector<HeaderEntry> entries = header.read(linear_grid());
  ASSERT_GE(entries.size(), 2U);
  EXPECT_EQ(entries[0].mnemonic, "DRHO");
  EXPECT_TRUE(entries[0].is_scale_proven) << entries[0].note;
  EXPECT_DOUBLE_EQ(entries[0].left, -0.25);
  EXPECT_DOUBLE_EQ(entries[0].right, 0.75);
  EXPECT_NE(entries[0].note.find("left half of the track"), std::string::npos) << entries[0].note;
  EXPECT_EQ(entries[1].mnemonic, "TENS");
  EXPECT_TRUE(entries[1].is_scale_proven) << entries[1].note;
  EXPECT_DOUBLE_EQ(entries[1].left, 20000.0);
  EXPECT_DOUBLE_EQ(entries[1].right, 0.0);
}

TEST(ReadHeader, NamesAllCurvesUnderAHeading) {
  Header header;
  header.text("RESISTIVITY", 220, 80);
  header.line(110, 9, 60, 560);
  for (const auto& [y, right] : {std::pair{190, "10"}, {290, "100"}}) {
    header.text("0", 72, y);
    header.text(right, 500, y);
    header.line(y + 15);
  }
  const std::vector<HeaderEntry> entries = header.read(linear_grid());
  ASSERT_EQ(entries.size(), 2U);
  for (const HeaderEntry& entry : entries) {
    EXPECT_EQ(entry.mnemonic, "RES");
    EXPECT_TRUE(entry.is_scale_proven) << entry.note;
  }
}

TEST(ReadHeader, TakesTheScaleOfALogTrackFromAnotherCurve) {
  Header header;
  for (const auto& [y, name] : {std::pair{190, "ILD (OHMM)"}, {290, "ILM (OHMM)"}}) {
    header.text("0.2", 72, y);
    header.text(name, 220, y);
    header.line(y + 15);
  }
  header.text("2000", 485, 190);
  header.text("20#%", 485, 290);  // A blot.
  TrackGrid grid = linear_grid();
  grid.divisions = 0;
  grid.scale = layout::Scale::kLog;
  grid.decades = 4;
  grid.log_start = 2;
  const std::vector<HeaderEntry> entries = header.read(grid);
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_TRUE(entries[1].is_scale_proven) << entries[1].note;
  EXPECT_DOUBLE_EQ(entries[1].right, 2000.0);
  EXPECT_NE(entries[1].note, "");
}

TEST(ReadHeader, TakesLinesOfTheFormForNoCurves) {
  Header header;
  // Lines to write on: they begin after a word and end at the edge.
  for (const int y : {100, 140, 180}) header.line(y, 2, 130, 557);
  EXPECT_TRUE(header.read(linear_grid()).empty());
}

TEST(ReadHeader, ReadsValuesOnTheLevelOfTheirLine) {
  Header header;
  header.text("GR (GAPI)", 240, 180);
  header.text("0", 72, 218);
  header.text("150", 505, 218);
  header.line(209, 2, 110, 490);
  // The next line is not theirs.
  header.line(240, 2, 110, 490);
  const std::vector<HeaderEntry> entries = header.read(linear_grid());
  ASSERT_EQ(entries.size(), 2U);
  EXPECT_TRUE(entries[0].is_scale_proven) << entries[0].note;
  EXPECT_DOUBLE_EQ(entries[0].right, 150.0);
  EXPECT_FALSE(entries[1].is_scale_proven) << entries[1].left;
}

TEST(ReadHeader, FindsAHeavyLineThatBleeds) {
  Header header;
  header.text("GR (GAPI)", 240, 190);
  header.text("0", 72, 190);
  header.text("150", 505, 190);
  header.line(200, 9);
  const std::vector<HeaderEntry> entries = header.read(linear_grid());
  ASSERT_EQ(entries.size(), 1U);
  EXPECT_TRUE(entries[0].is_scale_proven) << entries[0].note;
}

TEST(CurvesOfTrack, KeepsAnUnprovenCurveOfALogGridInMultiplesOfItsLeftEdge) {
  TrackGrid grid;
  grid.scale = layout::Scale::kLog;
  grid.decades = 4;
  grid.log_start = 2;
  HeaderEntry proven;
  proven.mnemonic = "ILD";
  proven.is_scale_proven = true;
  proven.left = 0.2;
  proven.right = 2000.0;
  HeaderEntry other;
  other.style = layout::LineStyle::kDashed;
  std::set<std::string> names{"ILD"};
  const TrackCurves curves = curves_of_track(1, grid, {proven, other}, names);
  EXPECT_EQ(curves.scale, layout::Scale::kLog);
  EXPECT_EQ(curves.curves[0].mnemonic, "ILD_2");
  EXPECT_DOUBLE_EQ(curves.curves[1].left, 1.0);
  EXPECT_DOUBLE_EQ(curves.curves[1].right, 10000.0);
}

TEST(CurvesOfTrack, TellsLinesOfOneStyleApartByThickness) {
  HeaderEntry thin;
  thin.thickness_px = 2.0;
  HeaderEntry thick = thin;
  thick.thickness_px = 5.0;
  std::set<std::string> names;
  const TrackCurves apart = curves_of_track(1, {}, {thin, thick}, names);
  EXPECT_EQ(apart.curves[0].weight, layout::LineWeight::kLight);
  EXPECT_EQ(apart.curves[1].weight, layout::LineWeight::kHeavy);
  names.clear();
  const TrackCurves alike = curves_of_track(1, {}, {thin, thin}, names);
  EXPECT_EQ(alike.curves[0].weight, layout::LineWeight::kUnknown);
  EXPECT_NE(alike.flags.back().find("cannot be told apart"), std::string::npos);
}

TEST(FindHeaderRules, FindsTheSidesOfTheBoxesAndMarksTheLinesUnderThem) {
  const Header header;
  const std::vector<HeaderRule> rules = find_header_rules(header.ink(), kDpi);
  ASSERT_EQ(rules.size(), 2U);
  EXPECT_NEAR(rules[0].x, 60.5, 0.6);
  EXPECT_NEAR(rules[1].length_in, 1.9, 0.02);
  // The header was taped on 8 px further left; the right edge is not printed.
  std::vector<VerticalLine> lines;
  for (int i = 0; i < 10; ++i) lines.push_back({68.5 + 50.0 * i, 1.0, 1.0});
  lines = with_header_rules(lines, rules, kDpi);
  ASSERT_EQ(lines.size(), 11U);
  EXPECT_NEAR(lines.front().header_in, 1.9, 0.02);
  EXPECT_EQ(lines[1].header_in, 0.0);
  EXPECT_FALSE(lines.back().is_printed);
  EXPECT_NEAR(lines.back().x, 568.5, 1.0);
}

TEST(FindHeaderRules, FindsNoRulesInDirt) {
  cv::Mat ink(400, 600, CV_8UC1, cv::Scalar(0));
  cv::Mat dirt = ink.colRange(300, 600);
  cv::randu(dirt, 0, 256);
  dirt = dirt > 100;
  cv::rectangle(ink, {100, 20}, {107, 399}, cv::Scalar(255), cv::FILLED);
  cv::rectangle(ink, {450, 20}, {457, 399}, cv::Scalar(255), cv::FILLED);
  const std::vector<HeaderRule> rules = find_header_rules(ink, kDpi);
  ASSERT_EQ(rules.size(), 2U);
  EXPECT_NEAR(rules[0].x, 104.0, 1.0);
  EXPECT_NEAR(rules[1].x, 454.0, 2.0);
}

TEST(FindHeaderRules, FindsNoRulesInAStain) {
  cv::Mat ink(400, 600, CV_8UC1, cv::Scalar(0));
  cv::Mat stain = ink(cv::Rect(300, 100, 130, 300));
  cv::randu(stain, 0, 256);
  stain = stain > 12;
  for (const int x : {100, 500}) cv::rectangle(ink, {x, 20}, {x + 3, 399}, cv::Scalar(255), cv::FILLED);
  const std::vector<HeaderRule> rules = find_header_rules(ink, kDpi);
  ASSERT_EQ(rules.size(), 2U);
  EXPECT_NEAR(rules[0].x, 102.0, 1.0);
  EXPECT_NEAR(rules[1].x, 502.0, 1.0);
}

TEST(FindHeaderRules, KeepsTheEdgesOfTwoTracksApart) {
  cv::Mat ink(400, 600, CV_8UC1, cv::Scalar(0));
  for (const int x : {300, 307}) cv::rectangle(ink, {x, 20}, {x + 1, 399}, cv::Scalar(255), cv::FILLED);
  // One rule, broken, of which the lower piece stands 7 px aside.
  cv::rectangle(ink, {100, 20}, {101, 200}, cv::Scalar(255), cv::FILLED);
  cv::rectangle(ink, {107, 210}, {108, 399}, cv::Scalar(255), cv::FILLED);
  const std::vector<HeaderRule> rules = find_header_rules(ink, kDpi);
  ASSERT_EQ(rules.size(), 3U);
  EXPECT_NEAR(rules[1].x, 301.0, 0.6);
  EXPECT_NEAR(rules[2].x, 308.0, 0.6);
}

TEST(WithHeaderRules, LeavesTheSidesOfATableAboveTheHeaderAlone) {
  // The frame of the table is longer than the edges of the boxes, and runs on into one of them.
  const std::vector<HeaderRule> rules = {
      {35.0, 3.5, 600.0}, {60.0, 0.7, 900.0}, {560.0, 0.7, 900.0}, {1060.0, 4.0, 900.0}};
  std::vector<VerticalLine> lines;
  for (int i = 0; i <= 20; ++i) lines.push_back({60.0 + 50.0 * i, 1.0, 1.0});
  lines = with_header_rules(lines, rules, kDpi);
  ASSERT_EQ(lines.size(), 21U);
  for (int i = 0; i <= 20; ++i)
    EXPECT_EQ(lines[static_cast<std::size_t>(i)].header_in > 0.0, i % 10 == 0) << i;
}

TEST(WithHeaderRules, KnowsRulesThatGoOnInTheEdgeOfTheTrackBelow) {
  cv::Mat ink(700, 1200, CV_8UC1, cv::Scalar(0));
  for (const int x : {60, 460, 660, 1160})
    cv::rectangle(ink, {x, 20}, {x + 3, 499}, cv::Scalar(255), cv::FILLED);
  // What is cut for the header holds 0.8 in of the left track; the right one's edges are worn there.
  for (const int x : {60, 460}) cv::rectangle(ink, {x, 540}, {x + 1, 699}, cv::Scalar(255), cv::FILLED);
  std::vector<VerticalLine> lines;
  for (const double x : {62.0, 262.0, 462.0, 662.0, 912.0, 1162.0}) lines.push_back({x, 1.0, 0.8});
  lines = with_header_rules(lines, find_header_rules(ink, kDpi), kDpi);
  ASSERT_EQ(lines.size(), 6U);
  for (const std::size_t i : {0U, 2U, 3U, 5U}) EXPECT_GT(lines[i].header_in, 0.0) << i;
  for (const std::size_t i : {1U, 4U}) EXPECT_EQ(lines[i].header_in, 0.0) << i;
}

TEST(TopOfBoxes, IsWhereTheRulesOverTheEdgesBegin) {
  // A table's frame, and below it the boxes of two tracks; the upper part of one rule is worn.
  std::vector<HeaderRule> rules;
  for (const auto& [x, top] :
       {std::pair(30.0, 100.0), {60.0, 402.0}, {460.0, 400.0}, {660.0, 470.0}, {1160.0, 401.0}}) {
    HeaderRule& rule = rules.emplace_back();
    rule.x = x;
    rule.top = top;
  }
  EXPECT_EQ(top_of_boxes(rules, {63.0, 463.0, 663.0, 1163.0}, kDpi), 400.0);
  EXPECT_LT(top_of_boxes(rules, {63.0, 463.0}, kDpi), 0.0);
  EXPECT_LT(top_of_boxes(rules, {63.0, 463.0, 663.0, 1100.0}, kDpi), 0.0);  // It has no rule.
  rules[1].top = 100.0;  // One that runs on into the frame tells nothing.
  EXPECT_LT(top_of_boxes(rules, {63.0, 463.0, 663.0, 1163.0}, kDpi), 0.0);
}

TEST(ValueFromText, TakesNumbersOnly) {
  EXPECT_EQ(value_from_text("-0.15"), -0.15);
  EXPECT_EQ(value_from_text("2000."), 2000.0);
  EXPECT_EQ(value_from_text("+.25"), 0.25);
  for (const char* text : {"", "-", ".", "1.2.3", "1-2", "12345678", "O"})
    EXPECT_FALSE(value_from_text(text)) << text;
}

}  // namespace
}  // namespace logdigitise::sheet
