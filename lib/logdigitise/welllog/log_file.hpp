#pragma once
// Logs in files of either kind, told apart by their extension (case ignored).

#include <filesystem>
#include <string>

#include "logdigitise/welllog/csv_writer.hpp"
#include "logdigitise/welllog/las_writer.hpp"
#include "logdigitise/welllog/well_log.hpp"

namespace logdigitise::welllog {

struct LogWriteOptions {
  LasWriteOptions las;
  CsvWriteOptions csv;
};

/// The bytes of a `.las` or `.csv`, whichever `path` ends in. Errors name `path`: a usage error for another
/// extension or curves that do not fit, an input error for a log that cannot be written.
[[nodiscard]] std::string log_text(const std::filesystem::path& path, const WellLog& log,
                                   const LogWriteOptions& options = {});

/// Writes `.las` or `.csv`, whole or not at all. Throws what log_text does, and environment errors for the
/// disk.
void write_log(const std::filesystem::path& path, const WellLog& log, const LogWriteOptions& options = {});

/// Reads `.las` or `.csv`; an input error for another extension and what read_las and read_csv throw.
[[nodiscard]] WellLog read_log(const std::filesystem::path& path);

}  // namespace logdigitise::welllog
