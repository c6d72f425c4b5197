#include "logdigitise/train/data_folder.hpp"

#include <algorithm>
#include <iterator>
#include <system_error>
#include <utility>

#include "logdigitise/core/error.hpp"

namespace logdigitise::train {

std::vector<LabelledBand> read_folder(const std::filesystem::path& folder) {
  std::error_code failed;
  std::vector<std::filesystem::path> shards;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failed)) {
    if (entry.path().extension() == ".safetensors") shards.push_back(entry.path());
  }
  if (failed)
    throw input_error(folder.string(),
                      "cannot be listed (" + failed.message() + "); expected a folder of shards");
  if (shards.empty()) {
    throw input_error(folder.string(), "holds no *.safetensors; expected shards of training data",
                      "Make some with `logdigitise synthesise --shards`");
  }
  std::sort(shards.begin(), shards.end());
  std::vector<LabelledBand> bands;
  for (const std::filesystem::path& shard : shards) {
    std::vector<LabelledBand> read = read_shard(shard);
    std::move(read.begin(), read.end(), std::back_inserter(bands));
  }
  return bands;
}

}  // namespace logdigitise::train
