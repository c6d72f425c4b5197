#include "logdigitise/pipeline/early_doubt.hpp"

#include <utility>

#include "logdigitise/pipeline/doubtful_tracks.hpp"
#include "logdigitise/pipeline/other_styles.hpp"

namespace logdigitise::pipeline {

bool EarlyDoubt::is_in_doubt(const std::vector<PassTracing>& track) const {
  double sum = 0.0;
  int curves = 0;
  for (const PassTracing& pass : track) {
    for (const CurveRows& curve : pass.read_so_far()) {
      sum += seen_in_section(curve, depth_, layout_.depth);
      ++curves;
    }
  }
  return curves > 0 && sum < kSeenWell * curves;
}

void EarlyDoubt::look_again(std::size_t track, std::size_t pass, SegmentedTile& segmented,
                            PassTracing& tracing, nn::Segmenter& segmenter) const {
  tracing.look_for(all_strangers());
  const std::vector<std::vector<nn::CurveQuery>> queries = tracing.late_queries();
  if (queries.empty()) return;
  for (const Tile& tile : kept_) {
    const Image<std::uint8_t>& planes = tile.planes[track][pass];
    const PassRows rows =
        rows_of_pass(tile, planes, segmenter.segment_each(planes, queries), depth_, layout_.depth);
    tracing.push_late(rows.chances, rows.raster);
  }
  for (Image<float>& chances : segmenter.segment_each(segmented.tile.planes[track][pass], queries))
    segmented.chances[track][pass].push_back(std::move(chances));
}

void EarlyDoubt::look(Tile& traced, SegmentedTile& segmented, std::vector<std::vector<PassTracing>>& tracings,
                      nn::Segmenter& segmenter) {
  if (is_done_ || traced.rows == 0) return;
  kept_.push_back(std::move(traced));
  if (kept_.size() < kTiles) return;
  is_done_ = true;
  const int left = rows_ - segmented.tile.first_row - segmented.tile.rows;
  if (left >= kWorthIt * kept_.front().rows) {
    for (std::size_t t = 0; t < tracings.size(); ++t) {
      if (!is_in_doubt(tracings[t])) continue;
      for (std::size_t p = 0; p < tracings[t].size(); ++p)
        look_again(t, p, segmented, tracings[t][p], segmenter);
    }
  }
  kept_.clear();
}

}  // namespace logdigitise::pipeline
