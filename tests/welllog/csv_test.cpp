#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "logdigitise/core/error.hpp"
#include "logdigitise/welllog/csv_reader.hpp"
#include "logdigitise/welllog/csv_writer.hpp"

namespace logdigitise::welllog {
namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

std::string error_of(const std::string& text) {
  try {
    static_cast<void>(parse_csv(text, "x.csv"));
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    return error.what();
  }
  return "no error";
}

TEST(CsvText, IsRfc4180WithDepthFirst) {
  WellLog log;
  log.depths = {1.0, 1.5};
  log.curves.push_back({"GR", "GAPI", "", {100.0, kNaN}});
  log.curves.push_back({"A,\"B\"", "x,y", "", {-999.25, 0.5}});
  EXPECT_EQ(csv_text(log), "DEPT,GR,\"A,\"\"B\"\"\"\r\n1.0,100.000,-999.24\r\n1.5,,0.50\r\n");
  EXPECT_EQ(csv_text(log, {.units_row = true}).substr(0, 47),
            "DEPT,GR,\"A,\"\"B\"\"\"\r\nFT,GAPI,\"x,y\"\r\n1.0,100.000,-");
}

TEST(CsvText, MakesNamesUnique) {
  WellLog log;
  log.depths = {1.0};
  log.curves = {{"GR", "", "", {1.0}}, {"GR", "", "", {2.0}}};
  EXPECT_EQ(csv_text(log).substr(0, 14), "DEPT,GR,GR_2\r\n");
}

TEST(CsvText, NamesTheDepthSoThatNoCurveIsTakenForIt) {
  WellLog log = parse_csv("INDEX,GR\n1.0,5\n1.5,6\n", "x.csv");
  ASSERT_EQ(log.index_mnemonic, "INDEX");
  log.curves.front().mnemonic = "MD";
  const WellLog again = parse_csv(csv_text(log), "again.csv");
  EXPECT_EQ(again.depths, log.depths);
  EXPECT_EQ(again.curves.at(0).mnemonic, "MD");
}

TEST(ParseCsv, ReadsNamesUnitsAndNulls) {
  const WellLog log = parse_csv("DEPT,GR,\"S,P\"\r\nM,GAPI,MV\r\n1.0,5,\r\n1.5,-999.25,\"7\"\r\n", "x.csv");
  EXPECT_EQ(log.depth_unit, DepthUnit::kMetres);
  EXPECT_TRUE(log.depth_unit_is_stated);
  EXPECT_EQ(log.curves.at(0).unit, "GAPI");
  EXPECT_EQ(log.curves.at(1).mnemonic, "S,P");
  EXPECT_TRUE(std::isnan(log.curves[1].values[0]));
  EXPECT_TRUE(std::isnan(log.curves[0].values[1]));
  EXPECT_EQ(log.curves[1].values[1], 7.0);
}

TEST(ParseCsv, ReadsTablesOfOthers) {
  const WellLog log = parse_csv(
      "\xEF\xBB\xBF# made elsewhere\nGR (GAPI);Depth [ft];Facies\n50;100;sand\n51;101\n\n", "x.csv");
  EXPECT_EQ(log.index_mnemonic, "Depth");
  EXPECT_EQ(log.depth_unit, DepthUnit::kFeet);
  EXPECT_EQ(log.depths, (std::vector<double>{100.0, 101.0}));
  EXPECT_EQ(log.curves.at(0).mnemonic, "GR");
  EXPECT_EQ(log.curves.at(0).values, (std::vector<double>{50.0, 51.0}));
  EXPECT_TRUE(std::isnan(log.curves.at(1).values[0]));
}

TEST(ParseCsv, SaysThatAUnitIsNotStated) {
  EXPECT_FALSE(parse_csv("DEPT,GR\n1,2\n", "x.csv").depth_unit_is_stated);
}

TEST(ParseCsv, SaysLineAndTextOfWhatItCannotRead) {
  EXPECT_EQ(error_of(""), "x.csv: is empty; expected a header line and rows of numbers");
  EXPECT_EQ(error_of("1,2\n"), "x.csv:1: expected a header line with the names of the columns, found: '1,2'");
  EXPECT_EQ(error_of("DEPT,GR\n1,2\n\nx,3\n"), "x.csv:4: expected a depth in column 1, found: 'x,3'");
  EXPECT_EQ(error_of("DEPT,GR\n1,2,3\n"), "x.csv:2: found 3 fields, expected the header's 2: '1,2,3'");
  EXPECT_EQ(error_of("DEPT,\"GR\n1,2\n"), "x.csv:1: a quote is opened and never closed");
  EXPECT_EQ(error_of("DEPT (s),GR\n1,2\n"), "x.csv: the depth is in 's'; expected feet or metres");
}

}  // namespace
}  // namespace logdigitise::welllog
