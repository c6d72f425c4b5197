#pragma once
// Whether the scale that a header states can be relied on.

#include <functional>
#include <optional>
#include <utility>

#include "logdigitise/sheet/curve_table.hpp"
#include "logdigitise/sheet/header_entry.hpp"
#include "logdigitise/sheet/track_grid.hpp"
#include "logdigitise/sheet/value_look.hpp"

namespace logdigitise::sheet {

/// Whether a scale is logarithmic by its values alone: two decades or more, whole ones.
[[nodiscard]] bool is_log_range(double left, double right);

/// The scale of a log grid whose values are not known, where nearly all logs have the same; else nothing.
[[nodiscard]] std::optional<std::pair<double, double>> usual_scale_of_grid(const TrackGrid& grid);

/// Puts mnemonic and unit into the entry; says in the note if the name was corrected.
void apply_name(const NamedCurve& name, HeaderEntry& entry);

/// The pictures of an entry's two values.
struct ScaleLooks {
  ValueLook left;
  ValueLook right;
  double left_confidence = 0.0;  ///< Of what was read there.
  double right_confidence = 0.0;
};

/// Decides is_scale_proven, left and right from what was read and from the track's grid; see read_header().
/// `look` is asked, if given, where that does not do: of the scales that fit the grid or are usual for the
/// curve one is taken if one end was read as its value, the other end looks like it too, and none of the
/// others does. And a scale that was not read surely does not stand where the ink looks as much like another.
void prove_scale(const TrackGrid& grid, HeaderEntry& entry, const std::function<ScaleLooks()>& look = {});

}  // namespace logdigitise::sheet
