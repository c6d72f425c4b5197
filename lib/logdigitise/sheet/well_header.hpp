#pragma once
// The printed page above a log: where it lies, which way up, and what it says of the well.

#include <filesystem>
#include <string>
#include <vector>

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/raster/reader.hpp"
#include "logdigitise/sheet/text_reader.hpp"
#include "logdigitise/sheet/well_data.hpp"

namespace logdigitise::sheet {

struct WellHeader {
  std::vector<WellFact> facts;  ///< At most one a key. Boxes are those of the turned and scaled picture.
  int turn = 0;                 ///< Of the reading with the most labels: 0, or 90 or -90 degrees clockwise.
  int labels = 0;               ///< That it found.
};

inline constexpr double kLeastWellConfidence = 0.6;  ///< Of a fact that goes into a layout.
inline constexpr double kSureWellConfidence = 0.8;   ///< And of one that needs no flag there.

/// Reads the paper above the row `y_end`: at most the first 16 in below the first ink. It is brought to
/// 200 dpi and read upright and turned by 90 degrees to either side: headers are often printed along the
/// strip. A reading with fewer than three different labels says nothing. Reads the scan down to there;
/// memory: 16 in of it, twice. Takes 1 to 5 s; a reading that takes longer than a minute is given up.
[[nodiscard]] WellHeader read_well_header(const std::filesystem::path& scan,
                                          const raster::RasterOptions& options, int y_end, double dpi,
                                          TextReader& reader);

/// Puts the facts that are sure enough into a layout, with a flag for each that is not quite.
void put_well_data(const std::vector<WellFact>& facts, layout::Layout& layout,
                   std::vector<std::string>& flags);

}  // namespace logdigitise::sheet
