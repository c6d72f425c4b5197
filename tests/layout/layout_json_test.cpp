#include "logdigitise/layout/layout_json.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/layout/example.hpp"

namespace logdigitise::layout {
namespace {

TEST(ParseLayout, ReadsTheExampleOfTheContract) {
  const Layout layout = parse_layout(kExample, "layout.json");
  EXPECT_EQ(layout.raster, "scan.tif");
  EXPECT_EQ(layout.well.at("WELL"), "A-1");
  EXPECT_EQ(layout.depth.unit, DepthUnit::kFeet);
  EXPECT_EQ(layout.depth.base, 5400.0);
  ASSERT_EQ(layout.depth.ties.size(), 2U);
  EXPECT_EQ(layout.depth.ties[1].y, 4412.5);
  EXPECT_EQ(layout.depth.ties[1].page, 1);
  ASSERT_EQ(layout.tracks.size(), 1U);
  const Track& track = layout.tracks[0];
  EXPECT_EQ(track.scale, Scale::kLinear);
  EXPECT_EQ(track.edges[1].left, 54.0);
  ASSERT_EQ(track.curves.size(), 2U);
  EXPECT_TRUE(track.curves[0].wrap);
  EXPECT_EQ(track.curves[1].style, LineStyle::kDashed);
  EXPECT_EQ(track.curves[1].left, -160.0);
  EXPECT_EQ(track.curves[1].weight, LineWeight::kUnknown);
  EXPECT_FALSE(track.curves[1].colour);
}

TEST(ParseLayout, ReadsWeightAndColour) {
  const Layout layout = parse_layout(
      example_with("\"wrap\": true", "\"wrap\": true, \"weight\": \"heavy\", \"colour\": \"#fF8001\""),
      "layout.json");
  EXPECT_EQ(layout.tracks[0].curves[0].weight, LineWeight::kHeavy);
  EXPECT_EQ(layout.tracks[0].curves[0].colour, (Colour{255, 128, 1}));
}

TEST(ParseLayout, TakesTheUsualStepOfTheUnit) {
  EXPECT_EQ(parse_layout(example_with(", \"step\": 0.5", ""), "l").depth.step, 0.5);
  std::string metres = example_with(", \"step\": 0.5", "");
  metres.replace(metres.find("\"FT\""), 4, "\"m\"");
  EXPECT_EQ(parse_layout(metres, "l").depth.step, 0.1);
}

TEST(ParseLayout, DoesWithoutRasterWellAndWhatACurveNeedNotSay) {
  const Layout layout = parse_layout(R"({
    "depth": {"unit": "M", "top": 100, "base": 200,
              "ties": [{"x": 5, "y": 10, "depth": 200}, {"x": 5, "y": 2010, "depth": 100}]},
    "tracks": [{"scale": "log", "edges": [{"y": 0, "left": 1, "right": 9}],
                "curves": [{"mnemonic": "ILD", "left": 0.2, "right": 2000}]}]})",
                                     "layout.json");
  EXPECT_EQ(layout.raster, "");
  EXPECT_EQ(layout.tracks[0].curves[0].style, LineStyle::kSolid);
  EXPECT_FALSE(layout.tracks[0].curves[0].wrap);
}

TEST(ParseLayout, NamesTheScansOfAllSheets) {
  const Layout layout = parse_layout(
      example_with("\"raster\": \"scan.tif\"", "\"rasters\": [\"a.tif\", \"b.tif\"]"), "layout.json");
  EXPECT_EQ(layout.rasters, (std::vector<std::string>{"a.tif", "b.tif"}));
  EXPECT_EQ(layout.raster, "a.tif");
  EXPECT_EQ(parse_layout(layout_to_json(layout), "again").rasters, layout.rasters);
  EXPECT_EQ(layout_to_json(parse_layout(kExample, "l")).find("rasters"), std::string::npos);
}

TEST(ParseLayout, SortsEdgesFromTheTop) {
  const Layout layout = parse_layout(example_with("\"y\": 400,", "\"y\": 4500,"), "layout.json");
  EXPECT_EQ(layout.tracks[0].edges[0].y, 4420.0);
  EXPECT_EQ(layout.tracks[0].edges[1].y, 4500.0);
}

