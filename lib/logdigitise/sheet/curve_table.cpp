#include "logdigitise/sheet/curve_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>

namespace logdigitise::sheet {

namespace {

/// Letters that are taken for each other become one.
std::string blurred(std::string_view text) {
  std::string result;
  for (char c : text) {
    switch (c) {
      case '0':
      case 'D':
      case 'Q':
        c = 'O';
        break;
      case '1':
      case 'L':
      case '|':
      case '!':
        c = 'I';
        break;
      case '5':
        c = 'S';
        break;
      case '8':
        c = 'B';
        break;
      case '2':
        c = 'Z';
        break;
      case '6':
        c = 'G';
        break;
      default:
        break;
    }
    result += c;
  }
  return result;
}

/// Upper case letters and digits in words; what stands between them is a blank.
std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words(1);
  for (const char c : text) {
    const auto letter = static_cast<unsigned char>(c);
    if (std::isalnum(letter) != 0 || c == '/' || c == '%')
      words.back() += static_cast<char>(std::toupper(letter));
    else if (c == '!' || c == '|')
      words.back() += 'I';
    else if (!words.back().empty())
      words.emplace_back();
  }
  if (words.back().empty()) words.pop_back();
  return words;
}

bool looks_like_mnemonic(std::string_view word) {
  return word.size() >= 2 && word.size() <= 8 && std::isalpha(static_cast<unsigned char>(word[0])) != 0 &&
         std::all_of(word.begin(), word.end(),
                     [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; });
}

/// The unit that is printed with a name; empty if there is none.
std::string_view unit_in(const std::vector<std::string>& words, const CurveFamily& family) {
  std::string joined;
  for (const std::string& word : words) joined += word;
  for (const std::string_view unit : family.units) {
    if (std::find(words.begin(), words.end(), unit) != words.end()) return unit;
    if (unit.size() >= 4 && joined.find(unit) != std::string::npos) return unit;
  }
  return {};
}

/// Whether some curve is measured in it.
bool is_known_unit(std::string_view word) {
  return std::any_of(curve_families().begin(), curve_families().end(), [&](const CurveFamily& family) {
    return std::find(family.units.begin(), family.units.end(), word) != family.units.end();
  });
}

/// As LAS files spell it.
std::string las_unit(std::string_view printed) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 19> kSpellings = {{
      {"API", "GAPI"},
      {"APIUNITS", "GAPI"},
      {"MILLIVOLTS", "MV"},
      {"INCHES", "IN"},
      {"OHMS", "OHMM"},
      {"OHMSM2/M", "OHMM"},
      {"OHMM2/M", "OHMM"},
      {"G/CC", "G/C3"},
      {"GM/CC", "G/C3"},
      {"GRAMS/CC", "G/C3"},
      {"GRAMSCC", "G/C3"},
      {"US/FT", "US/F"},
      {"MICROSECONDS", "US"},
      {"%", "PU"},
      {"MICROSECONDSPERFOOT", "US/F"},
      {"LB", "LBF"},
      {"MMHOS/M", "MMHO/M"},
      {"COUNTS/SECOND", "CPS"},
      {"HOLEDIAMININCHES", "IN"},
  }};
  for (const auto& [from, to] : kSpellings)
    if (from == printed) return std::string(to);
  return std::string(printed);
}

NamedCurve named(const CurveFamily& family, std::string_view mnemonic, const std::vector<std::string>& words,
                 bool corrected) {
  const std::string_view unit = unit_in(words, family);
  NamedCurve curve;
  curve.mnemonic = mnemonic;
  // A unit that is not printed is not known: gamma rays have been measured in more than one.
  curve.unit = las_unit(unit);
  curve.family = &family;
  curve.is_corrected = corrected;
  return curve;
}

/// The family one of whose names in words stands in the text but for a letter in eight; nothing if several
/// do.
const CurveFamily* family_nearly_in(std::string_view joined) {
  constexpr std::size_t kLettersPerError = 8;
  const CurveFamily* found = nullptr;
  for (const CurveFamily& family : curve_families())
    for (const std::string_view name : family.words)
      for (std::size_t at = 0; at + name.size() <= joined.size(); ++at) {
        std::size_t wrong = 0;
        for (std::size_t i = 0; i < name.size(); ++i) wrong += joined[at + i] != name[i] ? 1 : 0;
        if (wrong > name.size() / kLettersPerError || name.size() < kLettersPerError) continue;
        if (found != nullptr && found != &family) return nullptr;
        found = &family;
      }
  return found;
}

