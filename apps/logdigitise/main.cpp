// logdigitise: turns scans of paper well logs into LAS and CSV. Reads the command line, runs the verb, and
// turns whatever goes wrong into one line and the documented exit code.

#include <fmt/format.h>
#include <malloc.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <iostream>
#include <new>
#include <string>
#include <system_error>

#include "command_line.hpp"
#include "last_words.hpp"
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

/// What a library has to say may run over many lines; the first says what happened.
std::string first_line(const std::exception& error) {
  const std::string text = error.what();
  return text.substr(0, text.find('\n'));
}

int run_and_report(int argc, const char* const* argv) {
  using logdigitise::app::say;
  const int environment_code = exit_code(logdigitise::ErrorKind::kEnvironment);
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
    return environment_code;
  } catch (const std::system_error& error) {
    // What the system does not grant: threads, files, room on what stdout goes to.
    say(first_line(error));
    return environment_code;
  } catch (const std::exception& error) {
    say(fmt::format("internal error: {}; please report it", first_line(error)));
    return kInternalError;
  }
}

}  // namespace

int main(int argc, char** argv) {
  keep_freed_memory();
  logdigitise::app::open_missing_streams();
  logdigitise::app::catch_crashes();
  try {
    return logdigitise::app::end_of_main(run_and_report(argc, argv));
  } catch (const std::exception&) {  // Not even the report could be made.
    logdigitise::app::say("out of memory");
    return logdigitise::app::end_of_main(logdigitise::exit_code(logdigitise::ErrorKind::kEnvironment));
  }
}
