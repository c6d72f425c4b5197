// logdigitise: turns scans of paper well logs into LAS and CSV. Reads the command line, runs the verb, and
// turns whatever goes wrong into one line and the documented exit code.

#include <fmt/format.h>
#include <malloc.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <iostream>
#include <new>
#include <string_view>

#include "command_line.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/core/interrupt.hpp"
#include "terminal_progress.hpp"

namespace {

constexpr int kInternalError = 1;
constexpr int kKeptBytes = 1 << 30;
constexpr int kSignalBase = 128;

/// Each tile asks for the same large buffers again. Kept, they are not given back to the system, mapped and
/// cleared anew for every tile: 7 % of the time of a conversion (docs/performance.md).
void keep_freed_memory() {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, kKeptBytes);
  mallopt(M_TRIM_THRESHOLD, kKeptBytes);
#endif
}

int run(int argc, const char* const* argv) {
  using namespace logdigitise;
  CLI::App parser("Turns scans of paper well logs into depth-calibrated LAS and CSV curves.", "logdigitise");
  app::Command command;
  app::parse_command_line(argc, argv, parser, command);
  int code = 0;
  if (command.action) {
    catch_interrupts();
    app::TerminalProgress progress(command.common.quiet, command.common.verbose);
    code = command.action(command.common, progress);
  }
  // What stdout could not take is lost: that must not look like success.
  std::cout.flush();
  if (!std::cout || std::fflush(stdout) != 0) throw environment_error("stdout", "cannot be written");
  return code;
}

void say(std::string_view text) { fmt::print(stderr, "logdigitise: {}\n", text); }

}  // namespace

int main(int argc, char** argv) {
  keep_freed_memory();
  try {
    return run(argc, argv);
  } catch (const logdigitise::Error& error) {
    say(error.what());
    return logdigitise::exit_code(error.kind());
  } catch (const logdigitise::Interrupted& interrupted) {
    say("interrupted");
    return kSignalBase + interrupted.signal();
  } catch (const std::bad_alloc&) {
    say("out of memory; try --threads 1 or a machine with more memory");
    return logdigitise::exit_code(logdigitise::ErrorKind::kEnvironment);
  } catch (const std::exception& error) {
    say(fmt::format("internal error: {}; please report it", error.what()));
    return kInternalError;
  }
}
