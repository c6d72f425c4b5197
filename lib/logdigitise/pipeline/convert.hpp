#pragma once
// The whole way of one log: raster -> bands -> network -> traces -> depths and values.

#include <filesystem>
#include <string>
#include <vector>

#include "logdigitise/core/progress.hpp"
#include "logdigitise/layout/layout.hpp"
#include "logdigitise/nn/segmenter.hpp"
#include "logdigitise/pipeline/options.hpp"
#include "logdigitise/pipeline/quality.hpp"
#include "logdigitise/pipeline/sample_clues.hpp"
#include "logdigitise/welllog/well_log.hpp"

namespace logdigitise::pipeline {

/// Where a layout came from.
struct LayoutOrigin {
  std::string from = "file";           ///< Or `inspection`.
  std::string sha256;                  ///< Of its text.
  std::vector<std::string> flags;      ///< What could not be proven when it was found.
  std::vector<PageJoint> joints = {};  ///< Of its pages, where they were joined when it was found.
};

struct ConvertResult {
  welllog::WellLog log;
  layout::Layout layout;  ///< That was followed: given or found.
  /// One curve `<MNEM>_CONF` (0 to 1) per curve of `log`, in the same order.
  std::vector<welllog::Curve> confidence;
  /// Per curve of `log` and depth, if options ask for them.
  std::vector<std::vector<SampleClues>> clues;
  QualityRecord quality;
};

/// Digitises one log. `scans`: its sheets in order, one page each or several; pages are counted through all
/// of them from 1, as `page` in the layout does, and only those with ties are read. A depth is read from the
/// page between whose ties it lies (the earlier one if two hold it), and beyond all ties from the first page
/// that reaches so far. `origin` goes into the quality record. Throws input errors that name the file.
[[nodiscard]] ConvertResult convert_log(const std::vector<std::filesystem::path>& scans,
                                        const layout::Layout& layout, nn::Segmenter& segmenter,
                                        const ConvertOptions& options, Progress& progress,
                                        const LayoutOrigin& origin = {});

/// Depths at which values are written: the multiples of `step` inside top..base, or `points` evenly spread
/// from the first to the last of them. Never accumulated. At least one; a usage error if there is none.
[[nodiscard]] std::vector<double> output_depths(const layout::Depth& depth, int points);

}  // namespace logdigitise::pipeline
