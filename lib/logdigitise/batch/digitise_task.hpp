#pragma once
// What a worker does with one log: scan and layout to LAS or CSV with its quality record.

#include <filesystem>
#include <string>
#include <vector>

#include "logdigitise/batch/journal_entry.hpp"
#include "logdigitise/batch/planned_log.hpp"
#include "logdigitise/batch/worker_process.hpp"
#include "logdigitise/nn/segmenter.hpp"
#include "logdigitise/pipeline/options.hpp"
#include "logdigitise/welllog/log_file.hpp"

namespace logdigitise::batch {

struct DigitiseOptions {
  std::filesystem::path model;  ///< Weights file.
  nn::SegmenterOptions segmenter;
  pipeline::ConvertOptions convert;
  std::string format = "las";  ///< Or `csv`.
  welllog::LogWriteOptions write;
  bool confidence = false;  ///< A curve <MNEM>_CONF after each curve.
  bool seconds = true;      ///< In the quality records: the one part that differs from run to run.
};

/// Hash of everything but scan and layout that the bytes of an output depend on: model, options, and the
/// `program` (version and commit). Not the device, the threads, or limits.
[[nodiscard]] std::string settings_hash(const DigitiseOptions& options, const std::string& program);

/// What starts a worker: loads the model, then digitises the logs of `plan` by their number. Outputs go to
/// `out`, over `staging` on the same file system; the quality record is there before its log. The
/// answer is a journal_line() with everything but id, settings, attempt and stamps of the inputs. Faults of a
/// log are in its answer; what the output folder does not take is thrown.
/// `plan` must outlive the pool.
[[nodiscard]] StartWorker digitise_worker(const std::vector<PlannedLog>& plan,
                                          const std::filesystem::path& out,
                                          const std::filesystem::path& staging,
                                          const DigitiseOptions& options);

}  // namespace logdigitise::batch
