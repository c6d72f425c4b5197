#include "logdigitise/core/reading_error.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <string>
#include <system_error>

namespace logdigitise {

Error reading_error(const std::filesystem::path& path, std::string_view what_failed, int system_errno) {
  for (const int shortage : {EMFILE, ENFILE, ENOMEM, ENOBUFS, EIO, ESTALE, ETIMEDOUT}) {
    if (system_errno == shortage)
      return environment_error(path.string(), std::string(what_failed), system_errno);
  }
  return input_error(path.string(),
                     fmt::format("{} ({})", what_failed, std::generic_category().message(system_errno)));
}

}  // namespace logdigitise
