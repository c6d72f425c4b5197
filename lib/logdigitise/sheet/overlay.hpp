#pragma once
// What was found, drawn over the scan, for a person to look at.

#include <cstdint>
#include <filesystem>
#include <vector>

#include "logdigitise/sheet/inspect.hpp"

namespace logdigitise::sheet {

struct OverlayOptions {
  int width_px = 1000;  ///< The picture is reduced by a whole factor to about this width, never enlarged.
};

/// A PNG: track edges red, ties green (numbered ones thick), numbers that were used blue with their depth
/// beside them, other number-like things orange, header boxes magenta. Memory: the reduced picture, 3 bytes a
/// pixel.
[[nodiscard]] std::vector<std::uint8_t> draw_overlay(const std::filesystem::path& scan,
                                                     const raster::RasterOptions& options,
                                                     const Inspection& inspection,
                                                     const OverlayOptions& overlay = {});

}  // namespace logdigitise::sheet
