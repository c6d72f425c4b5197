#pragma once
// What a kind of file implements: rows one at a time. BandReader makes a RowReader of it.

#include <cstdint>
#include <span>
#include <string>

#include "logdigitise/raster/reader.hpp"

namespace logdigitise::raster {

class RowSource {
 public:
  RowSource() = default;
  RowSource(const RowSource&) = delete;
  RowSource& operator=(const RowSource&) = delete;
  virtual ~RowSource() = default;

  [[nodiscard]] virtual const RasterInfo& info() const = 0;
  /// Fills the next row, `width * channels` samples, 255 = white; called `height` times at most.
  /// Returns the decoder's complaint; empty = the row is good. After a complaint the samples mean nothing.
  [[nodiscard]] virtual std::string next_row(std::span<std::uint8_t> row) = 0;
};

}  // namespace logdigitise::raster
