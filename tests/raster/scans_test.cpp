// A look at real scans, where they are at hand.

#include <gtest/gtest.h>

#include "logdigitise/core/error.hpp"
#include "tests/raster/test_files.hpp"

namespace logdigitise::raster::testing {
namespace {

TEST(RealScans, AllOpenAndGiveTheirFirstRows) {
  const std::filesystem::path folder =
      std::filesystem::path(LOGDIGITISE_SOURCE_DIR) / ".." / "shared" / "scans";
  if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "no real scans at ../shared/scans";
  int scans = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string extension = entry.path().extension();
    if (extension != ".tif" && extension != ".TIF" && extension != ".JPG") continue;
    const std::unique_ptr<RowReader> reader = open_raster(entry.path());
    const Image<std::uint8_t> rows = reader->read_rows(64);
    EXPECT_EQ(rows.rows(), std::min(64, reader->info().height)) << entry.path();
    EXPECT_EQ(rows.columns(), reader->info().width) << entry.path();
    EXPECT_TRUE(reader->damaged().empty()) << entry.path();
    ++scans;
  }
  EXPECT_GT(scans, 0);
}

}  // namespace
}  // namespace logdigitise::raster::testing
