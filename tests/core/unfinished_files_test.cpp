#include "logdigitise/core/unfinished_files.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "logdigitise/core/atomic_file.hpp"
#include "tests/nn/temporary_folder.hpp"

namespace logdigitise {
namespace {

int files_in(const std::filesystem::path& folder) {
  int files = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder)) ++files;
  return files;
}

TEST(UnfinishedFiles, AreTakenAwayButNotThoseInPlace) {
  const testing::TemporaryFolder folder;
  AtomicFile unfinished(folder / "a");
  write_file_atomically(folder / "b", "whole");
  ASSERT_EQ(files_in(folder.path()), 2);
  remove_unfinished_files();
  EXPECT_EQ(files_in(folder.path()), 1);
  EXPECT_TRUE(std::filesystem::exists(folder / "b"));
}

TEST(UnfinishedFiles, NeverRunOutForFilesThatAreFinished) {
  const testing::TemporaryFolder folder;
  for (int i = 0; i < 40; ++i) write_file_atomically(folder / "b", "whole");
  AtomicFile unfinished(folder / "a");
  remove_unfinished_files();
  EXPECT_EQ(files_in(folder.path()), 1);
}

}  // namespace
}  // namespace logdigitise
