// Batches with a worker that only pretends to digitise: quick, and it can be made to fail in every way.

#include "logdigitise/batch/run_batch.hpp"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "logdigitise/batch/report.hpp"
#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/core/interrupt.hpp"
#include "logdigitise/core/random.hpp"
#include "logdigitise/core/sha256.hpp"
#include "tests/core/bytes_of.hpp"
#include "tests/nn/temporary_folder.hpp"

namespace logdigitise::batch {
namespace {

namespace fs = std::filesystem;
using logdigitise::testing::bytes_of;

void sleep_ms(int ms) { std::this_thread::sleep_for(std::chrono::milliseconds(ms)); }

/// The results in a folder: names and bytes, without journals and what begins with a dot.
std::map<std::string, std::string> results_in(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(".") || name.starts_with("journal")) continue;
    files[name] = bytes_of(entry.path());
  }
  return files;
}

std::string las_of(const PlannedLog& log) {
  std::string text = "~V of " + log.name + "\n";
  for (int i = 0; i < 200; ++i) text += sha256_hex(log.name + std::to_string(i)) + "\n";
  return text;
}

class RunBatch : public ::testing::Test {
 protected:
  RunBatch() {
    options_.out = folder_ / "out";
    options_.pool.jobs = 2;
    options_.settings = "s";
  }

  /// `count` logs, whose scans exist.
  void make_logs(int count) {
    fs::create_directories(folder_ / "scans");
    for (int i = 0; i < count; ++i) {
      const fs::path scan = folder_ / "scans" / (std::to_string(i) + ".tif");
      std::ofstream(scan) << "scan " << i;
      plan_.push_back(
          {{{scan}, {}}, name_from_path(scan.filename().string()), sha256_hex(scan.filename().string())});
    }
    std::sort(plan_.begin(), plan_.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  }

  /// Writes a record and a log; `misbehave` comes before.
  [[nodiscard]] StartWorker worker(
      const std::function<void(const PlannedLog&, JournalEntry&)>& misbehave = {}, int sleep = 0) const {
    return [this, misbehave, sleep]() -> DoTask {
      return [this, misbehave, sleep](std::size_t task) -> Answer {
        const PlannedLog& log = plan_[task];
        JournalEntry entry;
        entry.name = log.name;
        entry.status = task % 3 == 0 ? LogStatus::kReview : LogStatus::kOk;
        entry.curves = {{"GR", 0.5, 0.75}};
        if (misbehave) misbehave(log, entry);
        if (!is_done(entry.status)) return {journal_line(entry)};
        const fs::path staging = staging_folder(options_.out, options_.shard);
        for (const char* extension : {".qc.json", ".las"}) {
          const fs::path file = options_.out / (log.name + extension);
          sleep_ms(sleep);
          write_file_atomically(file, las_of(log) + extension, staging);
          entry.outputs.push_back(stamp_of(file));
          entry.outputs.back().path = file.filename();
          entry.outputs.back().sha256 = sha256_file(file);
        }
        return {journal_line(entry)};
      };
    };
  }

  [[nodiscard]] BatchSummary run(const StartWorker& start) {
    Progress silent;
    return run_batch(plan_, options_, start, silent);
  }

  [[nodiscard]] std::string report() const { return report_csv(read_journals({options_.out}, true).latest); }

  /// In a process of its own, so that it can be killed.
  [[nodiscard]] pid_t run_in_child(const StartWorker& start) {
    const pid_t child = fork();
    if (child == 0) {
      try {
        (void)run(start);
      } catch (...) {
        _exit(1);
      }
      _exit(0);
    }
    return child;
  }

  testing::TemporaryFolder folder_;
  std::vector<PlannedLog> plan_;
  BatchOptions options_;
};

TEST_F(RunBatch, DoesEveryLogAndKeepsItsJournal) {
  make_logs(20);
  const BatchSummary summary = run(worker());
  EXPECT_EQ(summary.logs.at(LogStatus::kOk) + summary.logs.at(LogStatus::kReview), 20);
  EXPECT_EQ(summary.kept, 0);
  EXPECT_EQ(results_in(options_.out).size(), 40U);
  EXPECT_EQ(read_journals({options_.out}, true).latest.size(), 20U);
  EXPECT_FALSE(fs::exists(staging_folder(options_.out, options_.shard)));
}

TEST_F(RunBatch, AsksWhatToDoWithEarlierResults) {
  make_logs(4);
  (void)run(worker());
  try {
    (void)run(worker());
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kUsage);
    EXPECT_NE(std::string(error.what()).find("--resume"), std::string::npos);
  }
}

