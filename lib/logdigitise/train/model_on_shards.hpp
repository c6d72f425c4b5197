#pragma once
// What can be done with a model's file and bands with truth. No LibTorch type shows here.

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "logdigitise/trace/tracer.hpp"
#include "logdigitise/train/band_score.hpp"
#include "logdigitise/train/calibration_result.hpp"
#include "logdigitise/train/shard.hpp"

namespace logdigitise::train {

struct ModelRunOptions {
  std::string device = "auto";
  std::string precision = "auto";
  int threads = 0;  ///< 0 = all cores this process may run on.
};

/// Every row of the bands in one pass of the network, traced as `convert` does in each of these ways, in
/// their order. Throws a usage error for an operating point if the model is not calibrated.
[[nodiscard]] std::vector<BandScore> score_model_file(const std::filesystem::path& model,
                                                      const std::vector<LabelledBand>& bands,
                                                      const ModelRunOptions& options,
                                                      std::span<const trace::TraceOptions> ways);

struct CalibratedModel {
  Calibration calibration;
  std::string sha256;  ///< Of the new tensors.
};

/// Fits a calibration on the bands (calibration.hpp) and writes the model with it to `out`; what was done
/// stands in its metadata. Atomic.
[[nodiscard]] CalibratedModel calibrate_model_file(const std::filesystem::path& model,
                                                   const std::vector<LabelledBand>& bands,
                                                   const std::filesystem::path& out, const std::string& name,
                                                   CalibrationKind kind, const ModelRunOptions& options = {});

}  // namespace logdigitise::train
