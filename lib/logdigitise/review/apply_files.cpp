#include "logdigitise/review/apply_files.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/sha256.hpp"
#include "logdigitise/review/apply_decisions.hpp"
#include "logdigitise/welllog/log_file.hpp"

namespace logdigitise::review {

namespace {

namespace fs = std::filesystem;

/// As the file is written now: a CSV with a line of units keeps it.
welllog::LogWriteOptions write_options(const fs::path& path) {
  welllog::LogWriteOptions write;
  if (path.extension() != ".csv") return write;
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  std::getline(file, line);
  write.csv.units_row =
      !line.empty() && std::string_view("+-.0123456789\r").find(line.front()) == std::string_view::npos;
  return write;
}

}  // namespace

bool apply_to_files(const Decisions& decisions, const LogPaths& paths, const raster::RasterOptions& raster) {
  ReviewedLog log = read_reviewed_log(paths);
  const bool moves_ties = std::any_of(decisions.list.begin(), decisions.list.end(),
                                      [](const Decision& one) { return one.kind == Decision::Kind::kTie; });
  // Which sheet a depth is on can only be told by how tall the sheets are.
  if (moves_ties && log.pages.size() > 1) find_scans(log, raster);
  if (is_applied(decisions, log)) return false;
  apply_decisions(decisions, log);
  log.log.remarks = reviewed_remarks(log, decisions);
  const std::string text = welllog::log_text(paths.log, log.log, write_options(paths.log));
  const std::string record = reviewed_record(log, decisions, sha256_hex(text));
  fs::path other = paths.log;
  other.replace_extension(paths.log.extension() == ".las" ? ".csv" : ".las");
  AtomicFile new_log(paths.log);
  AtomicFile new_record(paths.quality);
  new_log.write(text);
  new_record.write(record);
  std::optional<AtomicFile> new_other;
  if (fs::is_regular_file(other)) {
    new_other.emplace(other);
    new_other->write(welllog::log_text(other, log.log, write_options(other)));
  }
  if (new_other) new_other->commit();
  new_record.commit();
  new_log.commit();
  return true;
}

}  // namespace logdigitise::review
