#pragma once
// Ctrl-C and SIGTERM, as a flag that long loops ask: the stack unwinds, so nothing half-written stays.

#include <exception>

namespace logdigitise {

/// Thrown by throw_if_interrupted; main turns it into exit code 128 + signal. Not an Error, so that code
/// which survives the failure of one log among many does not survive this.
class Interrupted : public std::exception {
 public:
  explicit Interrupted(int signal) noexcept : signal_(signal) {}
  [[nodiscard]] int signal() const noexcept { return signal_; }
  [[nodiscard]] const char* what() const noexcept override { return "interrupted"; }

 private:
  int signal_;
};

/// From now on SIGINT and SIGTERM set a flag. A second one, 0.2 s later or more, ends the process at once.
void catch_interrupts();

/// The signal that came, 0 if none.
[[nodiscard]] int interrupted() noexcept;

/// Call in every loop that can last longer than a second; costs one atomic load.
void throw_if_interrupted();

}  // namespace logdigitise
