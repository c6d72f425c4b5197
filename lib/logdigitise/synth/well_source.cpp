#include "logdigitise/synth/well_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "logdigitise/core/error.hpp"
#include "logdigitise/synth/curve_events.hpp"
#include "logdigitise/welllog/las_reader.hpp"

namespace logdigitise::synth {

namespace {

constexpr double kNull = std::numeric_limits<double>::quiet_NaN();

std::size_t finite_count(const std::vector<double>& values) {
  return static_cast<std::size_t>(
      std::count_if(values.begin(), values.end(), [](double v) { return std::isfinite(v); }));
}

double quantile(std::vector<double> values, double share) {
  std::erase_if(values, [](double v) { return !std::isfinite(v); });
  if (values.empty()) return kNull;
  const auto at = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), values.begin() + at, values.end());
  return values[static_cast<std::size_t>(at)];
}

std::string upper(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

class WellSource : public CurveSource {
 public:
  WellSource(const RealWell& well, const DepthGrid& grid, std::unique_ptr<CurveSource> fallback,
             Random random)
      : well_(well), grid_(grid), fallback_(std::move(fallback)), used_(well.curves().size(), false) {
    const double span = grid.step_ft * grid.count;
    top_ft_ = random.uniform(well.top_ft(), std::max(well.top_ft() + 1.0, well.base_ft() - span));
  }

  std::vector<Family> families() const override { return well_.families(); }

  Shape shape(Family family, layout::Scale scale, layout::Curve& curve, const ShapeOptions& options,
              Random& random) override {
    for (std::size_t i = 0; i < used_.size(); ++i) {
      const RealWell::RealCurve& candidate = well_.curves()[i];
      if (used_[i] || candidate.family != family) continue;
      used_[i] = true;
      std::vector<double> recorded = well_.log().curves[candidate.index].values;
      drop_averaged_nulls(recorded);
      const std::vector<double> values = resampled(recorded);
      if (finite_count(values) < values.size() / 3 || is_dead(values)) continue;
      if (scale == layout::Scale::kLinear)
        fit_linear(values, curve, random);
      else
        fit_log(values, curve);
      Shape shape;
      for (const double value : values) {
        const double u = std::isfinite(value) ? layout::fraction_from_value(curve, scale, value) : kNull;
        shape.push_back(std::clamp(u, -2.4, 3.4));
      }
      drop_markers(shape);
      return shape;
    }
    return fallback_->shape(family, scale, curve, options, random);
  }

 private:
  // Linear between samples; nothing across a null.
  std::vector<double> resampled(const std::vector<double>& values) const {
    const std::vector<double>& depths = well_.log().depths;
    const double unit = well_.log().depth_unit == DepthUnit::kFeet ? 1.0 : 1.0 / kMetresPerFoot;
    std::vector<double> result(static_cast<std::size_t>(grid_.count), kNull);
    for (std::size_t i = 0; i < result.size(); ++i) {
      const double depth = (top_ft_ + grid_.step_ft * static_cast<double>(i)) / unit;
      const auto after = std::lower_bound(depths.begin(), depths.end(), depth);
      if (after == depths.begin() || after == depths.end()) continue;
      const auto k = static_cast<std::size_t>(after - depths.begin());
      const double share = (depth - depths[k - 1]) / (depths[k] - depths[k - 1]);
      result[i] = values[k - 1] * (1.0 - share) + values[k] * share;
    }
    return result;
  }

  // A channel that was recorded but measured nothing: no one would have printed it.
  static bool is_dead(const std::vector<double>& values) {
    const double low = quantile(values, 0.02);
    const double high = quantile(values, 0.98);
    if (high - low <= 0.002 * std::max(std::abs(low), std::abs(high))) return true;
    const auto same = std::count(values.begin(), values.end(), quantile(values, 0.5));
    return 2 * same > static_cast<std::ptrdiff_t>(values.size());  // It stood still and only jumped at times.
  }

  // Archives average their nulls with the values beside them: -499.625 is half of -999.25.
  static void drop_averaged_nulls(std::vector<double>& values) {
    constexpr double kNullLike = -200.0;
    if (quantile(values, 0.5) < 0.5 * kNullLike) return;
    for (double& value : values)
      if (value < kNullLike) value = kNull;
  }

  // Keeps the printed scale if most of the curve stands on it, as on a sheet that somebody planned; else a
  // round one around the curve. What lies whole lanes off for a whole log, no reader could place.
  static void fit_linear(const std::vector<double>& values, layout::Curve& curve, Random& random) {
    const double low = quantile(values, 0.05);
    const double high = quantile(values, 0.95);
    const auto [left, right] = std::minmax(curve.left, curve.right);
    const double width = right - left;
    if (quantile(values, 0.2) > left && quantile(values, 0.8) < right && high - low > 0.03 * width) return;
    // A caliper in casing is all but constant; nobody prints its last digit over a whole track.
    const double span = std::max({high - low, 0.05 * std::max(std::abs(low), std::abs(high)), 1e-3});
    const double wanted = span * random.uniform(1.1, 3.0);
    const double decade = std::pow(10.0, std::floor(std::log10(wanted)));
    double step = decade;
    for (const double factor : {10.0, 5.0, 2.0})
      if (factor * decade >= wanted) step = factor * decade;
    double start = std::floor((low - random.uniform(0.0, 0.3) * step) / (step / 10.0)) * (step / 10.0);
    // Standing on one grid line from top to bottom it could not be seen at all.
    if (high - low < 0.02 * step) start += random.uniform(0.02, 0.08) * step;
    const bool reversed = curve.left > curve.right;
    curve.left = reversed ? start + step : start;
    curve.right = reversed ? start : start + step;
  }

  // Moves a logarithmic scale by whole decades, which its grid does not show, until the middle of the curve
  // stands on it.
  static void fit_log(const std::vector<double>& values, layout::Curve& curve) {
    const double middle = quantile(values, 0.5);
    if (!(middle > 0.0)) return;
    const auto [left, right] = std::minmax(curve.left, curve.right);
    double factor = 1.0;
    while (middle < left * factor) factor /= 10.0;
    while (middle > right * factor) factor *= 10.0;
    curve.left *= factor;
    curve.right *= factor;
  }

  // Archives mark missing values by constants of many kinds; on paper they are a line far off the track.
  static void drop_markers(Shape& shape) {
    constexpr std::size_t kLongest = 24;  // Equal samples in a row that a tool may write.
    for (std::size_t i = 0; i < shape.size();) {
      std::size_t end = i + 1;
      while (end < shape.size() && shape[end] == shape[i]) ++end;
      const bool far = shape[i] < -0.3 || shape[i] > 1.3;
      if (far && end - i > kLongest)
        std::fill(shape.begin() + static_cast<std::ptrdiff_t>(i),
                  shape.begin() + static_cast<std::ptrdiff_t>(end), kNull);
      i = end;
    }
  }

  const RealWell& well_;
  DepthGrid grid_;
  std::unique_ptr<CurveSource> fallback_;
  std::vector<bool> used_;
  double top_ft_ = 0.0;
};

}  // namespace

