#include "logdigitise/batch/folder_lock.hpp"

#include <gtest/gtest.h>

#include "logdigitise/core/error.hpp"
#include "tests/nn/temporary_folder.hpp"

namespace logdigitise::batch {
namespace {

bool can_lock(const std::filesystem::path& folder, const Shard& shard) {
  try {
    const FolderLock lock(folder, shard, std::chrono::milliseconds(0));
    return true;
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kEnvironment);
    EXPECT_NE(std::string(error.what()).find("another batch is at work"), std::string::npos) << error.what();
    return false;
  }
}

TEST(FolderLock, KeepsOthersOutWhileItLives) {
  const testing::TemporaryFolder folder;
  {
    const FolderLock lock(folder.path(), {});
    if (!lock.is_held()) GTEST_SKIP() << "no locks on this file system";
    EXPECT_FALSE(can_lock(folder.path(), {}));
    EXPECT_FALSE(can_lock(folder.path(), {3, 8}));
  }
  EXPECT_TRUE(can_lock(folder.path(), {}));
}

TEST(FolderLock, LetsShardsInThatDoNotOverlap) {
  const testing::TemporaryFolder folder;
  const FolderLock lock(folder.path(), {1, 4});
  if (!lock.is_held()) GTEST_SKIP() << "no locks on this file system";
  EXPECT_TRUE(can_lock(folder.path(), {0, 4}));
  EXPECT_TRUE(can_lock(folder.path(), {2, 4}));
  EXPECT_TRUE(can_lock(folder.path(), {1, 2})) << "the upper half";
  EXPECT_FALSE(can_lock(folder.path(), {0, 2})) << "the lower half";
  EXPECT_FALSE(can_lock(folder.path(), {1, 3}));
  EXPECT_FALSE(can_lock(folder.path(), {}));
}

TEST(FolderLock, InAFolderThatTakesNothingIsAnEnvironmentError) {
  try {
    const FolderLock lock("/proc", {});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kEnvironment);
  }
}

}  // namespace
}  // namespace logdigitise::batch
