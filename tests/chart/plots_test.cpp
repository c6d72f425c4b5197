#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>

#include "logdigitise/chart/compare_plot.hpp"
#include "logdigitise/chart/log_plot.hpp"
#include "logdigitise/chart/svg_text.hpp"

namespace logdigitise::chart {
namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(LogPlot, IsInTrueSize) {
  LogPlot plot;
  plot.depths = {1000, 1010};
  plot.tracks = {{false, {{"GR", "GAPI", 0, 100, false, Dash::kSolid, {0, 100}}}}};
  // 10 ft at 1:240 are 12.7 mm, a track is 63.5 mm wide, the first begins 6 mm from the edge.
  EXPECT_TRUE(has(log_plot_svg(plot), "d=\"M6 25.5L69.5 38.2\""));
  plot.metric = true;
  EXPECT_TRUE(has(log_plot_svg(plot), "d=\"M6 25.5L69.5 75.5\"")) << "10 m at 1:200 are 50 mm";
}

TEST(LogPlot, BreaksAtNullsAndWraps) {
  LogPlot plot;
  plot.depths = {0, 10, 20, 30, 40, 50};
  plot.tracks = {{false, {{"GR", "", 0, 100, true, Dash::kSolid, {50, 50, kNan, 50, 150, 150}}}}};
  const std::string svg = log_plot_svg(plot);
  EXPECT_TRUE(has(svg, "M37.75 25.5L37.75 38.2M37.75 63.6M37.75 76.3L37.75 89\"")) << svg;
}

TEST(LogPlot, LogarithmicTracksAreDivisionsOfDecades) {
  LogPlot plot;
  plot.depths = {0, 10};
  plot.tracks = {{true, {{"RES", "OHMM", 0.2, 2000, false, Dash::kDashed, {20, kNan}}}}};
  EXPECT_TRUE(has(log_plot_svg(plot), "M37.75 25.5h0.01\""))
      << "20 is in the middle, and a lone sample is a dot";
}

TEST(LogPlot, OfNothingIsAnEmptySheet) { EXPECT_TRUE(has(log_plot_svg({}), "</svg>")); }

TEST(ComparePlot, DrawsBothTheirDifferenceAndWhereItIsWorst) {
  ComparePlot plot;
  ComparedCurve curve;
  curve.name = "GR";
  curve.left = 0;
  curve.right = 100;
  curve.depths = {0, 100};
  curve.truth = {50, 50};
  curve.predicted = {50, 55};
  curve.worst_from = 90;
  curve.worst_to = 100;
  curve.figures = {{"MAE", "2.5"}};
  plot.curves = {curve};
  const std::string svg = compare_plot_svg(plot);
  EXPECT_TRUE(has(svg, "d=\"M159 74L159 1074\"")) << "truth";
  EXPECT_TRUE(has(svg, "d=\"M159 74L168.5 1074\"")) << "predicted";
  EXPECT_TRUE(has(svg, "d=\"M305 74L327.5 1074\"")) << "5 % to the right: half of half the track";
  EXPECT_TRUE(has(svg, "y=\"974\" width=\"286\" height=\"100\"")) << "the worst tenth";
  EXPECT_TRUE(has(svg, ">2.5</text>"));
}

TEST(ComparePlot, ManyDepthsMakeNoLargerPicture) {
  ComparedCurve curve;
  for (int i = 0; i < 100'000; ++i) {
    curve.depths.push_back(i);
    curve.truth.push_back(i % 7);
    curve.predicted.push_back(i % 11 == 0 ? kNan : i % 7);
  }
  EXPECT_LT(compare_plot_svg({"t", "FT", {curve}}).size(), 600'000U);
}

TEST(SvgText, NothingFromOutsideIsMarkup) {
  EXPECT_EQ(svg_escaped("<a b=\"c\">&'\x01\xff"), "&lt;a b=&quot;c&quot;&gt;&amp;&#39; ?");
  EXPECT_EQ(svg_escaped("\xd7\x90"), "\xd7\x90");
  EXPECT_EQ(svg_escaped("\xed\xa0\x80"), "???") << "half a surrogate pair is no character";
  EXPECT_EQ(svg_number(-0.001), "0");
  EXPECT_EQ(svg_number(12.5), "12.5");
  ComparePlot plot;
  plot.title = "<script>";
  EXPECT_FALSE(has(compare_plot_svg(plot), "<script>"));
}

}  // namespace
}  // namespace logdigitise::chart
