#pragma once
// layout.json, read with care and written back.

#include <filesystem>
#include <string>
#include <string_view>

#include "logdigitise/layout/layout.hpp"

namespace logdigitise::layout {

/// Parses and checks a layout. `name` stands in error messages. An input error says which key and what was
/// expected: an unknown key (with the nearest known name), a missing key, a wrong type, no tracks, a track
/// with no edges or left >= right, fewer than two depths among the ties, two ties of one depth at different
/// heights with the same x, depths that do not all increase (or all decrease) down a page, a scale
/// with left == right or a log value <= 0, two curves of one mnemonic, top >= base, step <= 0. A syntax error
/// says line and column; a key given twice is an error.
///
/// `page` on a track stands for all its edges. Tracks of one name, scale and curves on different pages are
/// one track. Without `step` the unit's usual one is taken (0.5 ft, 0.1 m), without `style` solid, without
/// `wrap` false; `raster`, `turn`, `well`, `name` and `unit` may be left out too.
[[nodiscard]] Layout parse_layout(std::string_view json, const std::string& name);

[[nodiscard]] Layout read_layout(const std::filesystem::path& path);

/// Two-space indented JSON in the contract's key order; parse_layout of it gives the same layout.
[[nodiscard]] std::string layout_to_json(const Layout& layout);

}  // namespace logdigitise::layout
