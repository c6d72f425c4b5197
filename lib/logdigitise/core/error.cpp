#include "logdigitise/core/error.hpp"

#include <fmt/format.h>

#include <system_error>
#include <utility>

namespace logdigitise {

namespace {

// A control character in a file name must not break the promise of one line.
std::string one_line(std::string text) {
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 32 || c == 127) c = '?';
  }
  return text;
}

std::string message(const std::string& where, const std::string& what_failed, const std::string& what_to_do) {
  std::string text = where.empty() ? what_failed : fmt::format("{}: {}", where, what_failed);
  if (!what_to_do.empty()) text += ". " + what_to_do;
  return one_line(std::move(text));
}

}  // namespace

Error::Error(ErrorKind kind, std::string where, std::string what_failed, std::string what_to_do)
    : std::runtime_error(message(where, what_failed, what_to_do)), kind_(kind), where_(std::move(where)) {}

Error usage_error(std::string where, std::string what_failed, std::string what_to_do) {
  return {ErrorKind::kUsage, std::move(where), std::move(what_failed), std::move(what_to_do)};
}

Error input_error(std::string where, std::string what_failed, std::string what_to_do) {
  return {ErrorKind::kInput, std::move(where), std::move(what_failed), std::move(what_to_do)};
}

Error refused_error(std::string where, const std::string& why, std::string what_to_do) {
  return {ErrorKind::kRefused, std::move(where), "refused: " + why, std::move(what_to_do)};
}

Error environment_error(std::string where, std::string what_failed, int system_errno) {
  if (system_errno != 0) {
    what_failed += fmt::format(" ({})", std::error_code(system_errno, std::generic_category()).message());
  }
  return {ErrorKind::kEnvironment, std::move(where), std::move(what_failed), {}};
}

int exit_code(ErrorKind kind) noexcept {
  switch (kind) {
    case ErrorKind::kUsage:
      return 2;
    case ErrorKind::kInput:
    case ErrorKind::kRefused:
      return 3;
    case ErrorKind::kEnvironment:
      return 5;
  }
  return 1;
}

}  // namespace logdigitise
