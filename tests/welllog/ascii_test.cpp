#include "logdigitise/welllog/ascii.hpp"

#include <gtest/gtest.h>

#include "logdigitise/welllog/mnemonics.hpp"

namespace logdigitise::welllog {
namespace {

TEST(ToAscii, KeepsPrintableAscii) { EXPECT_EQ(to_ascii("GR 0..150 {~}"), "GR 0..150 {~}"); }

TEST(ToAscii, TransliteratesUtf8) {
  EXPECT_EQ(to_ascii("\xC2\xB5s/ft \xC2\xB0"
                     "C g/cm\xC2\xB3 \xCE\xA9"
                     "m \xE2\x80\x93 M\xC3\xBCller \xC5\x81\xC3\xB3"
                     "d\xC5\xBA"),
            "us/ft degC g/cm3 ohmm - Muller Lodz");
}

TEST(ToAscii, TakesOtherBytesAsLatin1) {
  EXPECT_EQ(to_ascii("\xB5s \xB0"
                     "F Qu\xE9"
                     "bec \x93q\x94"),
            "us degF Quebec \"q\"");
}

TEST(ToAscii, ReplacesWhatItDoesNotKnow) { EXPECT_EQ(to_ascii("\xE4\xBA\x95 \xF0\x9F\x9B\xA2"), "? ?"); }

TEST(ToAscii, MakesControlCharactersSpaces) { EXPECT_EQ(to_ascii("a\tb\r\nc\x7F"), "a b  c "); }

TEST(LegalMnemonic, HasNoDotsColonsOrSpaces) {
  EXPECT_EQ(legal_mnemonic(" G.R: 1 "), "G_R__1");
  EXPECT_EQ(legal_mnemonic("~A"), "_A");
  EXPECT_EQ(legal_mnemonic(" \t"), "UNKNOWN");
  EXPECT_EQ(legal_mnemonic(std::string(60, 'x')).size(), 24U);
}

TEST(UniqueNames, NumbersRepeatsAndStepsOverTakenNames) {
  UniqueNames names;
  EXPECT_EQ(names.add("GR"), "GR");
  EXPECT_EQ(names.add("GR_2"), "GR_2");
  EXPECT_EQ(names.add("gr"), "gr_3");
  EXPECT_EQ(names.add("GR"), "GR_4");
}

}  // namespace
}  // namespace logdigitise::welllog
