#pragma once
// Scores of a model on a folder of logs with truth, log by log and beside each log's ceiling.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "logdigitise/core/progress.hpp"
#include "logdigitise/layout/layout.hpp"
#include "logdigitise/metrics/confidence_score.hpp"
#include "logdigitise/metrics/error_shares.hpp"
#include "logdigitise/nn/segmenter.hpp"
#include "logdigitise/pipeline/confidence_fit.hpp"
#include "logdigitise/pipeline/options.hpp"

namespace logdigitise::app {

/// One curve of one log. Errors are fractions of the track; shares are of all samples of the truth.
struct CurveScore {
  std::string log;
  std::string mnemonic;
  layout::LineStyle style = layout::LineStyle::kSolid;
  int place = 1;  ///< First, second, ... curve of its track.
  std::int64_t samples = 0;
  double coverage = 0.0;
  double mae = 0.0;
  double mse = 0.0;
  double r2 = 0.0;
  double within_1_percent = 0.0;
  double within_2_percent = 0.0;
  double ceiling_1_percent = 0.0;  ///< NaN without ceiling.las.
  double ceiling_2_percent = 0.0;
  std::int64_t extra = 0;  ///< Values where the truth has none.
  metrics::ErrorCounts errors;
  std::vector<metrics::JudgedSample> judged;  ///< Samples with value and truth.
  std::vector<pipeline::JudgedClues> clues;   ///< Of the same, if the options keep them.
};

/// Means over a group of curves; every curve counts alike.
struct GroupScore {
  std::string name;
  int curves = 0;
  double coverage = 0.0;
  double mae = 0.0;
  double mse = 0.0;
  double median_r2 = 0.0;
  double within_1_percent = 0.0;
  double within_2_percent = 0.0;
  double ceiling_1_percent = 0.0;
  double ceiling_2_percent = 0.0;
  metrics::ErrorCounts errors;          ///< Sums.
  metrics::ConfidenceScore confidence;  ///< Of all samples alike.
};

/// Folders below `root` (or `root` itself) that hold layout.json and truth.las, sorted by name. An input
/// error if there is none.
[[nodiscard]] std::vector<std::filesystem::path> log_folders(const std::filesystem::path& root);

/// Digitises the log of a folder and compares it with its truth. `save_las`, if not empty, is a folder that
/// gets the result as <name>.las.
[[nodiscard]] std::vector<CurveScore> score_log(const std::filesystem::path& folder, nn::Segmenter& segmenter,
                                                const pipeline::ConvertOptions& options,
                                                const std::filesystem::path& save_las, Progress& progress);

/// All curves, then by place in the track, then by line style.
[[nodiscard]] std::vector<GroupScore> group_scores(const std::vector<CurveScore>& scores);

}  // namespace logdigitise::app
