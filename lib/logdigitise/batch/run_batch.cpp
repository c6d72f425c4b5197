#include "logdigitise/batch/run_batch.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <optional>
#include <system_error>
#include <utility>

#include "logdigitise/batch/batch_status.hpp"
#include "logdigitise/batch/folder_lock.hpp"
#include "logdigitise/batch/journal.hpp"
#include "logdigitise/batch/path_text.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/core/interrupt.hpp"

namespace logdigitise::batch {

namespace {

namespace fs = std::filesystem;

void make_folder(const fs::path& folder) {
  std::error_code failure;
  fs::create_directories(folder, failure);
  if (fs::is_directory(folder)) return;
  if (fs::exists(folder)) {
    throw usage_error(text_from_path(folder), "is no folder; --out expects one", "Name another");
  }
  throw environment_error(text_from_path(folder), "the folder cannot be made", failure.value());
}

/// The staging folder, made empty and taken away in the end. A whole batch also clears what shards left that
/// were killed: nobody else can be at work.
class Staging {
 public:
  Staging(const fs::path& out, const Shard& shard, bool others_too) : folder_(staging_folder(out, shard)) {
    std::error_code ignored;
    if (others_too) {
      std::vector<fs::path> left;
      for (const fs::directory_entry& entry : fs::directory_iterator(out, ignored)) {
        if (entry.path().filename().string().starts_with(".staging")) left.push_back(entry.path());
      }
      for (const fs::path& folder : left) fs::remove_all(folder, ignored);
    }
    fs::remove_all(folder_, ignored);
    std::error_code failure;
    fs::create_directory(folder_, failure);
    if (!fs::is_directory(folder_, ignored)) {
      throw environment_error(text_from_path(out), "cannot be written in", failure.value());
    }
  }
  Staging(const Staging&) = delete;
  Staging& operator=(const Staging&) = delete;
  ~Staging() {
    std::error_code failure;
    fs::remove_all(folder_, failure);
    // A shortage (of open files, say) may be over; if not, the next run takes it away.
    if (failure) fs::remove_all(folder_, failure);
  }

 private:
  fs::path folder_;
};

/// Workers name the files they were reading only on success; how these looked is for the parent to say, from
/// before the worker began.
struct InputStamps {
  std::vector<FileStamp> scans;
  FileStamp layout;
};

InputStamps stamps_of(const pipeline::LogFiles& files) {
  InputStamps stamps;
  for (const fs::path& scan : files.scans) stamps.scans.push_back(stamp_of(scan));
  if (!files.layout.empty()) stamps.layout = stamp_of(files.layout);
  return stamps;
}

std::string reason_of(const TaskResult& result, const PoolOptions& limits) {
  switch (result.ending) {
    case Ending::kTimedOut:
      return fmt::format("took longer than {:g} s (--timeout)", limits.timeout_s);
    case Ending::kTooLarge:
      return fmt::format("took more than {} MB of memory (--max-rss)", limits.max_rss_bytes / 1'000'000);
    case Ending::kCrashed:
      return fmt::format("its worker ended with {}, {} times", result.text, 1 + limits.tries_after_a_crash);
    case Ending::kKilled:
      return fmt::format("its worker ended with {}, {} times: most likely the machine is short of memory",
                         result.text, 1 + limits.tries_after_a_crash);
    case Ending::kAnswered:
      break;
  }
  return {};
}

Cause cause_of(Ending ending) {
  switch (ending) {
    case Ending::kTimedOut:
      return Cause::kTimeout;
    case Ending::kTooLarge:
      return Cause::kMemory;
    case Ending::kKilled:
      return Cause::kEnvironment;
    case Ending::kCrashed:
      return Cause::kCrash;
    case Ending::kAnswered:
      break;
  }
  return Cause::kNone;
}

JournalEntry entry_from_answer(const std::string& text) {
  try {
    return entry_from_line(text);
  } catch (const Error&) {
    JournalEntry entry;
    entry.cause = Cause::kCrash;
    entry.reasons = {"its worker's answer made no sense"};
    return entry;
  }
}

/// One run of a batch, told by its pool what to do next.
class Run {
 public:
  Run(const std::vector<PlannedLog>& plan, const BatchOptions& options, Progress& progress)
      : plan_(plan), options_(options), progress_(progress) {
    const JournalContents journals = read_journals({options.out}, false);
    for (const std::string& doubt : journals.doubts) progress.warn(doubt);
    steps_ = plan_steps(plan, journals, options);
    for (std::size_t i = 0; i < plan.size(); ++i) {
      if (is_to_be_done(steps_[i].decision)) {
        ++status_.logs;
      } else {
        count(journals.latest.at(plan[i].name));
        ++summary_.kept;
      }
    }
  }

  void run(const StartWorker& start, JournalWriter& journal) {
    WorkerPool pool(options_.pool, start);
    pool.run({[this] { return next(); }, [&](const TaskResult& result) { journal.append(finish(result)); },
              [this] { tell(); }});
  }

  BatchSummary summary() {
    summary_.not_begun = status_.logs - status_.done;
    std::sort(summary_.failures.begin(), summary_.failures.end(),
              [](const JournalEntry& a, const JournalEntry& b) { return a.name < b.name; });
    return std::move(summary_);
  }

 private:
  std::optional<std::size_t> next() {
    if (options_.max_failures > 0 && status_.failed >= options_.max_failures) return std::nullopt;
    while (next_ < plan_.size() && !is_to_be_done(steps_[next_].decision)) ++next_;
    if (next_ == plan_.size()) return std::nullopt;
    stamps_[next_] = stamps_of(plan_[next_].files);
    return next_++;
  }

