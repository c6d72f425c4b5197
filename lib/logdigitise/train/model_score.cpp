#include "logdigitise/train/model_score.hpp"

#include <utility>

#include "logdigitise/train/validation.hpp"

namespace logdigitise::train {

BandScore score_model(const nn::Network& network, const std::vector<LabelledBand>& bands,
                      const torch::Device& device, torch::ScalarType precision,
                      const trace::TraceOptions& options) {
  return std::move(score_model_traced(network, bands, device, precision, {&options, 1}).front());
}

std::vector<BandScore> score_model_traced(const nn::Network& network, const std::vector<LabelledBand>& bands,
                                          const torch::Device& device, torch::ScalarType precision,
                                          std::span<const trace::TraceOptions> ways) {
  std::vector<BandScore> results(ways.size());
  MaskScore masks;
  run_on_bands(network, bands, device, precision, {0, 0},
               [&](const LabelledBand& band, const Image<float>& probability) {
                 for (std::size_t i = 0; i < ways.size(); ++i) {
                   for (CurveScore& score : score_curves(band, probability, ways[i]))
                     results[i].curves.push_back(std::move(score));
                 }
                 add_masks(band, probability, masks);
               });
  for (BandScore& result : results) result.masks = masks;
  return results;
}

}  // namespace logdigitise::train
