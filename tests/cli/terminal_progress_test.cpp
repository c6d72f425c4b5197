#include "apps/logdigitise/terminal_progress.hpp"

#include <gtest/gtest.h>
#include <pty.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdio>
#include <stdexcept>
#include <string>

namespace logdigitise::app {
namespace {

/// What a whole task says on stderr.
void run_task(bool quiet, bool verbose) {
  TerminalProgress progress(quiet, verbose);
  progress.begin("tracing", 4);
  progress.advance(2);
  progress.status("half of it");
  progress.status("");
  progress.note("a note");
  progress.warn("a doubt");
}

std::string said_to_a_pipe(bool quiet, bool verbose) {
  testing::internal::CaptureStderr();
  run_task(quiet, verbose);
  return testing::internal::GetCapturedStderr();
}

std::string said_to_a_terminal(bool quiet) {
  int ours = -1;
  int theirs = -1;
  if (openpty(&ours, &theirs, nullptr, nullptr, nullptr) != 0) throw std::runtime_error("no pseudo terminal");
  const int before = dup(STDERR_FILENO);
  dup2(theirs, STDERR_FILENO);
  run_task(quiet, false);
  std::fputs("end", stderr);
  std::fflush(stderr);
  dup2(before, STDERR_FILENO);
  close(before);
  close(theirs);
  std::string text;
  std::array<char, 256> buffer{};
  for (ssize_t got = 0; (got = read(ours, buffer.data(), buffer.size())) > 0;) {
    text.append(buffer.data(), static_cast<std::size_t>(got));
  }
  close(ours);
  return text;
}

TEST(TerminalProgress, DrawsNoBarIntoAPipe) {
  EXPECT_EQ(said_to_a_pipe(false, false), "logdigitise: warning: a doubt\n");
}

TEST(TerminalProgress, TellsNotesOnlyWhenVerbose) {
  EXPECT_EQ(said_to_a_pipe(false, true), "a note\nlogdigitise: warning: a doubt\n");
}

TEST(TerminalProgress, SaysNothingWhenQuiet) {
  EXPECT_EQ(said_to_a_pipe(true, false), "");
  EXPECT_EQ(said_to_a_pipe(true, true), "");
  EXPECT_EQ(said_to_a_terminal(true), "end");
}

TEST(TerminalProgress, DrawsABarOnATerminalAndWipesIt) {
  const std::string text = said_to_a_terminal(false);
  EXPECT_EQ(text.rfind("\rtracing [", 0), 0U) << text;
  EXPECT_NE(text.find("  0 %"), std::string::npos) << text;
  const std::size_t status = text.find("\rhalf of it   ");
  ASSERT_NE(status, std::string::npos) << text;
  EXPECT_NE(text.find("\r          ", status + 1), std::string::npos) << "wiped when it is over: " << text;
  const std::size_t warning = text.find("logdigitise: warning: a doubt");
  ASSERT_NE(warning, std::string::npos) << text;
  EXPECT_EQ(text[warning - 1], '\r') << "the bar is wiped before a line is written";
}

}  // namespace
}  // namespace logdigitise::app
