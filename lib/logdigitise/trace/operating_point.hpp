#pragma once
// From which chance on a stroke is taken for a curve, and which models can be asked for it.

#include <array>
#include <string>

#include "logdigitise/trace/tracer.hpp"

namespace logdigitise::trace {

/// An operating point with a name: TraceOptions::even_chance.
struct NamedPoint {
  const char* name;
  double even_chance;
};
inline constexpr std::array<NamedPoint, 3> kNamedPoints = {
    {{"recall", 0.1}, {"balanced", TraceOptions{}.even_chance}, {"precision", 0.4}}};

/// The options as they fit a model: as they are for a calibrated one, otherwise uncalibrated().
/// Throws a usage error if they hold an operating point of their own (even_chance) and the model, called
/// `name`, is not calibrated: its chances do not mean what they say.
[[nodiscard]] TraceOptions fitted_to_model(const TraceOptions& options, bool calibrated,
                                           const std::string& name);

}  // namespace logdigitise::trace
