#pragma once
// Where models are kept and how they are named.

#include <filesystem>
#include <string>
#include <vector>

namespace logdigitise::nn {

/// Used when none is named.
inline constexpr const char* kDefaultModel = "tracks-v8";

/// The file of the program that runs; empty if the system does not tell.
[[nodiscard]] std::filesystem::path running_program();

/// Folders looked in, first found wins: the one in the environment variable LOGDIGITISE_MODELS, then
/// `share/logdigitise/models` one and two levels above the folder of `installed` (bin, lib, lib/<machine>;
/// links followed), then the source tree's own. Only those that exist.
[[nodiscard]] std::vector<std::filesystem::path> model_folders(
    const std::filesystem::path& installed = running_program());

struct ModelFile {
  std::string name;
  std::filesystem::path path;
};
/// All of the folders, by name; an earlier folder hides a later one's. Environment error: cannot be read.
[[nodiscard]] std::vector<ModelFile> list_models(
    const std::vector<std::filesystem::path>& folders = model_folders());

/// The weights file that `name_or_path` means: a path when it has a `/` or ends in `.safetensors`, else a
/// name in the folders; empty is kDefaultModel. A usage error that lists what there is if it is not
/// found.
[[nodiscard]] std::filesystem::path find_model(
    const std::string& name_or_path, const std::vector<std::filesystem::path>& folders = model_folders());

}  // namespace logdigitise::nn
