#include "logdigitise/batch/find_logs.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "logdigitise/core/error.hpp"
#include "tests/nn/temporary_folder.hpp"

namespace logdigitise::batch {
namespace {

namespace fs = std::filesystem;

class FindLogs : public ::testing::Test {
 protected:
  void put(const std::string& file, const std::string& text = "x") const {
    fs::create_directories((folder_ / file).parent_path());
    std::ofstream(folder_ / file) << text;
  }
  [[nodiscard]] std::string at(const std::string& file) const { return (folder_ / file).string(); }

  /// Scan to layout, both relative to the folder; `-` for none.
  [[nodiscard]] std::map<std::string, std::string> found(const InputOptions& options) const {
    std::map<std::string, std::string> logs;
    for (const PlannedLog& log : find_logs(options)) {
      const auto shorter = [&](const fs::path& path) {
        return path.empty() ? "-" : path.lexically_relative(folder_.path()).string();
      };
      logs[log.files.scans.empty() ? "-" : shorter(log.files.scans.front())] = shorter(log.files.layout);
    }
    return logs;
  }
  [[nodiscard]] std::map<std::string, std::string> found_in_folder() const {
    InputOptions options;
    options.inputs = {folder_.path()};
    return found(options);
  }

  testing::TemporaryFolder folder_;
};

using Logs = std::map<std::string, std::string>;

TEST_F(FindLogs, TakesTheScanThatAFoldersLayoutNames) {
  put("log_1/layout.json", R"({"raster": "scan.tif", "depth": {}})");
  put("log_1/scan.tif");
  put("log_1/mask.png");
  put("log_1/truth.las");
  EXPECT_EQ(found_in_folder(), (Logs{{"log_1/scan.tif", "log_1/layout.json"}}));
}

TEST_F(FindLogs, TakesNoFurtherSheetForALogOfItsOwn) {
  put("a.layout.json", R"({"rasters": ["a.tif", "b.tif"]})");
  put("a.tif");
  put("b.tif");
  EXPECT_EQ(found_in_folder(), (Logs{{"a.tif", "a.layout.json"}}));

  put("g/layout.json", R"({"rasters": ["1.tif", "2.tif"]})");
  put("g/1.tif");
  put("g/2.tif");
  InputOptions options;
  options.inputs = {at("g/2.tif"), at("g/1.tif")};
  EXPECT_EQ(found(options), (Logs{{"g/1.tif", "g/layout.json"}}));
}

TEST_F(FindLogs, TakesAllSheetsThatALayoutNames) {
  put("log_1/layout.json", R"({"raster": "1.tif", "rasters": ["1.tif", "2.tif"], "depth": {)");
  put("log_1/1.tif");
  put("log_1/2.tif");
  put("log_1/both.tif");
  put("own.layout.json", R"({"rasters":["own.tif","log_1/2.tif"]})");
  put("own.tif");
  const auto sheets = [&](const std::string& input) {
    InputOptions options;
    options.inputs = {at(input)};
    std::vector<std::string> names;
    for (const PlannedLog& log : find_logs(options))
      for (const fs::path& scan : log.files.scans)
        names.push_back(scan.lexically_relative(folder_.path()).string());
    return names;
  };
  const std::vector<std::string> both{"log_1/1.tif", "log_1/2.tif"};
  EXPECT_EQ(sheets("log_1"), both);
  EXPECT_EQ(sheets("log_1/layout.json"), both);
  EXPECT_EQ(sheets("log_1/1.tif"), both);
  EXPECT_EQ(sheets("log_1/both.tif"), std::vector<std::string>{"log_1/both.tif"});
  EXPECT_EQ(sheets("own.tif"), (std::vector<std::string>{"own.tif", "log_1/2.tif"}));
}

TEST_F(FindLogs, TakesEveryScanWhereThereIsNoLayout) {
  put("a.TIF");
  put("b/c.jpeg");
  put("b/d.pdf");
  put("b/notes.txt");
  put(".hidden/e.tif");
  put("b/._a.tif");
  EXPECT_EQ(found_in_folder(), (Logs{{"a.TIF", "-"}, {"b/c.jpeg", "-"}, {"b/d.pdf", "-"}}));
}

TEST_F(FindLogs, TakesALayoutOfTheScansOwnName) {
  put("a.tif");
  put("a.layout.json");
  put("b.tif");
  put("b.json");
  EXPECT_EQ(found_in_folder(), (Logs{{"a.tif", "a.layout.json"}, {"b.tif", "b.json"}}));
}

TEST_F(FindLogs, KnowsTheScanOfALayoutThatIsCutOff) {
  put("log_1/layout.json", R"({"raster": "scan.tif", "depth": {"un)");
  put("log_1/scan.tif");
  put("log_1/mask.png");
  EXPECT_EQ(found_in_folder(), (Logs{{"log_1/scan.tif", "log_1/layout.json"}}));
}

TEST_F(FindLogs, MakesOneLogOfALayoutWhoseScanIsMissing) {
  put("log_1/layout.json", R"({"raster": "scan.tif"})");
  put("log_1/mask.png");
  EXPECT_EQ(found_in_folder(), (Logs{{"log_1/scan.tif", "log_1/layout.json"}}));
}

TEST_F(FindLogs, NamesALogTheSameBeforeAndAfterItHasALayout) {
  put("log_1/scan.tif");
  InputOptions options;
  options.inputs = {folder_.path()};
  const std::string before = find_logs(options).at(0).name;
  put("log_1/layout.json", R"({"raster": "scan.tif"})");
  const std::vector<PlannedLog> after = find_logs(options);
  EXPECT_EQ(after.at(0).name, before);
  EXPECT_FALSE(after.at(0).files.layout.empty());
}

TEST_F(FindLogs, DoesOneLogOnceHoweverItIsSpelled) {
  put("log_1/layout.json", R"({"raster": "scan.tif"})");
  put("log_1/scan.tif");
  InputOptions options;
  options.inputs = {folder_.path(), at("log_1/scan.tif"), at("log_1/./scan.tif"), at("log_1/")};
  EXPECT_EQ(find_logs(options).size(), 1U);
}

TEST_F(FindLogs, GivesTheSamePlanInAnyOrder) {
  for (const char* file : {"a/s.tif", "b/s.tif", "c/s.tif", "d/s.pdf", "d/s.tif"}) put(file);
  InputOptions forwards;
  forwards.inputs = {at("a"), at("b"), at("c"), at("d")};
  InputOptions backwards;
  backwards.inputs = {at("d/s.tif"), at("d"), at("c"), at("b"), at("a")};
  const std::vector<PlannedLog> one = find_logs(forwards);
  const std::vector<PlannedLog> other = find_logs(backwards);
  ASSERT_EQ(one.size(), 5U);
  ASSERT_EQ(other.size(), 5U);
  for (std::size_t i = 0; i < one.size(); ++i) EXPECT_EQ(one[i].name, other[i].name);
}

TEST_F(FindLogs, FollowsNoLinkToAFolderAndLeavesOutTheResults) {
  put("a/s.tif");
  put("out/s.tif");
  fs::create_directory_symlink(folder_.path(), folder_ / "a/loop");
  fs::create_symlink(folder_ / "a/s.tif", folder_ / "a/t.tif");
  InputOptions options;
  options.inputs = {folder_.path()};
  options.out = folder_ / "out";
  EXPECT_EQ(found(options), (Logs{{"a/s.tif", "-"}, {"a/t.tif", "-"}}));
}

TEST_F(FindLogs, ReadsManifestsRelativeToTheirFolder) {
  put("sub/m.csv", "scan,layout,name\ns.tif,l.json,W1\n../t.tif,,\n");
  put("t.tif");
  put("t.json");
  InputOptions options;
  options.inputs = {at("sub/m.csv")};
  EXPECT_EQ(found(options), (Logs{{"sub/s.tif", "sub/l.json"}, {"t.tif", "t.json"}}));
  options.inputs.clear();
  fs::rename(folder_ / "sub/m.csv", folder_ / "sub/list");
  options.manifests = {at("sub/list")};
  EXPECT_EQ(find_logs(options).size(), 2U);
}

TEST_F(FindLogs, LetsOneScanHaveTwoLayoutsInAManifest) {
  put("m.csv", "scan,layout\ns.tif,upper.json\ns.tif,lower.json\n");
  InputOptions options;
  options.inputs = {at("m.csv")};
  const std::vector<PlannedLog> logs = find_logs(options);
  ASSERT_EQ(logs.size(), 2U);
  EXPECT_NE(logs[0].name, logs[1].name);
}

TEST_F(FindLogs, RefusesOneNameForTwoLogs) {
  put("m.csv", "scan,name\na.tif,W1\nb.tif,w1\n");
  InputOptions options;
  options.inputs = {at("m.csv")};
  try {
    (void)find_logs(options);
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kUsage);
    EXPECT_NE(std::string(error.what()).find("a.tif and"), std::string::npos) << error.what();
  }
}

TEST_F(FindLogs, ReadsListsAndTakesWhatIsMissingForALog) {
  put("list", at("a") + "\n" + at("none.tif") + "\n");
  put("a/s.tif");
  InputOptions options;
  options.lists = {at("list")};
  EXPECT_EQ(found(options), (Logs{{"a/s.tif", "-"}, {"none.tif", "-"}}));
}

TEST_F(FindLogs, TakesALayoutAsAnInput) {
  put("l.json", R"({ "raster" : "s.tif"})");
  InputOptions options;
  options.inputs = {at("l.json")};
  EXPECT_EQ(found(options), (Logs{{"s.tif", "l.json"}}));
}

TEST_F(FindLogs, TakesALinkToNothingForALogThatWillFail) {
  fs::create_symlink(folder_ / "gone.tif", folder_ / "a.tif");
  fs::create_directory(folder_ / "folder.tif");
  EXPECT_EQ(found_in_folder(), (Logs{{"a.tif", "-"}}));
}

TEST_F(FindLogs, CopesWithNamesThatAreNoText) {
  put("a\nb.tif");
  put("c\xFF.tif");
  put(std::string(251, 'n') + ".tif");
  EXPECT_EQ(found_in_folder().size(), 3U);
}

}  // namespace
}  // namespace logdigitise::batch
