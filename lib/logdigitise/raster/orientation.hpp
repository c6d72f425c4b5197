#pragma once
// The eight orientations of TIFF and EXIF, and turns that somebody asks for.

#include <memory>
#include <string>

#include "logdigitise/raster/row_source.hpp"

namespace logdigitise::raster {

/// Orientation `degrees` (0, 90, 180 or 270, clockwise) turns an upright image into, as a tag: 1, 6, 3 or 8.
[[nodiscard]] int orientation_of_rotation(int degrees);

/// Rows of `source` as they are to be looked at. 1 and 2 (mirrored left to right) stream; the others hold the
/// page, 1 bit per pixel if it is bilevel. Orientations 5 to 8 make rows of columns: a damaged row would run
/// through every row, so damage is then an input error. Values outside 1..8 count as 1.
[[nodiscard]] std::unique_ptr<RowSource> apply_orientation(std::unique_ptr<RowSource> source, int orientation,
                                                           const std::string& where);

/// Rows of `source` turned clockwise by `degrees` (0, 90, 180 or 270; a usage error if it is another number),
/// on top of its orientation. Memory and damage as with apply_orientation.
[[nodiscard]] std::unique_ptr<RowSource> turn_clockwise(std::unique_ptr<RowSource> source, int degrees,
                                                        const std::string& where);

}  // namespace logdigitise::raster
