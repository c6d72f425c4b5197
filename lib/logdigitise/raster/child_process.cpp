#include "logdigitise/raster/child_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <system_error>
#include <thread>

#include "logdigitise/core/error.hpp"
#include "logdigitise/core/no_network.hpp"

namespace logdigitise::raster {

namespace {

constexpr int kCannotStart = 127;

void set_limit(int resource, std::int64_t value) {
  rlimit limit{};
  limit.rlim_cur = limit.rlim_max = static_cast<rlim_t>(value);
  ::setrlimit(static_cast<__rlimit_resource>(resource), &limit);
}

// Between fork and exec only calls that are safe after a fork in a program with threads.
[[noreturn]] void become(const char* program, char* const* arguments, const char* error_file,
                         const ProcessLimits& limits) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  set_limit(RLIMIT_AS, limits.memory_bytes);
  set_limit(RLIMIT_FSIZE, limits.file_bytes);
  set_limit(RLIMIT_CPU, limits.cpu_s);
  set_limit(RLIMIT_CORE, 0);
  forbid_network();
  const int nothing = ::open("/dev/null", O_RDWR);
  const int errors = ::open(error_file, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (nothing < 0 || errors < 0) ::_exit(kCannotStart);
  ::dup2(nothing, STDIN_FILENO);
  ::dup2(nothing, STDOUT_FILENO);
  ::dup2(errors, STDERR_FILENO);
  ::execv(program, arguments);
  ::_exit(kCannotStart);
}

// Waits for `pid`, killing it after `wall_s`; returns whether it had to be killed.
bool wait_with_timeout(pid_t pid, int wall_s, int& status) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(wall_s);
  while (true) {
    const pid_t done = ::waitpid(pid, &status, WNOHANG);
    if (done == pid || (done < 0 && errno != EINTR)) return false;
    if (std::chrono::steady_clock::now() >= deadline) {
      ::kill(pid, SIGKILL);
      while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
      }
      return true;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
}

}  // namespace

std::optional<std::filesystem::path> find_program(const std::string& name) {
  const char* folders = std::getenv("PATH");
  std::string rest = folders != nullptr ? folders : "";
  while (!rest.empty()) {
    const std::size_t colon = rest.find(':');
    const std::filesystem::path candidate = std::filesystem::path(rest.substr(0, colon)) / name;
    rest = colon == std::string::npos ? std::string() : rest.substr(colon + 1);
    std::error_code ignored;
    // A relative folder in PATH would let the scan's own folder decide what is run.
    if (candidate.is_absolute() && std::filesystem::is_regular_file(candidate, ignored) &&
        ::access(candidate.c_str(), X_OK) == 0) {
      return candidate;
    }
  }
  return std::nullopt;
}

ProcessResult run_program(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                          const std::filesystem::path& scratch, const ProcessLimits& limits) {
  const std::filesystem::path error_file = scratch / "stderr";
  std::string name = program.filename().string();
  std::vector<std::string> texts = arguments;
  std::vector<char*> pointers{name.data()};
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);

  const pid_t pid = ::fork();
  if (pid < 0) throw environment_error(program.string(), "cannot be started", errno);
  if (pid == 0) become(program.c_str(), pointers.data(), error_file.c_str(), limits);

  ProcessResult result;
  int status = 0;
  result.timed_out = wait_with_timeout(pid, limits.wall_s, status);
  if (WIFEXITED(status)) result.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU) result.timed_out = true;
  std::ifstream errors(error_file, std::ios::binary);
  result.error_text.resize(4096);
  errors.read(result.error_text.data(), static_cast<std::streamsize>(result.error_text.size()));
  result.error_text.resize(static_cast<std::size_t>(errors.gcount()));
  if (result.exit_code == kCannotStart) throw environment_error(program.string(), "cannot be started");
  return result;
}

ScratchFolder::ScratchFolder() {
  std::error_code failure;
  const std::filesystem::path base = std::filesystem::temp_directory_path(failure);
  std::string pattern = (failure ? std::filesystem::path("/tmp") : base) / "logdigitise-XXXXXX";
  if (::mkdtemp(pattern.data()) == nullptr)
    throw environment_error(pattern, "no temporary folder can be made", errno);
  path_ = pattern;
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace logdigitise::raster
