#include "logdigitise/core/interrupt.hpp"

#include <gtest/gtest.h>

#include <unistd.h>

#include <csignal>

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

TEST(Interrupt, SecondSignalEndsTheProcess) {
  const auto twice = [] {
    catch_interrupts();
    std::raise(SIGINT);
    std::raise(SIGINT);
  };
  EXPECT_EXIT(twice(), testing::KilledBySignal(SIGINT), "");
}

TEST(Interrupt, DoesNothingWithoutASignal) { EXPECT_NO_THROW(throw_if_interrupted()); }

}  // namespace
}  // namespace logdigitise
