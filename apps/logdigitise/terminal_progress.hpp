#pragma once
// Progress for a person: a bar if stderr is a terminal, lines otherwise only when asked for.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "logdigitise/core/progress.hpp"

namespace logdigitise::app {

/// Writes to stderr only. Used from one thread. `begin` and `advance` throw Interrupted once Ctrl-C or
/// SIGTERM has come, so every task that reports its progress can be stopped.
class TerminalProgress : public Progress {
 public:
  /// `quiet`: nothing but errors. `verbose`: notes too.
  TerminalProgress(bool quiet, bool verbose);
  TerminalProgress(const TerminalProgress&) = delete;
  TerminalProgress& operator=(const TerminalProgress&) = delete;
  ~TerminalProgress() override;

  void begin(std::string_view stage, std::int64_t total) override;
  void advance(std::int64_t done) override;
  /// In place of the bar on a terminal; elsewhere a line at most every `kBetweenStatusLines`.
  void status(std::string_view text) override;
  void note(std::string_view text) override;
  void warn(std::string_view text) override;

  static constexpr std::chrono::seconds kBetweenStatusLines{60};

 private:
  void draw(std::int64_t done);
  void draw_line(std::string_view line);
  void clear();

  bool bar_;
  bool status_lines_;
  bool notes_;
  bool warnings_;
  std::string stage_;
  std::int64_t total_ = 0;
  std::size_t drawn_ = 0;  ///< Characters of the line now on the terminal.
  std::chrono::steady_clock::time_point last_draw_;
  std::chrono::steady_clock::time_point last_status_line_ = std::chrono::steady_clock::now();
};

}  // namespace logdigitise::app