TEST_F(RunBatch, ResumesWithoutDoingAnythingTwice) {
  make_logs(10);
  (void)run(worker());
  options_.resume = true;
  const BatchSummary again = run(worker([](const PlannedLog&, JournalEntry&) { raise(SIGSEGV); }));
  EXPECT_EQ(again.kept, 10);
  EXPECT_TRUE(again.failures.empty());
}

TEST_F(RunBatch, NamesEachFailureAndRetriesThemWhenTold) {
  make_logs(10);
  const std::string bad = plan_[4].name;
  const auto fail = [bad](const PlannedLog& log, JournalEntry& entry) {
    if (log.name != bad) return;
    entry.status = LogStatus::kFailed;
    entry.cause = Cause::kInput;
    entry.reasons = {"is no scan"};
  };
  for (int round = 0; round < 2; ++round) {
    const BatchSummary summary = run(worker(fail));
    ASSERT_EQ(summary.failures.size(), 1U) << "told on resumption too";
    EXPECT_EQ(summary.failures[0].name, bad);
    EXPECT_EQ(summary.failures[0].reasons, std::vector<std::string>{"is no scan"});
    EXPECT_EQ(summary.kept, round == 0 ? 0 : 10);
    options_.resume = true;
  }
  options_.redo.retry_failed = true;
  const BatchSummary better = run(worker());
  EXPECT_TRUE(better.failures.empty());
  EXPECT_EQ(better.kept, 9);
  EXPECT_EQ(results_in(options_.out).size(), 20U);
}

TEST_F(RunBatch, TakesAwayResultsOfAScanThatFailsNow) {
  make_logs(3);
  (void)run(worker());
  options_.redo.force = true;
  (void)run(worker([&](const PlannedLog& log, JournalEntry& entry) {
    if (log.name == plan_[1].name) entry.status = LogStatus::kFailed;
  }));
  const auto results = results_in(options_.out);
  EXPECT_EQ(results.size(), 4U);
  EXPECT_FALSE(results.contains(plan_[1].name + ".las"));
}

TEST_F(RunBatch, SurvivesCrashesAndHangs) {
  make_logs(12);
  options_.pool.timeout_s = 1.0;
  const BatchSummary summary = run(worker([&](const PlannedLog& log, JournalEntry&) {
    if (log.name == plan_[2].name) raise(SIGSEGV);
    if (log.name == plan_[7].name) sleep_ms(60'000);
  }));
  ASSERT_EQ(summary.failures.size(), 2U);
  EXPECT_EQ(summary.failures[0].cause, Cause::kCrash);
  EXPECT_EQ(summary.failures[0].reasons[0], "its worker ended with signal 11 (SIGSEGV), 2 times");
  EXPECT_EQ(summary.failures[1].cause, Cause::kTimeout);
  EXPECT_EQ(summary.failures[1].reasons[0], "took longer than 1 s (--timeout)");
  EXPECT_EQ(results_in(options_.out).size(), 20U);
}

TEST_F(RunBatch, TakesAKilledWorkerForAShortageOfMemory) {
  make_logs(2);
  const BatchSummary summary = run(worker([&](const PlannedLog& log, JournalEntry&) {
    if (log.name == plan_[0].name) raise(SIGKILL);
  }));
  ASSERT_EQ(summary.failures.size(), 1U);
  EXPECT_EQ(summary.failures[0].cause, Cause::kEnvironment);
  EXPECT_NE(summary.failures[0].reasons[0].find("short of memory"), std::string::npos);
}

TEST_F(RunBatch, StopsAfterTooManyFailures) {
  make_logs(50);
  options_.max_failures = 3;
  const BatchSummary summary =
      run(worker([](const PlannedLog&, JournalEntry& entry) { entry.status = LogStatus::kFailed; }));
  EXPECT_GE(summary.failures.size(), 3U);
  EXPECT_LE(summary.failures.size(), 5U) << "those in work may end";
  EXPECT_EQ(summary.not_begun, 50 - static_cast<std::int64_t>(summary.failures.size()));
}

TEST_F(RunBatch, StopsForAFullDiskAndGoesOnLater) {
  make_logs(10);
  try {
    (void)run(worker([&](const PlannedLog& log, JournalEntry&) {
      if (log.name == plan_[5].name) throw environment_error("out", "cannot be written", ENOSPC);
    }));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kEnvironment);
  }
  EXPECT_FALSE(fs::exists(staging_folder(options_.out, options_.shard)));
  options_.resume = true;
  EXPECT_TRUE(run(worker()).failures.empty());
  EXPECT_EQ(results_in(options_.out).size(), 20U);
}

