// Names as they are printed, and as they are misread.

#include "logdigitise/sheet/curve_table.hpp"

#include <gtest/gtest.h>

namespace logdigitise::sheet {
namespace {

void expect_name(const std::string& text, const std::string& mnemonic, const std::string& unit,
                 bool corrected) {
  const auto name = name_from_text(text);
  ASSERT_TRUE(name) << text;
  EXPECT_EQ(name->mnemonic, mnemonic) << text;
  EXPECT_EQ(name->unit, unit) << text;
  EXPECT_EQ(name->is_corrected, corrected) << text;
}

TEST(NameFromText, ReadsMnemonicsWithTheirUnits) {
  expect_name("GR (GAPI)", "GR", "GAPI", false);
  expect_name("SFLU(OHMM)", "SFLU", "OHMM", false);
  expect_name("RHOB(G/C3)", "RHOB", "G/C3", false);
  expect_name("DT", "DT", "", false);
}

TEST(NameFromText, ReadsNamesInWords) {
  expect_name("GAMMA RAY API UNITS", "GR", "GAPI", false);
  expect_name("BULK DENSITY GRAMS CC.", "RHOB", "G/C3", false);
  expect_name("SPONTANEOUS-POTENTIAL millivolts", "SP", "MV", false);
}

TEST(NameFromText, TakesWordsOfTitlesForNamesWithTheirUnitOnly) {
  expect_name("DENSITY (G/C3)", "RHOB", "G/C3", false);
  expect_name("SONIC (US/F)", "DT", "US/F", false);
  expect_name("DENSITY POROSITY (PU)", "DPHI", "PU", false);
  const auto title = name_from_text("DENSITY");
  EXPECT_TRUE(!title || title->family == nullptr);
}

TEST(NameFromText, PutsLettersRightThatLookAlike) {
  expect_name("ILO (OHMM)", "ILD", "OHMM", true);
  expect_name("AQ10", "AO10", "", true);
  expect_name("OPLS", "DPLS", "", true);
}

TEST(NameFromText, ReadsAMnemonicThatABracketTiesToItsUnit) {
  // CALI(IN ), TENS(LB ), DRHO(G/C3) of a dot printer.
  expect_name("CaLICIN 23", "CALI", "IN", true);
  expect_name("TENSCLB 3", "TENS", "LBF", true);
  expect_name("DRHOG/C3>", "DRHO", "G/C3", true);
  expect_name("GR (GAP!)", "GR", "GAPI", false);
}

TEST(NameFromText, ReadsLongWordsWithALetterWrong) {
  expect_name("SAEDIUM INDUCTION LOG", "ILM", "", true);
  EXPECT_FALSE(name_from_text("CALIBRE OF THE HOLE"));
}

TEST(NameFromText, TakesAnUnknownMnemonicOnlyAlone) {
  expect_name("VELX (UNIT)", "VELX", "UNIT", false);
  EXPECT_FALSE(name_from_text("AMP. AM = 16"));
  EXPECT_FALSE(name_from_text("ZERO 4 divisions to left"));
  EXPECT_FALSE(name_from_text("16"));
  EXPECT_FALSE(name_from_text(""));
}

TEST(NameFromText, LetsAUnitTellWhichMnemonicIsMeant) {
  const auto collars = name_from_text("COL (CPS)");
  ASSERT_TRUE(collars);
  EXPECT_EQ(collars->mnemonic, "CCL");
  EXPECT_TRUE(collars->is_corrected);
  // DIL is a resistivity.
  const auto sonic = name_from_text("DIL (US/F)");
  ASSERT_TRUE(sonic);
  EXPECT_EQ(sonic->mnemonic, "DTL");
  const auto unknown = name_from_text("XYZ OHMM");
  ASSERT_TRUE(unknown);
  EXPECT_EQ(unknown->mnemonic, "XYZ");
  EXPECT_EQ(unknown->unit, "OHMM");
  EXPECT_FALSE(name_from_text("XYZ RUN"));
}

TEST(UsualScales, FindsThoseWithTheseDigits) {
  const auto family = name_from_text("NPHI")->family;
  ASSERT_NE(family, nullptr);
  const auto scales = usual_scales(*family, "04", "0");
  ASSERT_EQ(scales.size(), 1U);
  EXPECT_DOUBLE_EQ(scales[0].first, 0.4);
  // 0.45 .. -0.15 in parts and 45 .. -15 in percent have the same digits.
  EXPECT_EQ(usual_scales(*family, "045", "15").size(), 2U);
  EXPECT_TRUE(usual_scales(*family, "7", "8").empty());
}

}  // namespace
}  // namespace logdigitise::sheet
