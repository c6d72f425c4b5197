// The whole program on the shipped samples with the shipped model, and on everything that can be wrong with
// them.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/cli/run_program.hpp"
#include "tests/core/bytes_of.hpp"
#include "tests/nn/temporary_folder.hpp"
#include "tests/welllog/strict_las_checker.hpp"

namespace logdigitise::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using logdigitise::testing::bytes_of;

fs::path source_folder() { return LOGDIGITISE_SOURCE_DIR; }

std::vector<fs::path> samples() {
  std::vector<fs::path> folders;
  for (const fs::directory_entry& entry : fs::directory_iterator(source_folder() / "samples")) {
    if (entry.is_directory()) folders.push_back(entry.path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

Outcome convert(const fs::path& layout, const fs::path& out, const std::vector<std::string>& more = {}) {
  std::vector<std::string> arguments = {"convert", "--layout", layout.string(), "-o", out.string(), "-q"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run_program(arguments);
}

/// A layout of the first sample with one thing changed, beside a copy of its scan.
class ChangedSample {
 public:
  explicit ChangedSample(const testing::TemporaryFolder& folder) : folder_(folder) {
    layout_ = Json::parse(bytes_of(sample() / "layout.json"));
    const std::string raster = layout_["raster"];
    fs::copy_file(sample() / raster, folder / raster);
    scan_ = folder / raster;
  }
  static fs::path sample() { return source_folder() / "samples" / "gr_resistivity_porosity"; }
  Json& layout() { return layout_; }
  [[nodiscard]] const fs::path& scan() const { return scan_; }

  /// Expects one line on stderr that holds `says`, the exit code, and no file but layout and scan.
  void expect_refusal(int exit_code, const std::string& says, const std::vector<std::string>& more = {}) {
    std::ofstream(folder_ / "layout.json") << layout_.dump();
    const Outcome outcome = convert(folder_ / "layout.json", folder_ / "out.las", more);
    EXPECT_EQ(outcome.exit_code, exit_code) << outcome.err;
    EXPECT_TRUE(is_one_line(outcome.err)) << outcome.err;
    EXPECT_NE(outcome.err.find(says), std::string::npos) << outcome.err;
    int files = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder_.path())) ++files;
    EXPECT_EQ(files, 2 + files_added_);
  }
  void files_added(int count) { files_added_ = count; }

 private:
  const testing::TemporaryFolder& folder_;
  Json layout_;
  fs::path scan_;
  int files_added_ = 0;
};

TEST(Convert, ReadsEverySampleNearItsCeilingIntoStrictLas) {
  ASSERT_GE(samples().size(), 3U);
  const testing::TemporaryFolder folder;
  for (const fs::path& sample : samples()) {
    const fs::path out = folder / (sample.filename().string() + ".las");
    const Outcome outcome = convert(sample / "layout.json", out);
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "");
    for (const std::string& complaint : testing::check_las(bytes_of(out)))
      ADD_FAILURE() << out << ": " << complaint;

    const Json record = Json::parse(bytes_of(folder / (sample.filename().string() + ".qc.json")));
    for (const char* key : {"status", "reasons", "version", "scans", "layout_sha256", "model", "depth_map",
                            "curves", "damaged_rows", "seconds"}) {
      EXPECT_TRUE(record.contains(key)) << key;
    }

    const auto share = [&](const fs::path& predicted) {
      const Outcome compared = run_program({"compare", predicted.string(), (sample / "truth.las").string(),
                                            "--layout", (sample / "layout.json").string(), "--json"});
      return Json::parse(compared.out)["all"]["track"]["within_2_percent"].get<double>();
    };
    EXPECT_GE(share(out), 0.9 * share(sample / "ceiling.las")) << sample;
  }
}

TEST(Convert, TilesLeaveNoSeam) {
  const testing::TemporaryFolder folder;
  const fs::path layout = ChangedSample::sample() / "layout.json";
  ASSERT_EQ(convert(layout, folder / "a.las", {"--tile-rows", "4096"}).exit_code, 0);
  ASSERT_EQ(convert(layout, folder / "b.las", {"--tile-rows", "256"}).exit_code, 0);
  EXPECT_EQ(bytes_of(folder / "a.las"), bytes_of(folder / "b.las"));
}

TEST(Convert, SaysTheSameTwice) {
  const testing::TemporaryFolder folder;
  const fs::path layout = ChangedSample::sample() / "layout.json";
  // In many tiles, of which several are in work at a time where there are threads.
  ASSERT_EQ(convert(layout, folder / "a.csv", {"--tile-rows", "256"}).exit_code, 0);
  ASSERT_EQ(convert(layout, folder / "b.csv", {"--tile-rows", "256", "--threads", "1"}).exit_code, 0);
  EXPECT_EQ(bytes_of(folder / "a.csv"), bytes_of(folder / "b.csv"));
}

TEST(Convert, WritesConfidenceAndPointsOnRequest) {
  const testing::TemporaryFolder folder;
  const fs::path layout = ChangedSample::sample() / "layout.json";
  const fs::path plot = folder / "a.pdf";
  ASSERT_EQ(convert(layout, folder / "a.las", {"--confidence", "--points", "50", "--plot", plot.string()})
                .exit_code,
            0);
  EXPECT_EQ(bytes_of(plot).rfind("%PDF-", 0), 0U) << "and a plot, as its name asks";
  const std::string las = bytes_of(folder / "a.las");
  EXPECT_NE(las.find("_CONF"), std::string::npos);
  EXPECT_EQ(std::count(las.begin() + static_cast<std::ptrdiff_t>(las.find("~A")), las.end(), '\n'), 51);
  for (const std::string& complaint : testing::check_las(las)) ADD_FAILURE() << complaint;
}

TEST(Convert, RefusesATruncatedScan) {
  const testing::TemporaryFolder folder;
  ChangedSample sample(folder);
  fs::resize_file(sample.scan(), 100);
  sample.expect_refusal(3, sample.scan().string());
}

TEST(Convert, RefusesAScanThatIsNone) {
  const testing::TemporaryFolder folder;
  ChangedSample sample(folder);
  std::ofstream(sample.scan()) << "depth,gr\n1000,50\n";
  sample.expect_refusal(3, sample.scan().string());
}

TEST(Convert, RefusesALayoutWithoutACurve) {
  const testing::TemporaryFolder folder;
  ChangedSample sample(folder);
  for (Json& track : sample.layout()["tracks"]) track["curves"] = Json::array();
  sample.expect_refusal(3, "no curve");
}

TEST(Convert, RefusesALayoutOffThePage) {
  const testing::TemporaryFolder folder;
  ChangedSample sample(folder);
  for (Json& edge : sample.layout()["tracks"][0]["edges"]) {
    edge["left"] = edge["left"].get<double>() + 50'000;
    edge["right"] = edge["right"].get<double>() + 50'000;
  }
  sample.expect_refusal(3, "track");
}

TEST(Convert, RefusesTwoTiesOfOneDepth) {
  const testing::TemporaryFolder folder;
  ChangedSample sample(folder);
  Json& ties = sample.layout()["depth"]["ties"];
  ties = Json::array({ties[0], ties[0]});
  ties[1]["y"] = ties[1]["y"].get<double>() + 100;
  sample.expect_refusal(3, "depth");
}

TEST(Convert, RefusesWeightsThatAreBroken) {
  const testing::TemporaryFolder folder;
  ChangedSample sample(folder);
  std::string weights = bytes_of(source_folder() / "models" / "tracks-v8.safetensors");
  ASSERT_GT(weights.size(), 10'000U);
  weights[weights.size() - 1000] = static_cast<char>(weights[weights.size() - 1000] ^ 0x40);
  std::ofstream(folder / "broken.safetensors", std::ios::binary) << weights;
  sample.files_added(1);
  sample.expect_refusal(3, "broken.safetensors", {"--model", (folder / "broken.safetensors").string()});
}

TEST(Convert, RefusesAnOutputOfAnotherKindBeforeTheWork) {
  const Outcome outcome = convert(ChangedSample::sample() / "layout.json", "out.xlsx");
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_TRUE(is_one_line(outcome.err)) << outcome.err;
}

}  // namespace
}  // namespace logdigitise::cli
