// Flips one bit of a weights file, a scan or a layout, again and again, and looks at what convert makes of
// it.
//
// usage: flip_bits LIBRARY PROGRAM FOLDER WORK weights|scan|layout COUNT [SEED]
//   LIBRARY   fail_calls (it starts the program once and runs it often)
//   FOLDER    with layout.json and the scan that it names
//   WORK      folder to work in; emptied
//
// weights: every run must be refused (exit 3) and leave nothing.
// scan, layout: no crash and no other exit code than 0, 2, 3 and 5; nothing left behind by a run that failed.
// Of a run that went through, each value is compared with that of the undisturbed run, in widths of the track
// of the undisturbed layout. A sample is silently off if it differs by more than 2 %, or is there where there
// was none, and no flagged interval of its curve holds it. Of a scan one sample in a thousand may be; a
// layout with another digit is another layout, so there they are counted only. Exit: 0 if all is well, 1 if
// not, 2 for wrong arguments.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "logdigitise/layout/layout_json.hpp"
#include "logdigitise/welllog/las_reader.hpp"
#include "tests/core/bytes_of.hpp"
#include "tests/fault/fault_server.hpp"

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using logdigitise::fault::Outcome;
using logdigitise::testing::bytes_of;

void write(const fs::path& path, const std::string& bytes) { std::ofstream(path, std::ios::binary) << bytes; }

/// Where a value lies between the edges of its track, 0 to 1.
double fraction_of(double value, const logdigitise::layout::Curve& curve, bool is_log) {
  if (!is_log) return (value - curve.left) / (curve.right - curve.left);
  return value > 0.0 ? std::log(value / curve.left) / std::log(curve.right / curve.left) : -1.0;
}

struct Difference {
  int samples = 0;
  int off = 0;     ///< By more than 2 %, or there where there was none.
  int silent = 0;  ///< Off, and not flagged.
};

/// Compares logs by depth, with the record of the second.
class Judge {
 public:
  Judge(const fs::path& las, const std::string& layout)
      : expected_(logdigitise::welllog::read_las(las)),
        layout_(logdigitise::layout::parse_layout(layout, "layout")) {}

  [[nodiscard]] Difference compare(const fs::path& las, const fs::path& quality) const {
    const logdigitise::welllog::WellLog got = logdigitise::welllog::read_las(las);
    const Json record = Json::parse(bytes_of(quality));
    std::map<long, std::size_t> rows;
    for (std::size_t i = 0; i < expected_.depths.size(); ++i)
      rows[std::lround(expected_.depths[i] * 1000)] = i;
    Difference difference;
    std::size_t index = 0;
    for (const auto& track : layout_.tracks) {
      for (const auto& curve : track.curves) {
        const std::size_t c = index++;
        if (c >= got.curves.size() || c >= expected_.curves.size()) continue;
        const bool is_log = track.scale == logdigitise::layout::Scale::kLog;
        for (std::size_t i = 0; i < got.depths.size(); ++i) {
          const auto found = rows.find(std::lround(got.depths[i] * 1000));
          const double value = got.curves[c].values[i];
          if (found == rows.end() || std::isnan(value)) continue;
          ++difference.samples;
          const double before = expected_.curves[c].values[found->second];
          const bool is_off =
              std::isnan(before) ||
              !(std::abs(fraction_of(value, curve, is_log) - fraction_of(before, curve, is_log)) <= 0.02);
          if (!is_off) continue;
          ++difference.off;
          if (!is_flagged(record["curves"][c]["flagged"], got.depths[i])) ++difference.silent;
        }
      }
    }
    return difference;
  }

 private:
  static bool is_flagged(const Json& intervals, double depth) {
    return std::any_of(intervals.begin(), intervals.end(), [&](const Json& one) {
      return one["from"].get<double>() <= depth + 1e-6 && depth <= one["to"].get<double>() + 1e-6;
    });
  }

  logdigitise::welllog::WellLog expected_;
  logdigitise::layout::Layout layout_;
};

struct Work {
  fs::path folder, out, scan, layout, model;
};

Work set_up(const fs::path& folder, const fs::path& sample, const fs::path& model) {
  fs::remove_all(folder);
  fs::create_directories(folder / "out");
  const std::string raster = Json::parse(bytes_of(sample / "layout.json"))["raster"];
  Work work{folder, folder / "out", folder / raster, folder / "layout.json", folder / "model.safetensors"};
  fs::copy_file(sample / raster, work.scan);
  fs::copy_file(sample / "layout.json", work.layout);
  fs::copy_file(model, work.model);
  return work;
}