/// CALICIN) for CALI(IN ): a mnemonic and a unit of its family, with a bracket that was read as a letter.
std::optional<NamedCurve> mnemonic_with_unit(std::string_view joined) {
  constexpr std::string_view kBrackets = "CKIL1";
  for (const CurveFamily& family : curve_families())
    for (const std::string_view mnemonic : family.mnemonics) {
      if (!joined.starts_with(mnemonic)) continue;
      std::string_view rest = joined.substr(mnemonic.size());
      for (const std::string_view unit : family.units) {
        const auto is_unit = [&](std::string_view text) {
          return text.starts_with(unit) && text.size() <= unit.size() + 1;
        };
        const bool has_bracket = !rest.empty() && kBrackets.find(rest.front()) != std::string_view::npos;
        if (is_unit(rest) || (has_bracket && is_unit(rest.substr(1))))
          return named(family, mnemonic, {std::string(mnemonic), std::string(unit)}, true);
      }
    }
  return std::nullopt;
}

/// Digits without point and sign, without leading zeros and the zeros at the end of a fraction.
std::string digits_of(std::string_view text) {
  std::string digits;
  std::size_t whole = 0;
  bool in_fraction = false;
  for (const char c : text) {
    if (c == '.') in_fraction = true;
    if (std::isdigit(static_cast<unsigned char>(c)) == 0) continue;
    digits += c;
    whole += in_fraction ? 0 : 1;
  }
  while (digits.size() > std::max<std::size_t>(whole, 1) && digits.back() == '0') digits.pop_back();
  std::size_t zeros = 0;
  while (zeros + 1 < digits.size() && digits[zeros] == '0') ++zeros;
  return digits.substr(zeros);
}

/// What a name that is no mnemonic, or one of curves with other units, stands for where a unit confirms it:
/// the one mnemonic measured in it of which at most one letter is another. Nothing if there are several.
std::optional<NamedCurve> mnemonic_by_unit(const std::vector<std::string>& words) {
  constexpr std::size_t kShortest = 3;
  if (words.size() < 2 || words.front().size() < kShortest) return std::nullopt;
  const std::string own = blurred(words.front());
  std::optional<NamedCurve> found;
  std::size_t fewest = own.size();
  bool is_only_one = false;
  for (const CurveFamily& family : curve_families()) {
    if (unit_in(words, family).empty()) continue;
    for (const std::string_view mnemonic : family.mnemonics) {
      if (mnemonic.size() != own.size()) continue;
      const std::string meant = blurred(mnemonic);
      std::size_t other = 0;  // Letters that are nothing alike count for more than alike ones.
      for (std::size_t i = 0; i < own.size(); ++i)
        other += meant[i] != own[i] ? own.size() : mnemonic[i] != words.front()[i] ? 1 : 0;
      if (other >= 2 * own.size() || (found && other > fewest)) continue;
      is_only_one = !found || other < fewest;
      fewest = other;
      found = named(family, mnemonic, words, true);
    }
  }
  return is_only_one ? found : std::nullopt;
}

/// Usual scales of porosities, in parts and in percent.
std::vector<std::pair<double, double>> porosity_scales() {
  return {{0.45, -0.15}, {0.3, -0.1}, {0.6, 0}, {0.4, 0}, {45, -15},
          {30, -10},     {60, 0},     {40, 0},  {30, 0},  {50, 0}};
}

}  // namespace

