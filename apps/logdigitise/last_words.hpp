#pragma once
// What is said and done when the program cannot go on.

#include <string_view>

namespace logdigitise::app {

/// `logdigitise: <text>` as one line on stderr. What stderr does not take is lost: there is nowhere else to
/// say it.
void say(std::string_view text) noexcept;

/// Opens /dev/null for each of stdin, stdout and stderr that is closed: else the next file that is opened
/// becomes it.
void open_missing_streams() noexcept;

/// From here on a crash (SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, an exception that nobody may catch, exit()
/// before the end of main) takes the unfinished files of this process away, says one line and ends with a
/// documented exit code: 5 where memory or open files had run out just before, which some libraries do not
/// survive, else 1. With LOGDIGITISE_CORE_DUMP set in the environment, and where a sanitizer has handlers of
/// its own, crashes are left as they are.
void catch_crashes();

/// Main returns what this does, and it is no crash.
[[nodiscard]] int end_of_main(int code) noexcept;

}  // namespace logdigitise::app
