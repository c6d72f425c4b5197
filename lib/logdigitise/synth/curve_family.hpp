#pragma once
// Kinds of logging curves: names, units, printed scales and habits (domain facts as a table).

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "logdigitise/layout/layout.hpp"

namespace logdigitise::synth {

enum class Family {
  kGammaRay,
  kSpontaneousPotential,
  kCaliper,
  kBitSize,
  kDeepResistivity,
  kMediumResistivity,
  kShallowResistivity,
  kDensity,
  kDensityCorrection,
  kNeutron,
  kSonic,
  kPhotoelectric,
  kConductivity,
  kTension,
  kNeutronCounts,
  kGeneric,
};
inline constexpr int kFamilies = 16;

struct PrintedScale {
  double left;
  double right;
};

struct FamilyFacts {
  Family family;
  std::span<const std::string_view> mnemonics;  ///< As drawn and as LAS files call them.
  std::string_view unit;
  std::string_view metric_unit;
  layout::Scale scale;                   ///< The grid it is usually printed on.
  std::span<const PrintedScale> scales;  ///< First ones are the usual ones.
  double wrap_chance;
};

[[nodiscard]] const FamilyFacts& facts(Family family);

/// The family a LAS mnemonic belongs to; kGeneric if none claims it.
[[nodiscard]] Family family_of_mnemonic(std::string_view mnemonic);

}  // namespace logdigitise::synth
