// DRA records, read leniently and written back.

#include "logdigitise/layout/dra.hpp"

#include <gtest/gtest.h>

#include <string>

#include "logdigitise/core/error.hpp"
#include "logdigitise/layout/layout_dra.hpp"
#include "logdigitise/layout/layout_json.hpp"
#include "tests/layout/example.hpp"

namespace logdigitise::layout {
namespace {

const std::string kDra =
    "FILE,1.0,FT,\"Some Vendor, Inc\"\r\n"
    "WELL,30-025-12481,\"State A 1\",\"Sec 5, T20S\"\r\n"
    "LOG,scan.tif,MAIN,5,5000,51,412,5400,553,4412\r\n"
    "CURV,51,300,553,400\r\n"
    "HEAD,0,0,900,299\r\n"
    "DPTH,5000,850,412\r\n"
    "DPTH,5200.5,850,2417\r\n"
    "DPTH,5400,850,4412\r\n";

std::string with(const std::string& from, const std::string& to) {
  std::string text = kDra;
  return text.replace(text.find(from), from.size(), to);
}

TEST(ParseDra, ReadsEveryRecord) {
  const DraFile file = parse_dra(kDra, "x.dra");
  EXPECT_EQ(file.version, "1.0");
  EXPECT_EQ(file.unit, DepthUnit::kFeet);
  EXPECT_EQ(file.vendor, "Some Vendor, Inc");
  ASSERT_EQ(file.wells.size(), 1U);
  const DraWell& well = file.wells[0];
  EXPECT_EQ(well.id, "30-025-12481");
  EXPECT_EQ(well.name, "State A 1");
  EXPECT_EQ(well.location, "Sec 5, T20S");
  ASSERT_EQ(well.logs.size(), 1U);
  const DraLog& log = well.logs[0];
  EXPECT_EQ(log.image, "scan.tif");
  EXPECT_EQ(log.name, "MAIN");
  EXPECT_EQ(log.vertical_scale, "5");
  EXPECT_EQ(log.top, 5000.0);
  EXPECT_EQ(log.base, 5400.0);
  EXPECT_EQ(log.box, (DraBox{{51, 412}, {553, 4412}}));
  EXPECT_EQ(log.curve_scales, (DraBox{{51, 300}, {553, 400}}));
  EXPECT_EQ(log.header, (DraBox{{0, 0}, {900, 299}}));
  ASSERT_EQ(log.points.size(), 3U);
  EXPECT_EQ(log.points[1], (DraPoint{5200.5, {850, 2417}}));
  EXPECT_EQ(log.line, 3);
}

TEST(ParseDra, IsLenient) {
  const DraFile file = parse_dra(
      "\xEF\xBB\xBF\n file , 2 , metres\nwell\n\n"
      "Log , \"a b.tif\" , , , +100 , , , 2e2\rdpth, 100 , \"7\" ,8,extra,fields\n\n",
      "x.dra");
  EXPECT_EQ(file.unit, DepthUnit::kMetres);
  ASSERT_EQ(file.wells.size(), 1U);
  const DraLog& log = file.wells[0].logs.at(0);
  EXPECT_EQ(log.image, "a b.tif");
  EXPECT_EQ(log.top, 100.0);
  EXPECT_EQ(log.base, 200.0);
  EXPECT_EQ(log.points.at(0), (DraPoint{100, {7, 8}}));
  EXPECT_FALSE(log.header.has_value());
}

TEST(DraText, OfWhatWasReadIsTheSame) { EXPECT_EQ(dra_text(parse_dra(kDra, "x.dra"), "x.dra"), kDra); }

TEST(LooksLikeDra, ByItsFirstRecord) {
  EXPECT_TRUE(looks_like_dra(kDra));
  EXPECT_TRUE(looks_like_dra("\n  file ,1"));
  EXPECT_FALSE(looks_like_dra(""));
  EXPECT_FALSE(looks_like_dra("{\"raster\": \"FILE,\"}"));
  EXPECT_FALSE(looks_like_dra("FILENAME,1"));
  EXPECT_FALSE(looks_like_dra("FILE"));
}

struct Fault {
  const char* from;
  const char* to;
  const char* says;
};

TEST(ParseDra, SaysTheLineOfWhatCannotBe) {
  for (const Fault& fault : {
           Fault{"DPTH,5200.5", "DPHT,5200.5",
                 "x.dra:7: \"DPHT\" is no record of a DRA. Did you mean \"DPTH\"?"},
           Fault{"DPTH,5200.5,850", "DPTH,5200.5,85O",
                 "x.dra:7: DPTH: position (field 2) is \"85O\"; expected a number"},
           Fault{"DPTH,5200.5", "DPTH,nan", "x.dra:7: DPTH: depth (field 1) is \"nan\"; expected a number"},
           Fault{",2417", "", "x.dra:7: DPTH: position (field 3) is \"\"; expected a number"},
           Fault{"FT", "FURLONG", "x.dra:1: FILE: the depth unit is \"FURLONG\"; expected feet or metres"},
           Fault{"FILE,1.0,FT,\"Some Vendor, Inc\"\r\n", "",
                 "x.dra:1: is WELL; expected a FILE record first"},
           Fault{"WELL,30-025-12481,\"State A 1\",\"Sec 5, T20S\"\r\n", "",
                 "x.dra:2: LOG stands above any WELL; expected it below one"},
           Fault{"LOG,scan.tif,MAIN,5,5000,51,412,5400,553,4412\r\n", "",
                 "x.dra:3: CURV stands above any LOG; expected it below one"},
           Fault{"CURV,51,300,553,400", "FILE,1,FT",
                 "x.dra:4: is a second FILE record; expected one at the beginning"},
           Fault{"\"Sec 5, T20S\"", "\"Sec 5, T20S",
                 "x.dra:2: a quote is opened and not closed; expected a second one"},
           Fault{"5000,51,412,5400", "5000,51,412,",
                 "x.dra:3: LOG: base depth (field 7) is \"\"; expected a number"},
       }) {
    try {
      static_cast<void>(parse_dra(with(fault.from, fault.to), "x.dra"));
      ADD_FAILURE() << fault.says;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInput);
      EXPECT_EQ(std::string(error.what()).substr(0, std::string(fault.says).size()), fault.says);
    }
  }
  EXPECT_THROW(static_cast<void>(parse_dra("", "x.dra")), Error);
}

TEST(LayoutFromDra, HasItsDepthAndNoTracks) {
  const Layout layout = layout_from_dra(parse_dra(kDra, "x.dra"), "", "x.dra");
  EXPECT_EQ(layout.raster, "scan.tif");
  EXPECT_EQ(layout.well.at("UWI"), "30-025-12481");
  EXPECT_EQ(layout.depth.step, 0.5);
  ASSERT_EQ(layout.depth.ties.size(), 3U);
  EXPECT_EQ(layout.depth.ties[1].y, 2417.5) << "pixel 2417 has its centre at 2417.5";
  EXPECT_TRUE(layout.tracks.empty());
}

std::string refusal_of(const std::string& text, const std::string& scan = "") {
  try {
    static_cast<void>(layout_from_dra(parse_dra(text, "x.dra"), scan, "x.dra"));
  } catch (const Error& error) {
    return error.what();
  }
  return "accepted";
}

TEST(LayoutFromDra, RefusesWhatSaysNoDepth) {
  const std::string one_depth = kDra.substr(0, kDra.find("DPTH,5200"));
  EXPECT_NE(refusal_of(one_depth).find("x.dra:3: depth.ties: page 1 has 1 tie(s), all of depth 5000"),
            std::string::npos)
      << refusal_of(one_depth);
  EXPECT_NE(refusal_of(kDra.substr(0, kDra.find("LOG"))).find("holds no log section"), std::string::npos);
  EXPECT_NE(refusal_of(with("5200.5,850,2417", "5200.5,850,9000")).find("run against the ties"),
            std::string::npos);
  std::string upwards = with("DPTH,5200.5,850,2417\r\n", "");
  upwards.replace(upwards.find("850,412"), 7, "850,9412");
  EXPECT_NE(refusal_of(upwards).find("expected depths that increase down the image"), std::string::npos);
}

TEST(LayoutFromDra, TakesTheSectionOfTheScanOrNone) {
  std::string two = kDra + kDra.substr(kDra.find("LOG"));
  EXPECT_NE(refusal_of(two).find("holds 2 log sections; expected one: MAIN of scan.tif (line 3), MAIN of "
                                 "scan.tif (line 9)"),
            std::string::npos)
      << refusal_of(two);
  EXPECT_NE(refusal_of(two, "scan.tif").find("expected one of this scan"), std::string::npos);
  two.replace(two.rfind("scan.tif"), 8, "C:\\LOGS\\Other.TIF");
  EXPECT_EQ(layout_from_dra(parse_dra(two, "x.dra"), "other.tif", "x.dra").raster, "C:/LOGS/Other.TIF");
}

TEST(DraFromLayout, RoundTripsDepthToHalfAPixel) {
  Layout layout = parse_layout(kExample, "layout.json");
  layout.well["LOC"] = "a \"quoted\" place";
  const std::string text = dra_text(dra_from_layout(layout, "l"), "l");
  const Layout back = layout_from_dra(parse_dra(text, "x.dra"), "", "x.dra");
  EXPECT_EQ(back.raster, layout.raster);
  EXPECT_EQ(back.depth.unit, layout.depth.unit);
  EXPECT_EQ(back.depth.top, layout.depth.top);
  EXPECT_EQ(back.depth.base, layout.depth.base);
  EXPECT_EQ(back.well.at("LOC"), "a  quoted  place");
  ASSERT_EQ(back.depth.ties.size(), layout.depth.ties.size());
  for (std::size_t i = 0; i < back.depth.ties.size(); ++i) {
    EXPECT_EQ(back.depth.ties[i].depth, layout.depth.ties[i].depth);
    EXPECT_NEAR(back.depth.ties[i].x, layout.depth.ties[i].x, 0.5);
    EXPECT_NEAR(back.depth.ties[i].y, layout.depth.ties[i].y, 0.5);
  }
  EXPECT_EQ(dra_text(dra_from_layout(back, "l"), "l"),
            text.substr(0, text.find("LOG")) + "LOG,scan.tif,MAIN,,5000,850,412,5400,850,4412\r\n" +
                text.substr(text.find("DPTH")));
  EXPECT_NE(text.find("LOG,scan.tif,MAIN,,5000,51,412,5400,554,4412\r\n"), std::string::npos) << text;
}

TEST(DraFromLayout, RefusesWhatADraCannotSay) {
  Layout turned = parse_layout(kExample, "layout.json");
  turned.turn = 90;
  EXPECT_THROW(static_cast<void>(dra_from_layout(turned, "l")), Error);
  Layout pages = parse_layout(kExample, "layout.json");
  pages.depth.ties.back().page = 2;
  EXPECT_THROW(static_cast<void>(dra_from_layout(pages, "l")), Error);
  Layout quoted = parse_layout(kExample, "layout.json");
  quoted.raster = "a\"b.tif";
  EXPECT_THROW(static_cast<void>(dra_text(dra_from_layout(quoted, "l"), "l")), Error);
  quoted.raster = std::string(300, 'a');
  EXPECT_THROW(static_cast<void>(dra_text(dra_from_layout(quoted, "l"), "l")), Error);
}

}  // namespace
}  // namespace logdigitise::layout
