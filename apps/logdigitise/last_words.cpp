#include "last_words.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>

#include "logdigitise/core/error.hpp"
#include "logdigitise/core/unfinished_files.hpp"

namespace logdigitise::app {

namespace {

constexpr int kInternalError = 1;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

volatile std::sig_atomic_t main_has_ended = 0;

// All from here to `crashed` is called from signal handlers.

void write_all(std::string_view text) noexcept {
  while (!text.empty()) {
    const ssize_t written = ::write(STDERR_FILENO, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return;
    text.remove_prefix(static_cast<std::size_t>(written));
  }
}

[[noreturn]] void end_short_of(std::string_view what) noexcept {
  write_all("logdigitise: a library could not go on for want of ");
  write_all(what);
  write_all("\n");
  _exit(exit_code(ErrorKind::kEnvironment));
}

/// Returns if `failure`, the last value of errno, tells of no shortage.
void end_if_short(int failure) noexcept {
  if (failure == ENOMEM) end_short_of("memory");
  if (failure == EMFILE || failure == ENFILE) end_short_of("open files");
}

extern "C" void crashed(int signal) {
  const int last_failure = errno;
  remove_unfinished_files();
  // LibTorch and what it stands on do not always look whether they got what they asked for.
  end_if_short(last_failure);
  const char* const name = sigabbrev_np(signal);
  write_all("logdigitise: internal error: a crash (SIG");
  write_all(name != nullptr ? name : "?");
  write_all("); please report it\n");
  _exit(kInternalError);
}

/// OpenMP's library calls exit(1) if it gets no memory.
extern "C" void exiting() {
  const int last_failure = errno;
  if (main_has_ended != 0) return;
  remove_unfinished_files();
  end_if_short(last_failure);
  write_all("logdigitise: internal error: a library ended the program; please report it\n");
  _exit(kInternalError);
}

[[noreturn]] void terminated() {
  const int last_failure = errno;
  remove_unfinished_files();
  try {
    if (std::current_exception()) std::rethrow_exception(std::current_exception());
  } catch (const std::bad_alloc&) {
    say("out of memory");
    _exit(exit_code(ErrorKind::kEnvironment));
  } catch (...) {
    say("internal error: an exception where none may be; please report it");
    _exit(kInternalError);
  }
  if (last_failure == ENOMEM) end_short_of("memory");  // Not even an exception could be made.
  say("internal error: terminated; please report it");
  _exit(kInternalError);
}

}  // namespace

void say(std::string_view text) noexcept {
  // One write for one line, so that lines of several processes do not mix; what is longer is not of our
  // making.
  std::array<char, 4096> line{};
  constexpr std::string_view kName = "logdigitise: ";
  std::memcpy(line.data(), kName.data(), kName.size());
  const std::size_t length = std::min(text.size(), line.size() - kName.size() - 1);
  std::memcpy(line.data() + kName.size(), text.data(), length);
  line[kName.size() + length] = '\n';
  write_all({line.data(), kName.size() + length + 1});
}

void open_missing_streams() noexcept {
  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; ++stream) {
    // The lowest free number is taken, which is this one: those below it are open.
    if (fcntl(stream, F_GETFD) < 0 && errno == EBADF) static_cast<void>(open("/dev/null", O_RDWR));
  }
}

void catch_crashes() {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): the first thing that main does.
  if (kSanitized || std::getenv("LOGDIGITISE_CORE_DUMP") != nullptr) return;
  // A stack of its own: where the usual one has overflowed there is no room for the handler.
  static std::array<char, 65536> stack;
  stack_t alternative = {};
  alternative.ss_sp = stack.data();
  alternative.ss_size = stack.size();
  sigaltstack(&alternative, nullptr);
  struct sigaction action = {};
  action.sa_handler = crashed;
  sigemptyset(&action.sa_mask);
  action.sa_flags = static_cast<int>(static_cast<unsigned>(SA_ONSTACK) | static_cast<unsigned>(SA_RESETHAND));
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) sigaction(signal, &action, nullptr);
  std::set_terminate(terminated);
  std::atexit(exiting);
}

int end_of_main(int code) noexcept {
  main_has_ended = 1;
  return code;
}

}  // namespace logdigitise::app
