// What holds for every verb: help, mistakes, exit codes, and who may write where.

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/cli/run_program.hpp"

namespace logdigitise::cli {
namespace {

/// A config file that is gone when the test is over.
class ConfigFile {
 public:
  explicit ConfigFile(const std::string& text)
      : path_(std::filesystem::temp_directory_path() /
              ("logdigitise-cli-test-" + std::to_string(getpid()) + ".toml")) {
    std::ofstream(path_) << text;
  }
  ConfigFile(const ConfigFile&) = delete;
  ConfigFile& operator=(const ConfigFile&) = delete;
  ~ConfigFile() { std::filesystem::remove(path_); }
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

void expect_usage_error(const Outcome& outcome, const std::string& says) {
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_TRUE(is_one_line(outcome.err)) << outcome.err;
  EXPECT_NE(outcome.err.find(says), std::string::npos) << outcome.err;
}

TEST(CommandLine, HelpListsTheVerbs) {
  const Outcome outcome = run_program({"--help"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.err, "");
  const std::vector<std::string> names = verbs();
  EXPECT_NE(std::find(names.begin(), names.end(), "version"), names.end()) << outcome.out;
}

TEST(CommandLine, EveryVerbHasHelp) {
  for (const std::string& verb : verbs()) {
    const Outcome outcome = run_program({verb, "--help"});
    EXPECT_EQ(outcome.exit_code, 0) << verb;
    EXPECT_EQ(outcome.err, "") << verb;
    EXPECT_NE(outcome.out.find("Usage: logdigitise " + verb), std::string::npos) << outcome.out;
  }
}

TEST(CommandLine, EveryVerbNamesAnUnknownOption) {
  for (const std::string& verb : verbs()) {
    SCOPED_TRACE(verb);
    expect_usage_error(run_program({verb, "--no-such-thing-at-all"}),
                       "unknown option \"--no-such-thing-at-all\"");
  }
}

TEST(CommandLine, WithoutAVerbIsAUsageError) {
  expect_usage_error(run_program({}), "no verb; expected one of");
}

TEST(CommandLine, OffersTheNearestVerb) {
  expect_usage_error(run_program({"versoin"}), "unknown verb \"versoin\"; did you mean \"version\"?");
  expect_usage_error(run_program({"frobnicate"}), "unknown verb \"frobnicate\". Known here: ");
}

TEST(CommandLine, OffersTheNearestOption) {
  expect_usage_error(run_program({"version", "--jsn"}), "unknown option \"--jsn\"; did you mean \"--json\"?");
  expect_usage_error(run_program({"version", "--thread=2"}), "did you mean \"--threads\"?");
}

TEST(CommandLine, RefusesAnArgumentTooMany) {
  expect_usage_error(run_program({"version", "scan.tif"}), "unexpected argument \"scan.tif\"");
}

TEST(CommandLine, RefusesBadValues) {
  expect_usage_error(run_program({"version", "--threads", "many"}), "--threads");
  expect_usage_error(run_program({"version", "--threads", "-1"}), "--threads");
  expect_usage_error(run_program({"version", "--device", "gpu"}),
                     "\"gpu\" is no device; expected auto, cpu, cuda");
  expect_usage_error(run_program({"version", "--device", "cuda:x"}), "is no device");
  expect_usage_error(run_program({"version", "--precision", "fp8"}), "--precision");
  expect_usage_error(run_program({"version", "--max-pixels", "0"}), "--max-pixels");
  expect_usage_error(run_program({"version", "--max-pages", "0"}), "--max-pages");
  expect_usage_error(run_program({"version", "--model"}), "--model");
}

TEST(CommandLine, SaysWhatAnOptionTakes) {
  const std::vector<std::string> convert{"convert", "scan.tif", "-o", "out.las"};
  const auto refused = [&](const std::string& option, const std::string& value, const std::string& says) {
    std::vector<std::string> words = convert;
    words.insert(words.end(), {option, value});
    expect_usage_error(run_program(words), says);
  };
  refused("--fill", "linear", "--fill: is 'linear'; expected none|spline");
  refused("--max-gap", "-3", "--max-gap: is '-3'; expected NUMBER, 0 or more");
  refused("--points", "1", "--points: is '1'; expected N 2..10000000");
  refused("--operating-point", "high", "expected balanced|precision|recall|0.001..0.999");
  refused("--polarity", "dark", "--polarity: is 'dark'; expected auto|negative|positive");
  const std::string help = run_program({"convert", "--help"}).out;
  EXPECT_NE(help.find("--fill none|spline"), std::string::npos) << help;
  EXPECT_NE(help.find("--min-confidence NUMBER 0..1 [0.1]"), std::string::npos) << help;
  EXPECT_EQ(help.find("->"), std::string::npos) << help;
}

TEST(CommandLine, CompletesTheWordsOfAnOption) {
  const std::string bash = run_program({"completion", "bash"}).out;
  EXPECT_NE(bash.find("\"convert --fill\") words=\"none spline\""), std::string::npos);
  EXPECT_NE(bash.find("*\"--polarity\") words=\"auto negative positive\""), std::string::npos);
}

TEST(CommandLine, WhatIsMissingIsSaidWithWhereToLook) {
  expect_usage_error(run_program({"convert"}), "--out is required. See logdigitise convert --help");
  expect_usage_error(run_program({"convert", "x.tif", "-o", "x.las", "--max-gap"}),
                     "--max-gap: no value; expected NUMBER, 0 or more");
  expect_usage_error(run_program({"model"}), "model: no verb; expected one of list, show");
}

TEST(CommandLine, TakesCommonOptionsBeforeAndAfterTheVerb) {
  const Outcome before = run_program({"--json", "--device", "cuda:1", "version"});
  const Outcome after = run_program({"version", "--json", "--device", "cuda:1"});
  EXPECT_EQ(before.exit_code, 0) << before.err;
  EXPECT_EQ(before.out, after.out);
  EXPECT_EQ(before.out.substr(0, 1), "{");
}

TEST(CommandLine, ReadsAConfigFileAndLetsTheCommandLineWin) {
  const ConfigFile config("json = true\nthreads = 2\n");
  EXPECT_EQ(run_program({"version", "--config", config.path()}).out, run_program({"version", "--json"}).out);
  const ConfigFile wrong("device = \"gpu\"\n");
  expect_usage_error(run_program({"version", "--config", wrong.path()}), "is no device");
  EXPECT_EQ(run_program({"version", "--config", wrong.path(), "--device", "cpu"}).exit_code, 0);
}

TEST(CommandLine, NamesAnUnknownKeyOfAConfigFile) {
  const ConfigFile config("thread = 2\n");
  expect_usage_error(run_program({"version", "--config", config.path()}),
                     config.path() + ": unknown key \"thread\"; did you mean \"threads\"?");
}

TEST(CommandLine, NamesAMissingConfigFile) {
  expect_usage_error(run_program({"version", "--config", "no/such/file.toml"}), "no/such/file.toml");
}

TEST(CommandLine, FailsWhenStdoutCannotTakeTheAnswer) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  const std::string command = std::string(LOGDIGITISE_BINARY) + " version >/dev/full 2>/dev/null";
  const int status = std::system(command.c_str());
  EXPECT_EQ(WEXITSTATUS(status), 5);
}

TEST(CommandLine, KeepsItsExitCodeWhenStderrTakesNothing) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  const std::string command = std::string(LOGDIGITISE_BINARY) + " no-such-verb 2>/dev/full";
  const int status = std::system(command.c_str());
  EXPECT_TRUE(WIFEXITED(status));
  EXPECT_EQ(WEXITSTATUS(status), 2);
}

}  // namespace
}  // namespace logdigitise::cli
