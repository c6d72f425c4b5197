#pragma once
// The one exception of the project. Caught once, in main, and turned into one line and an exit code.

#include <stdexcept>
#include <string>

namespace logdigitise {

/// Who can mend it, which is what the exit code says (see docs/errors.md).
enum class ErrorKind {
  kUsage,        ///< The command line or a configuration; exit code 2.
  kInput,        ///< A scan, layout, log or model that cannot be used; exit code 3.
  kRefused,      ///< A scan that can be read, but what is on it cannot be proven; exit code 3.
  kEnvironment,  ///< Disk full, out of memory, device lost: worth a retry; exit code 5.
};

/// Says what failed, where, and what to do, in one line:
/// `<where>: <what was found>; <what was expected>. <what to do>`.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, std::string where, std::string what_failed, std::string what_to_do = {});

  [[nodiscard]] ErrorKind kind() const noexcept { return kind_; }
  /// File, with `:row` or `:line` where there is one; empty if the fault is in no file.
  [[nodiscard]] const std::string& where() const noexcept { return where_; }

 private:
  ErrorKind kind_;
  std::string where_;
};

[[nodiscard]] Error usage_error(std::string where, std::string what_failed, std::string what_to_do = {});
[[nodiscard]] Error input_error(std::string where, std::string what_failed, std::string what_to_do = {});
/// The message is `<where>: refused: <why>. <what to do>`.
[[nodiscard]] Error refused_error(std::string where, const std::string& why, std::string what_to_do = {});
/// `system_errno` = 0 leaves the system's own words out.
[[nodiscard]] Error environment_error(std::string where, std::string what_failed, int system_errno = 0);

/// 2, 3 or 5: the documented exit code of a kind.
[[nodiscard]] int exit_code(ErrorKind kind) noexcept;

}  // namespace logdigitise