RealWell::RealWell(welllog::WellLog log) : log_(std::move(log)) {
  if (log_.depths.size() > 1 && log_.depths.front() > log_.depths.back()) {
    std::reverse(log_.depths.begin(), log_.depths.end());
    for (welllog::Curve& curve : log_.curves) std::reverse(curve.values.begin(), curve.values.end());
  }
  if (!std::is_sorted(log_.depths.begin(), log_.depths.end())) return;
  for (std::size_t i = 0; i < log_.curves.size(); ++i) {
    const welllog::Curve& curve = log_.curves[i];
    if (curve.values.size() != log_.depths.size() || finite_count(curve.values) * 3 < curve.values.size())
      continue;
    curves_.push_back({family_of_mnemonic(upper(curve.mnemonic)), i});
  }
}

std::vector<Family> RealWell::families() const {
  std::vector<Family> families;
  for (const RealCurve& curve : curves_) families.push_back(curve.family);
  return families;
}

double RealWell::top_ft() const {
  return log_.depths.front() * (log_.depth_unit == DepthUnit::kFeet ? 1.0 : 1.0 / kMetresPerFoot);
}

double RealWell::base_ft() const {
  return log_.depths.back() * (log_.depth_unit == DepthUnit::kFeet ? 1.0 : 1.0 / kMetresPerFoot);
}

std::unique_ptr<RealWell> pick_well(const std::filesystem::path& folder, Random random) {
  std::vector<std::filesystem::path> files;
  std::error_code failure;
  for (const auto& entry : std::filesystem::directory_iterator(folder, failure)) {
    const std::string extension = upper(entry.path().extension().string());
    if (extension == ".LAS") files.push_back(entry.path());
  }
  if (failure || files.empty())
    throw input_error(folder.string(), "no LAS files were found; expected a folder of .las files");
  std::sort(files.begin(), files.end());
  for (int attempt = 0; attempt < 20; ++attempt) {
    const auto which = static_cast<std::size_t>(random.integer(0, static_cast<int>(files.size()) - 1));
    try {
      auto well = std::make_unique<RealWell>(welllog::read_las(files[which]));
      if (!well->curves().empty() && well->log().depths.size() >= 200) return well;
    } catch (const Error&) {
      continue;  // archives hold broken files; the next draw is another
    }
  }
  throw input_error(folder.string(),
                    "20 LAS files drawn at random held no usable curves; expected real well logs");
}

std::unique_ptr<CurveSource> make_source(const RealWell* well, const DepthGrid& grid,
                                         std::unique_ptr<CurveSource> fallback, Random random) {
  if (well == nullptr) return fallback;
  return std::make_unique<WellSource>(*well, grid, std::move(fallback), random);
}

}  // namespace logdigitise::synth
