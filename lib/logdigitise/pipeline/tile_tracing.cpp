#include "logdigitise/pipeline/tile_tracing.hpp"

#include "logdigitise/core/image_channel.hpp"
#include "logdigitise/nn/segmenter.hpp"
#include "logdigitise/pipeline/foreign_ink.hpp"

namespace logdigitise::pipeline {

PassRows rows_of_pass(const Tile& tile, const Image<std::uint8_t>& planes,
                      const std::vector<Image<float>>& chances, const std::vector<double>& depth,
                      const layout::Depth& section) {
  PassRows rows;
  for (const Image<float>& of_reading : chances) {
    rows.chances.push_back(chances_in_section(of_reading, tile, depth, section));
    weaken_on_foreign_ink(planes, tile.context_above, rows.chances.back());
  }
  rows.raster = {channel_of(planes, nn::kPersistencePlane, tile.context_above, tile.rows),
                 channel_of(planes, nn::kOwnInkPlane, tile.context_above, tile.rows)};
  return rows;
}

void trace_tile(const SegmentedTile& segmented, const std::vector<double>& depth,
                const layout::Depth& section, std::vector<std::vector<PassTracing>>& tracings) {
  for (std::size_t t = 0; t < segmented.chances.size(); ++t) {
    for (std::size_t p = 0; p < segmented.chances[t].size(); ++p) {
      const PassRows rows =
          rows_of_pass(segmented.tile, segmented.tile.planes[t][p], segmented.chances[t][p], depth, section);
      tracings[t][p].push(rows.chances, rows.raster);
    }
  }
}

}  // namespace logdigitise::pipeline
