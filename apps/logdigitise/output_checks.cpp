#include "output_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <system_error>
#include <vector>

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
  check_output_file(output, std::vector<std::string>{extension}, inputs);
}

void check_output_file(const std::filesystem::path& output, const std::vector<std::string>& extensions,
                       const std::vector<std::filesystem::path>& inputs) {
  if (output.empty()) return;
  if (std::find(extensions.begin(), extensions.end(), output.extension().string()) == extensions.end()) {
    throw usage_error(output.string(), fmt::format("does not end in {}", fmt::join(extensions, " or ")),
                      fmt::format("Name it OUT{}", fmt::join(extensions, " or OUT")));
  }
  check_output_folder(output);
  for (const std::filesystem::path& input : inputs) {
    std::error_code not_there;
    if (std::filesystem::equivalent(output, input, not_there))
      throw usage_error(output.string(), "is what is read; it would be overwritten", "Name another file");
  }
}

}  // namespace logdigitise::app
