#include "terminal_progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>

#include "logdigitise/core/interrupt.hpp"

namespace logdigitise::app {

namespace {

/// A stderr that takes nothing is no reason to stop: fmt::print would throw.
template <typename... Arguments>
void print(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
  const std::string text = fmt::format(format, std::forward<Arguments>(arguments)...);
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace

TerminalProgress::TerminalProgress(bool quiet, bool verbose)
    : bar_(!quiet && isatty(STDERR_FILENO) == 1),
      status_lines_(!quiet && !bar_),
      notes_(verbose && !quiet),
      warnings_(!quiet) {}

TerminalProgress::~TerminalProgress() { clear(); }

void TerminalProgress::begin(std::string_view stage, std::int64_t total) {
  throw_if_interrupted();
  stage_ = stage;
  total_ = total;
  if (bar_) draw(0);
}

void TerminalProgress::advance(std::int64_t done) {
  throw_if_interrupted();
  constexpr std::chrono::milliseconds kBetweenDraws(100);
  if (!bar_ || std::chrono::steady_clock::now() - last_draw_ < kBetweenDraws) return;
  draw(done);
}

void TerminalProgress::status(std::string_view text) {
  throw_if_interrupted();
  if (text.empty()) {
    clear();
    return;
  }
  if (bar_) draw_line(text);
  const auto now = std::chrono::steady_clock::now();
  if (!status_lines_ || now - last_status_line_ < kBetweenStatusLines) return;
  print("{}\n", text);
  last_status_line_ = now;
}

void TerminalProgress::note(std::string_view text) {
  if (!notes_) return;
  clear();
  print("{}\n", text);
}

void TerminalProgress::warn(std::string_view text) {
  if (!warnings_) return;
  clear();
  print("logdigitise: warning: {}\n", text);
}

void TerminalProgress::draw(std::int64_t done) {
  constexpr std::int64_t kWidth = 30;
  std::string line = stage_;
  if (total_ > 0) {
    const std::int64_t part = std::clamp<std::int64_t>(done, 0, total_);
    const auto filled = static_cast<std::size_t>(kWidth * part / total_);
    line += fmt::format(" [{:.<{}}] {:3d} %", std::string(filled, '#'), kWidth, 100 * part / total_);
  } else if (done > 0) {
    line += fmt::format(" {}", done);
  }
  draw_line(line);
  last_draw_ = std::chrono::steady_clock::now();
}

void TerminalProgress::draw_line(std::string_view line) {
  // Blanks over what a longer line left: no escape sequences, so that any terminal will do.
  print("\r{:<{}}", line, drawn_);
  std::fflush(stderr);
  drawn_ = line.size();
}

void TerminalProgress::clear() {
  if (drawn_ == 0) return;
  print("\r{:{}}\r", "", drawn_);
  std::fflush(stderr);
  drawn_ = 0;
}

}  // namespace logdigitise::app
