#include "logdigitise/batch/worker_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <fstream>
#include <iostream>
#include <new>
#include <thread>

#include "logdigitise/core/error.hpp"
#include "logdigitise/core/no_network.hpp"

namespace logdigitise::batch {

namespace {

constexpr int kInternalError = 1;

/// False if the other side is gone.
bool send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    } else if (errno != EINTR) {
      return false;
    }
  }
  return true;
}

/// The next line from the parent; empty when there will be none.
std::string next_line(int socket) {
  std::string line;
  char c = '\0';
  while (true) {
    const ssize_t got = read(socket, &c, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return {};
    if (c == '\n') return line;
    line += c;
  }
}

void write_text(const char* path, const char* text) {
  const int descriptor = open(path, O_WRONLY | O_CLOEXEC);
  if (descriptor < 0) return;
  [[maybe_unused]] const ssize_t ignored = write(descriptor, text, std::strlen(text));
  close(descriptor);
}

void set_up_worker(pid_t parent, const WorkerSurroundings& surroundings) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(0);  // It died before the line above.
  signal(SIGINT, SIG_IGN);
  signal(SIGTERM, SIG_IGN);
  // How a worker crashed is for the batch to see, whatever the program does about crashes of its own.
  for (const int crash : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) signal(crash, SIG_DFL);
  write_text("/proc/self/oom_score_adj", "500");
  // A crash in a batch of thousands is in the journal; as many core files would fill the disk.
  const rlimit no_core{};
  if (getenv("LOGDIGITISE_CORE_DUMP") == nullptr)
    setrlimit(RLIMIT_CORE, &no_core);  // NOLINT(concurrency-mt-unsafe)
  forbid_network();
  for (const int descriptor : surroundings.not_its_own) close(descriptor);
  if (!surroundings.scratch.empty()) {
    setenv("TMPDIR", surroundings.scratch.c_str(), 1);  // NOLINT(concurrency-mt-unsafe): no threads yet.
  }
  const int nothing = open("/dev/null", O_RDWR | O_CLOEXEC);
  if (nothing < 0) return;
  dup2(nothing, STDIN_FILENO);
  dup2(nothing, STDOUT_FILENO);
  if (!surroundings.keep_stderr) dup2(nothing, STDERR_FILENO);
  close(nothing);
}

void do_tasks(int socket, const StartWorker& start) {
  const DoTask do_task = start();
  if (!send_all(socket, "ready\n")) return;
  while (true) {
    const std::string line = next_line(socket);
    std::size_t task = 0;
    if (std::from_chars(line.data(), line.data() + line.size(), task).ec != std::errc{}) return;
    const Answer answer = do_task(task);
    if (!send_all(socket, fmt::format("done {} {}\n", answer.retire ? 1 : 0, answer.text))) return;
    if (answer.retire) return;
  }
}

/// Never returns into what the parent was doing, nor does an exception: out of memory in a handler ends the
/// worker.
[[noreturn]] void be_worker(int socket, const StartWorker& start) noexcept {
  std::string fault;
  try {
    do_tasks(socket, start);
    _exit(0);
  } catch (const Error& error) {
    fault = fmt::format("fault {} {}\n", exit_code(error.kind()), error.what());
  } catch (const std::bad_alloc&) {
    fault = fmt::format("fault {} out of memory\n", exit_code(ErrorKind::kEnvironment));
  } catch (const std::exception& error) {
    fault = fmt::format("fault {} {}", kInternalError, error.what());
    for (char& c : fault) c = c == '\n' ? ' ' : c;
    fault += '\n';
  } catch (...) {
    fault = fmt::format("fault {} an exception of unknown kind\n", kInternalError);
  }
  send_all(socket, fault);
  _exit(kInternalError);
}

}  // namespace

WorkerProcess::WorkerProcess(const StartWorker& start, const WorkerSurroundings& surroundings) {
  std::array<int, 2> ends{-1, -1};
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    throw environment_error("", "a worker cannot be started", errno);
  }
  // What the parent still holds back for its own output must not be printed twice.
  std::cout.flush();
  std::fflush(nullptr);
  const pid_t parent = getpid();
  pid_ = fork();
  if (pid_ < 0) {
    const int code = errno;
    close(ends[0]);
    close(ends[1]);
    throw environment_error("", "a worker cannot be started", code);
  }
  if (pid_ == 0) {
    close(ends[0]);
    set_up_worker(parent, surroundings);
    be_worker(ends[1], start);
  }
  close(ends[1]);
  socket_ = ends[0];
}

WorkerProcess::~WorkerProcess() {
  if (pid_ > 0) kill(pid_, SIGKILL);
  close(socket_);
  reap();
}

void WorkerProcess::send_task(std::size_t task) const { send_all(socket_, fmt::format("{}\n", task)); }

std::vector<std::string> WorkerProcess::receive() {
  std::array<char, 1 << 16> buffer{};
  while (!is_gone_) {
    const ssize_t got = recv(socket_, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (got > 0) {
      pending_.append(buffer.data(), static_cast<std::size_t>(got));
    } else if (got < 0 && errno == EINTR) {
      continue;
    } else {
      is_gone_ = got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
      break;
    }
  }
  std::vector<std::string> lines;
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = pending_.find('\n', begin)) != std::string::npos; begin = end + 1) {
    lines.push_back(pending_.substr(begin, end - begin));
  }
  pending_.erase(0, begin);
  return lines;
}

std::string WorkerProcess::how_it_ended() {
  reap();
  if (WIFSIGNALED(status_)) {
    const char* const name = sigabbrev_np(WTERMSIG(status_));
    return fmt::format("signal {} (SIG{})", WTERMSIG(status_), name != nullptr ? name : "?");
  }
  return fmt::format("exit code {}", WEXITSTATUS(status_));
}

bool WorkerProcess::was_killed() const { return WIFSIGNALED(status_) && WTERMSIG(status_) == SIGKILL; }

std::int64_t WorkerProcess::rss_bytes() const {
  std::ifstream file(fmt::format("/proc/{}/statm", pid_));
  std::int64_t size_pages = 0;
  std::int64_t resident_pages = 0;
  if (!(file >> size_pages >> resident_pages)) return 0;
  return resident_pages * sysconf(_SC_PAGESIZE);
}

// A process that waits for a dead network disk does not even die of SIGKILL: it is given up after a while,
// for it must not hold the others.
void WorkerProcess::reap() {
  if (pid_ <= 0) return;
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(3);
  while (true) {
    const pid_t done = waitpid(pid_, &status_, WNOHANG);
    if (done == pid_ || (done < 0 && errno != EINTR)) break;
    if (std::chrono::steady_clock::now() >= deadline) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  pid_ = -1;
}

}  // namespace logdigitise::batch
