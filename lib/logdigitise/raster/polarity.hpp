#pragma once
// Negatives: light ink on dark paper, as microfilm and fax files whose photometric tag is wrong have it.

#include <cstdint>
#include <memory>
#include <span>

#include "logdigitise/raster/row_source.hpp"

namespace logdigitise::raster {

/// Counts runs of dark and of light pixels along rows. Strokes are thin, the paper between them is wider;
/// margins and scanner borders are wider still and say nothing.
class StrokeCount {
 public:
  /// A row of width * channels samples.
  void add(std::span<const std::uint8_t> row, int channels);
  /// Most strokes are light and most paper between them is dark. False where there is too little to go by.
  [[nodiscard]] bool says_negative() const;

 private:
  /// Runs of one shade.
  struct Shade {
    std::int64_t strokes = 0;  ///< Runs.
    std::int64_t paper = 0;    ///< Pixels.
  };
  Shade dark_;
  Shade light_;
};

/// Rows of `source` as dark ink on light paper. kAuto looks at the first 4,096 rows (4 million pixels at
/// most) before it hands out the first, and sets `negative` of info() then.
[[nodiscard]] std::unique_ptr<RowSource> as_positive(std::unique_ptr<RowSource> source, Polarity polarity);

}  // namespace logdigitise::raster
