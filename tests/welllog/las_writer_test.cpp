#include "logdigitise/welllog/las_writer.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

#include "logdigitise/core/error.hpp"
#include "tests/welllog/strict_las_checker.hpp"

namespace logdigitise::welllog {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

WellLog small_log() {
  WellLog log;
  log.well = {{"WELL", "HAVERKAMP 1"}, {"COMP", "ANY OIL"}};
  log.depths = {100.0, 100.5, 101.0};
  log.curves.push_back({"GR", "GAPI", "Gamma ray", {10.0, kNaN, 150.0}});
  return log;
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    lines.push_back(line);
  }
  return lines;
}

bool has_line(const std::string& text, const std::string& start) {
  for (const std::string& line : lines_of(text)) {
    if (line.rfind(start, 0) == 0) return true;
  }
  return false;
}

void expect_strict(const std::string& text) {
  EXPECT_EQ(testing::check_las(text), std::vector<std::string>{}) << text.substr(0, 3000);
}

TEST(LasText, IsTheWholeFileAsItShouldBe) {
  WellLog log = small_log();
  log.remarks = {"digitised from a scan"};
  EXPECT_EQ(las_text(log),
            "~VERSION INFORMATION\r\n"
            "VERS.          2.0                        : CWLS LOG ASCII STANDARD - VERSION 2.0\r\n"
            "WRAP.          NO                         : ONE LINE PER DEPTH STEP\r\n"
            "~WELL INFORMATION\r\n"
            "STRT.FT        100.0                      : START DEPTH\r\n"
            "STOP.FT        101.0                      : STOP DEPTH\r\n"
            "STEP.FT        0.5                        : STEP\r\n"
            "NULL.          -999.25                    : NULL VALUE\r\n"
            "COMP.          ANY OIL                    : COMPANY\r\n"
            "WELL.          HAVERKAMP 1                : WELL\r\n"
            "FLD.                                      : FIELD\r\n"
            "LOC.                                      : LOCATION\r\n"
            "PROV.                                     : PROVINCE\r\n"
            "SRVC.                                     : SERVICE COMPANY\r\n"
            "DATE.                                     : LOG DATE\r\n"
            "UWI.                                      : UNIQUE WELL ID\r\n"
            "~CURVE INFORMATION\r\n"
            "DEPT.FT                                   : DEPTH\r\n"
            "GR.GAPI                                   : Gamma ray\r\n"
            "~OTHER INFORMATION\r\n"
            "digitised from a scan\r\n"
            "~A  DEPT      GR\r\n"
            "   100.0  10.000\r\n"
            "   100.5 -999.25\r\n"
            "   101.0 150.000\r\n");
  expect_strict(las_text(log));
}

TEST(LasText, WritesMetresAndParameters) {
  WellLog log = small_log();
  log.depth_unit = DepthUnit::kMetres;
  LasWriteOptions options;
  options.parameters = {{"BS", "MM", "200", "BIT SIZE"}, {"B.S", "", "9: 30", "TIME: HOURS"}};
  const std::string text = las_text(log, options);
  expect_strict(text);
  EXPECT_TRUE(has_line(text, "STRT.M "));
  EXPECT_TRUE(has_line(text, "BS.MM          200 "));
  EXPECT_TRUE(has_line(text, "B_S.           9: 30                      : TIME; HOURS"));
}

TEST(LasText, LetsCountyStateAndCountryStandForTheProvince) {
  WellLog log = small_log();
  log.well = {{"STAT", "KANSAS"}, {"API", "15-131-20047"}, {"STRT", "7"}, {"X Y", "kept"}};
  const std::string text = las_text(log);
  expect_strict(text);
  EXPECT_TRUE(has_line(text, "CTRY."));
  EXPECT_FALSE(has_line(text, "PROV."));
  EXPECT_FALSE(has_line(text, "UWI."));
  EXPECT_TRUE(has_line(text, "X_Y.           kept"));
}

TEST(LasText, MakesNamesLegalAndUnique) {
  WellLog log = small_log();
  for (const char* name : {"GR", "gr", "G.R", "DEPT", "", "R: T"}) {
    log.curves.push_back({name, "US/F :x", "a: b", {1.0, 2.0, 3.0}});
  }
  const std::string text = las_text(log);
  expect_strict(text);
  for (const char* start : {"GR.", "GR_2.", "gr_3.", "G_R.", "DEPT_2.", "UNKNOWN.", "R__T."}) {
    EXPECT_TRUE(has_line(text, start)) << start;
  }
}

TEST(LasText, SurvivesHostileText) {
  WellLog log = small_log();
  log.well["COMP"] = "Andr\xC3\xA9 & S\xF6hne\r\nOIL\tLTD";
  log.well["LOC"] = std::string(600, 'L');
  log.well["WELL"] = "~A :: #1: ";
  log.curves[0].unit = "\xC2\xB5s ft";
  log.curves[0].description = std::string(600, ':');
  log.remarks = {"", "~A forged", "# not a comment", std::string(700, 'x'), "two\nlines"};
  for (int i = 0; i < 100; ++i) log.remarks[4] += " word";
  const std::string text = las_text(log);
  expect_strict(text);
  EXPECT_TRUE(has_line(text, "COMP.          Andre & Sohne  OIL LTD"));
  EXPECT_TRUE(has_line(text, "- ~A forged"));
  EXPECT_TRUE(has_line(text, "GR.us_ft"));
}

TEST(LasText, WritesNullsForWhatIsNoNumber) {
  WellLog log = small_log();
  log.curves[0].values = {INFINITY, -INFINITY, 1e30};
  const std::string text = las_text(log);
  expect_strict(text);
  EXPECT_TRUE(has_line(text, "   100.0 -999.25"));
}

TEST(LasText, NeverPrintsAValueAsTheNull) {
  WellLog log = small_log();
  log.curves[0].values = {-999.25, -999.2500001, 0.0};
  EXPECT_FALSE(has_line(las_text(log), "   100.0 -999.25"));
  EXPECT_TRUE(has_line(las_text(log), "   100.0 -999.24"));
}

TEST(LasText, ReducesDecimalsBeforeItGivesUp) {
  WellLog log;
  log.depths = {1.0, 2.0};
  for (int i = 0; i < 30; ++i) log.curves.push_back({"C", "", "", {0.123456789, 99.87654321}});
  expect_strict(las_text(log));
  log.curves.push_back({"C", "", "", {0.0, 1.0}});
  log.curves.push_back({"C", "", "", {0.0, 1.0}});
  try {
    static_cast<void>(las_text(log));
    FAIL() << "32 curves cannot fit";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kUsage);
    EXPECT_STREQ(
        error.what(),
        "32 curves do not fit into LAS lines of 256 characters. Write fewer curves to a file, or write CSV");
  }
}

TEST(LasText, RefusesACurveOfAnotherLength) {
  WellLog log = small_log();
  log.curves[0].values.pop_back();
  EXPECT_THROW(static_cast<void>(las_text(log)), Error);
}

TEST(LasText, RefusesALogWithoutDepths) { EXPECT_THROW(static_cast<void>(las_text(WellLog())), Error); }

}  // namespace
}  // namespace logdigitise::welllog
