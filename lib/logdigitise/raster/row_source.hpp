#pragma once
// What a kind of file implements: rows one at a time. BandReader makes a RowReader of it.

#include <cstdint>
#include <span>
#include <string>

#include "logdigitise/raster/reader.hpp"

namespace logdigitise::raster {

/// What a decoder says of a row.
struct Complaint {
  std::string reason;  ///< Empty = the row is good.
  std::int64_t rows_above =
      0;  ///< That many rows just above it were handed out as good and are not to be believed.

  [[nodiscard]] bool empty() const { return reason.empty(); }
};

class RowSource {
 public:
  RowSource() = default;
  RowSource(const RowSource&) = delete;
  RowSource& operator=(const RowSource&) = delete;
  virtual ~RowSource() = default;

  [[nodiscard]] virtual const RasterInfo& info() const = 0;
  /// Fills the next row, `width * channels` samples, 255 = white; called `height` times at most.
  /// After a complaint the samples mean nothing.
  [[nodiscard]] virtual Complaint next_row(std::span<std::uint8_t> row) = 0;
};

}  // namespace logdigitise::raster