std::string with_bit_flipped(std::string bytes, std::size_t bit) {
  bytes[bit / 8] = static_cast<char>(static_cast<unsigned char>(bytes[bit / 8]) ^ (1U << (bit % 8)));
  return bytes;
}

/// Whether a run ended as no run may; see the head of this file.
bool is_wrong(const Outcome& outcome, const std::string& kind, const fs::path& out) {
  if (outcome.hung || outcome.signal != 0) return true;
  if (outcome.exit_code == 0) return kind == "weights";
  const bool refused =
      outcome.exit_code == 3 || (kind != "weights" && (outcome.exit_code == 2 || outcome.exit_code == 5));
  return !refused || !fs::is_empty(out);
}

/// What came of all flips.
class Tally {
 public:
  explicit Tally(std::string kind) : kind_(std::move(kind)) {}

  void add_wrong(std::size_t bit, const Outcome& outcome) {
    const std::string end = end_of(outcome);
    ++ends_[end];
    ++wrong_;
    fmt::print("bit {} of byte {}: {}, signal {}\n{}\n", bit % 8, bit / 8, end, outcome.signal, outcome.said);
  }

  void add_refused(const Outcome& outcome) { ++ends_[end_of(outcome)]; }

  void add_digitised(std::size_t bit, const Difference& difference) {
    samples_ += difference.samples;
    off_ += difference.off;
    silent_ += difference.silent;
    ++ends_[difference.silent > 0 ? "silently off"
            : difference.off > 0  ? "off and flagged"
                                  : "same within 2 %"];
    if (difference.silent == 0) return;
    ++silent_runs_;
    fmt::print("bit {} of byte {}: {} of {} samples silently off\n", bit % 8, bit / 8, difference.silent,
               difference.samples);
  }

  /// Prints the sum; false if not all is well.
  [[nodiscard]] bool conclude(long flips) const {
    fmt::print("{}: {} flips, {} wrong;", kind_, flips, wrong_);
    for (const auto& [end, number] : ends_) fmt::print(" {}: {};", end, number);
    fmt::print(" {} samples, {} off, {} silently in {} runs\n", samples_, off_, silent_, silent_runs_);
    return wrong_ == 0 && !(kind_ == "scan" && 1000 * silent_ > samples_);
  }

 private:
  static std::string end_of(const Outcome& outcome) {
    return outcome.hung ? "hung" : fmt::format("exit {}", outcome.exit_code);
  }

  std::string kind_;
  std::map<std::string, int> ends_;
  int wrong_ = 0;
  long samples_ = 0;
  long off_ = 0;
  long silent_ = 0;
  int silent_runs_ = 0;
};

int run(const std::vector<std::string>& words) {
  if (words.size() < 6) throw std::runtime_error("see the head of the source");
  const fs::path program = fs::absolute(words[1]);
  const std::string& kind = words[4];
  const long count = std::stol(words[5]);
  std::mt19937_64 random(words.size() > 6 ? std::stoul(words[6]) : 1);
  const Work work = set_up(fs::absolute(words[3]), words[2], LOGDIGITISE_MODEL);
  if (kind != "weights" && kind != "scan" && kind != "layout")
    throw std::runtime_error("nothing called " + kind);
  const fs::path victim = kind == "weights" ? work.model : kind == "scan" ? work.scan : work.layout;
  const fs::path las = work.out / "log.las";
  logdigitise::fault::FaultServer server(
      fs::absolute(words[0]),
      {program.string(), "convert", work.scan.string(), "--layout", work.layout.string(), "--model",
       work.model.string(), "-o", las.string(), "--threads", "1"},
      work.folder / "said");
  const Outcome undisturbed = server.run({});
  if (undisturbed.exit_code != 0) throw std::runtime_error("undisturbed, it fails: " + undisturbed.said);
  const Judge judge(las, bytes_of(work.layout));
  const std::string sound = bytes_of(victim);

  Tally tally(kind);
  for (long i = 0; i < count; ++i) {
    const std::size_t bit = random() % (8 * sound.size());
    write(victim, with_bit_flipped(sound, bit));
    for (const fs::directory_entry& entry : fs::directory_iterator(work.out)) fs::remove_all(entry.path());
    const Outcome outcome = server.run({});
    if (is_wrong(outcome, kind, work.out)) {
      tally.add_wrong(bit, outcome);
    } else if (outcome.exit_code != 0) {
      tally.add_refused(outcome);
    } else {
      tally.add_digitised(bit, judge.compare(las, work.out / "log.qc.json"));
    }
    std::fflush(stdout);
  }
  return tally.conclude(count) ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "flip_bits: %s\n", error.what());
    return 2;
  }
}
