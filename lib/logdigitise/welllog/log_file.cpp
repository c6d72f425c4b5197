#include "logdigitise/welllog/log_file.hpp"

#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/welllog/csv_reader.hpp"
#include "logdigitise/welllog/las_reader.hpp"

namespace logdigitise::welllog {

namespace {

constexpr const char* kUnknownExtension = "is neither .las nor .csv, by its extension";

}  // namespace

std::string log_text(const std::filesystem::path& path, const WellLog& log, const LogWriteOptions& options) {
  const std::string extension = path.extension().string();
  try {
    if (same_name(extension, ".las")) return las_text(log, options.las);
    if (same_name(extension, ".csv")) return csv_text(log, options.csv);
    throw usage_error("", kUnknownExtension, "Name the output .las or .csv");
  } catch (const Error& error) {
    throw Error(error.kind(), path.string(), error.what());
  }
}

void write_log(const std::filesystem::path& path, const WellLog& log, const LogWriteOptions& options) {
  write_file_atomically(path, log_text(path, log, options));
}

WellLog read_log(const std::filesystem::path& path) {
  const std::string extension = path.extension().string();
  if (same_name(extension, ".las")) return read_las(path);
  if (same_name(extension, ".csv")) return read_csv(path);
  throw input_error(path.string(), kUnknownExtension);
}

}  // namespace logdigitise::welllog
