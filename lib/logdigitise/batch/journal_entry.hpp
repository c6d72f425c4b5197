#pragma once
// One line of a journal: what became of one log.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "logdigitise/batch/file_stamp.hpp"

namespace logdigitise::batch {

enum class LogStatus {
  kOk,
  kReview,   ///< Done; a person should look at it.
  kDamaged,  ///< Done; rows of the scan are lost.
  kRefused,  ///< Not done: what is on the sheet cannot be trusted, or in the layout.
  kFailed,   ///< Not done: unreadable, or its worker was lost.
};

/// Why a log was not done, and so whether another try may help.
enum class Cause {
  kNone,
  kInput,        ///< The scan or the layout; it will be the same next time.
  kCrash,        ///< Its worker ended, twice.
  kTimeout,      ///< It took longer than --timeout.
  kMemory,       ///< It took more than --max-rss.
  kEnvironment,  ///< Out of memory, a device lost: worth a retry.
};

/// Contract's words: ok, review, damaged, refused, failed.
[[nodiscard]] std::string_view status_name(LogStatus status);
/// input, crash, timeout, memory, environment; empty for none.
[[nodiscard]] std::string_view cause_name(Cause cause);
/// Whether there are outputs.
[[nodiscard]] bool is_done(LogStatus status);

struct CurveSummary {
  std::string mnemonic;
  double coverage = 0.0;
  double mean_confidence = 0.0;
};

struct JournalEntry {
  std::string name;
  std::string id;
  std::int64_t attempt = 1;  ///< Counts the entries of this log; the highest is the one that counts.
  LogStatus status = LogStatus::kFailed;
  Cause cause = Cause::kNone;
  std::vector<std::string> reasons;
  std::vector<FileStamp> scans;
  FileStamp layout;                ///< Empty path if there was none.
  std::vector<FileStamp> outputs;  ///< Names without folder.
  std::string settings;  ///< Hash of everything else the outputs depend on: model, options, program.
  std::string version;
  std::string model;
  std::string depth_unit;  ///< FT or M; empty if not done, and so are the following.
  double top = 0.0;
  double base = 0.0;
  std::vector<CurveSummary> curves;
  std::string sketch;  ///< From log_sketch(); empty in journals of before there were sketches.
  double seconds = 0.0;
};

/// One line of JSON, without the line end. Paths as in path_text.hpp.
[[nodiscard]] std::string journal_line(const JournalEntry& entry);

/// Reads a line; an input error if it is none. Keys it does not know are passed over, so that an older
/// program reads a newer one's journal.
[[nodiscard]] JournalEntry entry_from_line(std::string_view line);

/// Whether `a` counts and `b` does not, both being of one log: the later attempt, and of equal ones (journals
/// of separate folders) the one that was done, then the one whose report row comes first. So the choice does
/// not depend on which was read first.
[[nodiscard]] bool supersedes(const JournalEntry& a, const JournalEntry& b);

}  // namespace logdigitise::batch
