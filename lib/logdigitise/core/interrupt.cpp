#include "logdigitise/core/interrupt.hpp"

#include <atomic>
#include <csignal>
#include <cstdint>
#include <ctime>

#include "logdigitise/core/unfinished_files.hpp"

namespace logdigitise {

namespace {

// A signal handler has no other way to tell the program anything.
std::atomic<int> pending_signal{0};
static_assert(std::atomic<int>::is_always_lock_free, "a handler may only touch lock-free atomics");

std::atomic<std::int64_t> first_signal_ms{0};
static_assert(std::atomic<std::int64_t>::is_always_lock_free, "a handler may only touch lock-free atomics");

/// Signals that come closer together than this are one: `timeout` sends its own to a program and to its
/// group.
constexpr std::int64_t kTogetherMs = 200;

std::int64_t now_ms() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<std::int64_t>(now.tv_sec) * 1000 + now.tv_nsec / 1'000'000;
}

extern "C" void remember_signal(int signal) {
  std::int64_t first_ms = 0;
  const std::int64_t now = now_ms();
  if (first_signal_ms.compare_exchange_strong(first_ms, now)) {
    pending_signal.store(signal, std::memory_order_relaxed);
    return;
  }
  if (now - first_ms < kTogetherMs) return;
  // Whoever presses Ctrl-C twice means it.
  remove_unfinished_files();
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

}  // namespace

void catch_interrupts() {
  struct sigaction action = {};
  action.sa_handler = remember_signal;
  sigemptyset(&action.sa_mask);
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

int interrupted() noexcept { return pending_signal.load(std::memory_order_relaxed); }

void throw_if_interrupted() {
  const int signal = interrupted();
  if (signal != 0) throw Interrupted(signal);
}

}  // namespace logdigitise
