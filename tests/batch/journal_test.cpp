#include "logdigitise/batch/journal.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "tests/nn/temporary_folder.hpp"

namespace logdigitise::batch {
namespace {

namespace fs = std::filesystem;

JournalEntry entry_of(const std::string& name, std::int64_t attempt = 1, LogStatus status = LogStatus::kOk) {
  JournalEntry entry;
  entry.name = name;
  entry.attempt = attempt;
  entry.status = status;
  if (!is_done(status)) entry.cause = Cause::kInput;
  return entry;
}

TEST(JournalEntry, ComesBackAsItWas) {
  JournalEntry entry = entry_of("a", 3, LogStatus::kDamaged);
  entry.id = "0123";
  entry.cause = Cause::kTimeout;
  entry.reasons = {"12 rows", "a \"quote\" and \\ a backslash"};
  entry.scans = {{"no\ntext\xFF.tif", "aa", 12, 34, 56}, {"missing.tif", ""}};
  entry.layout = {"l.json", "bb", 1, 2, 3};
  entry.outputs = {{"a.las", "cc", 4, 5, 6}};
  entry.settings = "dd";
  entry.version = "0.1.0";
  entry.model = "m";
  entry.depth_unit = "FT";
  entry.top = 1000.5;
  entry.base = 2000;
  entry.curves = {{"GR", 0.1, 0.7}};
  entry.seconds = 1.5;
  const std::string line = journal_line(entry);
  EXPECT_EQ(line.find('\n'), std::string::npos);
  const JournalEntry back = entry_from_line(line);
  EXPECT_EQ(journal_line(back), line);
  EXPECT_EQ(back.scans[0].path, entry.scans[0].path);
  EXPECT_EQ(back.scans[1].bytes, -1);
  EXPECT_EQ(back.curves[0].coverage, 0.1);
}

TEST(JournalEntry, PassesOverKeysItDoesNotKnow) {
  std::string line = journal_line(entry_of("a"));
  line.insert(1, "\"from_the_future\": [1, 2], ");
  EXPECT_EQ(entry_from_line(line).name, "a");
}

TEST(JournalEntry, RefusesWhatIsNone) {
  for (const char* line : {"", "{}", "[]", "null", "{\"name\": 7}", "{\"name\":\"a\",\"status\":\"fine\"}"}) {
    EXPECT_THROW((void)entry_from_line(line), Error) << line;
  }
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  EXPECT_THROW((void)entry_from_line(R"({"name": )" + deep + "}"), Error);
}

TEST(Journal, LatestAttemptCountsInWhateverOrder) {
  const testing::TemporaryFolder folder;
  {
    JournalWriter whole(folder / "journal.jsonl");
    whole.append(entry_of("a", 2, LogStatus::kFailed));
    whole.append(entry_of("a", 1));
    JournalWriter shard(folder / "journal.0-of-2.jsonl");
    shard.append(entry_of("b", 1));
    shard.append(entry_of("a", 3, LogStatus::kReview));
  }
  const JournalContents contents = read_journals({folder.path()}, true);
  ASSERT_EQ(contents.latest.size(), 2U);
  EXPECT_EQ(contents.latest.at("a").status, LogStatus::kReview);
  EXPECT_TRUE(contents.doubts.empty());
}

TEST(Journal, OfTwoEqualAttemptsTheDoneOneCounts) {
  const JournalEntry done = entry_of("a");
  const JournalEntry failed = entry_of("a", 1, LogStatus::kFailed);
  EXPECT_TRUE(supersedes(done, failed));
  EXPECT_FALSE(supersedes(failed, done));
  EXPECT_FALSE(supersedes(done, done));
}

TEST(Journal, EveryCutLeavesTheLinesBeforeIt) {
  const testing::TemporaryFolder folder;
  const fs::path path = folder / "journal.jsonl";
  const std::string whole = journal_line(entry_of("a")) + "\n" + journal_line(entry_of("b")) + "\n";
  const std::size_t first = whole.find('\n') + 1;
  for (std::size_t length = 0; length <= whole.size(); length += 7) {
    std::ofstream(path, std::ios::binary) << whole.substr(0, length);
    const std::size_t expected = length == whole.size() ? 2 : (length >= first ? 1 : 0);
    EXPECT_EQ(read_journals({folder.path()}, true).latest.size(), expected) << length;
    JournalWriter(path).append(entry_of("c"));
    const JournalContents contents = read_journals({folder.path()}, true);
    EXPECT_EQ(contents.latest.size(), expected + 1) << length;
    EXPECT_TRUE(contents.doubts.empty()) << length;
  }
}

TEST(Journal, SaysWhichLineIsNone) {
  const testing::TemporaryFolder folder;
  std::ofstream(folder / "journal.jsonl") << journal_line(entry_of("a")) << "\nrubbish\n"
                                          << journal_line(entry_of("b")) << "\n";
  const JournalContents contents = read_journals({folder.path()}, true);
  EXPECT_EQ(contents.latest.size(), 2U);
  ASSERT_EQ(contents.doubts.size(), 1U);
  EXPECT_NE(contents.doubts[0].find("journal.jsonl:2: is no line of a journal"), std::string::npos)
      << contents.doubts[0];
}

TEST(Journal, WithoutOneAFolderIsNoResult) {
  const testing::TemporaryFolder folder;
  EXPECT_TRUE(read_journals({folder.path()}, false).latest.empty());
  EXPECT_THROW((void)read_journals({folder.path()}, true), Error);
}

TEST(Journal, OnAFullDiskIsAnEnvironmentError) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  JournalWriter journal("/dev/full");
  try {
    journal.append(entry_of("a"));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kEnvironment);
  }
}

}  // namespace
}  // namespace logdigitise::batch
