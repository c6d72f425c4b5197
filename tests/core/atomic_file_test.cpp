#include "logdigitise/core/atomic_file.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstddef>
#include <filesystem>
#include <iterator>
#include <string>

#include "logdigitise/core/error.hpp"

namespace logdigitise {
namespace {

namespace fs = std::filesystem;

/// An empty folder that is gone when the test is over.
class AtomicFileTest : public testing::Test {
 protected:
  AtomicFileTest()
      : folder_(fs::temp_directory_path() / ("logdigitise-core-test-" + std::to_string(getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  ~AtomicFileTest() override { fs::remove_all(folder_); }

  [[nodiscard]] std::ptrdiff_t files() const {
    return std::distance(fs::directory_iterator(folder_), fs::directory_iterator());
  }

  fs::path folder_;
};

TEST_F(AtomicFileTest, HoldsWhatWasWrittenAfterCommit) {
  AtomicFile file(folder_ / "a.las");
  file.write("first ");
  file.write("second");
  EXPECT_FALSE(fs::exists(folder_ / "a.las"));
  file.commit();
  EXPECT_EQ(read_file(folder_ / "a.las", 100), "first second");
  EXPECT_EQ(files(), 1);
}

TEST_F(AtomicFileTest, WithoutCommitLeavesTheOldFileAndNothingElse) {
  write_file_atomically(folder_ / "a.las", "old");
  {
    AtomicFile file(folder_ / "a.las");
    file.write("half of the n");
  }
  EXPECT_EQ(read_file(folder_ / "a.las", 100), "old");
  EXPECT_EQ(files(), 1);
}

TEST_F(AtomicFileTest, ReplacesAnOldFile) {
  write_file_atomically(folder_ / "a.las", "a long old content");
  write_file_atomically(folder_ / "a.las", "new");
  EXPECT_EQ(read_file(folder_ / "a.las", 100), "new");
}

TEST_F(AtomicFileTest, TakesANameAsLongAsTheFileSystemAllows) {
  const std::string name(255, 'n');
  write_file_atomically(folder_ / name, "x");
  EXPECT_EQ(read_file(folder_ / name, 100), "x");
}

TEST_F(AtomicFileTest, PassesOverWhatAKilledProcessOfTheSameNumberLeft) {
  for (int i = 0; i < 100; ++i) {
    const std::string stale = ".logdigitise-" + std::to_string(getpid()) + "-" + std::to_string(i) + ".tmp";
    write_file_atomically(folder_ / stale, "half");
  }
  write_file_atomically(folder_ / "a.las", "whole");
  EXPECT_EQ(read_file(folder_ / "a.las", 100), "whole");
  EXPECT_EQ(files(), 101);
}

TEST_F(AtomicFileTest, KeepsItsTemporaryWhereItIsTold) {
  fs::create_directory(folder_ / "staging");
  AtomicFile file(folder_ / "a.las", folder_ / "staging");
  EXPECT_FALSE(fs::is_empty(folder_ / "staging"));
  file.write("x");
  file.commit();
  EXPECT_TRUE(fs::is_empty(folder_ / "staging"));
  EXPECT_EQ(read_file(folder_ / "a.las", 100), "x");
}

TEST_F(AtomicFileTest, ReportsAMissingFolderAsEnvironment) {
  try {
    write_file_atomically(folder_ / "none" / "a.las", "x");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kEnvironment);
    EXPECT_EQ(error.where(), (folder_ / "none" / "a.las").string());
    EXPECT_NE(std::string(error.what()).find("No such file or directory"), std::string::npos) << error.what();
  }
}

TEST_F(AtomicFileTest, RefusesToReadMoreThanTheLimit) {
  write_file_atomically(folder_ / "a.json", std::string(11, 'x'));
  EXPECT_EQ(read_file(folder_ / "a.json", 11).size(), 11U);
  try {
    (void)read_file(folder_ / "a.json", 10);
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    EXPECT_NE(std::string(error.what()).find("limit of 10 bytes"), std::string::npos) << error.what();
  }
}

TEST_F(AtomicFileTest, ReportsAMissingFileAndAFolderAsInput) {
  for (const fs::path& path : {folder_ / "none.json", folder_}) {
    try {
      (void)read_file(path, 10);
      FAIL() << "no error for " << path;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInput);
    }
  }
}

}  // namespace
}  // namespace logdigitise
