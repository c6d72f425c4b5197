#include "logdigitise/welllog/las_reader.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "logdigitise/core/error.hpp"
#include "logdigitise/welllog/las_row.hpp"

namespace logdigitise::welllog {
namespace {

std::string las(const std::string& rows, const std::string& curves = "GR.GAPI : Gamma ray\nSP.MV : SP\n",
                const std::string& null = "-999.25", const std::string& wrap = "NO") {
  return "~V\nVERS. 2.0 :\nWRAP. " + wrap + " :\n~W\nSTRT.FT 1 :\nNULL. " + null +
         " :\n~C\nDEPT.FT : Depth\n" + curves + "~A\n" + rows;
}

std::string error_of(const std::string& text) {
  try {
    static_cast<void>(parse_las(text, "x.las"));
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    return error.what();
  }
  return "no error";
}

// The values of one curve as text, so that a null compares equal to a null.
std::string values(const WellLog& log, std::size_t curve) {
  std::string text;
  for (const double value : log.curves.at(curve).values) {
    std::string number = std::isnan(value) ? "null" : std::to_string(value);
    if (number.find('.') != std::string::npos) number.erase(number.find_last_not_of('0') + 1);
    text += number + " ";
  }
  return text;
}

TEST(ParseLas, ReadsWhatTheStandardShows) {
  const WellLog log = parse_las(las("1.0 50.5 -10\n1.5 51.5 -11\n"), "x.las");
  EXPECT_EQ(log.index_mnemonic, "DEPT");
  EXPECT_EQ(log.depth_unit, DepthUnit::kFeet);
  EXPECT_TRUE(log.depth_unit_is_stated);
  EXPECT_EQ(log.depths, (std::vector<double>{1.0, 1.5}));
  ASSERT_EQ(log.curves.size(), 2U);
  EXPECT_EQ(log.curves[0].mnemonic, "GR");
  EXPECT_EQ(log.curves[0].unit, "GAPI");
  EXPECT_EQ(log.curves[0].description, "Gamma ray");
  EXPECT_EQ(values(log, 1), "-10. -11. ");
}

TEST(ParseLas, ReadsVersion1ValuesAfterTheColon) {
  const WellLog log = parse_las(
      "~VERSION\n VERS.  1.20 : CWLS\n WRAP. NO:\n~WELL\n STRT.M  635.0 :\n NULL. -999.25 :\n"
      " COMP.   COMPANY: ANY OIL COMPANY LTD.\n WELL.      WELL: ANY ET AL: A9\n FLD . FIELD :\n"
      " DATE. 12-JUN-1988 : LOG DATE\n~CURVE\n DEPT.M :\n GR.GAPI : x\n~A\n635.0 1\n",
      "x.las");
  EXPECT_EQ(log.well.at("COMP"), "ANY OIL COMPANY LTD.");
  EXPECT_EQ(log.well.at("FLD"), "");
  EXPECT_EQ(log.well.at("DATE"), "12-JUN-1988");
  EXPECT_EQ(log.depth_unit, DepthUnit::kMetres);
}

TEST(ParseLas, ReadsWrappedData) {
  const std::string curves = "A. :\nB. :\nC. :\n";
  const char* rows = "1.0\n 11 12\n 13\n2.0\n 21 -999.25\n 23\n";
  for (const char* wrap : {"YES", "NO"}) {
    const WellLog log = parse_las(las(rows, curves, "-999.25", wrap), "x.las");
    EXPECT_EQ(log.depths, (std::vector<double>{1.0, 2.0}));
    EXPECT_EQ(values(log, 0), "11. 21. ");
    EXPECT_EQ(values(log, 1), "12. null ");
    EXPECT_EQ(values(log, 2), "13. 23. ");
  }
}

TEST(ParseLas, ReadsPlainRowsThatClaimToBeWrapped) {
  EXPECT_EQ(values(parse_las(las("1 2 3\n2 4 5\n", "A. :\nB. :\n", "0", "YES"), "x.las"), 1), "3. 5. ");
}

TEST(ParseLas, KeepsAWrappedRecordThatEndsEarly) {
  const WellLog log = parse_las(las("1.0\n 11 12\n2.0\n 21\n", "A. :\nB. :\n", "0", "YES"), "x.las");
  EXPECT_EQ(values(log, 1), "12. null ");
}

TEST(ParseLas, SaysWhereAWrappedRecordIsTooLong) {
  EXPECT_EQ(error_of(las("1.0\n 11 12 13\n2.0\n", "A. :\nB. :\n", "0", "YES")),
            "x.las:13: the record begun in line 12 has more than its 3 values: '11 12 13'");
}

TEST(ParseLas, SaysWhereAWrappedRecordShiftedTheOthers) {
  const std::string rows = "1.0\n 11 12\n2.0\n 21\n3.0\n 31 32\n4.0\n 41 42\n";
  EXPECT_EQ(
      error_of(las(rows, "A. :\nB. :\n", "0", "YES")),
      "x.las:17: expected a depth alone on its line (a wrapped record before it has a value too few), found: "
      "'31 32'");
}

TEST(ParseLas, KnowsManyNulls) {
  const WellLog log = parse_las(
      las("1 -7 -999.25\n2 -9999 -9999.25\n3 1E30 -1e31\n4 ******** NaN\n5 -999.2500 Inf\n6 -1.#IND text\n",
          "A. :\nB. :\n", "-7"),
      "x.las");
  EXPECT_EQ(values(log, 0), "null null null null null null ");
  EXPECT_EQ(values(log, 1), "null null null null null null ");
}

TEST(ParseLas, TakesRunOnNumbersApart) {
  const WellLog log = parse_las(las("1.0-2.5-999.25\n2.0 3.5-4\n3.0 1e-5 2.D-1\n"), "x.las");
  EXPECT_EQ(values(log, 0), "-2.5 3.5 0.00001 ");
  EXPECT_EQ(values(log, 1), "null -4. 0.2 ");
}

TEST(ParseLas, DoesNotTakeDatesApartWhereTheRowIsComplete) {
  const WellLog log = parse_las(las("1.0 2014-09-10 5\n"), "x.las");
  EXPECT_EQ(values(log, 0), "null ");
  EXPECT_EQ(values(log, 1), "5. ");
}

TEST(ParseLas, ReadsCommasAndTabs) {
  EXPECT_EQ(values(parse_las(las("1.0,2.0,3.0\n2.0, ,4.0\n"), "x.las"), 0), "2. null ");
  EXPECT_EQ(values(parse_las(las("1.0\t2.0\t3.0\n2.0\t\t4.0\n"), "x.las"), 0), "2. null ");
  EXPECT_EQ(values(parse_las(las("1,5 2,25 3\n"), "x.las"), 0), "2.25 ");
}

TEST(ParseLas, PadsShortRowsAndCutsLongOnes) {
  const WellLog log = parse_las(las("1.0 2.0\n2.0 3.0 4.0 5.0\n3.0\n"), "x.las");
  EXPECT_EQ(values(log, 0), "2. 3. null ");
  EXPECT_EQ(values(log, 1), "null 4. null ");
}

TEST(ParseLas, TrustsNothingAfterMarkersInAShortRow) {
  // Two columns of asterisks have run together: what follows may belong to either.
  const WellLog log = parse_las(las("1.0 **************** 7.0\n", "A. :\nB. :\nC. :\n"), "x.las");
  EXPECT_EQ(values(log, 0) + values(log, 1) + values(log, 2), "null null null ");
}

TEST(ParseLas, ReadsTextColumns) {
  EXPECT_EQ(values(parse_las(las("1.0 sand 3\n2.0 \"silty shale\" 4\n"), "x.las"), 1), "3. 4. ");
}

TEST(ParseLas, TransliteratesLatin1) {
  const WellLog log = parse_las(las("1 2 3\n", "DT.\xB5S/M : Temps d'acqu\xE9rir\nX. :\n"), "x.las");
  EXPECT_EQ(log.curves[0].unit, "uS/M");
  EXPECT_EQ(log.curves[0].description, "Temps d'acquerir");
}

TEST(ParseLas, NumbersCurvesOfOneName) {
  const WellLog log = parse_las(las("1 2 3\n", "GR. :\ngr. :\n"), "x.las");
  EXPECT_EQ(log.curves[1].mnemonic, "gr_2");
}

TEST(ParseLas, ReadsDecreasingAndRepeatedDepths) {
  EXPECT_EQ(parse_las(las("3 1 1\n2 1 1\n1 1 1\n"), "x.las").depths, (std::vector<double>{3, 2, 1}));
  EXPECT_EQ(parse_las(las("3 1 1\n3 1 1\n"), "x.las").depths, (std::vector<double>{3, 3}));
}

TEST(ParseLas, ReadsAllLineEnds) {
  std::string cr = las("1 2 3\n2 3 4\n");
  std::string crlf;
  for (char& c : cr) {
    if (c == '\n') crlf += '\r';
    crlf += c;
    if (c == '\n') c = '\r';
  }
  EXPECT_EQ(parse_las(cr, "cr.las").depths.size(), 2U);
  EXPECT_EQ(parse_las(crlf, "crlf.las").depths.size(), 2U);
  EXPECT_EQ(parse_las("\xEF\xBB\xBF" + crlf + "\x1a", "mark.las").depths.size(), 2U);
}

TEST(ParseLas, CountsLinesUnderAllLineEnds) {
  std::string cr = las("oops 2\n");
  cr.insert(cr.find("~A\n") + 3, "1 2 3\n");
  std::string crlf;
  for (char& c : cr) {
    if (c == '\n') crlf += '\r';
    crlf += c;
    if (c == '\n') c = '\r';
  }
  for (const std::string& text : {cr, crlf}) EXPECT_EQ(error_of(text).substr(0, 9), "x.las:13:");
}

TEST(ParseLas, ReadsManyLinesThatCrAloneEndsInTimeThatGrowsWithThem) {
  // Searched to its end for an LF for each line, these 5 MB took 8 s; time grew with the square of the size.
  std::string rows;
  for (int i = 0; i < 400'000; ++i) rows += std::to_string(i) + " 1 2\n";
  std::string text = las(rows);
  for (char& c : text) c = c == '\n' ? '\r' : c;
  EXPECT_EQ(parse_las(text, "mac.las").depths.size(), 400'000U);
}

TEST(ParseLas, SkipsCommentsAndBlankLinesAnywhere) {
  EXPECT_EQ(parse_las("# first\n\n" + las("# here\n1 2 3\n\n \f\n\v\n\x1a\n" + std::string(3, '\0') +
                                          "\n  # there\n2 3 4\n\n"),
                      "x.las")
                .depths.size(),
            2U);
}

TEST(ParseLas, SkipsUnknownSectionsAndWhatFollowsTheData) {
  std::string text = las("1 2 3\n~Tops\nA 1\n");
  text.insert(text.find("~A"), "~Drilling\nno header line\n~Core\nCDEP.M :\n");
  const WellLog log = parse_las(text, "x.las");
  EXPECT_EQ(log.curves.size(), 2U);
  EXPECT_EQ(log.depths.size(), 1U);
}

TEST(ParseLas, KeepsRemarks) {
  std::string text = las("1 2 3\n");
  text.insert(text.find("~A"), "~Other\nfrom a poor print\n");
  EXPECT_EQ(parse_las(text, "x.las").remarks, (std::vector<std::string>{"from a poor print"}));
}

TEST(ParseLas, DoesWithoutCurveSection) {
  const std::string head = "~V\nVERS. 2.0 :\n~W\nSTRT.M 1 :\n";
  const WellLog named = parse_las(head + "~A DEPTH GR SP\n1 2 3\n", "x.las");
  EXPECT_EQ(named.curves.at(1).mnemonic, "SP");
  EXPECT_EQ(named.depth_unit, DepthUnit::kMetres);
  const WellLog unnamed = parse_las(head + "~A\n1 2 3\n", "x.las");
  EXPECT_EQ(unnamed.curves.at(1).mnemonic, "C2");
}

TEST(ParseLas, SkipsALineOfNamesUnderTheTitle) {
  EXPECT_EQ(parse_las(las("DEPT GR SP\n1 2 3\n"), "x.las").depths.size(), 1U);
}

TEST(ParseLas, ReadsNoData) {
  const WellLog log = parse_las(las(""), "x.las");
  EXPECT_TRUE(log.depths.empty());
  EXPECT_EQ(log.curves.size(), 2U);
}

TEST(ParseLas, SaysThatAUnitIsNotStated) {
  const WellLog log = parse_las("~V\n~W\n~C\nDEPT. :\nGR. :\n~A\n1 2\n", "x.las");
  EXPECT_FALSE(log.depth_unit_is_stated);
}

TEST(ParseLas, ReadsANullWithoutItsSpace) {
  EXPECT_EQ(values(parse_las("~V\n~W\nNULL.-77 : null\n~C\nDEPT.M :\nGR. :\n~A\n1 -77\n", "x.las"), 0),
            "null ");
}

TEST(ParseLas, SaysLineAndTextOfWhatItCannotRead) {
  EXPECT_EQ(error_of(las("1 2 3\nabc 2 3\n")),
            "x.las:13: expected a depth at the start of the line, found: 'abc 2 3'");
  EXPECT_EQ(error_of("PK\x03\x04 not a log\n"),
            "x.las:1: is not LAS; expected a section that begins with ~: "
            "'PK   not a log'");
  EXPECT_EQ(error_of(""), "x.las: is not LAS; it has no section that begins with ~");
  EXPECT_EQ(error_of("~V\n~W\n~C\nDEPT.FT :\n"), "x.las: has no data; expected a section ~A");
  EXPECT_EQ(error_of("~V\n~C\nTIME.S :\n~A\n1\n"),
            "x.las: the index TIME is in 'S'; expected feet or metres");
}

TEST(ParseLas, DoesNotFallOverCutAndDamagedFiles) {
  const std::string whole = las("1.0-2.5-999.25\n2,0,3\n3 **** \"x\n", "GR.GAPI : x\n. :\nSP MV\n");
  for (std::size_t length = 0; length <= whole.size(); ++length) {
    try {
      static_cast<void>(parse_las(whole.substr(0, length), "cut.las"));
    } catch (const Error&) {
    }
  }
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ 0x55);
    try {
      static_cast<void>(parse_las(damaged, "damaged.las"));
    } catch (const Error&) {
    }
  }
}

TEST(ReadLas, NamesAFileThatIsNotThere) {
  try {
    static_cast<void>(read_las("no/such/file.las"));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    EXPECT_EQ(error.where(), "no/such/file.las");
  }
}

TEST(ParseNumber, TakesNumbersAndNothingElse) {
  double value = 0.0;
  EXPECT_TRUE(parse_number("+1.5D+02", value));
  EXPECT_EQ(value, 150.0);
  EXPECT_TRUE(parse_number(".5", value));
  EXPECT_EQ(value, 0.5);
  EXPECT_TRUE(parse_number("1e999", value));
  EXPECT_TRUE(std::isnan(value));
  for (const char* text : {"", "-", "1.2.3", "12abc", "0x10", "1e", "--1"})
    EXPECT_FALSE(parse_number(text, value)) << text;
}

}  // namespace
}  // namespace logdigitise::welllog
