#pragma once
// Everything a conversion can be told, with its defaults.

#include <filesystem>
#include <optional>

#include "logdigitise/band/band.hpp"
#include "logdigitise/core/units.hpp"
#include "logdigitise/raster/reader.hpp"
#include "logdigitise/trace/tracer.hpp"

namespace logdigitise::pipeline {

/// How positions of pixel rows become one value per LAS depth (docs/decisions/ has the measurements).
enum class Resample {
  kSpline,       ///< Least-squares fit of a broken line with its corners at the LAS depths (default): reads a
                 ///< peak at its tip, since the corner may stand out beyond the rows around it.
  kInterpolate,  ///< Linear between the two nearest rows.
  kMean,         ///< Mean over the step around each depth.
};

/// What fills gaps longer than `max_gap`.
enum class Fill { kNone, kSpline };

struct ConvertOptions {
  raster::RasterOptions raster;
  band::BandOptions band;
  trace::TraceOptions trace;
  Resample resample = Resample::kSpline;
  double max_gap = -1.0;    ///< Gaps up to this long are bridged and flagged, in the layout's depth unit;
                            ///< negative = 1 ft or 0.3 m.
  Fill fill = Fill::kNone;  ///< kSpline bridges all gaps between first and last value; flagged.
  int points = 0;           ///< > 1: resample to that many depths from the first to the last; 0 = the step.
  int tile_rows = 2048;     ///< Band rows per network tile, a multiple of 32; changes speed and memory only.
  bool overlap = false;  ///< Straighten the next tile and trace the last one, in threads of their own, while
                         ///< the network is at one; changes speed and memory only.
  bool keep_clues = false;          ///< Keep what confidences are made from (ConvertResult::clues).
  float review_confidence = 0.65F;  ///< Samples below this are flagged with what makes them doubtful, 0..1.
  float min_confidence = 0.1F;  ///< Samples below this are null, `unsure`, 0..1; of a model whose confidence
                                ///< was fitted.
  std::optional<DepthUnit> unit;  ///< Of the printed depths, for a sheet without a layout that does not tell.
  int section = 0;          ///< Of a sheet without a layout: counted from 1 down the strip; 0 = the main one.
  std::optional<int> turn;  ///< Degrees clockwise by which a scan without a layout comes to stand upright;
                            ///< nothing: found.
  std::filesystem::path tracks;  ///< A layout.json whose tracks a DRA (given as layout) gets; empty: none.
  double review_coverage = 0.9;  ///< A curve with less coverage puts the log on `review`.
};

}  // namespace logdigitise::pipeline
