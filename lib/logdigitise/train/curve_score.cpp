#include "logdigitise/train/curve_score.hpp"

#include <cmath>
#include <limits>

#include "logdigitise/train/validation.hpp"

namespace logdigitise::train {

std::vector<CurveScore> score_curves(const LabelledBand& band, const Image<float>& probability,
                                     const trace::TraceOptions& options) {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  const double width = band.right_px - band.left_px;
  const std::vector<trace::Trace> traces = trace_labelled_band(band, probability, options);
  std::vector<CurveScore> scores;
  for (std::size_t k = 0; k < traces.size(); ++k) {
    CurveScore& score = scores.emplace_back();
    score.band = band.name;
    score.place = static_cast<int>(k) + 1;
    score.style = band.queries[k].style;
    double absolute = 0.0;
    double square = 0.0;
    double sum = 0.0;
    double sum_square = 0.0;
    std::int64_t within_1 = 0;
    std::int64_t within_2 = 0;
    for (std::size_t r = 0; r < traces[k].x_px.size(); ++r) {
      const double truth = band.x_px[k][r];
      const double traced = traces[k].x_px[r];
      if (!std::isfinite(truth)) {
        ++score.blank;
        score.invented += std::isfinite(traced) ? 1 : 0;
        continue;
      }
      ++score.rows;
      if (!std::isfinite(traced)) {
        ++score.omitted;
        continue;
      }
      const double off = (traced - truth) / width;
      const double error = std::abs(off - std::round(off));
      absolute += error;
      square += error * error;
      sum += truth / width;
      sum_square += truth * truth / (width * width);
      within_1 += error <= 0.01 ? 1 : 0;
      within_2 += error <= 0.02 ? 1 : 0;
    }
    const auto found = static_cast<double>(score.rows - score.omitted);
    const auto share = [&](double part, double whole) { return whole > 0.0 ? part / whole : kNan; };
    score.mae = share(absolute, found);
    score.mse = share(square, found);
    const double spread = found > 0.0 ? sum_square - sum * sum / found : 0.0;
    score.r2 = spread > 1e-12 ? 1.0 - square / spread : kNan;
    score.within_1_percent = share(static_cast<double>(within_1), static_cast<double>(score.rows));
    score.within_2_percent = share(static_cast<double>(within_2), static_cast<double>(score.rows));
  }
  return scores;
}

}  // namespace logdigitise::train
