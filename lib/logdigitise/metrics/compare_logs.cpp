#include "logdigitise/metrics/compare_logs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "logdigitise/core/error.hpp"
#include "logdigitise/metrics/resample.hpp"

namespace logdigitise::metrics {

namespace {

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();
constexpr double kOkError = 0.02;
constexpr double kNearError = 0.05;
constexpr double kRoundOff = 1e-9;  ///< So that exactly 1 % is within 1 %.

using welllog::find_curve;
using welllog::same_name;

double convert(double depth, DepthUnit from, DepthUnit to) {
  if (from == to) return depth;
  return from == DepthUnit::kFeet ? depth * kMetresPerFoot : depth / kMetresPerFoot;
}

void check_options(const CompareOptions& options) {
  if (!(options.tolerance_step >= 0.0)) {
    throw usage_error("", fmt::format("tolerance_step {} is below 0", options.tolerance_step));
  }
  if (!(options.window_ft > 0.0))
    throw usage_error("", fmt::format("window_ft {} is not above 0", options.window_ft));
  if (!(options.max_shift_ft >= 0.0))
    throw usage_error("", fmt::format("max_shift_ft {} is below 0", options.max_shift_ft));
}

/// Where the layout draws a curve.
struct Drawn {
  const layout::Curve* curve = nullptr;
  layout::Scale scale = layout::Scale::kLinear;
  std::size_t track = 0;
};

std::optional<Drawn> find_drawn(const layout::Layout* layout, const std::string& mnemonic) {
  if (layout == nullptr) return std::nullopt;
  for (std::size_t t = 0; t < layout->tracks.size(); ++t) {
    for (const layout::Curve& curve : layout->tracks[t].curves) {
      if (same_name(curve.mnemonic, mnemonic)) return Drawn{&curve, layout->tracks[t].scale, t};
    }
  }
  return std::nullopt;
}

/// Truth and prediction of one curve, before they are compared.
struct Pairing {
  std::string predicted_name;
  const welllog::Curve* truth = nullptr;
  const welllog::Curve* predicted = nullptr;  ///< nullptr if the prediction has not got it.
  std::optional<Drawn> drawn;
};

class Comparer {
 public:
  Comparer(const welllog::WellLog& predicted, const welllog::WellLog& truth, const layout::Layout* layout,
           const CompareOptions& options)
      : predicted_(predicted), truth_(truth), layout_(layout), options_(options) {}

  Comparison run() {
    check_options(options_);
    check_pairs();
    settle_units();
    choose_rows();
    find_pairings();
    const bool any = std::any_of(pairings_.begin(), pairings_.end(),
                                 [](const Pairing& pairing) { return pairing.predicted != nullptr; });
    if (!any) {
      throw input_error("",
                        fmt::format("no curve in common: the prediction has {}, the truth has {}",
                                    names_of(predicted_), names_of(truth_)),
                        "Pair curves of different names with --map PREDICTED=TRUTH");
    }
    for (const Pairing& pairing : pairings_) result_.curves.push_back(compare(pairing));
    sum_up();
    return std::move(result_);
  }

 private:
  static std::string names_of(const welllog::WellLog& log) {
    std::string names;
    for (const welllog::Curve& curve : log.curves) names += (names.empty() ? "" : ", ") + curve.mnemonic;
    return names.empty() ? "none" : names;
  }

  void check_pairs() const {
    for (const CurvePair& pair : options_.pairs) {
      if (find_curve(truth_, pair.truth) == nullptr) {
        throw usage_error("",
                          fmt::format("the truth has no curve {}; it has {}", pair.truth, names_of(truth_)));
      }
      if (find_curve(predicted_, pair.predicted) == nullptr && !find_drawn(layout_, pair.predicted)) {
        throw usage_error("", fmt::format("the prediction has no curve {}; it has {}", pair.predicted,
                                          names_of(predicted_)));
      }
    }
  }

  /// A file that names no depth unit is taken to mean the other's.
  void settle_units() {
    DepthUnit usual = truth_.depth_unit;
    if (!truth_.depth_unit_is_stated && predicted_.depth_unit_is_stated) usual = predicted_.depth_unit;
    if (!truth_.depth_unit_is_stated && layout_ != nullptr) usual = layout_->depth.unit;
    result_.depth_unit = usual;
    const DepthUnit of_predicted = predicted_.depth_unit_is_stated ? predicted_.depth_unit : usual;
    for (const double depth : predicted_.depths) {
      predicted_depths_.push_back(convert(depth, of_predicted, usual));
    }
  }

  void choose_rows() {
    rows_.resize(truth_.depths.size());
    std::iota(rows_.begin(), rows_.end(), std::size_t{0});
    std::stable_sort(rows_.begin(), rows_.end(),
                     [&](std::size_t a, std::size_t b) { return truth_.depths[a] < truth_.depths[b]; });
    if (layout_ != nullptr && !options_.whole_truth) {
      result_.top = convert(layout_->depth.top, layout_->depth.unit, result_.depth_unit);
      result_.base = convert(layout_->depth.base, layout_->depth.unit, result_.depth_unit);
      const double slack = 1e-4 * median_step(truth_.depths);
      std::erase_if(rows_, [&](std::size_t row) {
        return truth_.depths[row] < *result_.top - slack || truth_.depths[row] > *result_.base + slack;
      });
    }
    for (const std::size_t row : rows_) depths_.push_back(truth_.depths[row]);
  }

