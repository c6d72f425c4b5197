#pragma once
// Tasks done in processes of their own, so that a crash, a hang or a bomb costs one task.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "logdigitise/batch/worker_process.hpp"

namespace logdigitise::batch {

struct PoolOptions {
  int jobs = 1;                    ///< Workers at once; >= 1.
  double timeout_s = 0.0;          ///< Longest time of one task, and of a worker's start; 0 = any.
  std::int64_t max_rss_bytes = 0;  ///< Most resident memory of a worker; 0 = any.
  /// How often a task that a worker died of is given to a new one: it may have been the worker's fault, or
  /// somebody's who killed it.
  int tries_after_a_crash = 1;
  /// Each worker gets a TMPDIR of its own below this, cleared when it is gone; empty: none, they share ours.
  std::filesystem::path scratch{};
  bool keep_worker_stderr = false;
};

enum class Ending {
  kAnswered,
  kCrashed,   ///< The worker ended without an answer, at every try.
  kKilled,    ///< The same, and at the last by SIGKILL from outside: mostly of a machine that is short of
              ///< memory.
  kTimedOut,  ///< It was ended after timeout_s.
  kTooLarge,  ///< It was ended above max_rss_bytes.
};

struct TaskResult {
  std::size_t task = 0;
  Ending ending = Ending::kAnswered;
  std::string text;  ///< The answer; of a crash how the worker ended (WorkerProcess::how_it_ended).
  double seconds = 0.0;
};

/// Who is asked for tasks and told of results, all in the caller's thread.
struct PoolClient {
  std::function<std::optional<std::size_t>()> next;  ///< The next task; none: there are no more.
  std::function<void(const TaskResult&)> on_result;  ///< In any order; a worker already has its next task.
  std::function<void()> on_tick;                     ///< About ten times a second.
};

class WorkerPool {
 public:
  WorkerPool(const PoolOptions& options, StartWorker start);

  /// Does all tasks. What the client's functions throw ends the workers and passes through; so does what
  /// a worker's start or task throws (as an Error of its kind). An environment error if workers do not start.
  void run(const PoolClient& client);

 private:
  struct Worker {
    std::unique_ptr<WorkerProcess> process;
    bool is_ready = false;
    bool retires = false;
    std::optional<std::size_t> task;
    std::chrono::steady_clock::time_point since;  ///< It was given its task, or started.
  };

  void fill_slots(const PoolClient& client);
  [[nodiscard]] std::optional<std::size_t> take_task(const PoolClient& client);
  void start(Worker& worker);
  void wait_for_messages();
  void serve(Worker& worker, const PoolClient& client);
  void hear(Worker& worker, const std::string& message, const PoolClient& client);
  void bury(Worker& worker, const PoolClient& client);
  void check_limits(Worker& worker, const PoolClient& client) const;

  PoolOptions options_;
  StartWorker start_;
  std::vector<Worker> workers_;
  std::vector<std::size_t> again_;      ///< Tasks whose worker crashed, to be tried again.
  std::map<std::size_t, int> crashes_;  ///< By task.
  bool is_exhausted_ = false;           ///< The client has named its last task.
  int failed_starts_ = 0;               ///< One after the other.
};

}  // namespace logdigitise::batch
