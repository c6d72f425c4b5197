#include "logdigitise/batch/report.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "logdigitise/batch/csv_text.hpp"

namespace logdigitise::batch {
namespace {

JournalEntry entry_of(const std::string& name) {
  JournalEntry entry;
  entry.name = name;
  entry.status = LogStatus::kOk;
  entry.scans = {{"logs/" + name + ".tif", "aa", 1, 2, 3}};
  entry.outputs = {{name + ".qc.json", "bb", 1, 2, 3}, {name + ".las", "cc", 1, 2, 3}};
  entry.depth_unit = "FT";
  entry.top = 1000;
  entry.base = 2000.5;
  entry.curves = {{"GR", 0.98, 0.7}, {"SP", 0.5, 0.8}};
  return entry;
}

/// A log whose every text is an attack.
JournalEntry attack() {
  JournalEntry entry = entry_of("x");
  entry.status = LogStatus::kReview;
  entry.name = "\"><script>alert(1)</script>";
  entry.reasons = {"<img src=x onerror=alert(2)>", "'; drop & run"};
  entry.scans[0].path = "</td></table>\xFF\n<script>";
  entry.outputs[1].path = "javascript:alert(3)//\"'.las";
  return entry;
}

TEST(Report, LeavesOutWhatDiffersFromRunToRun) {
  JournalEntry other = entry_of("a");
  other.seconds = 99;
  other.attempt = 7;
  other.settings = "elsewhere";
  other.scans[0].modified_ns = 1234;
  other.outputs[0].sha256 = "a record with other seconds";
  const ReportRows one{{"a", entry_of("a")}};
  const ReportRows two{{"a", other}};
  EXPECT_EQ(report_csv(one), report_csv(two));
  EXPECT_EQ(report_json(one), report_json(two));
  EXPECT_EQ(report_page(one), report_page(two));
  other.outputs[1].sha256 = "another log";
  EXPECT_NE(report_csv(one), report_csv({{"a", other}})) << "but what was made is in it";
}

TEST(Report, CsvHasTheFiguresOfTheWorstCurve) {
  const std::vector<CsvRow> rows = parse_csv(report_csv({{"a", entry_of("a")}}), "report.csv");
  ASSERT_EQ(rows.size(), 2U);
  const auto field = [&](const std::string& column) {
    const auto& header = rows[0].fields;
    return rows[1].fields.at(
        static_cast<std::size_t>(std::find(header.begin(), header.end(), column) - header.begin()));
  };
  EXPECT_EQ(field("least_coverage"), "0.500");
  EXPECT_EQ(field("least_confidence"), "0.700");
  EXPECT_EQ(field("output"), "a.las");
  EXPECT_EQ(field("output_sha256"), "cc");
  EXPECT_EQ(field("base"), "2000.5");
}

TEST(Report, CsvAndJsonHoldAnyText) {
  const ReportRows rows{{"a", entry_of("a")}, {attack().name, attack()}};
  const std::vector<CsvRow> table = parse_csv(report_csv(rows), "report.csv");
  ASSERT_EQ(table.size(), 3U);
  for (const CsvRow& row : table) EXPECT_EQ(row.fields.size(), table[0].fields.size());
  const auto json = nlohmann::json::parse(report_json(rows));
  EXPECT_EQ(json["logs"], 2);
  EXPECT_EQ(json["statuses"]["ok"], 1);
  EXPECT_EQ(json["statuses"]["failed"], 0);
}

/// What the page holds as data.
nlohmann::json data_of(const std::string& page) {
  const std::string begin = "id=\"data\">";
  const std::size_t at = page.find(begin) + begin.size();
  return nlohmann::json::parse(page.substr(at, page.find("</script>", at) - at));
}

TEST(Report, PageRunsNothingFromOutside) {
  const std::string page = report_page({{attack().name, attack()}});
  const std::string harmless = report_page({{"a", entry_of("a")}});
  const auto count = [](const std::string& text, const std::string& what) {
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
    return found;
  };
  EXPECT_EQ(count(page, "<"), count(harmless, "<")) << "no text from outside brings a tag";
  EXPECT_EQ(data_of(page)["rows"][0][0], attack().name);
  EXPECT_EQ(data_of(page)["rows"][0][2], "<img src=x onerror=alert(2)>; '; drop & run");
}

TEST(Report, PageLinksToTheReviewPagesThatAreThere) {
  const ReportRows rows{{"a", entry_of("a")}, {"b", entry_of("b")}};
  const nlohmann::json data = data_of(report_page(rows, {"b.review.html"}));
  EXPECT_EQ(data["rows"][0][8], "a.las");
  EXPECT_EQ(data["rows"][0][9], "");
  EXPECT_EQ(data["rows"][1][9], "b.review.html");
}

TEST(Report, PageNeedsNoOtherFile) {
  const std::string page = report_page({{"a", entry_of("a")}});
  for (const char* outside : {"http:", "https:", "src=", "<link", "@import", "url("}) {
    EXPECT_EQ(page.find(outside), std::string::npos) << outside;
  }
  EXPECT_NE(page.find("default-src 'none'"), std::string::npos);
}

TEST(Report, OfTenThousandLogsStaysSmall) {
  ReportRows rows;
  for (int i = 0; i < 10'000; ++i) {
    const std::string name = "log_" + std::to_string(i);
    rows.emplace(name, entry_of(name));
  }
  EXPECT_LT(report_page(rows).size(), 3'000'000U);
}

TEST(Report, OfNothingIsATableWithoutRows) {
  EXPECT_EQ(parse_csv(report_csv({}), "report.csv").size(), 1U);
  EXPECT_EQ(nlohmann::json::parse(report_json({}))["rows"].size(), 0U);
}

}  // namespace
}  // namespace logdigitise::batch
