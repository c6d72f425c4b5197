#include "logdigitise/train/sweep_walk.hpp"

#include <fmt/format.h>
#include <torch/types.h>

#include <utility>

#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/core/interrupt.hpp"
#include "logdigitise/nn/device.hpp"
#include "logdigitise/nn/weights.hpp"
#include "logdigitise/train/calibration.hpp"
#include "logdigitise/train/model_score.hpp"
#include "logdigitise/train/sweep_record.hpp"

namespace logdigitise::train {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLargestRecord = std::size_t{256} << 20U;

fs::path folder_of(const SweepRun& run, const SweepOptions& options) {
  return options.out / run.entry / fmt::format("seed_{}", run.seed);
}

fs::path record_of(const SweepRun& run, double even_chance, const SweepOptions& options) {
  return folder_of(run, options) / fmt::format("walk_{}.json", even_chance);
}

/// Traces the run at those operating points that have no record yet, and writes their records.
void walk_run(const SweepRun& run, const std::vector<LabelledBand>& test, const SweepOptions& options,
              std::span<const double> even_chances, Progress& progress) {
  std::vector<double> missing;
  std::vector<trace::TraceOptions> ways;
  for (const double even_chance : even_chances) {
    if (fs::exists(record_of(run, even_chance, options))) continue;
    missing.push_back(even_chance);
    ways.emplace_back().even_chance = even_chance;
  }
  if (missing.empty()) return;
  progress.note(fmt::format("{}, seed {}: {} operating points", run.entry, run.seed, missing.size()));
  const fs::path file = folder_of(run, options) / "model.safetensors";
  nn::LoadedNetwork loaded = nn::load_weights(file);
  if (loaded.info.sha256 != run.model_sha256)
    throw input_error(file.string(), "is not the model that the run was scored with");
  calibrate(loaded.network, *run.calibration);
  const torch::Device device = nn::choose_device(options.trainer.device);
  nn::use_threads(options.trainer.threads);
  std::vector<BandScore> scores = score_model_traced(
      loaded.network, test, device, nn::choose_precision(options.trainer.precision, device), ways);
  for (std::size_t i = 0; i < missing.size(); ++i) {
    SweepRun walked = run;
    walked.score = std::move(scores[i]);
    write_file_atomically(record_of(run, missing[i], options), record_json(walked));
  }
}

}  // namespace

void check_walk(std::span<const double> even_chances, const SweepOptions& options) {
  for (const double even_chance : even_chances) {
    if (!(even_chance > 0.0 && even_chance < 1.0))
      throw usage_error("--walk", fmt::format("holds {}; chances above 0 and below 1", even_chance));
  }
  if (!even_chances.empty() && options.calibration.empty()) {
    throw usage_error("--walk", "needs calibrated runs: their chances have to mean what they say",
                      "Give --calibration");
  }
}

std::vector<WalkedPoint> walk_sweep(const std::vector<SweepRun>& runs, const std::vector<LabelledBand>& test,
                                    const SweepOptions& options, std::span<const double> even_chances,
                                    Progress& progress) {
  check_walk(even_chances, options);
  for (const SweepRun& run : runs) {
    throw_if_interrupted();
    walk_run(run, test, options, even_chances, progress);
  }
  std::vector<WalkedPoint> walk;
  for (const double even_chance : even_chances) {
    WalkedPoint& point = walk.emplace_back();
    point.even_chance = even_chance;
    for (const SweepRun& run : runs) {
      const fs::path file = record_of(run, even_chance, options);
      point.runs.push_back(read_record(read_file(file, kLargestRecord), file.string()));
    }
  }
  return walk;
}

}  // namespace logdigitise::train