const std::vector<CurveFamily>& curve_families() {
  static const std::vector<CurveFamily> families = {
      {"GR",
       {"GR", "SGR", "CGR", "ECGR", "GRD", "GRN", "GRC", "GAM", "GRR", "GRS", "HCGR", "HSGR", "EHGR"},
       {"GAMMARAY"},
       {"GAPI", "APIUNITS", "API"},
       {{0, 150},
        {0, 200},
        {0, 100},
        {0, 120},
        {20, 170},
        {20, 120},
        {0, 300},
        {150, 300},
        {200, 400},
        {100, 200}}},
      {"SP",
       {"SP", "SPR", "SSP"},
       {"SPONTANEOUSPOTENTIAL", "SELFPOTENTIAL"},
       {"MV", "MILLIVOLTS"},
       {{-160, 40},
        {-80, 20},
        {-100, 0},
        {-150, 50},
        {-200, 0},
        {0, 200},
        {-20, 80},
        {-120, 30},
        {-180, 20},
        {-50, 50},
        {-100, 100}}},
      {"CALI",
       {"CALI", "CAL", "DCAL", "CALN", "CALD", "MCAL", "CALM", "CALX", "C1", "C2", "HCAL", "BS", "BIT"},
       {"CALIPER"},
       {"IN", "INCHES", "HOLEDIAMININCHES", "MM"},
       {{6, 16}, {5, 15}, {4, 14}, {8, 18}, {6, 26}, {7, 17}, {10, 20}, {125, 375}}},
      {"RT",
       {"ILD", "LLD", "RILD", "AT90", "AF90", "AO90", "RT",   "DIL",  "RLLD", "HDRS",
        "RES", "ILM", "RILM", "AT30", "AF30", "AO30", "HMRS", "AT60", "AF60", "MIL",
        "LLS", "SFL", "SFLU", "MSFL", "RLL3", "LL3",  "AT10", "AF10", "AO10", "SN",
        "LL8", "RXO", "AT20", "AF20", "LN",   "RLLS", "MINV", "MNOR"},
       {},
       {"OHMM", "OHMSM2/M", "OHMM2/M", "OHMS"},
       {{0.2, 2000},
        {0.2, 200},
        {0.2, 20},
        {1, 1000},
        {1, 100},
        {2, 2000},
        {0.1, 1000},
        {0.2, 20000},
        {1, 10000},
        {2, 200},
        {20, 2000},
        {2000, 200000},
        {0, 10},
        {0, 20},
        {0, 50},
        {0, 100},
        {0, 200},
        {0, 500}}},
      {"ILD", {}, {"DEEPINDUCTION"}, {"OHMM", "OHMSM2/M", "OHMS"}, {{0.2, 2000}, {0.2, 200}}},
      {"ILM", {}, {"MEDIUMINDUCTION"}, {"OHMM", "OHMSM2/M", "OHMS"}, {{0.2, 2000}, {0.2, 200}}},
      {"LL8", {}, {"LATEROLOG8"}, {"OHMM", "OHMSM2/M", "OHMS"}, {{0.2, 2000}, {0.2, 200}}},
      {"RES",
       {},
       {"RESISTIVITY"},
       {"OHMM", "OHMSM2/M", "OHMM2/M", "OHMS"},
       {{0.2, 2000}, {0, 10}, {0, 20}, {0, 50}, {0, 100}, {0, 200}, {0, 500}, {0, 1000}}},
      {"RHOB",
       {"RHOB", "DEN", "ZDEN", "RHOZ", "DENS", "RHOM"},
       {"BULKDENSITY", "DENSITY"},
       {"G/C3", "G/CC", "GM/CC", "GRAMS/CC", "GRAMSCC", "K/M3"},
       {{1.95, 2.95},
        {2, 3},
        {1.9, 2.9},
        {1.85, 2.85},
        {2, 2.5},
        {2.95, 1.95},
        {3, 2},
        {1.7, 2.7},
        {1, 2},
        {1950, 2950}}},
      {"DRHO",
       {"DRHO", "RHOC", "CORR", "ZCOR", "HDRA"},
       {"CORRECTION"},
       {"G/C3", "G/CC", "GM/CC", "GRAMS/CC", "GRAMSCC", "K/M3"},
       {{-0.25, 0.25}, {-0.5, 0.5}, {-0.75, 0.25}, {-0.05, 0.45}, {0.25, -0.25}}},
      {"NPHI",
       {"NPHI", "TNPH", "CNLS", "NPOR", "DPHI", "DPOR", "SPHI", "PHIN", "CNC", "DPHZ", "NPLS", "DPLS", "SPOR",
        "CNCF", "PHID"},
       {"NEUTRONPOROSITY"},
       {"V/V", "PU", "%"},
       porosity_scales()},
      {"DPHI", {}, {"DENSITYPOROSITY"}, {"V/V", "PU", "%"}, porosity_scales()},
      {"SPHI", {}, {"SONICPOROSITY"}, {"V/V", "PU", "%"}, porosity_scales()},
      {"DT",
       {"DT", "DTC", "DTCO", "AC", "DT24", "DTL", "ITT", "DTS", "DTSM"},
       {"INTERVALTRANSITTIME", "SONIC"},
       {"US/F", "US/FT", "MICROSECONDSPERFOOT", "US/M"},
       {{140, 40},
        {100, 40},
        {90, 40},
        {150, 50},
        {240, 40},
        {110, 60},
        {500, 100},
        {160, 100},
        {100, 50},
        {200, 100}}},
      {"TT", {"TT"}, {"TRANSITTIME"}, {"US", "MICROSECONDS"}, {{400, 200}}},
      {"CBL", {"CBL"}, {"CASINGBOND"}, {"MV", "MILLIVOLTS"}, {{0, 100}, {0, 50}, {0, 20}}},
      {"PEF",
       {"PEF", "PE", "PEFZ", "PDPE"},
       {},
       {"B/E"},
       {{0, 10}, {0, 20}, {-5, 5}, {0, 8}, {0, 5}, {10, 0}}},
      {"CILD",
       {"CILD", "COND", "CDL", "CIL"},
       {"CONDUCTIVITY"},
       {"MMHO", "MMHO/M", "MMHOS/M"},
       {{500, 0}, {1000, 0}, {400, 0}, {200, 0}, {2000, 0}}},
      {"TENS",
       {"TENS", "LTEN", "LSPD", "SPD", "TTEN", "HTEN"},
       {"TENSION"},
       {"LBF", "LB", "N"},
       {{10000, 0}, {0, 5000}, {15000, 5000}, {0, 100}, {20000, 0}, {5000, 0}}},
      {"NEUT",
       {"NEU", "NEUT", "CCL", "NCPS", "FAR", "NEAR"},
       {"NEUTRON"},
       {"CPS", "COUNTS/SECOND"},
       {{0, 1000}, {200, 1200}, {0, 4000}, {0, 600}, {0, 10}}},
  };
  return families;
}

