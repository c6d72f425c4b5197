#include "logdigitise/welllog/well_log.hpp"

#include <algorithm>

namespace logdigitise::welllog {

namespace {

char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char left, char right) { return upper(left) == upper(right); });
}

const Curve* find_curve(const WellLog& log, const std::string& mnemonic) {
  for (const Curve& curve : log.curves) {
    if (same_name(curve.mnemonic, mnemonic)) return &curve;
  }
  return nullptr;
}

}  // namespace logdigitise::welllog
