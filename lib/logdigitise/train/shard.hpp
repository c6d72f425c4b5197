#pragma once
// Straightened bands with their truth, packed for learning: what `synthesise --shards` writes and `train`
// reads. A shard is one safetensors file, so that a machine with LibTorch alone can train.

#include <filesystem>
#include <string>
#include <vector>

#include "logdigitise/core/image.hpp"
#include "logdigitise/nn/query.hpp"

namespace logdigitise::train {

/// One pass over one track: what the network sees (nn::kInputPlanes) and what it should say.
struct LabelledBand {
  std::string name;            ///< Log and track, for tables.
  Image<std::uint8_t> planes;  ///< rows x columns x nn::kInputPlanes.
  Image<std::uint8_t> labels;  ///< rows x columns; bit k set = centreline of curve k, at most 8 curves.
  std::vector<nn::CurveQuery> queries;  ///< One per curve.
  std::vector<std::vector<float>>
      x_px;              ///< Per curve and row: true centreline in band pixels (0.5 = centre of
                         ///< the first column), wrapped back into the track; NaN = not drawn.
  float left_px = 0.0F;  ///< Track edges in band pixels.
  float right_px = 0.0F;
};

/// Atomic; throws environment errors.
void write_shard(const std::filesystem::path& path, const std::vector<LabelledBand>& bands);
/// Throws an input error that names what is wrong with the file.
[[nodiscard]] std::vector<LabelledBand> read_shard(const std::filesystem::path& path);

}  // namespace logdigitise::train
