#include "logdigitise/train/run_log.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <sstream>
#include <system_error>
#include <utility>

#include "logdigitise/core/atomic_file.hpp"

namespace logdigitise::train {

namespace {

constexpr const char* kHeader =
    "step,seconds,rate,loss,within_1pct,within_2pct,found,mean_absolute_error,"
    "solid_within_1pct,dashed_within_1pct,dotted_within_1pct,longdash_within_1pct\n";

}  // namespace

RunLog::RunLog(std::filesystem::path path, std::int64_t resumed_step)
    : path_(std::move(path)), table_(kHeader) {
  std::error_code ignored;
  if (resumed_step <= 0 || !std::filesystem::exists(path_, ignored)) return;
  constexpr std::size_t kLargest = std::size_t{64} << 20U;
  std::istringstream lines(read_file(path_, kLargest));
  std::string line;
  std::getline(lines, line);  // The header.
  while (std::getline(lines, line)) {
    if (std::strtoll(line.c_str(), nullptr, 10) <= resumed_step) table_ += line + '\n';
  }
}

void RunLog::add(const LogLine& line) {
  const Score& all = line.score.all;
  table_ += fmt::format("{},{:.1f},{:.3e},{:.5f},{:.5f},{:.5f},{:.5f},{:.6f}", line.step, line.seconds,
                        line.rate, line.loss, all.share_within_1pct(), all.share_within_2pct(),
                        all.share_found(), all.mean_absolute_error());
  for (const Score& style : line.score.of_style) table_ += fmt::format(",{:.5f}", style.share_within_1pct());
  table_ += '\n';
  write_file_atomically(path_, table_);
}

}  // namespace logdigitise::train
