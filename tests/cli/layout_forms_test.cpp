// Other people's calibrations, as a user meets them: DRA in and out, WITSML words out.

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "tests/cli/run_program.hpp"
#include "tests/core/bytes_of.hpp"
#include "tests/nn/temporary_folder.hpp"

namespace logdigitise::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using logdigitise::testing::bytes_of;

/// A copy of a sample, and its layout as a DRA beside it.
class LayoutForms : public ::testing::Test {
 protected:
  LayoutForms() {
    const fs::path sample = fs::path(LOGDIGITISE_SOURCE_DIR) / "samples" / "gr_resistivity_porosity";
    for (const char* file : {"layout.json", "scan.tif"}) fs::copy_file(sample / file, folder_ / file);
    const Outcome outcome = run_program({"inspect", "--layout", path("layout.json"), "-o", path("scan.dra")});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(outcome.err + outcome.out, "");
  }
  [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }
  logdigitise::testing::TemporaryFolder folder_;
};

TEST_F(LayoutForms, ADraBecomesALayoutToFillIn) {
  EXPECT_TRUE(bytes_of(folder_ / "scan.dra").starts_with("FILE,1.0,"));
  const Outcome outcome = run_program({"inspect", "--layout", path("scan.dra"), "-o", path("depths.json")});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_NE(outcome.err.find("fill in \"tracks\""), std::string::npos) << outcome.err;
  Json depths = Json::parse(bytes_of(folder_ / "depths.json"));
  const Json original = Json::parse(bytes_of(folder_ / "layout.json"));
  EXPECT_TRUE(depths["tracks"].empty());
  EXPECT_EQ(depths["raster"], "scan.tif");
  EXPECT_EQ(depths["depth"]["ties"].size(), original["depth"]["ties"].size());
  expect_failure(run_program({"convert", "--layout", path("depths.json"), "-o", path("out.las")}), 3,
                 "tracks: is empty");
  depths["tracks"] = original["tracks"];
  std::ofstream(folder_ / "depths.json") << depths.dump();
  EXPECT_EQ(run_program({"convert", "--layout", path("depths.json"), "-o", path("out.las"), "-q"}).exit_code,
            0);
}

TEST_F(LayoutForms, ConvertOfADraNeedsTracksAndGivesTheSameDepths) {
  expect_failure(run_program({"convert", "--layout", path("scan.dra"), "-o", path("never.las")}), 3,
                 "scan.dra: is a DRA: it says depths, but neither where tracks are nor");
  EXPECT_FALSE(fs::exists(folder_ / "never.las"));
  const Outcome outcome = run_program({"convert", "--layout", path("scan.dra"), "--tracks",
                                       path("layout.json"), "-o", path("out.csv"), "-q", "--threads", "1"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  ASSERT_EQ(
      run_program({"convert", "--layout", path("layout.json"), "-o", path("own.csv"), "-q", "--threads", "1"})
          .exit_code,
      0);
  const auto depths_of = [&](const std::string& name) {
    std::istringstream text(bytes_of(folder_ / name));
    std::string depths;
    for (std::string line; std::getline(text, line);) depths += line.substr(0, line.find(',')) + '\n';
    return depths;
  };
  EXPECT_EQ(depths_of("out.csv"), depths_of("own.csv"));
  expect_failure(run_program({"convert", "--layout", path("layout.json"), "--tracks", path("layout.json"),
                              "-o", path("never.las")}),
                 3, "has tracks of its own");
  expect_failure(
      run_program({"convert", path("scan.tif"), "--tracks", path("layout.json"), "-o", path("never.las")}), 2,
      "no DRA with --layout");
}

TEST_F(LayoutForms, BatchTakesADraForALayout) {
  const Outcome outcome = run_program({"batch", path("scan.dra"), "--tracks", path("layout.json"), "--out",
                                       path("many"), "--jobs", "1", "--threads", "1", "--json"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  int logs = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_ / "many"))
    logs += entry.path().extension() == ".las" ? 1 : 0;
  EXPECT_EQ(logs, 1);
}

TEST_F(LayoutForms, WitsmlHasTheSizeOfTheScanThatIsNamed) {
  const Outcome outcome =
      run_program({"inspect", "--layout", path("layout.json"), path("scan.tif"), "--format", "witsml"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  const Json image = Json::parse(outcome.out)["DepthRegImage"];
  EXPECT_GT(image["ImagePixelWidth"], 0);
  EXPECT_GT(image["LogSection"][0]["CalibrationPoint"].size(), 3U);
  expect_failure(run_program({"inspect", "--layout", path("scan.dra"), "--format", "witsml"}), 3,
                 "has no tracks");
}

TEST_F(LayoutForms, WhatDoesNotGoTogetherIsAUsageError) {
  expect_failure(run_program({"inspect", "--layout", path("layout.json"), "--overlay", path("o.png")}), 2,
                 "--overlay");
  expect_failure(
      run_program({"inspect", "--layout", path("layout.json"), "--format", "dra", "-o", path("x.json")}), 2,
      ".dra");
  expect_failure(run_program({"inspect", path("scan.tif"), "--tracks", path("layout.json")}), 2, "--tracks");
  expect_failure(run_program({"inspect", "--layout", path("layout.json"), "-o", path("layout.json")}), 2,
                 "layout.json");
  std::ofstream(folder_ / "broken.dra") << "FILE,1,FT\nWELL\nLOG,scan.tif,,,1,,,x\n";
  expect_failure(run_program({"convert", "--layout", path("broken.dra"), "-o", path("never.las")}), 3,
                 "broken.dra:3: LOG");
}

}  // namespace
}  // namespace logdigitise::cli
