#include "logdigitise/core/output_files.hpp"

#include <gtest/gtest.h>

#include <filesystem>

#include "logdigitise/core/error.hpp"
#include "logdigitise/core/unfinished_files.hpp"

namespace logdigitise {
namespace {

class OutputFilesTest : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path folder_ = std::filesystem::path(testing::TempDir()) / "output_files";
};

TEST_F(OutputFilesTest, StayOnceTheyAreKept) {
  {
    OutputFiles files;
    files.write(folder_ / "a.qc.json", "{}");
    files.write(folder_ / "a.las", "~V");
    files.keep();
  }
  EXPECT_TRUE(std::filesystem::exists(folder_ / "a.qc.json"));
  EXPECT_TRUE(std::filesystem::exists(folder_ / "a.las"));
}

TEST_F(OutputFilesTest, AreAllTakenAwayIfOneCannotBeWritten) {
  const auto write_both = [&] {
    OutputFiles files;
    files.write(folder_ / "a.qc.json", "{}");
    files.write(folder_ / "no such folder" / "a.las", "~V");
    files.keep();
  };
  EXPECT_THROW(write_both(), Error);
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
}

TEST_F(OutputFilesTest, AreTakenAwayByACrashUntilTheyAreKept) {
  OutputFiles files;
  files.write(folder_ / "a.las", "~V");
  remove_unfinished_files();
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
  files.write(folder_ / "a.las", "~V");
  files.keep();
  remove_unfinished_files();
  EXPECT_TRUE(std::filesystem::exists(folder_ / "a.las"));
}

}  // namespace
}  // namespace logdigitise
