#pragma once
// How a library tells what it is doing: it never prints.

#include <cstdint>
#include <string_view>

namespace logdigitise {

/// Receives the events of a long task. The default does nothing, so a caller may pass none.
class Progress {
 public:
  Progress() = default;
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  virtual ~Progress() = default;

  /// A stage begins; `total` units are to come, 0 if unknown.
  virtual void begin(std::string_view /*stage*/, std::int64_t /*total*/) {}
  /// `done` units of the current stage are finished.
  virtual void advance(std::int64_t /*done*/) {}
  /// How the task as a whole stands, in words of its own; called about once a second. Empty: it is over.
  virtual void status(std::string_view /*text*/) {}
  /// A line for the log, for a person.
  virtual void note(std::string_view /*text*/) {}
  /// Something is doubtful, and the result carries it as a flag.
  virtual void warn(std::string_view /*text*/) {}
};

}  // namespace logdigitise
