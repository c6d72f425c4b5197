#include "tests/welllog/strict_las_checker.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace logdigitise::testing {
namespace {

// A file without fault, in LF; each test breaks it in one place.
const char* const kGood =
    "~VERSION INFORMATION\n"
    "VERS.   2.0 : CWLS LOG ASCII STANDARD - VERSION 2.0\n"
    "WRAP.   NO : ONE LINE PER DEPTH STEP\n"
    "~WELL INFORMATION\n"
    "STRT.FT 100.0 : START\n"
    "STOP.FT 101.0 : STOP\n"
    "STEP.FT 0.5 : STEP\n"
    "NULL.   -999.25 : NULL\n"
    "COMP.   : COMPANY\n"
    "WELL.   A 1: B : WELL\n"
    "FLD.    : FIELD\n"
    "LOC.    : LOCATION\n"
    "PROV.   : PROVINCE\n"
    "SRVC.   : SERVICE COMPANY\n"
    "DATE.   : DATE\n"
    "UWI.    : UNIQUE WELL ID\n"
    "~CURVE INFORMATION\n"
    "DEPT.FT : DEPTH\n"
    "GR.GAPI : GAMMA RAY\n"
    "~OTHER INFORMATION\n"
    "digits came from a poor print\n"
    "~A  DEPTH  GR\n"
    "   100.0    50.1\n"
    "   100.5 -999.25\n"
    "   101.0    52.3\n";

std::string with_crlf(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

std::string broken(const std::string& from, const std::string& to) {
  std::string text = kGood;
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return with_crlf(text.replace(at, from.size(), to));
}

// True if some complaint has the words; the test shows all of them otherwise.
::testing::AssertionResult complains(const std::string& bytes, const std::string& words) {
  std::string all;
  for (const std::string& complaint : check_las(bytes)) {
    if (complaint.find(words) != std::string::npos) return ::testing::AssertionSuccess();
    all += complaint + "\n";
  }
  return ::testing::AssertionFailure() << "no complaint about '" << words << "' but:\n" << all;
}

TEST(StrictLasChecker, PassesAGoodFile) {
  EXPECT_EQ(check_las(with_crlf(kGood)), std::vector<std::string>{});
}

struct Fault {
  const char* from;
  const char* to;
  const char* complaint;
};

class StrictLasCheckerFault : public ::testing::TestWithParam<Fault> {};

TEST_P(StrictLasCheckerFault, IsFound) {
  EXPECT_TRUE(complains(broken(GetParam().from, GetParam().to), GetParam().complaint));
}

INSTANTIATE_TEST_SUITE_P(
    All, StrictLasCheckerFault,
    ::testing::Values(
        Fault{"poor print", "poor\tprint", "line 21: a tab"},
        Fault{"poor print", "p\xC3\xB6r print", "not printable ASCII"},
        Fault{"poor print", "poor\rprint", "a CR without LF"},
        Fault{"~VERSION", "comes before\n~VERSION", "text before the first section"},
        Fault{"~VERSION INFORMATION\nVERS.   2.0 : CWLS LOG ASCII STANDARD - VERSION 2.0\n"
              "WRAP.   NO : ONE LINE PER DEPTH STEP\n",
              "", "the first section is not ~V"},
        Fault{"~OTHER", "~CURVE", "section ~C a second time"}, Fault{"~OTHER", "~TOPS", "an unknown section"},
        Fault{"~CURVE INFORMATION\nDEPT.FT : DEPTH\nGR.GAPI : GAMMA RAY\n", "", "no section ~C"},
        Fault{"101.0    52.3\n", "101.0    52.3\n~P\n", "the last section is not ~A"},
        Fault{"2.0 : CWLS", "2.00 : CWLS", "VERS is not 2.0"},
        Fault{"NO : ONE", "YES : ONE", "WRAP is not NO"}, Fault{"COMP.   : COMPANY\n", "", "~W has no COMP"},
        Fault{"PROV.", "PRVV.", "neither PROV nor"}, Fault{"UWI.", "UWX.", "neither UWI nor API"},
        Fault{"-999.25 : NULL", "-9999 : NULL", "NULL is not"},
        Fault{"STRT.FT 100.0", "STRT.FT 100.5", "STRT is not the first index"},
        Fault{"STOP.FT 101.0", "STOP.FT 102.0", "STOP is not the last index"},
        Fault{"STEP.FT 0.5", "STEP.FT 0.4", "does not advance by STEP"},
        Fault{"STEP.FT 0.5", "STEP.FT -0.5", "does not advance by STEP"},
        Fault{"STEP.FT 0.5", "STEP.FT 0", "STEP is 0 though the index is regular"},
        Fault{"STEP.FT", "STEP.M", "STEP is in another unit"},
        Fault{"DEPT.FT", "DEPT.FEET", "not M, F or FT"}, Fault{"DEPT.FT", "GRX.FT", "the index is called"},
        Fault{"GR.GAPI", "DEPT.GAPI", "a second time"},
        Fault{"GR.GAPI", "G R.GAPI", "a mnemonic with a space"},
        Fault{"GR.GAPI", ".GAPI", "without a mnemonic"},
        Fault{"GR.GAPI : GAMMA", "GR : GAMMA", "without a dot"},
        Fault{"GR.GAPI : GAMMA RAY", "GR.GAPI GAMMA RAY", "without a colon"},
        Fault{"GR.GAPI : GAMMA", "GR.GAPI: GAMMA", "without a space after the unit"},
        Fault{"GR.GAPI : GAMMA RAY\n", "GR.GAPI : GAMMA RAY\nSP.MV : SP\n", "~C names 3 curves"},
        Fault{"   50.1", "5.01E1", "no plain decimal number"},
        Fault{"   50.1", "    NaN", "no plain decimal number"},
        Fault{"   50.1", "    Inf", "no plain decimal number"},
        Fault{"   50.1", "  +50.1", "no plain decimal number"},
        Fault{"   50.1", "    50.", "no plain decimal number"},
        Fault{"   50.1", "  050.1", "no plain decimal number"},
        Fault{"   101.0    52.3", "   101.0", "1 values where the first row has 2"},
        Fault{"   101.0    52.3", "   101.0   52.3", "do not stand under"},
        Fault{"   100.0    50.1", "   100.0  50.1", "columns of unequal width"},
        Fault{"   52.3\n", "   52.3 \n", "blanks after the last column"},
        Fault{"   100.5", "\n   100.5", "a blank line in the data"},
        Fault{"   100.5", "# here\n   100.5", "a comment in the data"},
        Fault{"   100.5", "    99.5", "does not go on in one direction"},
        Fault{"   100.5", "   100.0", "does not go on in one direction"},
        Fault{"   100.0    50.1\n   100.5 -999.25\n   101.0    52.3\n", "", "~A has no rows"}));

TEST(StrictLasChecker, FindsBareLineFeeds) { EXPECT_TRUE(complains(kGood, "an LF without CR")); }

TEST(StrictLasChecker, FindsALastLineWithoutEnd) {
  const std::string text = with_crlf(kGood);
  EXPECT_TRUE(complains(text.substr(0, text.size() - 2), "the last line has no end"));
}

TEST(StrictLasChecker, FindsALineThatIsTooLong) {
  EXPECT_TRUE(complains(broken("poor print", std::string(250, 'x')), "longer than 256"));
}

TEST(StrictLasChecker, FindsAStartThatIsNoMultipleOfTheStep) {
  std::string text = kGood;
  for (const auto& [from, to] : {std::pair<std::string, std::string>{"100.0 : START", "100.2 : START"},
                                 {"101.0 : STOP", "101.2 : STOP"},
                                 {"   100.0 ", "   100.2 "},
                                 {"   100.5 ", "   100.7 "},
                                 {"   101.0 ", "   101.2 "}}) {
    text.replace(text.find(from), from.size(), to);
  }
  EXPECT_TRUE(complains(with_crlf(text), "STRT is no whole multiple of STEP"));
  text.replace(text.find("STEP.FT 0.5"), 11, "STEP.FT 0");
  EXPECT_TRUE(check_las(with_crlf(text)).empty());
}

TEST(StrictLasChecker, RefusesNothingAtAll) { EXPECT_TRUE(complains("", "no section at all")); }

}  // namespace
}  // namespace logdigitise::testing
