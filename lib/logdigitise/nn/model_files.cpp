#include "logdigitise/nn/model_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <system_error>

#include "logdigitise/core/error.hpp"

namespace logdigitise::nn {

namespace {

constexpr const char* kExtension = ".safetensors";

bool is_folder(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::is_directory(path, ignored);
}

bool is_file(const std::filesystem::path& path) {
  std::error_code ignored;
  return std::filesystem::is_regular_file(path, ignored);
}

}  // namespace

std::filesystem::path running_program() {
  std::error_code none;
  return std::filesystem::read_symlink("/proc/self/exe", none);
}

std::vector<std::filesystem::path> model_folders(const std::filesystem::path& installed) {
  std::vector<std::filesystem::path> folders;
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nobody here writes the environment.
  if (const char* named = std::getenv("LOGDIGITISE_MODELS"); named != nullptr && *named != '\0') {
    folders.emplace_back(named);
  }
  // Where Debian's /lib is a link to /usr/lib, a library is known by the shorter path, with no `share` beside
  // it.
  std::error_code unresolved;
  std::filesystem::path prefix = std::filesystem::weakly_canonical(installed, unresolved).parent_path();
  if (unresolved) prefix = installed.parent_path();
  for (int level = 0; level < 2; ++level) {
    prefix = prefix.parent_path();
    if (!prefix.empty()) folders.push_back(prefix / "share" / "logdigitise" / "models");
  }
  folders.emplace_back(LOGDIGITISE_SOURCE_MODELS);
  std::erase_if(folders, [](const std::filesystem::path& folder) { return !is_folder(folder); });
  return folders;
}

std::vector<ModelFile> list_models(const std::vector<std::filesystem::path>& folders) {
  std::map<std::string, std::filesystem::path> found;
  for (const std::filesystem::path& folder : folders) {
    std::error_code failure;
    std::filesystem::directory_iterator entries(folder, failure);
    for (; !failure && entries != std::filesystem::directory_iterator(); entries.increment(failure)) {
      const std::filesystem::path& path = entries->path();
      if (path.extension() == kExtension && is_file(path)) found.emplace(path.stem().string(), path);
    }
    if (failure)
      throw environment_error(folder.string(), "the folder of models cannot be read", failure.value());
  }
  std::vector<ModelFile> models;
  models.reserve(found.size());
  for (const auto& [name, path] : found) models.push_back({name, path});
  return models;
}

std::filesystem::path find_model(const std::string& name_or_path,
                                 const std::vector<std::filesystem::path>& folders) {
  const std::string wanted = name_or_path.empty() ? kDefaultModel : name_or_path;
  if (wanted.find('/') != std::string::npos || wanted.ends_with(kExtension)) {
    if (is_file(wanted)) return wanted;
    throw usage_error(wanted, "is no file; expected the weights of a model");
  }
  std::string names;
  for (const ModelFile& model : list_models(folders)) {
    if (model.name == wanted) return model.path;
    names += (names.empty() ? "" : ", ") + model.name;
  }
  throw usage_error("--model",
                    fmt::format("names '{}'; found {}", wanted, names.empty() ? "no models at all" : names),
                    "Give a path, or set LOGDIGITISE_MODELS to the folder of the models");
}

}  // namespace logdigitise::nn
