#include "logdigitise/batch/resume.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/core/json_nesting.hpp"
#include "logdigitise/core/sha256.hpp"

namespace logdigitise::batch {

namespace {

bool has_same_inputs(const PlannedLog& log, const JournalEntry& entry) {
  if (log.files.scans.size() != entry.scans.size()) return false;
  for (std::size_t i = 0; i < entry.scans.size(); ++i) {
    if (!is_unchanged(entry.scans[i], log.files.scans[i])) return false;
  }
  if (log.files.layout.empty() != entry.layout.path.empty()) return false;
  return log.files.layout.empty() || is_unchanged(entry.layout, log.files.layout);
}

/// A quality record; discarded if it cannot be read or is none.
nlohmann::json read_record(const std::filesystem::path& path) {
  constexpr std::size_t kLargestRecord = std::size_t{256} << 20U;
  try {
    const std::string text = read_file(path, kLargestRecord);
    check_json_nesting(text, path.string());
    return nlohmann::json::parse(text, nullptr, false);
  } catch (const Error&) {
    return nlohmann::json(nlohmann::json::value_t::discarded);
  }
}

/// True if the log is as a review left it that began with what the batch wrote: corrections are not undone.
bool is_reviewed(const JournalEntry& entry, const std::filesystem::path& out) {
  for (const FileStamp& output : entry.outputs) {
    if (output.path.extension() == ".json") continue;
    const std::filesystem::path log = out / output.path.filename();
    std::filesystem::path quality = log;
    const nlohmann::json record = read_record(quality.replace_extension(".qc.json"));
    if (!record.is_object() || !record.contains("review") || !std::filesystem::is_regular_file(log))
      return false;
    try {
      const auto& review = record["review"];
      return review.at("decisions").at(0).at("log_sha256") == output.sha256 &&
             review.at("log_sha256") == sha256_file(log);
    } catch (const nlohmann::json::exception&) {
      return false;
    }
  }
  return false;
}

bool has_its_outputs(const JournalEntry& entry, const std::filesystem::path& out) {
  return !entry.outputs.empty() &&
         std::all_of(entry.outputs.begin(), entry.outputs.end(), [&](const FileStamp& output) {
           return is_unchanged(output, out / output.path.filename());
         });
}

}  // namespace

std::string_view decision_name(Decision decision) {
  switch (decision) {
    case Decision::kNew:
      return "new";
    case Decision::kAgain:
      return "again";
    case Decision::kRetry:
      return "retry";
    case Decision::kForced:
      return "forced";
    case Decision::kKeep:
      return "keep";
    case Decision::kGivenUp:
      return "given up";
  }
  return {};
}

bool is_to_be_done(Decision decision) {
  return decision != Decision::kKeep && decision != Decision::kGivenUp;
}

Decision decide(const PlannedLog& log, const JournalEntry* latest, const std::string& settings,
                const std::filesystem::path& out, const ResumeOptions& options) {
  if (latest == nullptr) return Decision::kNew;
  if (options.force) return Decision::kForced;
  if (latest->settings != settings || !has_same_inputs(log, *latest)) return Decision::kAgain;
  if (is_done(latest->status)) {
    return has_its_outputs(*latest, out) || is_reviewed(*latest, out) ? Decision::kKeep : Decision::kAgain;
  }
  const bool may_do_better = options.retry_failed || latest->cause == Cause::kEnvironment;
  return may_do_better ? Decision::kRetry : Decision::kGivenUp;
}

}  // namespace logdigitise::batch
