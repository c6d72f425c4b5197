#include "logdigitise/train/mask_score.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace logdigitise::train {

namespace {

std::uint8_t level(float chance) {
  return static_cast<std::uint8_t>(std::lround(255.0F * std::clamp(chance, 0.0F, 1.0F)));
}

}  // namespace

void add_masks(const LabelledBand& band, const Image<float>& probability, MaskScore& score) {
  const std::size_t curves = band.queries.size();
  score.of_place.resize(std::max(score.of_place.size(), curves));
  for (int r = 0; r < band.labels.rows(); ++r) {
    for (int x = 0; x < band.labels.columns(); ++x) {
      const auto label = static_cast<unsigned>(band.labels.at(r, x));
      const bool shared = std::popcount(label) > 1;
      float ink = 0.0F;
      for (std::size_t k = 0; k < curves; ++k) {
        const float chance = probability.at(r, x, static_cast<int>(k));
        ink += chance;
        if (shared) continue;
        const bool own = (label >> k & 1U) != 0;
        score.of_place[k].add(level(chance), own);
        score.of_style.at(static_cast<std::size_t>(band.queries[k].style)).add(level(chance), own);
      }
      score.ink.add(level(ink), label != 0);
    }
  }
}

}  // namespace logdigitise::train
