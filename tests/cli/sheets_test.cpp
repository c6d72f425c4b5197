// A log of several sheets whose layout names them: every verb reads all of them.

#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
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

class Sheets : public ::testing::Test {
 protected:
  Sheets() {
    const Outcome outcome =
        run_program({"synthesise", "--out", path("logs"), "--count",   "1",          "--seed", "1",
                     "--sheets",   "2",     "--dpi",      "100",       "--feet",     "150",    "--overlap",
                     "0.3",        "0.5",   "--preset",   "two_curve", "--hardness", "clean",  "-q"});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  }
  [[nodiscard]] std::string path(const std::string& name) const { return (folder_ / name).string(); }
  logdigitise::testing::TemporaryFolder folder_;
};

TEST_F(Sheets, BatchReadsThemAll) {
  const Outcome outcome = run_program({"batch", path("logs"), "--out", path("many"), "--jobs", "1", "-q"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  const Json line = Json::parse(bytes_of(folder_ / "many/journal.jsonl"));
  EXPECT_EQ(line["scans"].size(), 2U) << line.dump();
}

TEST_F(Sheets, EvaluateReadsThemAll) {
  const Outcome outcome = run_program({"evaluate", path("logs"), "--json", "-q"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_GT(Json::parse(outcome.out)["groups"][0]["coverage"], 0.9);
}

TEST_F(Sheets, ALayoutThatIsWrittenElsewhereStillNamesThemAll) {
  fs::create_directory(folder_ / "other");
  const Outcome outcome =
      run_program({"inspect", "--layout", path("logs/log_0001/layout.json"), "-o", path("other/l.json")});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const Json layout = Json::parse(bytes_of(folder_ / "other/l.json"));
  EXPECT_EQ(layout["raster"], "../logs/log_0001/sheet_01.tif");
  EXPECT_EQ(layout["rasters"],
            (std::vector<std::string>{"../logs/log_0001/sheet_01.tif", "../logs/log_0001/sheet_02.tif"}));
}

TEST_F(Sheets, OneThatTheLayoutHasNoTieOnIsNamed) {
  const std::string sample = std::string(LOGDIGITISE_SOURCE_DIR) + "/samples/two_curve/";
  const Outcome outcome = run_program({"convert", sample + "scan.tif", path("logs/log_0001/sheet_02.tif"),
                                       "--layout", sample + "layout.json", "-o", path("out.las")});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_NE(outcome.err.find("sheet_02.tif: the layout has no tie on it"), std::string::npos) << outcome.err;
}

}  // namespace
}  // namespace logdigitise::cli
