#pragma once
// What a first look at a scan gives, and all its sections share.

#include <filesystem>

#include "logdigitise/core/progress.hpp"
#include "logdigitise/raster/reader.hpp"
#include "logdigitise/sheet/digit_reader.hpp"
#include "logdigitise/sheet/profiles.hpp"
#include "logdigitise/sheet/text_reader.hpp"
#include "logdigitise/sheet/vertical_lines.hpp"

namespace logdigitise::sheet {

inline constexpr double kDefaultDpi = 200.0;
inline constexpr const char* kGiveLayout = "Write a layout (docs/layout.md) and give it with --layout";

/// A scan in small: profiles, the ridges of its vertical lines, and how it wanders.
struct SheetScan {
  std::filesystem::path path;
  raster::RasterOptions raster;
  ScanProfiles profiles;
  Image<std::uint8_t> ridges;
  Wander wander;

  /// Resolution across and down the strip as the scan states it, or the usual one.
  [[nodiscard]] double dpi_across() const;
  [[nodiscard]] double dpi_down() const;
  /// Sideways displacement of the print at a row; that of the first or last block beyond them.
  [[nodiscard]] double shift_at(double y) const;
  /// Throws a refusal of this scan that says why.
  [[noreturn]] void refuse(const std::string& why) const;
};

/// Readers of digits and of words; loaded once.
struct SheetReaders {
  DigitReader digits;
  TextReader text;
};

/// Reads the scan once from top to bottom. Refuses a file of several pages. Throws what reading it throws.
[[nodiscard]] SheetScan look_at_scan(const std::filesystem::path& path, const raster::RasterOptions& options,
                                     Progress& progress);

}  // namespace logdigitise::sheet
