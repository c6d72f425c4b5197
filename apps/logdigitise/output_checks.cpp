#include "output_checks.hpp"

#include <fmt/format.h>

#include <system_error>

#include "logdigitise/core/error.hpp"

namespace logdigitise::app {

void check_output_folder(const std::filesystem::path& output) {
  const std::filesystem::path folder = output.has_parent_path() ? output.parent_path() : ".";
  if (!std::filesystem::is_directory(folder)) {
    throw usage_error(output.string(), fmt::format("the folder {} does not exist", folder.string()),
                      "Make it first");
  }
}

void check_output_file(const std::filesystem::path& output, const std::string& extension,
                       const std::vector<std::filesystem::path>& inputs) {
  if (output.empty()) return;
  if (output.extension() != extension) {
    throw usage_error(output.string(), fmt::format("does not end in {}", extension),
                      fmt::format("Name it OUT{}", extension));
  }
  check_output_folder(output);
  for (const std::filesystem::path& input : inputs) {
    std::error_code not_there;
    if (std::filesystem::equivalent(output, input, not_there))
      throw usage_error(output.string(), "is what is read; it would be overwritten", "Name another file");
  }
}

}  // namespace logdigitise::app
