#pragma once
// A run of a sweep to and from its file, run.json.

#include <string>
#include <string_view>

#include "logdigitise/train/sweep.hpp"

namespace logdigitise::train {

[[nodiscard]] std::string record_json(const SweepRun& run);

/// Throws an input error that names `file` if it is no record.
[[nodiscard]] SweepRun read_record(std::string_view text, const std::string& file);

}  // namespace logdigitise::train
