#pragma once
// The journal of a batch: a line for each log, written once its outputs are durable.

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "logdigitise/batch/journal_entry.hpp"
#include "logdigitise/batch/log_name.hpp"

namespace logdigitise::batch {

/// `journal.jsonl`, or `journal.I-of-N.jsonl` for a shard: each process appends to a file of its own.
[[nodiscard]] std::string journal_name(const Shard& shard);

/// Appends lines, each made durable before `append` returns.
class JournalWriter {
 public:
  /// Opens or makes the file. A line that was cut off by a crash is taken away first.
  explicit JournalWriter(const std::filesystem::path& path);
  JournalWriter(const JournalWriter&) = delete;
  JournalWriter& operator=(const JournalWriter&) = delete;
  ~JournalWriter();

  /// Environment error, with nothing of the line left in the file, if the disk does not take it.
  void append(const JournalEntry& entry);

 private:
  std::filesystem::path path_;
  int descriptor_ = -1;
  std::int64_t bytes_ = 0;  ///< Whole lines; what a failed append leaves behind them is cut off.
};

struct JournalContents {
  std::map<std::string, JournalEntry> latest;  ///< By name; of each log the entry that counts.
  std::vector<std::string> doubts;             ///< Lines that are none, each `<file>:<line>: ...`.
};

/// The journals of batch folders, all shards together. A last line without an end is being written or was cut
/// off, and does not count. An input error for a folder without any journal if `must_exist`; environment
/// errors for what cannot be read.
[[nodiscard]] JournalContents read_journals(const std::vector<std::filesystem::path>& folders,
                                            bool must_exist);

}  // namespace logdigitise::batch
