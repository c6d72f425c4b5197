#pragma once
// Tiles for the network, cut from the bands with enough context that no seam shows.

#include <cstdint>
#include <vector>

#include "logdigitise/band/band_stream.hpp"

namespace logdigitise::pipeline {

/// planes[track][pass] holds `context_above` rows, the tile's own `rows`, and context below, padded with
/// blank paper to a multiple of nn::kAlignment.
struct Tile {
  int first_row = 0;
  int rows = 0;
  int context_above = 0;
  std::vector<std::vector<Image<std::uint8_t>>> planes;
};

class TileFeed {
 public:
  /// `stream` must outlive the feed; `total_rows` are those of its geometry.
  TileFeed(band::BandStream& stream, int total_rows, int tile_rows);

  /// False once all rows were in a tile.
  [[nodiscard]] bool next(Tile& tile);

 private:
  void read_until(int row);

  band::BandStream& stream_;
  int total_rows_;
  int tile_rows_;
  int next_row_ = 0;
  int held_first_ = 0;
  int held_last_ = 0;
  struct Held {
    int columns = 0;
    std::vector<std::uint8_t> rows;
  };
  std::vector<std::vector<Held>> held_;  ///< Per track and pass: rows [held_first_, held_last_).
};

/// The chances of the tile's own rows, from those of all its rows. Half a step above
/// the section and below it they end: a header, a margin or a streak there would draw a curve away from its
/// last rows, since a gap costs a path more the longer it is. `depths`: of every row of the page.
[[nodiscard]] Image<float> chances_in_section(const Image<float>& chances, const Tile& tile,
                                              const std::vector<double>& depths,
                                              const layout::Depth& section);

}  // namespace logdigitise::pipeline
