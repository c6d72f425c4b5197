#include "logdigitise/batch/manifest.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "logdigitise/core/error.hpp"

namespace logdigitise::batch {
namespace {

using Paths = std::vector<std::string>;

TEST(ParseList, SplitsAtLineEndsOrAtNul) {
  EXPECT_EQ(parse_list("a.tif\nb c.tif\r\n\nd"), (Paths{"a.tif", "b c.tif", "d"}));
  EXPECT_EQ(parse_list(std::string("a\nb.tif\0c.tif\0", 14)), (Paths{"a\nb.tif", "c.tif"}));
  EXPECT_EQ(parse_list(""), Paths{});
}

TEST(ParseManifest, ReadsCsvInAnyOrderOfColumns) {
  const std::vector<ManifestRow> rows =
      parse_manifest("layout,scan\nl.json,s.tif\n,t.tif\nm.json,\n", "m.csv");
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0].scans, Paths{"s.tif"});
  EXPECT_EQ(rows[0].layout, "l.json");
  EXPECT_EQ(rows[1].layout, "");
  EXPECT_EQ(rows[2].scans, Paths{});
}

TEST(ParseManifest, ReadsJsonLines) {
  const std::vector<ManifestRow> rows = parse_manifest(
      "{\"scan\": \"s.tif\", \"name\": \"W1\"}\n\n{\"scan\": [\"1.tif\", \"2.tif\"], \"layout\": "
      "\"l.json\"}\n",
      "m.jsonl");
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows[0].name, "W1");
  EXPECT_EQ(rows[1].scans, (Paths{"1.tif", "2.tif"}));
}

TEST(ParseManifest, SaysWhatIsWrongAndWhere) {
  const std::vector<std::pair<std::string, std::string>> faults = {
      {"scan,layuot\n", "m:1: unknown column \"layuot\"; did you mean \"layout\"?"},
      {"scan,scan\n", "m:1: has the column \"scan\" twice"},
      {"scan,layout\na,b\nc\n", "m:3: has 1 fields; expected 2"},
      {"scan,name\n,x\n", "m:2: names neither a scan nor a layout"},
      {"{\"scan\": 7}\n", "m:1: \"scan\" is no text"},
      {"{\"scan\": \"a\"}\n{\"scan\": \n", "m:2: is no JSON object"},
      {"{\"scna\": \"a\"}\n", "m:1: unknown column \"scna\"; did you mean \"scan\"?"},
      {"{\"scan\": [], \"name\": \"x\"}\n", "m:1: names neither"},
      {"{\"scan\": \"\"}\n", "m:1: names neither"},
      {"{\"scan\": " + std::string(65, '[') + std::string(65, ']') + "}",
       "m:1: nests lists and objects deeper"}};
  for (const auto& [text, says] : faults) {
    try {
      (void)parse_manifest(text, "m");
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kUsage);
      EXPECT_EQ(std::string(error.what()).rfind(says, 0), 0U) << error.what();
    }
  }
}

TEST(ReadListFile, ThatIsMissingIsAUsageError) {
  try {
    (void)read_list_file("no/such/list.txt");
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kUsage);
    EXPECT_NE(std::string(error.what()).find("no/such/list.txt"), std::string::npos);
  }
}

}  // namespace
}  // namespace logdigitise::batch
