// A LAS file as a service company wrote it, where it is at hand.

#include <gtest/gtest.h>

#include <filesystem>

#include "logdigitise/welllog/las_reader.hpp"
#include "logdigitise/welllog/las_writer.hpp"
#include "tests/welllog/strict_las_checker.hpp"

namespace logdigitise::welllog {
namespace {

TEST(WildLas, IsReadAndWrittenStrictly) {
  const std::filesystem::path path =
      std::filesystem::path(LOGDIGITISE_SOURCE_DIR) / "../shared/scans/with_truth/myska/log.las";
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no " << path << " here";
  const WellLog log = read_las(path);
  EXPECT_EQ(log.depths.size(), 5237U);
  EXPECT_EQ(log.depths.front(), 1214.0);
  EXPECT_EQ(log.depths.back(), 3832.0);
  EXPECT_EQ(log.curves.size(), 23U);
  EXPECT_EQ(log.well.at("UWI"), "42-157-32993");
  EXPECT_EQ(find_curve(log, "ZDEN")->unit, "G/C3");
  EXPECT_EQ(testing::check_las(las_text(log)), std::vector<std::string>{});
}

}  // namespace
}  // namespace logdigitise::welllog
