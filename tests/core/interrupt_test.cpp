#include "logdigitise/core/interrupt.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <thread>

#include "logdigitise/core/atomic_file.hpp"

namespace logdigitise {
namespace {

// In a child process of its own: the flag stays raised.
void raise_and_look(int signal) {
  catch_interrupts();
  if (interrupted() != 0) _exit(10);
  std::raise(signal);
  if (interrupted() != signal) _exit(11);
  try {
    throw_if_interrupted();
  } catch (const Interrupted& caught) {
    _exit(caught.signal() == signal ? 0 : 12);
  }
  _exit(13);
}

TEST(Interrupt, RemembersTheSignalAndThrowsIt) {
  EXPECT_EXIT(raise_and_look(SIGINT), testing::ExitedWithCode(0), "");
  EXPECT_EXIT(raise_and_look(SIGTERM), testing::ExitedWithCode(0), "");
}

/// SIGTERM and, after a while, SIGINT, in the midst of a file of `folder`.
void interrupt_twice(const std::filesystem::path& folder, std::chrono::milliseconds apart) {
  catch_interrupts();
  AtomicFile file(folder / "log.las");
  file.write("half a ");
  std::raise(SIGTERM);
  std::this_thread::sleep_for(apart);
  std::raise(SIGINT);
  _exit(interrupted() == SIGTERM ? 0 : 10);
}

TEST(Interrupt, SecondSignalEndsTheProcessAndLeavesNoUnfinishedFile) {
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "interrupt_twice";
  std::filesystem::create_directories(folder);
  EXPECT_EXIT(interrupt_twice(folder, std::chrono::milliseconds(300)), testing::KilledBySignal(SIGINT), "");
  EXPECT_TRUE(std::filesystem::is_empty(folder));
  std::filesystem::remove_all(folder);
}

TEST(Interrupt, SignalsThatComeTogetherAreOne) {
  const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "interrupt_together";
  std::filesystem::create_directories(folder);
  EXPECT_EXIT(interrupt_twice(folder, std::chrono::milliseconds(0)), testing::ExitedWithCode(0), "");
  std::filesystem::remove_all(folder);
}

TEST(Interrupt, DoesNothingWithoutASignal) { EXPECT_NO_THROW(throw_if_interrupted()); }

}  // namespace
}  // namespace logdigitise
