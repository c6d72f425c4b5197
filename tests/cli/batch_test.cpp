// batch and report as a user runs them, on small drawn logs.

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "logdigitise/core/sha256.hpp"
#include "tests/cli/run_program.hpp"
#include "tests/core/bytes_of.hpp"
#include "tests/nn/temporary_folder.hpp"
#include "tests/welllog/strict_las_checker.hpp"

namespace logdigitise::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using logdigitise::testing::bytes_of;

/// Names and bytes of the files in a folder whose names end in `ending`.
std::map<std::string, std::string> files_in(const fs::path& folder, const std::string& ending) {
  std::map<std::string, std::string> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(ending)) files[name] = bytes_of(entry.path());
  }
  return files;
}

int lines(const std::string& text) { return static_cast<int>(std::count(text.begin(), text.end(), '\n')); }

/// Five small logs in folders log_0001..log_0005, drawn once; each test gets a copy.
class Batch : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    drawn_ = fs::temp_directory_path() / ("logdigitise-batch-test-" + std::to_string(getpid()));
    fs::remove_all(drawn_);
    const Outcome outcome =
        run_program({"synthesise", "--out", drawn_.string(), "--count", "5", "--seed", "5", "--feet", "40",
                     "--dpi", "100", "--no-masks", "--preset", "two_curve"});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  }
  static void TearDownTestSuite() { fs::remove_all(drawn_); }

  Batch() { fs::copy(drawn_, folder_ / "logs", fs::copy_options::recursive); }

  [[nodiscard]] std::string at(const std::string& name) const { return (folder_ / name).string(); }

  /// A drawn scan may be a TIFF, a JPEG or a PNG.
  [[nodiscard]] fs::path scan_of(const std::string& log) const {
    const Json layout = Json::parse(bytes_of(drawn_ / log / "layout.json"));
    return folder_ / "logs" / log / layout["raster"].get<std::string>();
  }

  [[nodiscard]] Outcome batch(const std::string& out, const std::vector<std::string>& more = {}) const {
    std::vector<std::string> arguments = {"batch",        at("logs"),  "--out", at(out),
                                          "--no-seconds", "--threads", "1"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_program(arguments);
  }

  testing::TemporaryFolder folder_;
  static fs::path drawn_;
};

fs::path Batch::drawn_;

TEST_F(Batch, MakesOfEachLogWhatConvertMakes) {
  const Outcome outcome = batch("out");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.err, "");
  const auto logs = files_in(folder_ / "out", ".las");
  ASSERT_EQ(logs.size(), 5U);
  ASSERT_EQ(files_in(folder_ / "out", ".qc.json").size(), 5U);
  for (const auto& [name, bytes] : logs) {
    for (const std::string& complaint : testing::check_las(bytes)) ADD_FAILURE() << name << ": " << complaint;
  }
  const Outcome converted = run_program({"convert", "--layout", at("logs/log_0003/layout.json"), "-o",
                                         at("third.las"), "-q", "--threads", "1"});
  ASSERT_EQ(converted.exit_code, 0) << converted.err;
  const auto third = std::find_if(
      logs.begin(), logs.end(), [](const auto& log) { return log.first.find("log_0003") != log.first.npos; });
  ASSERT_NE(third, logs.end());
  EXPECT_EQ(third->second, bytes_of(folder_ / "third.las"));
}

TEST_F(Batch, AppliesDecisionsAndLeavesThemWhenItGoesOn) {
  ASSERT_EQ(batch("out").exit_code, 0);
  const auto logs = files_in(folder_ / "out", ".las");
  const std::string name = logs.begin()->first.substr(0, logs.begin()->first.size() - 4);
  const Json record = Json::parse(bytes_of(folder_ / ("out/" + name + ".qc.json")));
  const Json rename{{"do", "rename"}, {"curve", record["curves"][0]["mnemonic"]}, {"name", "MENDED"}};
  fs::create_directory(folder_ / "decided");
  const auto decide = [&](const std::string& sha256) {
    std::ofstream(folder_ / ("decided/" + name + ".decisions.json")) << Json{
        {"format", "logdigitise decisions 1"}, {"log", {{"sha256", sha256}}}, {"decisions", {rename}}};
  };
  decide(sha256_hex(logs.begin()->second));
  const Outcome outcome = batch("out", {"--resume", "--decisions", at("decided")});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  auto corrected = files_in(folder_ / "out", ".las");
  EXPECT_NE(corrected[name + ".las"].find("MENDED"), std::string::npos);
  EXPECT_EQ(batch("out", {"--resume", "--decisions", at("decided")}).exit_code, 0);
  EXPECT_EQ(files_in(folder_ / "out", ".las"), corrected) << "a resumed batch does not undo a review";
  decide("another log");
  EXPECT_EQ(batch("out", {"--resume", "--decisions", at("decided")}).exit_code, 3);
  EXPECT_EQ(batch("out", {"--resume", "--decisions", at("nowhere")}).exit_code, 2);
}