  [[nodiscard]] std::string truth_name(const std::string& predicted_name) const {
    for (const CurvePair& pair : options_.pairs) {
      if (same_name(pair.predicted, predicted_name)) return pair.truth;
    }
    return predicted_name;
  }

  [[nodiscard]] std::string predicted_name(const std::string& truth_name) const {
    for (const CurvePair& pair : options_.pairs) {
      if (same_name(pair.truth, truth_name)) return pair.predicted;
    }
    return truth_name;
  }

  void add_pairing(const std::string& name, const welllog::Curve* truth) {
    const auto is_it = [&](const Pairing& pairing) { return pairing.truth == truth; };
    if (std::any_of(pairings_.begin(), pairings_.end(), is_it)) return;
    Pairing pairing{name, truth, find_curve(predicted_, name), find_drawn(layout_, name)};
    // A map may go round the layout's own name for the curve.
    if (!pairing.drawn) pairing.drawn = find_drawn(layout_, truth->mnemonic);
    pairings_.push_back(std::move(pairing));
  }

  void add_from_prediction(const std::string& name) {
    const welllog::Curve* truth = find_curve(truth_, truth_name(name));
    // Where --map gives the truth's curve to another one, that one has it.
    if (truth != nullptr && same_name(predicted_name(truth->mnemonic), name)) {
      add_pairing(name, truth);
    } else {
      result_.without_truth.push_back(name);
    }
  }

  void find_pairings() {
    if (layout_ == nullptr) {
      for (const welllog::Curve& curve : truth_.curves) add_pairing(predicted_name(curve.mnemonic), &curve);
    } else {
      for (const layout::Track& track : layout_->tracks) {
        for (const layout::Curve& curve : track.curves) add_from_prediction(curve.mnemonic);
      }
    }
    for (const welllog::Curve& curve : predicted_.curves) {
      if (!find_drawn(layout_, curve.mnemonic)) add_from_prediction(curve.mnemonic);
    }
  }

  [[nodiscard]] std::vector<Sample> samples_of(const Pairing& pairing, std::int64_t& extra) const {
    std::vector<double> predicted(depths_.size(), kNaN);
    if (pairing.predicted != nullptr) {
      predicted = resample(predicted_depths_, pairing.predicted->values, depths_, options_.tolerance_step);
    }
    std::vector<Sample> samples;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      Sample sample;
      sample.row = rows_[i];
      sample.depth = depths_[i];
      sample.truth = pairing.truth->values[rows_[i]];
      sample.predicted = predicted[i];
      if (pairing.drawn) rate(*pairing.drawn, sample);
      if (!std::isnan(sample.predicted) && !pairing.drawn) sample.sample_class = SampleClass::kUnrated;
      if (!std::isnan(sample.truth)) {
        samples.push_back(sample);
      } else if (!std::isnan(sample.predicted)) {
        ++extra;
      }
    }
    return samples;
  }

  static void rate(const Drawn& drawn, Sample& sample) {
    sample.truth_track = layout::fraction_from_value(*drawn.curve, drawn.scale, sample.truth);
    sample.predicted_track = layout::fraction_from_value(*drawn.curve, drawn.scale, sample.predicted);
    // What a log scale cannot carry is no value.
    if (std::isnan(sample.truth_track)) sample.truth = kNaN;
    if (std::isnan(sample.predicted_track)) sample.predicted = kNaN;
    if (std::isnan(sample.predicted)) return;
    const double error = std::abs(sample.predicted_track - sample.truth_track);
    sample.sample_class = error <= kOkError + kRoundOff     ? SampleClass::kOk
                          : error <= kNearError + kRoundOff ? SampleClass::kNear
                                                            : SampleClass::kGross;
  }

  static TrackErrors track_errors(const std::vector<const Sample*>& samples) {
    std::vector<double> predicted;
    std::vector<double> truth;
    std::int64_t within_1 = 0;
    TrackErrors track;
    for (const Sample* sample : samples) {
      predicted.push_back(sample->predicted_track);
      truth.push_back(sample->truth_track);
      if (std::abs(sample->predicted_track - sample->truth_track) <= 0.01 + kRoundOff) ++within_1;
      track.ok += sample->sample_class == SampleClass::kOk;
      track.near += sample->sample_class == SampleClass::kNear;
      track.gross += sample->sample_class == SampleClass::kGross;
      track.missing += sample->sample_class == SampleClass::kMissing;
    }
    track.errors = summarise_errors(predicted, truth);
    if (samples.empty()) return track;
    const auto n = static_cast<double>(samples.size());
    track.within_1_percent = static_cast<double>(within_1) / n;
    track.within_2_percent = static_cast<double>(track.ok) / n;
    track.within_5_percent = static_cast<double>(track.ok + track.near) / n;
    return track;
  }

