#include "logdigitise/train/crops.hpp"

#include <algorithm>
#include <cmath>

#include "logdigitise/core/error.hpp"

namespace logdigitise::train {

Crop take_crop(const LabelledBand& band, int row, int column, int rows, int columns) {
  Crop crop;
  crop.rows = rows;
  crop.columns = columns;
  crop.planes.assign(crop.pixels() * nn::kInputPlanes, 0);
  crop.labels.assign(crop.pixels(), 0);
  crop.queries = band.queries;
  const int first = std::max(0, -column);
  const int last = std::min(columns, band.planes.columns() - column);
  for (int r = std::max(0, -row); r < std::min(rows, band.planes.rows() - row); ++r) {
    for (int c = first; c < last; ++c) {
      const std::size_t at =
          static_cast<std::size_t>(r) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(c);
      crop.labels[at] = band.labels.at(row + r, column + c);
      const std::uint8_t* const pixel = &band.planes.at(row + r, column + c);
      for (int p = 0; p < nn::kInputPlanes; ++p) crop.plane(p)[at] = pixel[p];
    }
  }
  return crop;
}

CropSampler::CropSampler(const std::vector<TrainingSet>& sets, const CropOptions& options)
    : options_(options) {
  double total = 0.0;
  for (const TrainingSet& set : sets) {
    double rows = 0.0;
    for (const LabelledBand& band : set.bands) rows += band.planes.rows();
    if (rows <= 0.0 || set.weight <= 0.0) continue;
    for (const LabelledBand& band : set.bands) {
      total += set.weight * band.planes.rows() / rows;
      bands_.push_back(&band);
      cumulative_.push_back(total);
    }
  }
  if (bands_.empty())
    throw usage_error("--data", "holds no bands to train on",
                      "Make some with `logdigitise synthesise --shards`");
}

Crop CropSampler::sample(Random& random) const {
  const double draw = random.uniform(0.0, cumulative_.back());
  const auto found = std::upper_bound(cumulative_.begin(), cumulative_.end(), draw);
  const auto index = std::min(static_cast<std::size_t>(found - cumulative_.begin()), bands_.size() - 1);
  const LabelledBand& band = *bands_[index];
  const int rows = band.planes.rows();
  const int columns = band.planes.columns();

  int row = random.integer(0, std::max(0, rows - options_.rows));
  int column = random.integer(0, std::max(0, columns - options_.columns));
  const bool anywhere = random.chance(options_.uniform_share);
  if (!anywhere && !band.queries.empty()) {
    const auto curve = static_cast<std::size_t>(random.integer(0, static_cast<int>(band.queries.size()) - 1));
    constexpr int kTries = 8;  // A curve may be drawn on a small part of its band only.
    for (int attempt = 0; attempt < kTries; ++attempt) {
      const int at = random.integer(0, rows - 1);
      const float x = band.x_px[curve][static_cast<std::size_t>(at)];
      const int row_in_crop = random.integer(0, options_.rows - 1);
      const int column_in_crop = random.integer(options_.columns / 8, options_.columns * 7 / 8);
      if (!std::isfinite(x)) continue;
      row = std::clamp(at - row_in_crop, 0, std::max(0, rows - options_.rows));
      column = std::clamp(static_cast<int>(std::floor(x)) - column_in_crop, 0,
                          std::max(0, columns - options_.columns));
      break;
    }
  }
  return take_crop(band, row, column, options_.rows, options_.columns);
}

}  // namespace logdigitise::train
