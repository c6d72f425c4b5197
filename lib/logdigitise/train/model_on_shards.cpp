#include "logdigitise/train/model_on_shards.hpp"

#include <fmt/format.h>

#include "logdigitise/nn/device.hpp"
#include "logdigitise/nn/weights.hpp"
#include "logdigitise/trace/operating_point.hpp"
#include "logdigitise/train/calibration.hpp"
#include "logdigitise/train/model_score.hpp"

namespace logdigitise::train {

std::vector<BandScore> score_model_file(const std::filesystem::path& model,
                                        const std::vector<LabelledBand>& bands,
                                        const ModelRunOptions& options,
                                        std::span<const trace::TraceOptions> ways) {
  nn::use_threads(options.threads);
  const torch::Device device = nn::choose_device(options.device);
  const nn::LoadedNetwork loaded = nn::load_weights(model);
  std::vector<trace::TraceOptions> fitted;
  for (const trace::TraceOptions& way : ways)
    fitted.push_back(trace::fitted_to_model(way, loaded.info.calibrated(), loaded.info.name));
  return score_model_traced(loaded.network, bands, device, nn::choose_precision(options.precision, device),
                            fitted);
}

CalibratedModel calibrate_model_file(const std::filesystem::path& model,
                                     const std::vector<LabelledBand>& bands, const std::filesystem::path& out,
                                     const std::string& name, CalibrationKind kind,
                                     const ModelRunOptions& options) {
  nn::use_threads(options.threads);
  const torch::Device device = nn::choose_device(options.device);
  nn::LoadedNetwork loaded = nn::load_weights(model);
  CalibratedModel result;
  result.calibration =
      fit_calibration(loaded.network, bands, device, nn::choose_precision(options.precision, device), kind);
  calibrate(loaded.network, result.calibration);
  nn::Metadata metadata = loaded.info.metadata;
  metadata[nn::kCalibrationKey] = "yes";
  metadata["calibrated_from"] = fmt::format("{} {}", loaded.info.name, loaded.info.sha256);
  metadata["calibration_slope"] = fmt::format("{:.6f}", result.calibration.slope);
  metadata["calibration_offset"] = fmt::format("{:.6f}", result.calibration.offset);
  result.sha256 = nn::save_weights(out, loaded.network, name, std::move(metadata));
  return result;
}

}  // namespace logdigitise::train