TEST(ParseLayout, JoinsATrackThatGoesOnOnAnotherSheet) {
  const std::string track = R"({"name": "1", "scale": "linear", "page": 2,
    "edges": [{"y": 10, "left": 40, "right": 540}],
    "curves": [
      {"mnemonic": "GR", "unit": "GAPI", "left": 0, "right": 150, "style": "solid", "wrap": true},
      {"mnemonic": "SP", "unit": "MV", "left": -160, "right": 40, "style": "dashed", "wrap": false}]},)";
  std::string text = example_with("\"tracks\": [", "\"tracks\": [" + track);
  const std::string ties =
      R"({"x": 1, "y": 10, "depth": 5400, "page": 2}, {"x": 1, "y": 99, "depth": 5500, "page": 2},)";
  text.insert(text.find("\"ties\": [") + 9, ties);
  const Layout layout = parse_layout(text, "layout.json");
  ASSERT_EQ(layout.tracks.size(), 1U);
  ASSERT_EQ(layout.tracks[0].edges.size(), 3U);
  EXPECT_EQ(layout.tracks[0].edges[0].page, 1);
  EXPECT_EQ(layout.tracks[0].edges[2].page, 2);
}

TEST(ParseLayout, TakesTiesOnBothSidesOfASkewedSheet) {
  // 0.02 px per px over 1000 px: the right-hand tie of 5010 lies above the left-hand one of 5000.
  const std::string ties = R"({"x": 0, "y": 500, "depth": 5000}, {"x": 1000, "y": 495, "depth": 5010},
                              {"x": 0, "y": 4500, "depth": 5400}, {"x": 1000, "y": 4480, "depth": 5400},)";
  std::string text = kExample;
  const std::size_t begin = text.find("\"ties\": [") + 9;
  text.replace(begin, text.find(']', begin) - begin, ties.substr(0, ties.size() - 1));
  EXPECT_EQ(parse_layout(text, "layout.json").depth.ties.size(), 4U);
}

TEST(LayoutToJson, RoundTripsEverything) {
  Layout layout = parse_layout(kExample, "layout.json");
  layout.turn = 270;
  layout.well["API"] = "30-025";
  layout.depth.ties[1].y = 4412.123456789;
  layout.depth.ties.push_back({1.0, 2.0, 6000.0, 2});
  layout.depth.ties.push_back({1.0, 3.0, 6100.0, 2});
  layout.tracks[0].edges.push_back({7.0, 1.0, 2.0, 2});
  layout.tracks[0].curves[0].colour = Colour{0, 9, 255};
  layout.tracks[0].curves[0].weight = LineWeight::kLight;
  const std::string text = layout_to_json(layout);
  const Layout back = parse_layout(text, "layout.json");
  EXPECT_EQ(layout_to_json(back), text);
  EXPECT_EQ(back.turn, 270);
  EXPECT_EQ(back.well, layout.well);
  EXPECT_EQ(back.depth.ties[1].y, 4412.123456789);
  EXPECT_EQ(back.depth.ties[3].page, 2);
  EXPECT_EQ(back.tracks[0].edges[2].page, 2);
  EXPECT_EQ(back.tracks[0].curves, layout.tracks[0].curves);
}

TEST(LayoutToJson, SaysNothingOfAScanThatStandsUpright) {
  const Layout layout = parse_layout(kExample, "layout.json");
  EXPECT_EQ(layout.turn, 0);
  EXPECT_EQ(layout_to_json(layout).find("turn"), std::string::npos);
}

TEST(LayoutToJson, KeepsTheOrderOfTheContractAndWholeNumbersWhole) {
  const std::string text = layout_to_json(parse_layout(kExample, "layout.json"));
  std::size_t at = 0;
  for (const char* key : {"\"raster\"", "\"well\"", "\"WELL\"", "\"COMP\"", "\"FLD\"", "\"depth\"",
                          "\"unit\"", "\"top\": 5000,", "\"base\": 5400,", "\"step\": 0.5,", "\"ties\"",
                          "\"tracks\"", "\"edges\"", "\"curves\"", "\"mnemonic\"", "\"style\"", "\"wrap\""}) {
    const std::size_t found = text.find(key, at);
    ASSERT_NE(found, std::string::npos) << key << " is missing or out of order in\n" << text;
    at = found;
  }
}

}  // namespace
}  // namespace logdigitise::layout
