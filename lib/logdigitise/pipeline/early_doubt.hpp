#pragma once
// Tracks that are in doubt are read beside all strangers (doubtful_tracks.hpp). To read a page twice for that
// costs as much as to read it once; most of these tracks are in doubt from their first rows on.

#include <vector>

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/nn/segmenter.hpp"
#include "logdigitise/pipeline/tile_tracing.hpp"

namespace logdigitise::pipeline {

/// Keeps the first tiles of a long page until something is known of its tracks. Those in doubt so far are
/// looked at again there beside all strangers, and from then on together with all others. Whether a track
/// is in doubt is still said by the whole page: this only saves its second reading.
class EarlyDoubt {
 public:
  /// `rows` of the page, and their `depth`, which must outlive this as `layout` must.
  EarlyDoubt(int rows, const layout::Layout& layout, const std::vector<double>& depth)
      : rows_(rows), layout_(layout), depth_(depth) {}

  /// After each tile: `traced` is the tile before it, which may be moved from, and `segmented` the tile
  /// itself, not traced yet, which gets the chances of further readings.
  void look(Tile& traced, SegmentedTile& segmented, std::vector<std::vector<PassTracing>>& tracings,
            nn::Segmenter& segmenter);

 private:
  static constexpr std::size_t kTiles = 2;  ///< Some rows are decided then.
  static constexpr int kWorthIt = 3;        ///< So many tiles are left at least, for these to be read again.

  [[nodiscard]] bool is_in_doubt(const std::vector<PassTracing>& track) const;
  void look_again(std::size_t track, std::size_t pass, SegmentedTile& segmented, PassTracing& tracing,
                  nn::Segmenter& segmenter) const;

  int rows_;
  const layout::Layout& layout_;
  const std::vector<double>& depth_;
  bool is_done_ = false;
  std::vector<Tile> kept_;
};

}  // namespace logdigitise::pipeline
