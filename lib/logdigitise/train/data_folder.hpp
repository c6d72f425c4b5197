#pragma once
// All shards of a folder.

#include <filesystem>
#include <vector>

#include "logdigitise/train/shard.hpp"

namespace logdigitise::train {

/// The bands of every `*.safetensors` in `folder`, by file name. An input error if the folder cannot be read
/// or holds none, or as read_shard.
[[nodiscard]] std::vector<LabelledBand> read_folder(const std::filesystem::path& folder);

}  // namespace logdigitise::train
