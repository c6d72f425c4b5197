#pragma once
// One worker: a fork of this process that does tasks, one after the other, and says of each what came out.

#include <sys/types.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace logdigitise::batch {

/// What a worker says of a task that it finished.
struct Answer {
  std::string text;  ///< One line, any bytes but a line end.
  /// The worker is not to be trusted with another task (its device is lost, its memory was full).
  bool retire = false;
};

/// Does task number `task`, in a worker. What it throws stops the whole pool: a task that merely fails says
/// so in its answer.
using DoTask = std::function<Answer(std::size_t task)>;

/// Runs once in each worker before its first task: loads the model. What it throws stops the whole pool.
using StartWorker = std::function<DoTask()>;

struct WorkerSurroundings {
  std::vector<int> not_its_own;   ///< Descriptors that the worker is to close: those of other workers.
  std::filesystem::path scratch;  ///< Its TMPDIR, for its parent to clear away; empty: as its parent's.
  bool keep_stderr = false;       ///< Else what libraries print there is lost.
};

/// The parent's side of a worker. Parent and worker talk through a pair of sockets, in lines: the parent
/// sends a task's number, the worker `ready`, `done 0 <text>` (`done 1` if it retires) or `fault <exit code>
/// <message>`.
///
/// Being a fork, the worker begins with everything the parent knows and needs no start of the program; so the
/// parent must have no threads. The worker ignores SIGINT and SIGTERM (its parent decides), dies with its
/// parent, and is the first that the system takes when memory runs out.
class WorkerProcess {
 public:
  /// An environment error if there can be no process.
  WorkerProcess(const StartWorker& start, const WorkerSurroundings& surroundings);
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;
  ~WorkerProcess();  ///< Kills it.

  [[nodiscard]] int socket() const { return socket_; }

  /// Nothing happens if the worker is gone: its end is heard of by receive().
  void send_task(std::size_t task) const;

  /// Lines that have come and were not yet given out, without waiting. Call when the socket is readable.
  [[nodiscard]] std::vector<std::string> receive();

  /// Whether receive() has met the end: the worker is gone, or going.
  [[nodiscard]] bool is_gone() const { return is_gone_; }

  /// `signal 11 (SIGSEGV)`, `exit code 3`; call once it is gone.
  [[nodiscard]] std::string how_it_ended();
  /// Whether that was SIGKILL, which no fault of a program's own sends; call after how_it_ended.
  [[nodiscard]] bool was_killed() const;

  /// Resident memory; 0 if it cannot be told.
  [[nodiscard]] std::int64_t rss_bytes() const;

 private:
  void reap();

  pid_t pid_ = -1;  ///< -1 once reaped, or given up.
  int socket_ = -1;
  int status_ = 0;
  bool is_gone_ = false;
  std::string pending_;
};

}  // namespace logdigitise::batch
