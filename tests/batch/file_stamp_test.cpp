#include "logdigitise/batch/file_stamp.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "logdigitise/core/sha256.hpp"
#include "tests/nn/temporary_folder.hpp"

namespace logdigitise::batch {
namespace {

namespace fs = std::filesystem;

TEST(FileStamp, KnowsAFileThatWasNotTouched) {
  const testing::TemporaryFolder folder;
  std::ofstream(folder / "a") << "abc";
  EXPECT_TRUE(is_unchanged(stamp_of(folder / "a"), folder / "a"));
}

TEST(FileStamp, NoticesOtherBytesThoughSizeAndTimeAreSetBack) {
  const testing::TemporaryFolder folder;
  std::ofstream(folder / "a") << "abc";
  FileStamp before = stamp_of(folder / "a");
  before.sha256 = sha256_hex("abc");
  const auto time = fs::last_write_time(folder / "a");
  std::ofstream(folder / "a") << "abd";
  fs::last_write_time(folder / "a", time);
  EXPECT_FALSE(is_unchanged(before, folder / "a"));
}

TEST(FileStamp, KnowsACopyByItsHashOnly) {
  const testing::TemporaryFolder folder;
  std::ofstream(folder / "a") << "abc";
  FileStamp before = stamp_of(folder / "a");
  before.modified_ns = 1;
  EXPECT_FALSE(is_unchanged(before, folder / "a"));
  before.sha256 = sha256_hex("abc");
  EXPECT_TRUE(is_unchanged(before, folder / "a"));
}

TEST(FileStamp, NoticesThatAFileIsGoneOrHasCome) {
  const testing::TemporaryFolder folder;
  const FileStamp missing = stamp_of(folder / "a");
  EXPECT_TRUE(is_unchanged(missing, folder / "a"));
  std::ofstream(folder / "a") << "abc";
  EXPECT_FALSE(is_unchanged(missing, folder / "a"));
  const FileStamp there = stamp_of(folder / "a");
  fs::remove(folder / "a");
  EXPECT_FALSE(is_unchanged(there, folder / "a"));
}

}  // namespace
}  // namespace logdigitise::batch
