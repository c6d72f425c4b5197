#pragma once
// Straightened bands, block by block down the scan.

#include <cstdint>
#include <memory>
#include <vector>

#include "logdigitise/band/band.hpp"
#include "logdigitise/core/image.hpp"
#include "logdigitise/raster/reader.hpp"

namespace logdigitise::band {

/// The next rows of every band: planes[track of the geometry][pass] is rows x columns x 4 (ink, own ink,
/// persistence, frame; see nn/segmenter.hpp for what they mean).
struct BandBlock {
  int first_row = 0;
  int rows = 0;  ///< kBlockRows, but for the last block.
  std::vector<std::vector<Image<std::uint8_t>>> planes;
};

/// Samples each band once, bilinearly (area-averaged where it shrinks), while the scan goes by.
/// Memory: the scan rows under about 16 blocks, whatever the length of the log.
class BandStream {
 public:
  /// All references must outlive the stream. `passes` are those of each track of the geometry.
  BandStream(raster::RowReader& scan, const layout::Layout& layout, const depth::DepthMap& map,
             const BandGeometry& geometry, std::vector<std::vector<Pass>> passes, int page = 1,
             const BandOptions& options = {});
  ~BandStream();
  BandStream(const BandStream&) = delete;
  BandStream& operator=(const BandStream&) = delete;

  /// False once all rows of the geometry have been given.
  [[nodiscard]] bool next(BandBlock& block);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace logdigitise::band
