#pragma once
// The table a training run leaves: log.csv.

#include <cstdint>
#include <filesystem>
#include <string>

#include "logdigitise/train/score.hpp"

namespace logdigitise::train {

struct LogLine {
  std::int64_t step = 0;
  double seconds = 0.0;
  double rate = 0.0;
  double loss = 0.0;  ///< Mean since the last line.
  ValidationScore score;
};

class RunLog {
 public:
  /// Goes on with the file's lines up to `resumed_step`, or begins a new table if that is 0.
  RunLog(std::filesystem::path path, std::int64_t resumed_step);
  /// Adds a line and writes the table, atomically.
  void add(const LogLine& line);

 private:
  std::filesystem::path path_;
  std::string table_;
};

}  // namespace logdigitise::train
