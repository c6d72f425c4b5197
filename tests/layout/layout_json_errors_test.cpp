// Every way a layout can be wrong, and the line that says so.

#include <gtest/gtest.h>

#include <cstddef>
#include <filesystem>
#include <ostream>
#include <string>
#include <vector>

#include "logdigitise/core/error.hpp"
#include "logdigitise/layout/layout_json.hpp"
#include "tests/layout/example.hpp"

namespace logdigitise::layout {
namespace {

struct Fault {
  const char* name;
  const char* from;  ///< What is replaced in the example...
  const char* to;    ///< ... by this.
  const char* says;  ///< How the error begins.
};

void PrintTo(const Fault& fault, std::ostream* out) { *out << fault.name; }

class ParseLayoutRefuses : public testing::TestWithParam<Fault> {};

TEST_P(ParseLayoutRefuses, AndSaysWhere) {
  const Fault& fault = GetParam();
  try {
    (void)parse_layout(example_with(fault.from, fault.to), "layout.json");
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    EXPECT_EQ(std::string(error.what()).substr(0, std::string(fault.says).size()), fault.says);
    EXPECT_EQ(std::string(error.what()).find('\n'), std::string::npos);
  }
}

const std::vector<Fault> kFaults = {
    {"UnknownKey", "\"style\": \"dashed\"", "\"stile\": \"dashed\"",
     "layout.json: tracks[0].curves[1].stile: unknown key; did you mean \"style\"? Known here: mnemonic, "
     "unit"},
    {"UnknownKeyFarFromAll", "\"raster\"", "\"quux\"",
     "layout.json: quux: unknown key; Known here: raster, rasters, well"},
    {"MissingKey", "\"unit\": \"FT\", ", "", "layout.json: depth.unit: is missing"},
    {"MissingValue", "\"left\": -160, ", "", "layout.json: tracks[0].curves[1].left: is missing"},
    {"KeyTwice", "\"raster\": \"scan.tif\",", "\"raster\": \"a\", \"raster\": \"b\",",
     "layout.json: key \"raster\" stands twice in one object"},
    {"WrongType", "5000, \"base\"", "\"5000\", \"base\"",
     "layout.json: depth.top: is string; expected a number"},
    {"ArrayForObject", "\"well\": {\"WELL\": \"A-1\", \"COMP\": \"\", \"FLD\": \"North\"}", "\"well\": []",
     "layout.json: well: is array; expected an object"},
    {"NumberInWell", "\"A-1\"", "17", "layout.json: well.WELL: is number; expected a string"},
    {"WellKeyForNoLas", "\"COMP\"", "\"CO:MP\"", "layout.json: well.CO:MP: is no name that LAS can carry"},
    {"UnknownUnit", "\"FT\"", "\"FURLONG\"", "layout.json: depth.unit: is \"FURLONG\"; expected FT or M"},
    {"UnknownStyle", "\"dashed\"", "\"wavy\"",
     "layout.json: tracks[0].curves[1].style: is \"wavy\"; expected solid, dashed, dotted, longdash"},
    {"UnknownScale", "\"linear\"", "\"cubic\"",
     "layout.json: tracks[0].scale: is \"cubic\"; expected linear, log"},
    {"BadColour", "\"wrap\": true", "\"wrap\": true, \"colour\": \"red\"",
     "layout.json: tracks[0].curves[0].colour: is \"red\"; expected a colour like \"#ff0000\""},
    {"WrapIsNoTruth", "\"wrap\": true", "\"wrap\": 1",
     "layout.json: tracks[0].curves[0].wrap: is number; expected true or false"},
    {"TurnOfOtherDegrees", "\"raster\": \"scan.tif\"", "\"raster\": \"scan.tif\", \"turn\": 45",
     "layout.json: turn: is 45; expected 0, 90, 180 or 270 degrees clockwise"},
    {"TurnIsNoNumber", "\"raster\": \"scan.tif\"", "\"raster\": \"scan.tif\", \"turn\": \"90\"",
     "layout.json: turn: is string; expected a number"},
    {"HugeNumber", "\"top\": 5000", "\"top\": 1e999", "layout.json: cannot be read as JSON: "},
    {"PageZero", "\"depth\": 5000}", "\"depth\": 5000, \"page\": 0}",
     "layout.json: depth.ties[0].page: is 0; expected a whole number from 1"},
    {"TopBelowBase", "\"top\": 5000", "\"top\": 5500", "layout.json: depth.top: is 5500, depth.base 5400"},
    {"StepZero", "\"step\": 0.5", "\"step\": 0", "layout.json: depth.step: is 0; expected a number > 0"},
    {"StepTiny", "\"step\": 0.5", "\"step\": 1e-9", "layout.json: depth.step: 1e-09 makes 4e+11 samples"},
    {"StepTooLong", "\"step\": 0.5", "\"step\": 5999",
     "layout.json: depth.step: no multiple of 5999 lies between"},
    {"NoTies",
     "{\"x\": 850.0, \"y\": 412.5, \"depth\": 5000}, {\"x\": 850.0, \"y\": 4412.5, \"depth\": 5400}", "",
     "layout.json: depth.ties: page 1 has no tie; expected ties at two depths or more"},
    {"OneDepthTwice", "{\"x\": 850.0, \"y\": 4412.5, \"depth\": 5400}",
     "{\"x\": 10, \"y\": 412.5, \"depth\": 5000}",
     "layout.json: depth.ties: page 1 has 2 tie(s), all of depth 5000; expected ties at two depths or more"},
    {"OneDepthTwoHeights", "\"ties\": [", "\"ties\": [{\"x\": 850, \"y\": 500, \"depth\": 5000},",
     "layout.json: depth.ties[0] (depth 5000 at x 850, y 500) and depth.ties[1] (depth 5000 at x 850, y "
     "412.5) give "
     "one depth two heights"},
    {"OnePointTwoDepths", "\"ties\": [", "\"ties\": [{\"x\": 850, \"y\": 412.5, \"depth\": 5100},",
     "layout.json: depth.ties[1] (depth 5000 at x 850, y 412.5) and depth.ties[0] (depth 5100 at x 850, y "
     "412.5) "
     "give one point two depths"},
    {"DepthTurnsBack", "\"ties\": [", "\"ties\": [{\"x\": 850, \"y\": 2000, \"depth\": 5500},",
     "layout.json: depth.ties[0] (depth 5500 at x 850, y 2000) and depth.ties[2] (depth 5400 at x 850, y "
     "4412.5) run "
     "against the ties above them; expected depths that all increase down the page"},
    {"PageWithoutTies", "{\"y\": 400,", "{\"page\": 2, \"y\": 400,",
     "layout.json: depth.ties: page 2 has no tie"},
    {"NoEdges",
     "{\"y\": 400, \"left\": 51.5, \"right\": 551.5}, {\"y\": 4420, \"left\": 54.0, \"right\": 554.0}", "",
     "layout.json: tracks[0].edges: is empty; expected one edge or more"},
    {"EdgeBackwards", "\"left\": 51.5", "\"left\": 600",
     "layout.json: tracks[0].edges[0]: left is 600, right 551.5; expected left < right"},
    {"TwoEdgesAtOneHeight", "\"y\": 4420", "\"y\": 400",
     "layout.json: tracks[0].edges: two edges at y 400 of page 1"},
    {"ScaleOfOneValue", "\"right\": 150", "\"right\": 0",
     "layout.json: tracks[0].curves[0]: left and right are both 0; expected two values"},
    {"LogOfZero", "\"linear\"", "\"log\"",
     "layout.json: tracks[0].curves[0]: left is 0, right 150; expected values > 0 on a log scale"},
    {"MnemonicTwice", "\"SP\"", "\"gr\"",
     "layout.json: tracks[0].curves[1].mnemonic: \"gr\" is taken already"},
    {"MnemonicOfTheIndex", "\"SP\"", "\"DEPT\"",
     "layout.json: tracks[0].curves[1].mnemonic: \"DEPT\" is taken already"},
    {"MnemonicEmpty", "\"SP\"", "\"\"",
     "layout.json: tracks[0].curves[1].mnemonic: is \"\"; expected printable ASCII"},
    {"MnemonicWithBlank", "\"SP\"", "\"S P\"",
     "layout.json: tracks[0].curves[1].mnemonic: is \"S P\"; expected"},
    {"UnitWithBlank", "\"MV\"", "\"m V\"", "layout.json: tracks[0].curves[1].unit: is \"m V\"; expected"},
    {"SyntaxError", "\"raster\": \"scan.tif\",", "\"raster\": \"scan.tif\"",
     "layout.json:3:8: is not JSON: unexpected"},
    {"NotANumber", "\"top\": 5000", "\"top\": NaN", "layout.json:4:34: is not JSON: "},
};

INSTANTIATE_TEST_SUITE_P(Faults, ParseLayoutRefuses, testing::ValuesIn(kFaults),
                         [](const auto& fault) { return std::string(fault.param.name); });

TEST(ParseLayout, RefusesWhatIsNoLayoutAtAll) {
  for (const char* text : {"", "[]", "null", "{", "\xff\xfe", "{}", "{\"tracks\": 1}"}) {
    EXPECT_THROW((void)parse_layout(text, "layout.json"), Error) << text;
  }
}

TEST(ParseLayout, RefusesWhatNestsTooDeep) {
  try {
    (void)parse_layout("{\"tracks\": " + std::string(100'000, '[') + std::string(100'000, ']') + "}",
                       "l.json");
    FAIL() << "not refused";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "l.json: nests lists and objects deeper than the limit of 64 levels");
  }
}

TEST(ParseLayout, RefusesALayoutWithoutTracks) {
  std::string text = kExample;
  const std::size_t begin = text.find("\"tracks\": [") + 11;
  text.replace(begin, text.rfind("]") - begin, "");
  try {
    (void)parse_layout(text, "layout.json");
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "layout.json: tracks: is empty; expected one track or more");
  }
}

TEST(ParseLayout, RefusesTracksWithoutAnyCurve) {
  try {
    (void)parse_layout(R"({"depth": {"unit": "M", "top": 100, "base": 200,
      "ties": [{"x": 5, "y": 10, "depth": 100}, {"x": 5, "y": 2010, "depth": 200}]},
      "tracks": [{"scale": "log", "edges": [{"y": 0, "left": 1, "right": 9}], "curves": []}]})",
                       "layout.json");
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "layout.json: tracks: have no curve; expected one or more");
  }
}

TEST(ReadLayout, NamesAFileThatIsNotThere) {
  try {
    (void)read_layout("no/such/layout.json");
    FAIL() << "accepted";
  } catch (const Error& error) {
    EXPECT_EQ(error.where(), "no/such/layout.json");
  }
}

// The layout that comes with a real scan, where the development data are at hand.
TEST(ReadLayout, ReadsTheLayoutOfARealScan) {
  const std::string path = LOGDIGITISE_SOURCE_DIR "/../shared/scans/with_truth/myska/layout.json";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no development data beside the source tree";
  const Layout layout = read_layout(path);
  EXPECT_EQ(layout.tracks.size(), 3U);
  EXPECT_EQ(layout.tracks[0].curves[0].colour, (Colour{0, 255, 0}));
}

}  // namespace
}  // namespace logdigitise::layout
