#pragma once
// What is usual on well logs: mnemonics, units and printed scales. It resolves what was half read, and says
// so.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logdigitise::sheet {

/// Curves that measure the same: they share units and scales.
struct CurveFamily {
  std::string_view mnemonic;                     ///< Of the family, where only words are printed.
  std::vector<std::string_view> mnemonics;       ///< As printed on logs.
  std::vector<std::string_view> words;           ///< Names in words, without blanks: GAMMARAY.
  std::vector<std::string_view> units;           ///< As printed, without blanks.
  std::vector<std::pair<double, double>> usual;  ///< Scales, left and right.
};

[[nodiscard]] const std::vector<CurveFamily>& curve_families();

/// What a name means.
struct NamedCurve {
  std::string mnemonic;
  std::string unit;
  const CurveFamily* family = nullptr;  ///< Nothing for a name that the table does not have.
  bool is_corrected = false;            ///< The table has it, what was read has not quite.
};

/// Takes the text of a header entry apart: `GR (GAPI)`, `SFLU(OHMM)`, `GAMMA RAY API UNITS`. A mnemonic of
/// the table counts as it stands; else words (one letter in eight
/// may be wrong); else one whose letters are easily taken for those read (O 0 D,
/// I 1 L, S 5, B 8, Z 2, G 6), if it is the only one; or one that a bracket read as a letter ties to its
/// unit. Of a name that the table does not have only one is taken that looks like a mnemonic: a letter, then
/// one to seven letters and digits. Nothing if there is none.
[[nodiscard]] std::optional<NamedCurve> name_from_text(std::string_view text);

/// The usual scales of a family whose digits are those that were read, whatever became of points and signs.
[[nodiscard]] std::vector<std::pair<double, double>> usual_scales(const CurveFamily& family,
                                                                  std::string_view left,
                                                                  std::string_view right);

}  // namespace logdigitise::sheet
