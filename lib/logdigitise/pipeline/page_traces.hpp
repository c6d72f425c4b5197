#pragma once
// One page, from its rows of pixels to a position per curve and depth row.

#include <vector>

#include "logdigitise/band/band.hpp"
#include "logdigitise/core/progress.hpp"
#include "logdigitise/depth/depth_map.hpp"
#include "logdigitise/nn/segmenter.hpp"
#include "logdigitise/pipeline/options.hpp"
#include "logdigitise/pipeline/stage_clock.hpp"
#include "logdigitise/trace/trace.hpp"

namespace logdigitise::pipeline {

/// A curve's position in every row of a page, as a fraction of the track (0 = left edge; beyond 0..1 where it
/// wrapped); NaN with a flag where there is none.
struct CurveRows {
  int track = 0;  ///< Index into Layout::tracks.
  int curve = 0;  ///< Index into Track::curves.
  std::vector<float> fraction;
  std::vector<trace::RowEvidence> evidence;
  std::vector<trace::Flag> flags;
};

/// What is known of one page after tracing.
struct PageTraces {
  int page = 1;
  band::BandGeometry geometry;
  std::vector<double> depth;  ///< Of the centre of each band row.
  std::vector<CurveRows> curves;
  std::vector<raster::DamagedRows> damaged;  ///< Scan rows.
  bool scan_has_colour = false;
};

/// Reads the scan once from top to bottom, in tiles. Memory does not grow with the length of the log but for
/// 10 bytes a row and curve of the result.
[[nodiscard]] PageTraces trace_page(raster::RowReader& scan, const layout::Layout& layout,
                                    const depth::DepthMap& map, int page, nn::Segmenter& segmenter,
                                    const ConvertOptions& options, Progress& progress, StageClock& clock);

}  // namespace logdigitise::pipeline
