#include <gtest/gtest.h>

#include <cmath>
#include <cstdio>
#include <limits>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "logdigitise/chart/compare_page.hpp"
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
  EXPECT_TRUE(has(svg, "M37.75 25.5L37.75 38.2M37.75 63.6h0.01M37.75 76.3L37.75 89\"")) << svg;
}

TEST(LogPlot, LogarithmicTracksAreDivisionsOfDecades) {
  LogPlot plot;
  plot.depths = {0, 10};
  plot.tracks = {{true, {{"RES", "OHMM", 0.2, 2000, false, Dash::kDashed, {20, kNan}}}}};
  EXPECT_TRUE(has(log_plot_svg(plot), "M37.75 25.5h0.01\""))
      << "20 is in the middle, and a lone sample is a dot";
}

TEST(LogPlot, OfNothingIsAnEmptySheet) { EXPECT_TRUE(has(log_plot_svg({}), "</svg>")); }

TEST(LogPlot, AsPdfIsInTrueSizeToo) {
  LogPlot plot;
  plot.title = "A (B) \\ C";
  plot.depths = {1000, 1010};
  plot.tracks = {{false, {{"GR", "GAPI", 0, 100, false, Dash::kDashed, {0, 100}}}}};
  const std::string pdf = log_plot_pdf(plot);
  EXPECT_EQ(pdf.substr(0, 8), "%PDF-1.4");
  EXPECT_TRUE(has(pdf, "6 25.5 m\n69.5 38.2 l")) << "millimetres, as in the SVG";
  // 94.55 x 44.2 mm in points.
  EXPECT_TRUE(has(pdf, "/MediaBox [0 0.000 268.016 125.291]")) << pdf.substr(pdf.rfind("/MediaBox"), 50);
  EXPECT_TRUE(has(pdf, "[1.4 1.4] 0 d"));
  EXPECT_TRUE(has(pdf, "(A \\(B\\) \\\\ C) Tj")) << "brackets end no string";
}

TEST(LogPlot, AsPdfItsTableFindsEveryObject) {
  LogPlot plot;
  plot.depths = {0, 10};
  const std::string pdf = log_plot_pdf(plot);
  const std::size_t table = std::stoul(pdf.substr(pdf.rfind("startxref\n") + 10));
  ASSERT_EQ(pdf.substr(table, 7), "xref\n0 ");
  const std::size_t first = pdf.find("\n", table + 7) + 1;
  for (std::size_t object = 1; object <= 5; ++object) {
    const std::size_t offset = std::stoul(pdf.substr(first + 20 * object, 10));
    EXPECT_EQ(pdf.substr(offset, 8), std::to_string(object) + " 0 obj\n");
  }
}

TEST(LogPlot, AsPdfIsCutWhereAPageWouldBeTooTall) {
  LogPlot plot;
  plot.depths = {0, 20'000};  // 25.4 m of paper: six pages of less than 5.08 m.
  const std::string pdf = log_plot_pdf(plot);
  EXPECT_TRUE(has(pdf, "/Count 6 "));
  // Every page but the first begins where the one before it ends; the last one ends at the foot.
  const auto window_of = [&](int page) {
    std::size_t at = 0;
    for (int p = 0; p <= page; ++p) at = pdf.find("/MediaBox [0 ", at + 1);
    double bottom = 0.0;
    double width = 0.0;
    double top = 0.0;
    std::sscanf(pdf.c_str() + at, "/MediaBox [0 %lf %lf %lf]", &bottom, &width, &top);
    return std::pair(bottom, top);
  };
  for (int page = 0; page < 6; ++page) {
    EXPECT_LE(window_of(page).second - window_of(page).first, 14'400.0);
    if (page > 0) {
      EXPECT_NEAR(window_of(page).second, window_of(page - 1).first, 1e-6);
    }
  }
  EXPECT_NEAR(window_of(5).first, 0.0, 1e-6);
}

TEST(LogPlot, AsPdfWritesWhatHelveticaCannotAsQuestionMarks) {
  LogPlot plot;
  plot.title = "M\xc3\xbcller \xd7\x90 \xff";
  EXPECT_TRUE(has(log_plot_pdf(plot), "(M\xfcller ? ?) Tj"));
}

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

/// What a page holds as data.
nlohmann::json data_of(const std::string& page) {
  const std::string begin = "id=\"data\">";
  const std::size_t at = page.find(begin) + begin.size();
  return nlohmann::json::parse(page.substr(at, page.find("</script>", at) - at));
}

TEST(ComparePage, HoldsBothCurvesAsSharesOfTheWidth) {
  ComparedCurve curve;
  curve.name = "</script><script>";
  curve.left = 0;
  curve.right = 100;
  curve.depths = {10, 10.5, 11};
  curve.truth = {0, 50, 100};
  curve.predicted = {1, kNan, 250};
  const std::string page = compare_page({"<b>", "FT", {curve, {}}}, 10.0);
  EXPECT_FALSE(has(page, "</script><script>\"")) << "a name is no markup";
  const nlohmann::json data = data_of(page);
  EXPECT_EQ(data["title"], "<b>");
  ASSERT_EQ(data["curves"].size(), 1U) << "a curve without depths has nothing to show";
  EXPECT_EQ(data["curves"][0]["name"], "</script><script>");
  EXPECT_EQ(data["curves"][0]["step"], 0.5);
  EXPECT_EQ(data["curves"][0]["truth"], nlohmann::json({0, 10000, 20000}));
  EXPECT_EQ(data["curves"][0]["predicted"], nlohmann::json({200, nullptr, 50000}));
}

TEST(ComparePage, OfUnevenDepthsNamesThem) {
  ComparedCurve curve;
  curve.depths = {1, 2, 4};
  curve.truth = curve.predicted = {1, 1, 1};
  const nlohmann::json data = data_of(compare_page({"t", "M", {curve}}, 3.0));
  EXPECT_EQ(data["curves"][0]["depths"], nlohmann::json({1.0, 2.0, 4.0}));
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
