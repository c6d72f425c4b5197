#pragma once
// One model out of several that were trained from the same beginning.

#include <filesystem>
#include <string>
#include <vector>

namespace logdigitise::nn {

/// The weighted mean of all tensors: "model soup", Wortsman et al. (2022). It only makes sense for models
/// that share their first steps; the others' mean is noise. `shares`: one per model, > 0; empty = equal.
/// Writes `out` atomically, with name, hashes and shares of what went in as metadata, and returns the SHA-256
/// of the tensors. Throws a usage error for fewer than two models or shares that do not fit, an input error
/// for models that cannot be loaded or differ in shape.
std::string average_models(const std::vector<std::filesystem::path>& models,
                           const std::vector<double>& shares, const std::filesystem::path& out,
                           const std::string& name);

}  // namespace logdigitise::nn
