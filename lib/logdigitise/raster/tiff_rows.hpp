#pragma once
// Decoded rows of one plane of a TIFF page, packed as stored, from the top to the bottom.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "logdigitise/raster/row_source.hpp"
#include "logdigitise/raster/tiff_handle.hpp"
#include "logdigitise/raster/tiff_layout.hpp"

namespace logdigitise::raster {

class TiffRows {
 public:
  TiffRows() = default;
  TiffRows(const TiffRows&) = delete;
  TiffRows& operator=(const TiffRows&) = delete;
  virtual ~TiffRows() = default;

  /// Bytes of a packed row.
  [[nodiscard]] virtual std::size_t row_bytes() const = 0;
  /// Decodes the next row into `row` (resized to row_bytes); returns what is wrong with it.
  [[nodiscard]] virtual Complaint next(std::vector<std::uint8_t>& row) = 0;
};

/// Chooses by layout: plain strips read straight from the file, compressed strips scanline by scanline, tiles
/// band by band, and libtiff's conversion to RGBA for the rest. Memory does not depend on the height but for
/// what the file itself demands (a strip as stored; a band of tiles).
///
/// What a complaint costs: in uncompressed data the missing rows; in G3 one-dimensional data the row, as each
/// row starts afresh; in G3 two-dimensional data the row and the 15 that may build on it; in tiles the band
/// of tiles; in all else every row from there to the end of the strip, since each stands on the one before.
/// In G4 the 64 rows above are lost too; in LZW, Deflate and PackBits all rows of the strip, in JPEG those
/// down from the last restart marker: what comes before the complaint may be as wrong, unless the file simply
/// ends there. The handle must belong to this object alone.
[[nodiscard]] std::unique_ptr<TiffRows> make_tiff_rows(std::unique_ptr<TiffHandle> tiff,
                                                       const TiffLayout& layout, int plane,
                                                       const std::string& where);

}  // namespace logdigitise::raster
