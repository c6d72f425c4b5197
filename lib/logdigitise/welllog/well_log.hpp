#pragma once
// A digital well log: an index and its curves, as plain data.

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "logdigitise/core/units.hpp"

namespace logdigitise::welllog {

/// Samples that were not read are NaN; what stands for them in a file is the file's business.
struct Curve {
  std::string mnemonic;
  std::string unit;
  std::string description;
  std::vector<double> values;  ///< One per depth.
};

struct WellLog {
  std::map<std::string, std::string> well;  ///< WELL, COMP, FLD, LOC, UWI, SRVC, DATE, PROV, ...
  std::string index_mnemonic = "DEPT";
  DepthUnit depth_unit = DepthUnit::kFeet;
  std::vector<double> depths;  ///< As written: increasing or decreasing.
  std::vector<Curve> curves;
  std::vector<std::string> remarks;  ///< ~O section: provenance, one line each.
  bool depth_unit_is_stated =
      true;  ///< False if the file read named none and `depth_unit` is only the usual one.
};

/// The curve of that mnemonic (case ignored; the first of several), or nullptr.
[[nodiscard]] const Curve* find_curve(const WellLog& log, const std::string& mnemonic);

/// True if the two are the same but for the case of ASCII letters.
[[nodiscard]] bool same_name(std::string_view a, std::string_view b);

}  // namespace logdigitise::welllog
