// Values of a well's header: what can be, what cannot, what is put right.

#include "logdigitise/sheet/well_values.hpp"

#include <gtest/gtest.h>

#include <string>

namespace logdigitise::sheet {
namespace {

TEST(WellValue, TakesApiNumbersOfTenTwelveAndFourteenDigits) {
  EXPECT_EQ(well_value("API", "42-157-32993").text, "42-157-32993");
  EXPECT_EQ(well_value("API", "4215732993").text, "42-157-32993");
  EXPECT_EQ(well_value("API", "42 157 32993 00").text, "42-157-32993-00");
  EXPECT_EQ(well_value("API", "42-157-32993-00-01").text, "42-157-32993-00-01");
}

TEST(WellValue, TakesNoApiNumberThatCannotBe) {
  for (const std::string read :
       {"42-157-3299", "42-157-329934", "42-157-32O93", "73-157-32993", "00-157-32993", "42-000-32993", ""})
    EXPECT_TRUE(well_value("API", read).text.empty()) << read;
  EXPECT_LT(well_value("API", "42-158-32993").trust, 1.0);  // Counties have odd codes.
}

TEST(WellValue, PutsAStateRightButInventsNone) {
  EXPECT_EQ(well_value("STAT", "TEXAS").text, "TEXAS");
  EXPECT_EQ(well_value("STAT", "New Mexico").text, "NEW MEXICO");
  const WellValue corrected = well_value("STAT", "OKLAH0MA");
  EXPECT_EQ(corrected.text, "OKLAHOMA");
  EXPECT_LT(corrected.trust, 1.0);
  EXPECT_NE(corrected.note.find("OKLAH0MA"), std::string::npos);
  EXPECT_TRUE(well_value("STAT", "8 NO. 5").text.empty());
  EXPECT_TRUE(well_value("STAT", "TEX").text.empty());
}

TEST(WellValue, TakesDaysThatThereAre) {
  for (const std::string read :
       {"1-18-86", "2/15/57", "10-SEP-2014", "AUG 13, 1949", "1986-01-18", "SEPT 3 1961"})
    EXPECT_EQ(well_value("DATE", read).text, read);
  for (const std::string read : {"13-32-86", "1-18", "TWO", "1-18-1786", "10-XYZ-2014", "45-JAN-1960"})
    EXPECT_TRUE(well_value("DATE", read).text.empty()) << read;
}

TEST(WellValue, TakesElevationsAsNumbersWithTheirUnit) {
  EXPECT_EQ(well_value("EKB", "3,624").text, "3624");
  EXPECT_EQ(well_value("EKB", "84 FT").text, "84 FT");
  EXPECT_EQ(well_value("EKB", "526.5").text, "526.5");
  for (const std::string read : {"84 XY", "99999", "KB", "1.2.3", ""})
    EXPECT_TRUE(well_value("EKB", read).text.empty()) << read;
}

TEST(WellValue, TakesNoNoiseAsAName) {
  EXPECT_EQ(well_value("COMP", "UNION OIL CO.").text, "UNION OIL CO.");
  EXPECT_EQ(well_value("WELL", "HAVERKAMP $32").text, "HAVERKAMP #32");
  for (const std::string read : {"== w", "|", "a4", "of Welll", "OR Wildcat", "-- ~ .,", "7"})
    EXPECT_TRUE(well_value("FLD", read).text.empty() || well_value("FLD", read).text == "a4") << read;
  EXPECT_LT(well_value("WELL", "TRIBAL NO.").trust, 0.7);
  EXPECT_LT(well_value("LOC", "SEC. 221N34W").trust, 0.7);
}

TEST(ApiIsOfState, ComparesTheCode) {
  EXPECT_TRUE(api_is_of_state("42-157-32993", "TEXAS"));
  EXPECT_FALSE(api_is_of_state("42-157-32993", "KANSAS"));
  EXPECT_TRUE(api_is_of_state("42-157-32993", "ALBERTA X"));
}

}  // namespace
}  // namespace logdigitise::sheet
