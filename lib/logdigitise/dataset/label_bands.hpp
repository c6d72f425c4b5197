#pragma once
// From a synthetic log to what a network learns from: its bands, straightened as a user's would be, with the
// true centrelines in band pixels.

#include <vector>

#include "logdigitise/band/band.hpp"
#include "logdigitise/core/random.hpp"
#include "logdigitise/synth/synthetic_log.hpp"
#include "logdigitise/train/shard.hpp"

namespace logdigitise::dataset {

struct LabelOptions {
  double label_width_px = 3.0;   ///< Width of a centreline in the labels, band px.
  double layout_error_px = 1.5;  ///< Standard deviation of the error put on the layout's edges and ties, scan
                                 ///< px, as a person's clicks have it; 0 = exact.
  int unseen_reach_rows =
      48;  ///< Rows each side over which a curve's ink is averaged to see whether it is there.
  double unseen_ink = 16.0;  ///< Below this mean (0..255) nobody could see it: no label there.
  band::BandOptions band;
};

/// One LabelledBand per track and colour pass. Labels and truth follow the drawn ink itself (mapped from the
/// ideal page through the scanner's geometry), not the layout, so they stay right when the layout is not.
[[nodiscard]] std::vector<train::LabelledBand> label_bands(const synth::SyntheticLog& log, Random& random,
                                                           const LabelOptions& options = {});

}  // namespace logdigitise::dataset
