#pragma once
// The layout of the contract, and ways to spoil it.

#include <stdexcept>
#include <string>

namespace logdigitise::layout {

inline const std::string kExample = R"({
  "raster": "scan.tif",
  "well": {"WELL": "A-1", "COMP": "", "FLD": "North"},
  "depth": {"unit": "FT", "top": 5000, "base": 5400, "step": 0.5,
            "ties": [{"x": 850.0, "y": 412.5, "depth": 5000}, {"x": 850.0, "y": 4412.5, "depth": 5400}]},
  "tracks": [{
    "name": "1", "scale": "linear",
    "edges": [{"y": 400, "left": 51.5, "right": 551.5}, {"y": 4420, "left": 54.0, "right": 554.0}],
    "curves": [
      {"mnemonic": "GR", "unit": "GAPI", "left": 0, "right": 150, "style": "solid", "wrap": true},
      {"mnemonic": "SP", "unit": "MV", "left": -160, "right": 40, "style": "dashed", "wrap": false}]}]
})";

/// The example with its first `from` replaced by `to`.
inline std::string example_with(const std::string& from, const std::string& to) {
  std::string text = kExample;
  const std::size_t at = text.find(from);
  if (at == std::string::npos) throw std::logic_error("the example has no " + from);
  return text.replace(at, from.size(), to);
}

}  // namespace logdigitise::layout
