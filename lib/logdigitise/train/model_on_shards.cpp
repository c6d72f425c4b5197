#include "logdigitise/train/model_on_shards.hpp"

#include <fmt/format.h>

#include "logdigitise/nn/device.hpp"
#include "logdigitise/nn/weights.hpp"
#include "logdigitise/train/calibration.hpp"
#include "logdigitise/train/model_score.hpp"

namespace logdigitise::train {

BandScore score_model_file(const std::filesystem::path& model, const std::vector<LabelledBand>& bands,
                           const ModelRunOptions& options) {
  nn::use_threads(options.threads);
  const torch::Device device = nn::choose_device(options.device);
  const nn::LoadedNetwork loaded = nn::load_weights(model);
  return score_model(loaded.network, bands, device, nn::choose_precision(options.precision, device),
                     loaded.info.calibrated() ? trace::TraceOptions{} : trace::uncalibrated());
}

CalibratedModel calibrate_model_file(const std::filesystem::path& model,
                                     const std::vector<LabelledBand>& bands, const std::filesystem::path& out,
                                     const std::string& name, const ModelRunOptions& options) {
  nn::use_threads(options.threads);
  const torch::Device device = nn::choose_device(options.device);
  nn::LoadedNetwork loaded = nn::load_weights(model);
  CalibratedModel result;
  result.calibration =
      fit_calibration(loaded.network, bands, device, nn::choose_precision(options.precision, device));
  loaded.network->scale_logits(result.calibration.slope, result.calibration.offset);
  nn::Metadata metadata = loaded.info.metadata;
  metadata[nn::kCalibrationKey] = "yes";
  metadata["calibrated_from"] = fmt::format("{} {}", loaded.info.name, loaded.info.sha256);
  metadata["calibration_slope"] = fmt::format("{:.6f}", result.calibration.slope);
  metadata["calibration_offset"] = fmt::format("{:.6f}", result.calibration.offset);
  result.sha256 = nn::save_weights(out, loaded.network, name, std::move(metadata));
  return result;
}

}  // namespace logdigitise::train
