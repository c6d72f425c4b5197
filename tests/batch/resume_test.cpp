#include "logdigitise/batch/resume.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "logdigitise/core/sha256.hpp"
#include "tests/nn/temporary_folder.hpp"

namespace logdigitise::batch {
namespace {

namespace fs = std::filesystem;

/// A log that was done with the settings `s`.
class Resume : public ::testing::Test {
 protected:
  Resume() {
    std::ofstream(folder_ / "scan.tif") << "scan";
    std::ofstream(folder_ / "l.json") << "layout";
    std::ofstream(folder_ / "a.las") << "las";
    log_.name = "a";
    log_.files = {{folder_ / "scan.tif"}, folder_ / "l.json"};
    entry_.name = "a";
    entry_.status = LogStatus::kReview;
    entry_.settings = "s";
    entry_.scans = {stamp_of(folder_ / "scan.tif")};
    entry_.layout = stamp_of(folder_ / "l.json");
    entry_.outputs = {stamp_of(folder_ / "a.las")};
    entry_.outputs[0].path = "a.las";
  }
  [[nodiscard]] Decision decision(const ResumeOptions& options = {}) const {
    return decide(log_, &entry_, "s", folder_.path(), options);
  }
  void fail(Cause cause) {
    entry_.status = LogStatus::kFailed;
    entry_.cause = cause;
    entry_.outputs.clear();
  }

  testing::TemporaryFolder folder_;
  PlannedLog log_;
  JournalEntry entry_;
};

TEST_F(Resume, KeepsWhatIsDoneAndUnchanged) {
  EXPECT_EQ(decision(), Decision::kKeep);
  EXPECT_EQ(decide(log_, nullptr, "s", folder_.path(), {}), Decision::kNew);
  EXPECT_EQ(decision({.force = true}), Decision::kForced);
}

TEST_F(Resume, DoesAgainWhatHasChanged) {
  EXPECT_EQ(decide(log_, &entry_, "other settings", folder_.path(), {}), Decision::kAgain);
  std::ofstream(folder_ / "scan.tif") << "other scan";
  EXPECT_EQ(decision(), Decision::kAgain);
}

TEST_F(Resume, KeepsWhatAReviewCorrectedAndNothingElse) {
  std::ofstream(folder_ / "a.las") << "corrected";
  const auto record = [&](const std::string& before, const std::string& after) {
    std::ofstream(folder_ / "a.qc.json") << R"({"review":{"log_sha256":")" << after
                                         << R"(","decisions":[{"log_sha256":")" << before << R"("}]}})";
  };
  EXPECT_EQ(decision(), Decision::kAgain) << "no record says who did it";
  record(entry_.outputs[0].sha256, sha256_hex("corrected"));
  EXPECT_EQ(decision(), Decision::kKeep);
  record(entry_.outputs[0].sha256, sha256_hex("changed again"));
  EXPECT_EQ(decision(), Decision::kAgain);
  record(sha256_hex("another log"), sha256_hex("corrected"));
  EXPECT_EQ(decision(), Decision::kAgain);
  std::ofstream(folder_ / "a.qc.json")
      << R"({"review":)" << std::string(100'000, '[') << std::string(100'000, ']') << "}";
  EXPECT_EQ(decision(), Decision::kAgain) << "no record, so nothing that a review left";
}

TEST_F(Resume, DoesAgainWithAnotherLayoutOrNone) {
  std::ofstream(folder_ / "l.json") << "other layout";
  EXPECT_EQ(decision(), Decision::kAgain);
  log_.files.layout.clear();
  EXPECT_EQ(decision(), Decision::kAgain);
}

TEST_F(Resume, DoesAgainWhoseOutputIsGoneOrChanged) {
  std::ofstream(folder_ / "a.las") << "edited";
  EXPECT_EQ(decision(), Decision::kAgain);
  fs::remove(folder_ / "a.las");
  EXPECT_EQ(decision(), Decision::kAgain);
}

TEST_F(Resume, GivesUpWhatFailedForGood) {
  fail(Cause::kInput);
  EXPECT_EQ(decision(), Decision::kGivenUp);
  EXPECT_EQ(decision({.retry_failed = true}), Decision::kRetry);
  std::ofstream(folder_ / "scan.tif") << "a better scan";
  EXPECT_EQ(decision(), Decision::kAgain);
}

TEST_F(Resume, RetriesWhatMayDoBetter) {
  fail(Cause::kEnvironment);
  EXPECT_EQ(decision(), Decision::kRetry);
  for (const Cause cause : {Cause::kCrash, Cause::kTimeout, Cause::kMemory}) {
    fail(cause);
    EXPECT_EQ(decision(), Decision::kGivenUp);
  }
}

}  // namespace
}  // namespace logdigitise::batch
