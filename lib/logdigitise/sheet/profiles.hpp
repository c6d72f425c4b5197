#pragma once
// A whole scan in two small pictures: where ink stands in columns, and where it lies in rows.

#include <cstdint>
#include <filesystem>

#include "logdigitise/core/image.hpp"
#include "logdigitise/core/progress.hpp"
#include "logdigitise/raster/reader.hpp"

namespace logdigitise::sheet {

/// Rows that are read and measured together.
inline constexpr int kBlockRows = 64;

/// Columns that are averaged into one strip of `ScanProfiles::rows`.
inline constexpr int kStripColumns = 32;

/// Memory: width * height * (1/64 + 1/32) bytes; a 100,000 x 1,650 scan takes 8 MB.
struct ScanProfiles {
  raster::RasterInfo info;
  /// blocks of kBlockRows rows x width: mean ink of each column inside the block, 255 = all ink.
  Image<std::uint8_t> columns;
  /// height x strips: mean ink of each row inside the strip, 255 = all ink. The last columns of a scan whose
  /// width is no multiple of kStripColumns are in no strip.
  Image<std::uint8_t> rows;

  [[nodiscard]] int blocks() const { return columns.rows(); }
  [[nodiscard]] int strips() const { return rows.columns(); }
};

/// Reads the scan once. Throws the input errors of raster::open_raster.
[[nodiscard]] ScanProfiles profile_scan(const std::filesystem::path& path,
                                        const raster::RasterOptions& options, Progress& progress);

}  // namespace logdigitise::sheet
