// The pages of a log and what the layout says of them.

#include "logdigitise/pipeline/log_pages.hpp"

#include <gtest/gtest.h>

namespace logdigitise::pipeline {
namespace {

using Paths = std::vector<std::filesystem::path>;

TEST(UntiedScans, AreFilesWithoutATieOnAnyPage) {
  const std::vector<raster::ScanPage> pages = {{"a.tif", 1}, {"a.tif", 2}, {"b.tif", 1}, {"c.tif", 1}};
  layout::Layout layout;
  layout.depth.ties = {{0, 0, 100, 2}, {0, 500, 150, 2}};
  EXPECT_EQ(untied_scans(layout, pages), (Paths{"b.tif", "c.tif"}));
  layout.depth.ties.push_back({0, 500, 200, 4});
  EXPECT_EQ(untied_scans(layout, pages), Paths{"b.tif"});
}

TEST(UntiedScans, AFileThatIsGivenTwiceIsTwoSheets) {
  layout::Layout layout;
  layout.depth.ties = {{0, 0, 100, 1}, {0, 500, 150, 1}};
  EXPECT_EQ(untied_scans(layout, {{"a.tif", 1}, {"a.tif", 1}}), Paths{"a.tif"});
  EXPECT_EQ(untied_scans(layout, {{"a.tif", 1}}), Paths{});
}

}  // namespace
}  // namespace logdigitise::pipeline