  JournalEntry finish(const TaskResult& result) {
    JournalEntry entry = entry_of(result);
    ++status_.done;
    remove_stale_outputs(entry);
    if (!is_done(entry.status)) {
      ++status_.failed;
      progress_.warn(fmt::format("{}: {}", entry.name, fmt::join(entry.reasons, "; ")));
    }
    count(entry);
    return entry;
  }

  JournalEntry entry_of(const TaskResult& result) {
    const PlannedLog& log = plan_[result.task];
    JournalEntry entry;
    if (result.ending == Ending::kAnswered) {
      entry = entry_from_answer(result.text);
    } else {
      entry.cause = cause_of(result.ending);
      entry.reasons = {reason_of(result, options_.pool)};
    }
    entry.name = log.name;
    entry.id = log.id;
    entry.attempt = steps_[result.task].attempt;
    entry.settings = options_.settings;
    entry.version = options_.version;
    entry.seconds = result.seconds;
    put_stamps(std::move(stamps_[result.task]), entry);
    stamps_.erase(result.task);
    return entry;
  }

  /// Hashes are the worker's, who read the files; all else is from before it did.
  static void put_stamps(InputStamps stamps, JournalEntry& entry) {
    for (std::size_t i = 0; i < stamps.scans.size() && i < entry.scans.size(); ++i) {
      stamps.scans[i].sha256 = entry.scans[i].sha256;
    }
    stamps.layout.sha256 = entry.layout.sha256;
    entry.scans = std::move(stamps.scans);
    entry.layout = std::move(stamps.layout);
  }

  /// Takes away what an earlier run made of another scan, or in another format.
  void remove_stale_outputs(const JournalEntry& entry) const {
    for (const char* extension : {".las", ".csv", ".qc.json"}) {
      const fs::path file = entry.name + extension;
      const bool is_new = std::any_of(entry.outputs.begin(), entry.outputs.end(),
                                      [&](const FileStamp& output) { return output.path == file; });
      std::error_code failure;
      if (!is_new) fs::remove(options_.out / file, failure);
      if (failure) {
        throw environment_error(text_from_path(options_.out / file), "cannot be removed", failure.value());
      }
    }
  }

  void count(const JournalEntry& entry) {
    ++summary_.logs[entry.status];
    if (is_done(entry.status)) return;
    if (entry.cause == Cause::kEnvironment) ++summary_.worth_a_retry;
    summary_.failures.push_back(entry);
  }

  void tell() {
    throw_if_interrupted();
    const auto now = std::chrono::steady_clock::now();
    if (now - told_ < std::chrono::seconds(1)) return;
    told_ = now;
    status_.elapsed_s = std::chrono::duration<double>(now - begin_).count();
    progress_.status(status_text(status_));
  }

  const std::vector<PlannedLog>& plan_;
  const BatchOptions& options_;
  Progress& progress_;
  std::vector<PlanStep> steps_;
  std::map<std::size_t, InputStamps> stamps_;  ///< Of the logs in work.
  std::size_t next_ = 0;
  BatchProgress status_;
  BatchSummary summary_;
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point told_ = begin_;
};

}  // namespace

std::vector<PlannedLog> logs_of_shard(const std::vector<PlannedLog>& plan, const Shard& shard) {
  std::vector<PlannedLog> own;
  std::copy_if(plan.begin(), plan.end(), std::back_inserter(own),
               [&](const PlannedLog& log) { return belongs_to(log.id, shard); });
  return own;
}

std::vector<PlanStep> plan_steps(const std::vector<PlannedLog>& plan, const JournalContents& journals,
                                 const BatchOptions& options) {
  const bool may_meet = options.resume || options.redo.retry_failed || options.redo.force;
  std::vector<PlanStep> steps;
  std::int64_t met = 0;
  for (const PlannedLog& log : plan) {
    const auto found = journals.latest.find(log.name);
    const JournalEntry* const latest = found == journals.latest.end() ? nullptr : &found->second;
    if (latest != nullptr) ++met;
    if (may_meet || latest == nullptr) {
      steps.push_back({decide(log, latest, options.settings, options.out, options.redo),
                       latest == nullptr ? 1 : latest->attempt + 1});
    }
  }
  if (met > 0 && !may_meet) {
    throw usage_error(text_from_path(options.out),
                      fmt::format("{} of these {} logs have been here before", met, plan.size()),
                      "Use --resume to go on, --retry-failed to try failed ones again too, --force to do "
                      "all again");
  }
  return steps;
}

fs::path staging_folder(const fs::path& out, const Shard& shard) {
  return out / (shard.count == 1 ? ".staging" : fmt::format(".staging.{}-of-{}", shard.index, shard.count));
}

BatchSummary run_batch(const std::vector<PlannedLog>& plan, const BatchOptions& options,
                       const StartWorker& start, Progress& progress) {
  make_folder(options.out);
  const FolderLock lock(options.out, options.shard, options.patience);
  if (!lock.is_held()) {
    progress.warn(
        fmt::format("{}: its file system has no locks; see to it that no other batch writes the same "
                    "logs there",
                    text_from_path(options.out)));
  }
  Run run(plan, options, progress);
  const Staging staging(options.out, options.shard, lock.is_held() && options.shard.count == 1);
  JournalWriter journal(options.out / journal_name(options.shard));
  run.run(start, journal);
  progress.status("");
  return run.summary();
}

}  // namespace logdigitise::batch
