#pragma once
// A run of a sweep to and from its file, run.json.

#include <optional>
#include <string>
#include <string_view>

#include "logdigitise/train/sweep.hpp"

namespace logdigitise::train {

/// `made_with`: all that makes runs comparable, as JSON; kept in the record.
[[nodiscard]] std::string record_json(const SweepRun& run, const std::string& made_with);

/// Nothing if the record was made with something else. Throws an input error that names `file` if it is no
/// record.
[[nodiscard]] std::optional<SweepRun> read_record(std::string_view text, const std::string& made_with,
                                                  const std::string& file);

}  // namespace logdigitise::train
