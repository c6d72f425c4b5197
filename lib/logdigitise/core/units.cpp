#include "logdigitise/core/units.hpp"

#include <string>

namespace logdigitise {

std::optional<DepthUnit> depth_unit_from_name(std::string_view name) {
  std::string upper;
  for (const char c : name) upper.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
  if (upper == "FT" || upper == "F" || upper == "FEET" || upper == "FOOT") return DepthUnit::kFeet;
  if (upper == "M" || upper == "METRE" || upper == "METRES" || upper == "METER" || upper == "METERS") {
    return DepthUnit::kMetres;
  }
  return std::nullopt;
}

}  // namespace logdigitise
