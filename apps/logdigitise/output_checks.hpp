#pragma once
// What is wrong with an output's name, said before any work is done.

#include <filesystem>
#include <string>
#include <vector>

namespace logdigitise::app {

/// Throws a usage error if `output` stands in no folder.
void check_output_folder(const std::filesystem::path& output);

/// Throws a usage error if `output` (nothing is checked if it is empty) does not end in `extension` (one of
/// `extensions`), stands in no folder, or is one of the inputs.
void check_output_file(const std::filesystem::path& output, const std::vector<std::string>& extensions,
                       const std::vector<std::filesystem::path>& inputs);
void check_output_file(const std::filesystem::path& output, const std::string& extension,
                       const std::vector<std::filesystem::path>& inputs);

}  // namespace logdigitise::app