  void find_worst(CurveComparison& curve) const {
    const double window = convert(options_.window_ft, DepthUnit::kFeet, result_.depth_unit);
    std::vector<double> depths;
    std::vector<double> errors;
    for (const Sample& sample : curve.samples) {
      depths.push_back(sample.depth);
      errors.push_back(curve.track ? sample.predicted_track - sample.truth_track
                                   : sample.predicted - sample.truth);
    }
    curve.worst = worst_interval(depths, errors, window);
    if (!curve.track || std::isnan(curve.worst.mean_error)) return;
    curve.worst_track = curve.worst.mean_error;
    double sum = 0.0;
    double count = 0.0;
    for (const Sample& sample : curve.samples) {
      const bool is_in = sample.depth >= curve.worst.from && sample.depth <= curve.worst.to;
      if (!is_in || std::isnan(sample.predicted)) continue;
      sum += std::abs(sample.predicted - sample.truth);
      count += 1.0;
    }
    curve.worst.mean_error = sum / count;
  }

  void find_shift(CurveComparison& curve, const Pairing& pairing) const {
    // All depths, not only those with truth: shifted, a prediction meets truth where it had none.
    std::vector<double> predicted(depths_.size(), kNaN);
    std::vector<double> truth(depths_.size(), kNaN);
    if (pairing.predicted != nullptr) {
      predicted = resample(predicted_depths_, pairing.predicted->values, depths_, options_.tolerance_step);
    }
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      truth[i] = pairing.truth->values[rows_[i]];
      if (!pairing.drawn) continue;
      truth[i] = layout::fraction_from_value(*pairing.drawn->curve, pairing.drawn->scale, truth[i]);
      predicted[i] = layout::fraction_from_value(*pairing.drawn->curve, pairing.drawn->scale, predicted[i]);
    }
    const double max_shift = convert(options_.max_shift_ft, DepthUnit::kFeet, result_.depth_unit);
    curve.depth_shift = find_depth_shift(depths_, predicted, truth, max_shift);
  }

  CurveComparison compare(const Pairing& pairing) {
    CurveComparison curve;
    curve.mnemonic = pairing.truth->mnemonic;
    curve.unit = pairing.truth->unit;
    if (pairing.predicted != nullptr) {
      curve.predicted = pairing.predicted->mnemonic;
      curve.predicted_unit = pairing.predicted->unit;
      const bool differ = !curve.unit.empty() && !curve.predicted_unit.empty() &&
                          !same_name(curve.unit, curve.predicted_unit);
      if (differ) result_.different_units.push_back(curve.mnemonic);
    } else {
      result_.missing.push_back(curve.mnemonic);
    }
    curve.samples = samples_of(pairing, curve.extra);
    curve.n = static_cast<std::int64_t>(curve.samples.size());
    std::vector<double> predicted;
    std::vector<double> truth;
    std::vector<const Sample*> all;
    for (const Sample& sample : curve.samples) {
      predicted.push_back(sample.predicted);
      truth.push_back(sample.truth);
      all.push_back(&sample);
    }
    curve.errors = summarise_errors(predicted, truth);
    if (curve.n > 0)
      curve.coverage = static_cast<double>(curve.errors.compared) / static_cast<double>(curve.n);
    if (pairing.drawn) {
      curve.track = track_errors(all);
      curve.track_index = pairing.drawn->track;
      curve.wraps = pairing.drawn->curve->wrap;
    }
    find_worst(curve);
    if (!depths_.empty()) find_shift(curve, pairing);
    return curve;
  }

  void sum_up() {
    std::int64_t compared = 0;
    std::vector<const Sample*> rated;
    bool any_track = false;
    for (const CurveComparison& curve : result_.curves) {
      result_.n += curve.n;
      compared += curve.errors.compared;
      if (!curve.track) continue;
      any_track = true;
      for (const Sample& sample : curve.samples) rated.push_back(&sample);
    }
    if (result_.n > 0) result_.coverage = static_cast<double>(compared) / static_cast<double>(result_.n);
    if (any_track) result_.track = track_errors(rated);
  }

  const welllog::WellLog& predicted_;
  const welllog::WellLog& truth_;
  const layout::Layout* layout_;
  const CompareOptions& options_;
  std::vector<double> predicted_depths_;  ///< In the truth's unit.
  std::vector<std::size_t> rows_;         ///< Of the truth that count, depth increasing.
  std::vector<double> depths_;            ///< Theirs.
  std::vector<Pairing> pairings_;
  Comparison result_;
};

}  // namespace

Comparison compare_logs(const welllog::WellLog& predicted, const welllog::WellLog& truth,
                        const layout::Layout* layout, const CompareOptions& options) {
  return Comparer(predicted, truth, layout, options).run();
}

}  // namespace logdigitise::metrics
