#include "logdigitise/batch/csv_text.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "logdigitise/core/error.hpp"
#include "logdigitise/core/random.hpp"

namespace logdigitise::batch {
namespace {

using Fields = std::vector<std::string>;

TEST(ParseCsv, ReadsWhatRfc4180Has) {
  const std::vector<CsvRow> rows =
      parse_csv("a,b\r\n\"x, y\",\"say \"\"no\"\"\"\r\n\r\n\"two\nlines\",\n", "m.csv");
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].fields, (Fields{"a", "b"}));
  EXPECT_EQ(rows[1].fields, (Fields{"x, y", "say \"no\""}));
  EXPECT_EQ(rows[2].fields, (Fields{"two\nlines", ""}));
  EXPECT_EQ(rows[2].line, 4);
}

TEST(ParseCsv, PassesOverAByteOrderMarkAndNeedsNoLastLineEnd) {
  const std::vector<CsvRow> rows = parse_csv("\xEF\xBB\xBFscan\r\nx", "m.csv");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].fields, Fields{"scan"});
  EXPECT_EQ(rows[1].fields, Fields{"x"});
}

TEST(ParseCsv, SaysWhereAQuoteIsWrong) {
  for (const auto& [text, where] : std::vector<std::pair<std::string, std::string>>{
           {"a\n\"open\nto the end", "m.csv:2"}, {"a\nb\n\"x\"y,z\n", "m.csv:3"}}) {
    try {
      (void)parse_csv(text, "m.csv");
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kUsage);
      EXPECT_EQ(error.where(), where);
    }
  }
}

TEST(CsvField, ComesBackUnlessItLooksLikeAFormula) {
  Random random(3);
  for (int round = 0; round < 1000; ++round) {
    std::string text = "t";
    for (int i = random.integer(0, 8); i > 0; --i) text += ",\"\r\nab="[random.integer(0, 6)];
    const std::vector<CsvRow> rows = parse_csv(csv_field(text) + "," + csv_field(text) + "\n", "m.csv");
    ASSERT_EQ(rows.size(), 1U) << text;
    EXPECT_EQ(rows[0].fields, (Fields{text, text}));
  }
}

TEST(CsvField, DisarmsFormulas) {
  EXPECT_EQ(csv_field("=1+1"), "'=1+1");
  EXPECT_EQ(csv_field("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(csv_field("-x,y"), "\"'-x,y\"");
}

}  // namespace
}  // namespace logdigitise::batch
