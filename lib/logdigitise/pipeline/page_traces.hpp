#pragma once
// One page, from its rows of pixels to a position per curve and depth row.

#include <vector>

#include "logdigitise/band/band.hpp"
#include "logdigitise/core/progress.hpp"
#include "logdigitise/depth/depth_map.hpp"
#include "logdigitise/nn/segmenter.hpp"
#include "logdigitise/pipeline/curve_rows.hpp"
#include "logdigitise/pipeline/options.hpp"
#include "logdigitise/pipeline/stage_clock.hpp"

namespace logdigitise::pipeline {

/// What is known of one page after tracing.
struct PageTraces {
  int page = 1;
  band::BandGeometry geometry;
  std::vector<double> depth;  ///< Of the centre of each band row.
  std::vector<CurveRows> curves;
  /// The curves of tracks that were in doubt soon, read beside all strangers (early_doubt.hpp).
  std::vector<CurveRows> beside_all_strangers;
  std::vector<raster::DamagedRows> damaged;  ///< Scan rows.
  bool scan_has_colour = false;
  bool is_negative = false;  ///< The scan has light ink on dark paper.

  /// A programming error if a row of `again` is not the same depth as that row here: curves may then not go
  /// from one to the other.
  void expect_same_rows(const PageTraces& again) const;
};

/// Reads the scan once from top to bottom, in tiles. Memory does not grow with the length of the log but for
/// 10 bytes a row and curve of the result. `strangers`: see PassTracing.
[[nodiscard]] PageTraces trace_page(raster::RowReader& scan, const layout::Layout& layout,
                                    const depth::DepthMap& map, int page,
                                    const std::vector<layout::LineStyle>& strangers, nn::Segmenter& segmenter,
                                    const ConvertOptions& options, Progress& progress, StageClock& clock);

}  // namespace logdigitise::pipeline
