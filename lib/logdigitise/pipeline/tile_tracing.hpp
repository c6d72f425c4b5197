#pragma once
// A tile on its way from the network to the tracers.

#include <vector>

#include "logdigitise/core/image.hpp"
#include "logdigitise/layout/layout.hpp"
#include "logdigitise/pipeline/pass_tracing.hpp"
#include "logdigitise/pipeline/tile_feed.hpp"

namespace logdigitise::pipeline {

/// A tile with what the network says of it: chances[track][pass][reading], all rows with their context.
struct SegmentedTile {
  Tile tile;
  std::vector<std::vector<std::vector<Image<float>>>> chances;
};

/// Rows of one pass of a tile, without context, as PassTracing takes them.
struct PassRows {
  std::vector<Image<float>> chances;  ///< One per reading.
  trace::RasterRows raster;
};
/// `depth`: of the centre of each row of the page.
[[nodiscard]] PassRows rows_of_pass(const Tile& tile, const Image<std::uint8_t>& planes,
                                    const std::vector<Image<float>>& chances,
                                    const std::vector<double>& depth, const layout::Depth& section);

/// Hands a tile to the tracers of its passes; one without rows to none.
void trace_tile(const SegmentedTile& segmented, const std::vector<double>& depth,
                const layout::Depth& section, std::vector<std::vector<PassTracing>>& tracings);

}  // namespace logdigitise::pipeline
