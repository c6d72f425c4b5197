// What each verb promises beyond the common rules: its exit codes and its silence.

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/cli/run_program.hpp"

namespace logdigitise::cli {
namespace {

TEST(Version, TellsItselfAndItsLibrariesOnStdout) {
  const Outcome outcome = run_program({"version"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.err, "");
  EXPECT_EQ(outcome.out.rfind("logdigitise ", 0), 0U);
  EXPECT_NE(outcome.out.find("LibTorch"), std::string::npos);
}

TEST(Version, AsJsonHasTheSameKeysEverywhere) {
  const Outcome outcome = run_program({"version", "--json"});
  EXPECT_EQ(outcome.exit_code, 0);
  for (const char* key : {"\"version\"", "\"commit\"", "\"compiler\"", "\"libraries\"", "\"system\"",
                          "\"cores\"", "\"cpu_kernels\"", "\"devices\"", "\"models\"", "\"sha256\""}) {
    EXPECT_NE(outcome.out.find(key), std::string::npos) << key;
  }
}

TEST(Version, OptionPrintsOneLine) {
  const Outcome outcome = run_program({"--version"});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(std::count(outcome.out.begin(), outcome.out.end(), '\n'), 1) << outcome.out;
}

TEST(Convert, WithoutOutputIsAUsageError) {
  expect_failure(run_program({"convert", "scan.tif", "--layout", "layout.json"}), 2, "");
}

TEST(Convert, OfMissingFilesIsAnInputError) {
  expect_failure(
      run_program({"convert", "no/such.tif", "--layout", "no/such.json", "-o", "never-written.las"}), 3,
      "no/such");
}

TEST(Compare, OfMissingFilesIsAnInputError) {
  expect_failure(run_program({"compare", "no/such.las", "no/truth.las"}), 3, "no/");
}

TEST(Plots, OfOtherKindsAreUsageErrors) {
  expect_failure(run_program({"compare", "a.las", "b.las", "--plot", "picture.pdf"}), 2,
                 "does not end in .svg or .html");
  expect_failure(run_program({"convert", "scan.tif", "-o", "out.las", "--plot", "picture.png"}), 2,
                 "does not end in .svg or .pdf");
}

TEST(Compare, WithoutTruthIsAUsageError) { expect_failure(run_program({"compare", "no/such.las"}), 2, ""); }

TEST(Evaluate, WalksOnShardsOnly) {
  expect_failure(run_program({"evaluate", "no/such", "--walk", "recall,0.3"}), 2, "--walk");
  expect_failure(run_program({"evaluate", "no/such", "--walk", "recal"}), 2, "--walk");
}

TEST(Synthesise, WithoutAFolderIsAUsageError) {
  expect_failure(run_program({"synthesise", "--count", "1", "--seed", "1"}), 2, "--out");
}

TEST(Model, NamesAnUnknownSubverb) {
  expect_failure(run_program({"model", "lst"}), 2, "did you mean \"list\"?");
}

}  // namespace
}  // namespace logdigitise::cli