TEST_F(Batch, NamesBrokenLogsAndDoesTheOthers) {
  fs::resize_file(scan_of("log_0002"), 100);
  fs::remove(folder_ / "logs/log_0004/layout.json");
  std::ofstream(folder_ / "logs/log_0005/layout.json")
      << "{\"raster\": " << scan_of("log_0005").filename() << ", \"depth\"";
  const Outcome outcome = batch("out", {"--json"});
  EXPECT_EQ(outcome.exit_code, 3);
  const Json summary = Json::parse(outcome.out);
  ASSERT_EQ(summary["failures"].size(), 3U);
  for (const Json& failure : summary["failures"]) {
    EXPECT_NE(failure["reasons"][0].get<std::string>().find("log_000"), std::string::npos) << failure;
    EXPECT_NE(outcome.err.find(failure["name"].get<std::string>()), std::string::npos) << outcome.err;
  }
  EXPECT_EQ(lines(outcome.err), 4) << outcome.err;
  EXPECT_EQ(summary["failures"][1]["status"], "refused");
  EXPECT_EQ(files_in(folder_ / "out", ".las").size(), 2U);

  const Outcome resumed = batch("out", {"--resume", "--json"});
  EXPECT_EQ(resumed.exit_code, 3) << "what failed for good has still failed";
  EXPECT_EQ(Json::parse(resumed.out)["kept"], 5);
  EXPECT_EQ(Json::parse(resumed.out)["failures"], summary["failures"]);

  fs::copy(drawn_ / "log_0004/layout.json", folder_ / "logs/log_0004/layout.json");
  const Outcome mended = batch("out", {"--resume", "--json"});
  EXPECT_EQ(Json::parse(mended.out)["kept"], 4) << "a layout that has come is reason enough";
  EXPECT_EQ(files_in(folder_ / "out", ".las").size(), 3U);
}

TEST_F(Batch, InterruptedEndsSoonAndResumesToTheSameBytes) {
  ASSERT_EQ(batch("whole").exit_code, 0);
  for (const int signal : {SIGINT, SIGTERM}) {
    fs::remove_all(folder_ / "out");
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      const std::string logs = at("logs");
      const std::string out = at("out");
      std::freopen("/dev/null", "w", stderr);
      execl(LOGDIGITISE_BINARY, "logdigitise", "batch", logs.c_str(), "--out", out.c_str(), "--no-seconds",
            "--jobs", "1", static_cast<char*>(nullptr));
      _exit(127);
    }
    for (int i = 0; i < 3000 && (!fs::exists(folder_ / "out") || files_in(folder_ / "out", ".las").empty());
         ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    const auto begin = std::chrono::steady_clock::now();
    kill(child, signal);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 128 + signal);
    EXPECT_FALSE(fs::exists(folder_ / "out/.staging"));
    EXPECT_LT(files_in(folder_ / "out", ".las").size(), 5U) << "too late to be a test";
  }
  EXPECT_EQ(batch("out", {"--resume"}).exit_code, 0);
  EXPECT_EQ(files_in(folder_ / "out", ".las"), files_in(folder_ / "whole", ".las"));
  EXPECT_EQ(files_in(folder_ / "out", ".qc.json"), files_in(folder_ / "whole", ".qc.json"));
}

TEST_F(Batch, ShardsGiveTheReportOfOneRun) {
  fs::resize_file(scan_of("log_0002"), 100);
  (void)batch("one");
  for (const char* shard : {"2/3", "3/3", "1/3"}) (void)batch("three", {"--shard", shard});
  EXPECT_EQ(files_in(folder_ / "one", ".las"), files_in(folder_ / "three", ".las"));
  for (const char* out : {"one", "three"}) {
    const Outcome outcome = run_program({"report", at(out)});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "");
    EXPECT_NE(outcome.out.find("failed         1"), std::string::npos) << outcome.out;
  }
  for (const char* file : {"report.csv", "report.json", "index.html"}) {
    EXPECT_EQ(bytes_of(folder_ / "one" / file), bytes_of(folder_ / "three" / file)) << file;
    EXPECT_NE(bytes_of(folder_ / "one" / file).find("log_0002"), std::string::npos) << file;
  }
}

