#include "logdigitise/synth/curve_family.hpp"

#include <array>

namespace logdigitise::synth {

namespace {

using layout::Scale;
using Names = std::string_view;

constexpr Names kGrNames[] = {"GR", "SGR", "CGR", "ECGR", "GRD", "GRN", "GRC", "GAM"};
constexpr PrintedScale kGrScales[] = {{0, 150}, {0, 150},  {0, 200}, {0, 100},
                                      {0, 120}, {20, 170}, {0, 300}, {0, 10}};
constexpr Names kSpNames[] = {"SP", "SPR", "SSP"};
constexpr PrintedScale kSpScales[] = {{-160, 40}, {-80, 20}, {-100, 0}, {-150, 50},
                                      {-200, 0},  {0, 200},  {-20, 80}};
constexpr Names kCaliNames[] = {"CALI", "CAL", "DCAL", "CALN", "CALD", "MCAL",
                                "CALM", "C1",  "C2",   "HCAL", "CALX"};
constexpr PrintedScale kCaliScales[] = {{6, 16}, {5, 15}, {6, 16}, {4, 14}, {8, 18}, {6, 26}};
constexpr Names kBitNames[] = {"BS", "BIT"};
constexpr PrintedScale kBitScales[] = {{6, 16}, {5, 15}};
constexpr Names kDeepNames[] = {"ILD", "LLD", "RILD", "AT90", "AF90", "AO90",
                                "RT",  "DIL", "RLLD", "HDRS", "RES"};
constexpr Names kMediumNames[] = {"ILM", "RILM", "AT30", "AF30", "AO30", "HMRS", "AT60", "AF60", "MIL"};
constexpr Names kShallowNames[] = {"LLS",  "SFL",  "SFLU", "MSFL", "RLL3", "LL3",
                                   "AT10", "AF10", "AO10", "SN",   "LL8",  "RXO"};
constexpr PrintedScale kResScales[] = {{0.2, 2000}, {0.2, 2000}, {0.2, 200},  {0.2, 20},    {1, 1000},
                                       {1, 100},    {2, 2000},   {0.1, 1000}, {0.2, 20000}, {1, 10000}};
constexpr Names kRhobNames[] = {"RHOB", "DEN", "ZDEN", "RHOZ", "DENS", "RHOM"};
constexpr PrintedScale kRhobScales[] = {{1.95, 2.95}, {2, 3}, {1.9, 2.9}, {1.85, 2.85}, {2, 2.5}};
constexpr Names kDrhoNames[] = {"DRHO", "RHOC", "CORR", "ZCOR", "HDRA"};
constexpr PrintedScale kDrhoScales[] = {{-0.25, 0.25}, {-0.5, 0.5}, {-0.75, 0.25}, {-0.05, 0.45}};
constexpr Names kNphiNames[] = {"NPHI", "TNPH", "CNLS", "NPOR", "DPHI", "DPOR", "SPHI",
                                "PHIN", "CNC",  "DPHZ", "NPLS", "DPLS", "SPOR", "CNCF"};
constexpr PrintedScale kNphiScales[] = {{0.45, -0.15}, {0.45, -0.15}, {0.3, -0.1}, {0.6, 0},
                                        {0.4, 0},      {45, -15},     {30, -10}};
constexpr Names kDtNames[] = {"DT", "DTC", "DTCO", "AC", "DT24", "DTL", "ITT", "DTS"};
constexpr PrintedScale kDtScales[] = {{140, 40}, {140, 40}, {100, 40}, {90, 40},
                                      {150, 50}, {240, 40}, {110, 60}, {500, 100}};
constexpr Names kPefNames[] = {"PEF", "PE", "PEFZ", "PDPE"};
constexpr PrintedScale kPefScales[] = {{0, 10}, {0, 20}, {-5, 5}, {0, 8}};
constexpr Names kCildNames[] = {"CILD", "COND", "CDL", "CIL"};
constexpr PrintedScale kCildScales[] = {{500, 0}, {1000, 0}, {400, 0}, {2000, 0}};
constexpr Names kTensNames[] = {"TENS", "LTEN", "LSPD", "SPD", "TTEN", "HTEN"};
constexpr PrintedScale kTensScales[] = {{10000, 0}, {0, 5000}, {15000, 5000}, {0, 100}};
constexpr Names kNeuNames[] = {"NEU", "NEUT", "CCL", "NCPS", "FAR", "NEAR"};
constexpr PrintedScale kNeuScales[] = {{0, 1000}, {200, 1200}, {0, 4000}, {0, 600}, {0, 10}};
constexpr Names kGenericNames[] = {"X1",  "X2",   "X3", "CH1", "CH2", "MINV", "MNOR", "TEMP",
                                   "ROP", "TGAS", "C1", "AMP", "TT",  "VEL",  "RXRT", "WOB"};
constexpr PrintedScale kGenericScales[] = {{0, 1},  {0, 10}, {0, 100},    {100, 0}, {50, 0},
                                           {-5, 5}, {0, 20}, {200, 1200}, {0, 40}};

constexpr FamilyFacts kFacts[kFamilies] = {
    {Family::kGammaRay, kGrNames, "GAPI", "GAPI", Scale::kLinear, kGrScales, 0.65},
    {Family::kSpontaneousPotential, kSpNames, "MV", "MV", Scale::kLinear, kSpScales, 0.3},
    {Family::kCaliper, kCaliNames, "IN", "MM", Scale::kLinear, kCaliScales, 0.3},
    {Family::kBitSize, kBitNames, "IN", "MM", Scale::kLinear, kBitScales, 0.0},
    {Family::kDeepResistivity, kDeepNames, "OHMM", "OHMM", Scale::kLog, kResScales, 0.2},
    {Family::kMediumResistivity, kMediumNames, "OHMM", "OHMM", Scale::kLog, kResScales, 0.2},
    {Family::kShallowResistivity, kShallowNames, "OHMM", "OHMM", Scale::kLog, kResScales, 0.2},
    {Family::kDensity, kRhobNames, "G/C3", "K/M3", Scale::kLinear, kRhobScales, 0.35},
    {Family::kDensityCorrection, kDrhoNames, "G/C3", "K/M3", Scale::kLinear, kDrhoScales, 0.2},
    {Family::kNeutron, kNphiNames, "V/V", "V/V", Scale::kLinear, kNphiScales, 0.35},
    {Family::kSonic, kDtNames, "US/F", "US/M", Scale::kLinear, kDtScales, 0.5},
    {Family::kPhotoelectric, kPefNames, "B/E", "B/E", Scale::kLinear, kPefScales, 0.3},
    {Family::kConductivity, kCildNames, "MMHO", "MMHO", Scale::kLinear, kCildScales, 0.5},
    {Family::kTension, kTensNames, "LBF", "N", Scale::kLinear, kTensScales, 0.1},
    {Family::kNeutronCounts, kNeuNames, "CPS", "CPS", Scale::kLinear, kNeuScales, 0.5},
    {Family::kGeneric, kGenericNames, "UNIT", "UNIT", Scale::kLinear, kGenericScales, 0.4},
};

}  // namespace

const FamilyFacts& facts(Family family) { return kFacts[static_cast<std::size_t>(family)]; }

Family family_of_mnemonic(std::string_view mnemonic) {
  for (const FamilyFacts& candidate : kFacts)
    for (const std::string_view name : candidate.mnemonics)
      if (name == mnemonic) return candidate.family;
  return Family::kGeneric;
}

}  // namespace logdigitise::synth
