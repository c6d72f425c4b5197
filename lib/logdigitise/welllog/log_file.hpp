#pragma once
// Logs in files of either kind, told apart by their extension (case ignored).

#include <filesystem>

#include "logdigitise/welllog/csv_writer.hpp"
#include "logdigitise/welllog/las_writer.hpp"
#include "logdigitise/welllog/well_log.hpp"

namespace logdigitise::welllog {

struct LogWriteOptions {
  LasWriteOptions las;
  CsvWriteOptions csv;
};

/// Writes `.las` or `.csv`, whole or not at all. Errors name the file: a usage error for another extension or
/// curves that do not fit, an input error for a log that cannot be written, an environment error for the
/// disk.
void write_log(const std::filesystem::path& path, const WellLog& log, const LogWriteOptions& options = {});

/// Reads `.las` or `.csv`; an input error for another extension and what read_las and read_csv throw.
[[nodiscard]] WellLog read_log(const std::filesystem::path& path);

}  // namespace logdigitise::welllog
