#pragma once
// Crops of bands, drawn at random.

#include <cstdint>
#include <vector>

#include "logdigitise/core/random.hpp"
#include "logdigitise/nn/query.hpp"
#include "logdigitise/nn/segmenter.hpp"
#include "logdigitise/train/shard.hpp"

namespace logdigitise::train {

/// A piece of a band, plane after plane because augmentation works on planes.
struct Crop {
  int rows = 0;
  int columns = 0;
  std::vector<std::uint8_t> planes;  ///< nn::kInputPlanes x rows x columns.
  std::vector<std::uint8_t> labels;  ///< rows x columns; bit k = curve k.
  std::vector<nn::CurveQuery> queries;

  [[nodiscard]] std::size_t pixels() const {
    return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
  }
  [[nodiscard]] std::uint8_t* plane(int index) {
    return planes.data() + static_cast<std::size_t>(index) * pixels();
  }
};

/// The rectangle of this size at (`row`, `column`); blank paper where it reaches beyond the band.
[[nodiscard]] Crop take_crop(const LabelledBand& band, int row, int column, int rows, int columns);

/// Bands that share one weight in the mix.
struct TrainingSet {
  std::vector<LabelledBand> bands;
  double weight = 1.0;  ///< Share of the crops that come from this set, relative to the others'; >= 0.
};

struct CropOptions {
  int rows = 320;              ///< A multiple of nn::kAlignment.
  int columns = 256;           ///< A multiple of nn::kAlignment.
  double uniform_share = 0.1;  ///< Share of crops from anywhere; the others hold a point of a curve.
};

/// Draws crops: a set by weight, a band by its rows, a curve, a row where it is drawn, a place around it.
class CropSampler {
 public:
  /// `sets` must outlive the sampler. A usage error if there is no band, or no weight, at all.
  explicit CropSampler(const std::vector<TrainingSet>& sets, const CropOptions& options = {});
  [[nodiscard]] Crop sample(Random& random) const;

 private:
  CropOptions options_;
  std::vector<const LabelledBand*> bands_;
  std::vector<double> cumulative_;  ///< Of the bands' weights.
};

}  // namespace logdigitise::train
