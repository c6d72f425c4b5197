#pragma once
// What a batch does with each log, given what journals say of it.

#include <filesystem>
#include <string>

#include "logdigitise/batch/journal_entry.hpp"
#include "logdigitise/batch/planned_log.hpp"

namespace logdigitise::batch {

struct ResumeOptions {
  bool retry_failed = false;  ///< Also logs that failed for good.
  bool force = false;         ///< All of them.
};

enum class Decision {
  kNew,    ///< No journal knows it.
  kAgain,  ///< It was done or failed, but the scan, the layout or the settings are others now, or its outputs
           ///< are gone.
  kRetry,  ///< It failed, and may do better.
  kForced,   ///< --force.
  kKeep,     ///< Done and unchanged.
  kGivenUp,  ///< Failed for good and unchanged.
};

/// `new`, `again`, `retry`, `forced`, `keep`, `given up`.
[[nodiscard]] std::string_view decision_name(Decision decision);
[[nodiscard]] bool is_to_be_done(Decision decision);

/// `latest`: what counts of the journals, null if there is nothing. `settings`: the hash that a new
/// entry would carry. `out`: where the outputs are. Reads a scan, a layout or an output only if its times
/// differ from those in the journal. Outputs that a review corrected count as unchanged.
[[nodiscard]] Decision decide(const PlannedLog& log, const JournalEntry* latest, const std::string& settings,
                              const std::filesystem::path& out, const ResumeOptions& options);

}  // namespace logdigitise::batch
