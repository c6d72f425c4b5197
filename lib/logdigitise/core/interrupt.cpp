#include "logdigitise/core/interrupt.hpp"

#include <atomic>
#include <csignal>

namespace logdigitise {

namespace {

// A signal handler has no other way to tell the program anything.
std::atomic<int> pending_signal{0};
static_assert(std::atomic<int>::is_always_lock_free, "a handler may only touch lock-free atomics");

extern "C" void remember_signal(int signal) { pending_signal.store(signal, std::memory_order_relaxed); }

}  // namespace

void catch_interrupts() {
  struct sigaction action = {};
  action.sa_handler = remember_signal;
  sigemptyset(&action.sa_mask);
  // SA_RESETHAND: whoever presses Ctrl-C twice means it.
  action.sa_flags = static_cast<int>(static_cast<unsigned>(SA_RESTART) | static_cast<unsigned>(SA_RESETHAND));
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

int interrupted() noexcept { return pending_signal.load(std::memory_order_relaxed); }

void throw_if_interrupted() {
  const int signal = interrupted();
  if (signal != 0) throw Interrupted(signal);
}

}  // namespace logdigitise
