#include "logdigitise/chart/chart.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace logdigitise::chart {
namespace {

std::size_t count(const std::string& text, const std::string& what) {
  std::size_t found = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
  return found;
}

Chart one_point(double x, double y) {
  Chart chart;
  chart.x = {"x", 0.0, 10.0, false, {}};
  chart.y = {"y", 0.0, 10.0, false, {}};
  chart.series = {{"", {{x, y}}, Mark::kPoints, 0, {}}};
  chart.width = 190;   // 70 left, 20 right: 100 px for 10.
  chart.height = 196;  // 40 above, 56 below.
  return chart;
}

TEST(Svg, PutsAPointWhereItsAxesSay) {
  EXPECT_NE(svg(one_point(0.0, 0.0)).find("cx=\"70.0\" cy=\"140.0\""), std::string::npos);
  EXPECT_NE(svg(one_point(10.0, 5.0)).find("cx=\"170.0\" cy=\"90.0\""), std::string::npos);
  Chart logarithmic = one_point(1.0, 10.0);
  logarithmic.y = {"y", 1.0, 100.0, true, {}};
  EXPECT_NE(svg(logarithmic).find("cy=\"90.0\""), std::string::npos);
}

TEST(Svg, DrawsWhatIsOutsideAtTheEdgeAndLeavesOutWhatIsNone) {
  EXPECT_NE(svg(one_point(99.0, 5.0)).find("cx=\"170.0\""), std::string::npos);
  EXPECT_EQ(count(svg(one_point(std::numeric_limits<double>::quiet_NaN(), 5.0)), "<circle"), 0U);
  Chart logarithmic = one_point(1.0, 0.0);
  logarithmic.y.logarithmic = true;
  logarithmic.y.least = 1.0;
  EXPECT_EQ(count(svg(logarithmic), "<circle"), 0U);
}

TEST(Svg, EscapesNames) {
  Chart chart = one_point(1.0, 1.0);
  chart.title = "<b>&\"";
  const std::string text = svg(chart);
  EXPECT_NE(text.find("&lt;b&gt;&amp;&quot;"), std::string::npos);
  EXPECT_EQ(text.find("<b>"), std::string::npos);
}

TEST(Svg, NamesWholeNumbersWhereTheyHaveNames) {
  Chart chart = one_point(1.0, 1.0);
  chart.x = {"loss", 0.0, 0.0, false, {"dice", "tversky"}};
  const std::string text = svg(chart);
  EXPECT_NE(text.find(">dice<"), std::string::npos);
  EXPECT_NE(text.find("cx=\"145.0\""), std::string::npos);  // Second of two places on 100 px.
}

TEST(Svg, IsWholeWithoutAnyPoint) {
  const std::string text = svg({});
  EXPECT_EQ(text.substr(0, 4), "<svg");
  EXPECT_EQ(text.substr(text.size() - 7), "</svg>\n");
  EXPECT_EQ(text.find("nan"), std::string::npos);
}

}  // namespace
}  // namespace logdigitise::chart
