#pragma once
// Whose fault it is that a file cannot be read.

#include <filesystem>
#include <string_view>

#include "logdigitise/core/error.hpp"

namespace logdigitise {

/// The error for a file that could not be read, for the reason `system_errno`: of the environment where the
/// machine had run out of something or failed, so that trying again may help, else of the input.
[[nodiscard]] Error reading_error(const std::filesystem::path& path, std::string_view what_failed,
                                  int system_errno);

}  // namespace logdigitise
