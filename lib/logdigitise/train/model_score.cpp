#include "logdigitise/train/model_score.hpp"

#include <utility>

#include "logdigitise/train/validation.hpp"

namespace logdigitise::train {

BandScore score_model(const nn::Network& network, const std::vector<LabelledBand>& bands,
                      const torch::Device& device, torch::ScalarType precision,
                      const trace::TraceOptions& options) {
  BandScore result;
  run_on_bands(network, bands, device, precision, {0, 0},
               [&](const LabelledBand& band, const Image<float>& probability) {
                 for (CurveScore& score : score_curves(band, probability, options))
                   result.curves.push_back(std::move(score));
                 add_masks(band, probability, result.masks);
               });
  return result;
}

}  // namespace logdigitise::train