TEST_F(RunBatch, StopsAtOnceWhenInterrupted) {
  class Stopping : public Progress {
   public:
    void status(std::string_view /*text*/) override { throw Interrupted(SIGINT); }
  };
  make_logs(10);
  Stopping progress;
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_THROW((void)run_batch(plan_, options_, worker([&](const PlannedLog& log, JournalEntry&) {
                                 if (log.name != plan_[0].name && log.name != plan_[1].name) sleep_ms(60'000);
                               }),
                               progress),
               Interrupted);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
  EXPECT_EQ(results_in(options_.out).size(), 4U);
  EXPECT_FALSE(fs::exists(staging_folder(options_.out, options_.shard)));
}

TEST_F(RunBatch, KeepsASecondBatchOut) {
  make_logs(4);
  const pid_t first = run_in_child(worker({}, 2000));
  while (!fs::exists(options_.out / "journal.jsonl")) sleep_ms(5);
  options_.resume = true;
  options_.patience = std::chrono::milliseconds(300);
  try {
    (void)run(worker());
    ADD_FAILURE() << "two batches at once";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kEnvironment);
    EXPECT_NE(std::string(error.what()).find("another batch is at work"), std::string::npos) << error.what();
  }
  kill(first, SIGKILL);
  waitpid(first, nullptr, 0);
  options_.patience = std::chrono::seconds(10);
  EXPECT_TRUE(run(worker()).failures.empty()) << "let in once the other is gone";
  EXPECT_EQ(results_in(options_.out).size(), 8U);
}

TEST_F(RunBatch, KilledAtAnyMomentEndsWithTheSameBytes) {
  make_logs(40);
  options_.resume = true;
  const fs::path killed = options_.out;
  options_.out = folder_ / "undisturbed";
  (void)run(worker());
  const auto expected = results_in(options_.out);
  const std::string expected_report = report();
  options_.out = killed;

  Random random(2026);
  int kills = 0;
  while (kills < 25) {
    const pid_t child = run_in_child(worker({}, 2));
    sleep_ms(random.integer(5, 60));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    if (WIFSIGNALED(status)) ++kills;
    if (fs::exists(killed)) {
      for (const auto& [name, bytes] : results_in(killed)) {
        ASSERT_TRUE(expected.contains(name) && expected.at(name) == bytes) << name << " after kill " << kills;
      }
    }
    if (WIFEXITED(status)) {
      ASSERT_EQ(WEXITSTATUS(status), 0);
      // Done before we were: once more from the beginning.
      if (kills < 25) fs::remove_all(killed);
    }
  }
  (void)run(worker());
  EXPECT_EQ(results_in(killed), expected);
  EXPECT_EQ(report(), expected_report);
  for (const fs::directory_entry& entry : fs::directory_iterator(killed)) {
    EXPECT_FALSE(entry.path().filename().string().starts_with(".staging")) << entry.path();
  }
}

TEST_F(RunBatch, ShardsMakeTheSameReport) {
  make_logs(60);
  const auto misbehave = [](const PlannedLog& log, JournalEntry& entry) {
    if (log.name.starts_with("7")) {
      entry.status = LogStatus::kRefused;
      entry.reasons = {"no <b>layout</b>"};
    }
  };
  (void)run(worker(misbehave));
  const std::string expected_report = report();
  const auto expected = results_in(options_.out);

  options_.out = folder_ / "shards";
  const std::vector<PlannedLog> all = plan_;
  for (const std::uint32_t index : {2U, 0U, 4U, 1U, 3U}) {
    options_.shard = {index, 5};
    plan_ = logs_of_shard(all, options_.shard);
    (void)run(worker([&](const PlannedLog& log, JournalEntry& entry) {
      misbehave(log, entry);
      // Which task it is differs from shard to shard, so must what it makes not.
      const auto place =
          std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.name == log.name; });
      if (is_done(entry.status))
        entry.status = (place - all.begin()) % 3 == 0 ? LogStatus::kReview : LogStatus::kOk;
    }));
  }
  EXPECT_EQ(report(), expected_report);
  EXPECT_EQ(results_in(options_.out), expected);
  EXPECT_EQ(report_page(read_journals({options_.out}, true).latest),
            report_page(read_journals({folder_ / "out"}, true).latest));
}

}  // namespace
}  // namespace logdigitise::batch
