#include "logdigitise/synth/track_contents.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <utility>

namespace logdigitise::synth {

namespace {

template <std::size_t N>
const Contents& pick(const std::array<Contents, N>& list, Random& random) {
  return list[static_cast<std::size_t>(random.integer(0, static_cast<int>(N) - 1))];
}

std::string unique_name(const SheetSpec& sheet, const TrackSpec& track, std::string name) {
  const auto taken = [&](const std::string& candidate) {
    const auto in = [&](const TrackSpec& t) {
      return std::any_of(t.curves.begin(), t.curves.end(),
                         [&](const CurveSpec& c) { return c.curve.mnemonic == candidate; });
    };
    return in(track) || std::any_of(sheet.tracks.begin(), sheet.tracks.end(), in);
  };
  if (!taken(name)) return name;
  for (int i = 2;; ++i) {
    const std::string candidate = name + "_" + std::to_string(i);
    if (!taken(candidate)) return candidate;
  }
}

void add_curve(const SheetSpec& sheet, TrackSpec& track, Family family, Random& random) {
  const FamilyFacts& fact = facts(family);
  CurveSpec spec;
  spec.family = family;
  const auto pick_index = [&](std::size_t n) {
    return static_cast<std::size_t>(random.integer(0, static_cast<int>(n) - 1));
  };
  spec.curve.mnemonic =
      unique_name(sheet, track, std::string(fact.mnemonics[pick_index(fact.mnemonics.size())]));
  spec.curve.unit = std::string(sheet.unit == DepthUnit::kFeet ? fact.unit : fact.metric_unit);
  const PrintedScale scale = fact.scales[random.chance(0.55) ? 0 : pick_index(fact.scales.size())];
  spec.curve.left = scale.left;
  spec.curve.right = scale.right;
  if (sheet.unit == DepthUnit::kMetres && (family == Family::kCaliper || family == Family::kBitSize)) {
    spec.curve.left = 125;
    spec.curve.right = 375;
  }
  if (random.chance(0.06) && fact.scale == layout::Scale::kLinear)
    std::swap(spec.curve.left, spec.curve.right);
  if (track.scale == layout::Scale::kLog && (spec.curve.left <= 0.0 || spec.curve.right <= 0.0)) {
    spec.curve.left = 0.2;
    spec.curve.right = 2000.0;
  }
  // Curves of one log grid share its scale.
  if (track.scale == layout::Scale::kLog && !track.curves.empty()) {
    spec.curve.left = track.curves.front().curve.left;
    spec.curve.right = track.curves.front().curve.right;
  }
  if (track.scale == layout::Scale::kLinear && fact.scale == layout::Scale::kLog) {
    spec.curve.left = 0.0;
    spec.curve.right = random.chance(0.5) ? 50.0 : (random.chance(0.5) ? 20.0 : 100.0);
  }
  spec.curve.wrap = random.chance(fact.wrap_chance);
  const double kinds[] = {0.5, 0.25, 0.15, 0.1};
  spec.off_scale = static_cast<OffScale>(random.weighted(kinds));
  spec.past_in = random.uniform(0.03, 0.28);
  spec.backup_factor = random.chance(0.6) ? 10.0 : random.chance(0.5) ? 5.0 : 2.0;
  track.curves.push_back(std::move(spec));
}

}  // namespace

Contents correlation_track(Random& random) {
  using enum Family;
  static const std::array<Contents, 12> kList = {{{kGammaRay},
                                                  {kGammaRay, kSpontaneousPotential},
                                                  {kGammaRay, kCaliper},
                                                  {kGammaRay, kSpontaneousPotential, kCaliper},
                                                  {kGammaRay, kCaliper, kBitSize},
                                                  {kGammaRay, kCaliper, kBitSize, kSpontaneousPotential},
                                                  {kSpontaneousPotential},
                                                  {kSpontaneousPotential, kCaliper},
                                                  {kGammaRay, kCaliper, kTension},
                                                  {kGammaRay, kGammaRay},
                                                  {kGammaRay, kCaliper, kCaliper},
                                                  {kGammaRay, kSpontaneousPotential}}};
  return pick(kList, random);
}

Contents resistivity_track(Random& random) {
  using enum Family;
  static const std::array<Contents, 9> kList = {
      {{kDeepResistivity},
       {kDeepResistivity, kShallowResistivity},
       {kDeepResistivity, kMediumResistivity, kShallowResistivity},
       {kDeepResistivity, kMediumResistivity, kShallowResistivity},
       {kDeepResistivity, kMediumResistivity},
       {kDeepResistivity, kMediumResistivity, kShallowResistivity, kShallowResistivity},
       {kShallowResistivity, kDeepResistivity},
       {kShallowResistivity},
       {kDeepResistivity, kShallowResistivity, kShallowResistivity}}};
  return pick(kList, random);
}

Contents porosity_track(Random& random) {
  using enum Family;
  static const std::array<Contents, 14> kList = {{{kNeutron, kDensity},
                                                  {kNeutron, kDensity, kDensityCorrection},
                                                  {kNeutron, kDensity, kPhotoelectric},
                                                  {kNeutron, kDensity, kPhotoelectric, kDensityCorrection},
                                                  {kSonic},
                                                  {kSonic, kNeutron},
                                                  {kNeutron, kDensity, kSonic},
                                                  {kConductivity},
                                                  {kConductivity, kDeepResistivity},
                                                  {kDensity, kDensityCorrection},
                                                  {kNeutron, kNeutron},
                                                  {kNeutronCounts},
                                                  {kSonic, kTension},
                                                  {kNeutron, kNeutron, kDensityCorrection}}};
  return pick(kList, random);
}

Contents generic_track(Random& random) {
  Contents contents;
  const double counts[] = {0.2, 0.4, 0.3, 0.1};
  for (int i = random.weighted(counts); i >= 0; --i) contents.push_back(Family::kGeneric);
  return contents;
}

void set_value_grid(TrackSpec& track, Random& random) {
  GridSpec& grid = track.grid;
  if (track.scale == layout::Scale::kLinear) {
    constexpr int kDivisions[] = {10, 10, 10, 20, 5, 4, 2, 25, 8};
    const double chances[] = {0.3, 0.2, 0.1, 0.12, 0.1, 0.08, 0.03, 0.04, 0.03};
    grid.divisions = kDivisions[random.weighted(chances)];
    grid.middle_every = grid.divisions >= 10 && random.chance(0.6)
                            ? (grid.divisions % 2 == 0 && grid.divisions != 8 ? grid.divisions / 2 : 5)
                            : 0;
    return;
  }
  const layout::Curve& curve = track.curves.front().curve;
  const double low = std::min(curve.left, curve.right);
  const double exponent = std::floor(std::log10(low) + 1e-9);
  grid.log_start = low / std::pow(10.0, exponent);
  grid.decades = std::abs(std::log10(curve.right / curve.left));
  grid.log_minor = !random.chance(0.05);
}

Contents available(Contents contents, std::vector<Family>& left, Random& random) {
  if (left.empty()) return contents;
  Contents found;
  const auto take = [&](std::vector<Family>::iterator at) {
    found.push_back(*at);
    left.erase(at);
  };
  for (const Family family : contents) {
    const auto at = std::find(left.begin(), left.end(), family);
    if (at != left.end()) take(at);
  }
  while (!left.empty() && (found.empty() || (found.size() < 3 && random.chance(0.3))))
    take(left.begin() + random.integer(0, static_cast<int>(left.size()) - 1));
  return found;
}

void add_track(SheetSpec& sheet, const Contents& wanted, double width_in, double& x, const GridSpec& lines,
               std::vector<Family>& left, Random& random) {
  Contents contents = available(wanted, left, random);
  TrackSpec track;
  track.name = std::to_string(sheet.tracks.size() + 1);
  track.left_px = x;
  track.right_px = x + width_in * sheet.dpi;
  x = track.right_px;
  track.grid = lines;
  const bool resistive = facts(contents.front()).scale == layout::Scale::kLog;
  track.scale = resistive
                    ? (random.chance(0.88) ? layout::Scale::kLog : layout::Scale::kLinear)
                    : (random.chance(0.03) && contents.front() == Family::kGeneric ? layout::Scale::kLog
                                                                                   : layout::Scale::kLinear);
  if (track.scale == layout::Scale::kLog)
    std::erase_if(contents,
                  [&](Family f) { return facts(f).scale != layout::Scale::kLog && f != contents.front(); });
  for (const Family family : contents) add_curve(sheet, track, family, random);
  set_value_grid(track, random);
  sheet.tracks.push_back(std::move(track));
}

}  // namespace logdigitise::synth
