#pragma once
// A model with more said about it.

#include <filesystem>
#include <map>
#include <string>

namespace logdigitise::nn {

/// Writes `model` again as `out` under another name, its tensors as they are, with `more` in its metadata
/// (what was there under the same key is replaced). Atomic; returns the SHA-256 of the tensors. An input
/// error for a model that cannot be loaded.
std::string annotate_model(const std::filesystem::path& model, const std::filesystem::path& out,
                           const std::string& name, const std::map<std::string, std::string>& more);

}  // namespace logdigitise::nn