namespace {

/// The first word that is a mnemonic as it stands.
std::optional<NamedCurve> mnemonic_as_read(const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    for (const CurveFamily& family : curve_families()) {
      for (const std::string_view mnemonic : family.mnemonics) {
        if (word != mnemonic) continue;
        // DIL (US/F): the unit is of other curves.
        const bool has_other_unit =
            words.size() == 2 && is_known_unit(words.back()) && unit_in(words, family).empty();
        const auto other = has_other_unit ? mnemonic_by_unit(words) : std::nullopt;
        return other ? *other : named(family, mnemonic, words, false);
      }
    }
  }
  return std::nullopt;
}

/// A name that nobody knows: one word, with its unit in brackets or without.
std::optional<NamedCurve> unknown_name(std::string_view text) {
  const std::size_t open = text.find('(');
  std::vector<std::string> before = words_of(text.substr(0, open));
  NamedCurve unknown;
  // Or with a unit that is known and stands beside it.
  if (open == std::string_view::npos && before.size() == 2 && is_known_unit(before.back())) {
    unknown.unit = las_unit(before.back());
    before.pop_back();
  }
  if (before.size() != 1 || !looks_like_mnemonic(before.front())) return std::nullopt;
  unknown.mnemonic = before.front();
  if (open != std::string_view::npos) {
    const std::vector<std::string> inside = words_of(text.substr(open));
    if (inside.size() == 1 && inside.front().size() <= 8) unknown.unit = inside.front();
  }
  return unknown;
}

}  // namespace

std::optional<NamedCurve> name_from_text(std::string_view text) {
  const std::vector<std::string> words = words_of(text);
  if (words.empty()) return std::nullopt;
  if (const auto exact = mnemonic_as_read(words)) return exact;
  std::string joined;
  for (const std::string& word : words) joined += word;
  const CurveFamily* in_words = nullptr;
  std::size_t longest = 0;
  for (const CurveFamily& family : curve_families()) {
    for (const std::string_view name : family.words) {
      if (name.size() <= longest || joined.find(name) == std::string::npos) continue;
      // They stand in titles, too.
      const bool is_of_title = name == "DENSITY" || name == "SONIC";
      if (is_of_title && unit_in(words, family).empty()) continue;
      longest = name.size();
      in_words = &family;
    }
  }
  if (in_words != nullptr) return named(*in_words, in_words->mnemonic, words, false);
  if (const CurveFamily* family = family_nearly_in(joined))
    return named(*family, family->mnemonic, words, true);
  if (const auto run_together = mnemonic_with_unit(joined)) return run_together;
  if (const auto run_together = mnemonic_with_unit(words.front())) return run_together;
  if (const auto by_unit = mnemonic_by_unit(words)) return by_unit;
  const std::string own = blurred(words.front());
  // Of several that could be meant the one with the fewest letters changed.
  std::optional<NamedCurve> near;
  std::size_t fewest = own.size() + 1;
  bool is_only_one = false;
  for (const CurveFamily& family : curve_families()) {
    for (const std::string_view mnemonic : family.mnemonics) {
      if (mnemonic.size() < 3 || blurred(mnemonic) != own) continue;
      std::size_t changed = 0;
      for (std::size_t i = 0; i < mnemonic.size(); ++i) changed += mnemonic[i] != words.front()[i] ? 1 : 0;
      if (changed > fewest) continue;
      is_only_one = changed < fewest;
      fewest = changed;
      near = named(family, mnemonic, words, true);
    }
  }
  if (near && is_only_one) return near;
  return unknown_name(text);
}

std::vector<std::pair<double, double>> usual_scales(const CurveFamily& family, std::string_view left,
                                                    std::string_view right) {
  const std::string own_left = digits_of(left);
  const std::string own_right = digits_of(right);
  std::vector<std::pair<double, double>> found;
  for (const auto& scale : family.usual) {
    if (digits_of(fmt::format("{:g}", scale.first)) == own_left &&
        digits_of(fmt::format("{:g}", scale.second)) == own_right)
      found.push_back(scale);
  }
  return found;
}

}  // namespace logdigitise::sheet
