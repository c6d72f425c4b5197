#pragma once
// Curves cut out of real wells, so that the tracks of a synthetic log are combinations that occur.

#include <filesystem>
#include <memory>
#include <vector>

#include "logdigitise/core/random.hpp"
#include "logdigitise/synth/curve_source.hpp"
#include "logdigitise/welllog/well_log.hpp"

namespace logdigitise::synth {

/// A LAS file's usable curves, sorted by family.
class RealWell {
 public:
  explicit RealWell(welllog::WellLog log);

  struct RealCurve {
    Family family;
    std::size_t index;  ///< Of the log's curves.
  };
  [[nodiscard]] std::vector<Family> families() const;  ///< One entry per curve.
  [[nodiscard]] const std::vector<RealCurve>& curves() const { return curves_; }
  [[nodiscard]] const welllog::WellLog& log() const { return log_; }
  [[nodiscard]] double top_ft() const;
  [[nodiscard]] double base_ft() const;

 private:
  welllog::WellLog log_;
  std::vector<RealCurve> curves_;
};

/// Reads a LAS file of the folder, drawn at random; one that cannot be used is passed over for another.
/// An input error if twenty draws give none.
[[nodiscard]] std::unique_ptr<RealWell> pick_well(const std::filesystem::path& folder, Random random);

/// Curves of `well` over a random interval, sampled on `grid`; families it lacks come from `fallback`, as do
/// all if `well` is null. Printed scales are changed where the usual ones would leave a curve off scale.
[[nodiscard]] std::unique_ptr<CurveSource> make_source(const RealWell* well, const DepthGrid& grid,
                                                       std::unique_ptr<CurveSource> fallback, Random random);

}  // namespace logdigitise::synth
