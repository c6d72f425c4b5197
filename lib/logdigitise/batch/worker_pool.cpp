#include "logdigitise/batch/worker_pool.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

#include "logdigitise/core/error.hpp"

namespace logdigitise::batch {

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) {
  return std::chrono::duration<double>(Clock::now() - begin).count();
}

/// What stopped a worker, thrown on in the parent. `text` is `<exit code> <message>`.
[[noreturn]] void throw_fault(const std::string& text) {
  const std::size_t blank = std::min(text.find(' '), text.size());
  const std::string code = text.substr(0, blank);
  const std::string message = text.substr(std::min(blank + 1, text.size()));
  for (const ErrorKind kind : {ErrorKind::kUsage, ErrorKind::kInput, ErrorKind::kEnvironment}) {
    if (code == std::to_string(exit_code(kind))) throw Error(kind, "", message);
  }
  throw std::runtime_error("a worker said: " + message);
}

}  // namespace

WorkerPool::WorkerPool(const PoolOptions& options, StartWorker start)
    : options_(options),
      start_(std::move(start)),
      workers_(static_cast<std::size_t>(std::max(1, options.jobs))) {}

void WorkerPool::run(const PoolClient& client) {
  is_exhausted_ = false;
  while (true) {
    fill_slots(client);
    const bool is_busy = std::any_of(workers_.begin(), workers_.end(),
                                     [](const Worker& worker) { return worker.task.has_value(); });
    if (!is_busy) break;
    wait_for_messages();
    // Before any result is believed: a worker that was forked just after a signal came knows of it too, and
    // may have given its task up.
    client.on_tick();
    for (Worker& worker : workers_) {
      if (worker.process) serve(worker, client);
    }
  }
  for (Worker& worker : workers_) worker = {};
}

void WorkerPool::fill_slots(const PoolClient& client) {
  for (Worker& worker : workers_) {
    if (worker.task) continue;
    worker.task = take_task(client);
    if (!worker.task) return;
    // A task waits for its worker's start in the worker's slot: no worker is started without work.
    if (!worker.process) start(worker);
    if (worker.is_ready) {
      worker.since = Clock::now();
      worker.process->send_task(*worker.task);
    }
  }
}

std::optional<std::size_t> WorkerPool::take_task(const PoolClient& client) {
  if (!again_.empty()) {
    const std::size_t task = again_.back();
    again_.pop_back();
    return task;
  }
  if (is_exhausted_) return std::nullopt;
  const std::optional<std::size_t> task = client.next();
  is_exhausted_ = !task.has_value();
  return task;
}

void WorkerPool::start(Worker& worker) {
  WorkerSurroundings surroundings;
  surroundings.keep_stderr = options_.keep_worker_stderr;
  for (const Worker& other : workers_) {
    if (other.process) surroundings.not_its_own.push_back(other.process->socket());
  }
  if (!options_.scratch.empty()) {
    // What the slot's last worker left when it was killed goes with it.
    surroundings.scratch = options_.scratch / fmt::format("worker-{}", &worker - workers_.data());
    std::error_code failure;
    std::filesystem::remove_all(surroundings.scratch, failure);
    std::filesystem::create_directories(surroundings.scratch, failure);
    if (failure) {
      throw environment_error(surroundings.scratch.string(), "the folder cannot be made", failure.value());
    }
  }
  worker.process = std::make_unique<WorkerProcess>(start_, surroundings);
  worker.is_ready = false;
  worker.since = Clock::now();
}

void WorkerPool::wait_for_messages() {
  constexpr int kTickMs = 100;
  std::vector<pollfd> waiting;
  for (const Worker& worker : workers_) {
    if (worker.process) waiting.push_back({worker.process->socket(), POLLIN, 0});
  }
  // A signal ends the wait early, which is what a person who presses Ctrl-C wants.
  if (poll(waiting.data(), waiting.size(), kTickMs) < 0 && errno != EINTR) {
    throw environment_error("", "the workers cannot be waited for", errno);
  }
}

void WorkerPool::serve(Worker& worker, const PoolClient& client) {
  for (const std::string& message : worker.process->receive()) hear(worker, message, client);
  if (worker.retires) {
    worker = {};
  } else if (worker.process->is_gone()) {
    bury(worker, client);
  } else if (worker.task) {
    check_limits(worker, client);
  }
}

void WorkerPool::hear(Worker& worker, const std::string& message, const PoolClient& client) {
  const std::string fault = "fault ";
  const std::string done = "done ";
  if (message.starts_with(fault)) throw_fault(message.substr(fault.size()));
  if (message == "ready") {
    failed_starts_ = 0;
    worker.is_ready = true;
    worker.since = Clock::now();
    if (worker.task) worker.process->send_task(*worker.task);
  } else if (message.starts_with(done) && message.size() >= done.size() + 2 && worker.task) {
    const TaskResult result{*worker.task, Ending::kAnswered, message.substr(done.size() + 2),
                            seconds_since(worker.since)};
    worker.task.reset();
    // The next task first: the worker need not wait until this one is in the journal.
    worker.retires = message[done.size()] == '1';
    if (!worker.retires) fill_slots(client);
    client.on_result(result);
  }
}

void WorkerPool::bury(Worker& worker, const PoolClient& client) {
  constexpr int kMostFailedStarts = 3;
  const std::string ending = worker.process->how_it_ended();
  const bool was_killed = worker.process->was_killed();
  const bool was_ready = worker.is_ready;
  const std::optional<std::size_t> task = worker.task;
  const double seconds = seconds_since(worker.since);
  worker = {};
  if (!was_ready && ++failed_starts_ >= kMostFailedStarts) {
    throw environment_error("", fmt::format("workers cannot be started: {} of them ended with {} before they "
                                            "were ready",
                                            failed_starts_, ending));
  }
  if (!task) return;
  if (!was_ready || crashes_[*task]++ < options_.tries_after_a_crash) {
    again_.push_back(*task);
  } else {
    client.on_result({*task, was_killed ? Ending::kKilled : Ending::kCrashed, ending, seconds});
  }
}

void WorkerPool::check_limits(Worker& worker, const PoolClient& client) const {
  const double seconds = seconds_since(worker.since);
  const bool is_late = options_.timeout_s > 0.0 && seconds > options_.timeout_s;
  const bool is_large = options_.max_rss_bytes > 0 && worker.process->rss_bytes() > options_.max_rss_bytes;
  if (!is_late && !is_large) return;
  const std::size_t task = *worker.task;
  if (!worker.is_ready) {
    worker = {};
    throw environment_error("", fmt::format("a worker was not ready after {:.0f} s, or too large before its "
                                            "first log; raise --timeout or --max-rss",
                                            seconds));
  }
  worker = {};
  client.on_result({task, is_late ? Ending::kTimedOut : Ending::kTooLarge, "", seconds});
}

}  // namespace logdigitise::batch