TEST_F(Batch, DryRunSaysWhatAndWritesNothing) {
  const Outcome outcome = batch("out", {"--dry-run", "--json"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(lines(outcome.out), 5);
  EXPECT_EQ(Json::parse(outcome.out.substr(0, outcome.out.find('\n')))["decision"], "new");
  EXPECT_FALSE(fs::exists(folder_ / "out"));
}

TEST_F(Batch, ReadsAListFromStdinAndAManifest) {
  std::ofstream(folder_ / "m.csv") << "scan,layout,name\n,logs/log_0001/layout.json,W 1\nlogs/log_0002/"
                                   << scan_of("log_0002").filename().string()
                                   << ",logs/log_0002/layout.json,W2\n";
  const std::string command = "printf '" + at("m.csv") + "\\0" + at("logs/log_0003") +
                              "\\0' | " LOGDIGITISE_BINARY " batch --from-file - -q --threads 1 --out " +
                              at("out") + " >/dev/null";
  const int status = std::system(command.c_str());
  EXPECT_EQ(WEXITSTATUS(status), 0);
  const auto logs = files_in(folder_ / "out", ".las");
  ASSERT_EQ(logs.size(), 3U);
  EXPECT_TRUE(logs.contains("W2.las"));
}

TEST_F(Batch, FailsOnReviewWhenAskedTo) {
  const Outcome outcome = batch("out", {"--fail-on-review", "--json"});
  const bool needs_review = Json::parse(outcome.out)["statuses"].contains("review");
  EXPECT_EQ(outcome.exit_code, needs_review ? 4 : 0);
}

TEST_F(Batch, RefusesWhatCannotBeMeant) {
  expect_failure(run_program({"batch", "--out", at("out")}), 2, "needs INPUT");
  expect_failure(run_program({"batch", at("logs")}), 2, "--out");
  expect_failure(batch("out", {"--shard", "9/8"}), 2, "--shard");
  expect_failure(batch("logs/log_0001/layout.json"), 2, "is no folder");
  expect_failure(run_program({"batch", "--from-file", at("none"), "--out", at("out")}), 2, "none");
  expect_failure(batch("out", {"--model", "no-such-model"}), 2, "no-such-model");
  fs::create_directory(folder_ / "empty");
  expect_failure(run_program({"batch", at("empty"), "--out", at("out")}), 3, "no scan");
  EXPECT_FALSE(fs::exists(folder_ / "out"));
}

TEST_F(Batch, WhereNothingCanBeWrittenIsAnEnvironmentError) {
  expect_failure(run_program({"batch", at("logs"), "--out", "/proc/self/none"}), 5, "/proc/self/none");
  const std::string command = std::string(LOGDIGITISE_BINARY) + " batch " + at("logs/log_0001") +
                              " -q --threads 1 --out " + at("out") + " >/dev/full 2>/dev/null";
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  EXPECT_EQ(WEXITSTATUS(std::system(command.c_str())), 5);
}

TEST_F(Batch, OnAFullDiskStopsWithOneLineAndNothingPartial) {
  fs::create_directory(folder_ / "small");
  if (mount("none", at("small").c_str(), "tmpfs", 0, "size=40k") != 0) {
    GTEST_SKIP() << "a small tmpfs cannot be mounted here: " << std::strerror(errno);
  }
  const Outcome outcome = batch("small/out");
  const auto logs = files_in(folder_ / "small/out", ".las");
  const auto records = files_in(folder_ / "small/out", ".qc.json");
  const bool is_tidy = !fs::exists(folder_ / "small/out/.staging");
  mount("none", at("small").c_str(), "tmpfs", MS_REMOUNT, "size=4m");
  const Outcome resumed = batch("small/out", {"--resume"});
  const auto all = files_in(folder_ / "small/out", ".las");
  umount(at("small").c_str());

  expect_failure(outcome, 5, "No space left on device");
  EXPECT_TRUE(is_tidy);
  EXPECT_LT(logs.size(), 5U) << "the disk was not full";
  for (const auto& [name, bytes] : logs) EXPECT_TRUE(testing::check_las(bytes).empty()) << name;
  for (const auto& [name, bytes] : records) EXPECT_TRUE(Json::accept(bytes)) << name;
  EXPECT_EQ(resumed.exit_code, 0) << resumed.err;
  EXPECT_EQ(all.size(), 5U);
}

TEST_F(Batch, LeavesTheResultOfALogWhoseNameIsALink) {
  ASSERT_EQ(batch("out", {"--shard", "0/1"}).exit_code, 0);
  const std::string name = files_in(folder_ / "out", ".las").begin()->first;
  std::ofstream(folder_ / "precious.txt") << "precious";
  fs::remove(folder_ / "out" / name);
  fs::create_symlink(folder_ / "precious.txt", folder_ / "out" / name);
  ASSERT_EQ(batch("out", {"--resume"}).exit_code, 0);
  EXPECT_EQ(bytes_of(folder_ / "precious.txt"), "precious");
  EXPECT_FALSE(fs::is_symlink(folder_ / "out" / name));
}

TEST(Report, RefusesWhatIsNoResult) {
  const testing::TemporaryFolder folder;
  const Outcome none = run_program({"report", folder.path().string()});
  EXPECT_EQ(none.exit_code, 3);
  EXPECT_TRUE(is_one_line(none.err)) << none.err;
  EXPECT_EQ(run_program({"report"}).exit_code, 2);
  EXPECT_EQ(run_program({"report", "a", "b"}).exit_code, 2);
}

}  // namespace
}  // namespace logdigitise::cli
