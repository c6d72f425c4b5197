#pragma once
// A batch from its plan to its last journal line.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "logdigitise/batch/journal.hpp"
#include "logdigitise/batch/journal_entry.hpp"
#include "logdigitise/batch/log_name.hpp"
#include "logdigitise/batch/planned_log.hpp"
#include "logdigitise/batch/resume.hpp"
#include "logdigitise/batch/worker_pool.hpp"
#include "logdigitise/core/progress.hpp"

namespace logdigitise::batch {

struct BatchOptions {
  std::filesystem::path out;
  Shard shard;
  bool resume =
      false;  ///< Without it, and without retry_failed or force, logs with a journal entry are an error.
  ResumeOptions redo;
  std::int64_t max_failures = 0;  ///< Begin no more logs after this many failed in this run; 0 = any number.
  /// How long to wait for another batch on these logs to end: the workers of one that was killed take a
  /// moment to die, a long one on a busy machine.
  std::chrono::milliseconds patience = std::chrono::seconds(10);
  PoolOptions pool;
  std::string settings;  ///< settings_hash() of digitise_task.hpp.
  std::string version;
};

struct BatchSummary {
  std::map<LogStatus, std::int64_t> logs;  ///< All logs of the plan that have an entry now, by status.
  std::int64_t kept = 0;                   ///< Of these, done or given up by an earlier run.
  std::int64_t not_begun = 0;              ///< After max_failures.
  std::int64_t worth_a_retry = 0;          ///< Failed for want of memory, a device, ...
  std::vector<JournalEntry> failures;      ///< Of this run and of earlier ones, by name.
};

/// The logs of `plan` that belong to the shard.
[[nodiscard]] std::vector<PlannedLog> logs_of_shard(const std::vector<PlannedLog>& plan, const Shard& shard);

struct PlanStep {
  Decision decision = Decision::kNew;
  std::int64_t attempt = 1;  ///< Of the entry that this run would write.
};

/// What is to be done with each log of `plan`, given the journals of `options.out`. A usage error if some
/// logs have entries and no option says what to do with them.
[[nodiscard]] std::vector<PlanStep> plan_steps(const std::vector<PlannedLog>& plan,
                                               const JournalContents& journals, const BatchOptions& options);

/// Folder for files that are being written, below `out`: one to a shard, gone after the batch.
[[nodiscard]] std::filesystem::path staging_folder(const std::filesystem::path& out, const Shard& shard);

/// Does the logs of `plan` (which all belong to the shard) in workers that `start` makes, and keeps the
/// journal. `start` answers as digitise_worker() does; outputs of a log that failed now are removed. Each
/// failed log is told as a warning. Environment errors: the folder cannot be written, another batch is at
/// work on these logs, workers cannot be started; what workers throw passes through, and so does Interrupted
/// from `progress`. In every case the journal says what was done, and staging is empty.
[[nodiscard]] BatchSummary run_batch(const std::vector<PlannedLog>& plan, const BatchOptions& options,
                                     const StartWorker& start, Progress& progress);

}  // namespace logdigitise::batch
