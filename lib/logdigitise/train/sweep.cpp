#include "logdigitise/train/sweep.hpp"

#include <fmt/format.h>
#include <torch/types.h>

#include <nlohmann/json.hpp>
#include <set>
#include <system_error>

#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/core/interrupt.hpp"
#include "logdigitise/nn/device.hpp"
#include "logdigitise/nn/weights.hpp"
#include "logdigitise/train/calibration.hpp"
#include "logdigitise/train/loss_config.hpp"
#include "logdigitise/train/model_score.hpp"
#include "logdigitise/train/sweep_record.hpp"

namespace logdigitise::train {

namespace {

constexpr std::size_t kLargestRecord = std::size_t{256} << 20U;

void check(const SweepOptions& options) {
  if (options.entries.empty()) throw usage_error("--losses", "names no loss");
  if (options.seeds < 1) throw usage_error("--seeds", "must be at least 1");
  if (options.trainer.steps <= 0) {
    throw usage_error("--steps", "must be above 0: runs with a budget in minutes cannot be compared");
  }
  std::set<std::string> names;
  for (const SweepEntry& entry : options.entries)
    if (!names.insert(entry.name).second)
      throw usage_error("--losses", fmt::format("names {} twice", entry.name));
}

/// What a run must have been begun with to be read, or gone on with.
std::string made_with(const std::vector<TrainingSet>& training, const std::vector<LabelledBand>& test,
                      const std::vector<LabelledBand>& calibration, const TrainerOptions& options) {
  nlohmann::json sets = nlohmann::json::array();
  for (const TrainingSet& set : training)
    sets.push_back({{"bands", set.bands.size()}, {"weight", set.weight}});
  const auto size = [](const std::vector<LabelledBand>& bands) {
    std::int64_t rows = 0;
    for (const LabelledBand& band : bands) rows += band.planes.rows();
    return nlohmann::json{{"bands", bands.size()}, {"rows", rows}};
  };
  return nlohmann::json{{"loss", nlohmann::json::parse(loss_json(options.loss))},
                        {"training", sets},
                        {"test", size(test)},
                        {"calibration", size(calibration)},
                        {"steps", options.steps},
                        {"batch", options.batch},
                        {"rate", options.rate},
                        {"warm_up", options.warm_up},
                        {"weight_decay", options.weight_decay},
                        {"clip_norm", options.clip_norm},
                        {"average_decay", options.average_decay},
                        {"precision", options.precision},
                        {"crop", {options.crops.rows, options.crops.columns}},
                        {"init", options.init},
                        {"network", nn::described(options.shape.architecture).name},
                        {"channels", options.shape.channels}}
      .dump();
}

/// Marks the folder as that of a run with these options; refuses one that was begun with others.
void begin_run(const std::filesystem::path& folder, const std::string& with) {
  const std::filesystem::path mark = folder / "made_with.json";
  std::error_code failed;
  std::filesystem::create_directories(folder, failed);
  if (failed) throw environment_error(folder.string(), "cannot be made", failed.value());
  if (!std::filesystem::exists(mark)) {
    write_file_atomically(mark, with);
  } else if (read_file(mark, kLargestRecord) != with) {
    throw usage_error("--out", fmt::format("{} was made with other options", folder.string()),
                      "Give another --out, or the same options");
  }
}

SweepRun make_run(const std::vector<TrainingSet>& training, const std::vector<LabelledBand>& test,
                  const std::vector<LabelledBand>& calibration, const TrainerOptions& options,
                  Progress& progress) {
  SweepRun run;
  run.seed = options.seed;
  const TrainingResult result = train(training, {}, options, progress);
  run.seconds = result.seconds;
  nn::LoadedNetwork loaded = nn::load_weights(result.model);
  run.model_sha256 = loaded.info.sha256;
  const torch::Device device = nn::choose_device(options.device);
  const torch::ScalarType precision = nn::choose_precision(options.precision, device);
  if (!calibration.empty()) {
    run.calibration = fit_calibration(loaded.network, calibration, device, precision);
    calibrate(loaded.network, *run.calibration);
  }
  run.score = score_model(loaded.network, test, device, precision,
                          run.calibration ? trace::TraceOptions{} : trace::uncalibrated());
  return run;
}

}  // namespace

std::vector<SweepRun> sweep(const std::vector<TrainingSet>& training, const std::vector<LabelledBand>& test,
                            const SweepOptions& options, Progress& progress) {
  check(options);
  if (test.empty()) throw usage_error("--test", "holds no bands");
  std::vector<SweepRun> runs;
  for (int seed = 1; seed <= options.seeds; ++seed) {
    for (const SweepEntry& entry : options.entries) {
      throw_if_interrupted();
      TrainerOptions trainer = options.trainer;
      trainer.out = options.out / entry.name / fmt::format("seed_{}", seed);
      trainer.name = fmt::format("{} seed {}", entry.name, seed);
      trainer.seed = static_cast<std::uint64_t>(seed);
      trainer.loss = entry.loss;
      trainer.shape.architecture = entry.network;
      trainer.resume = true;
      const std::string with = made_with(training, test, options.calibration, trainer);
      begin_run(trainer.out, with);
      const std::filesystem::path file = trainer.out / "run.json";
      if (std::filesystem::exists(file)) {
        runs.push_back(read_record(read_file(file, kLargestRecord), file.string()));
        continue;
      }
      progress.note(fmt::format("{}, seed {}", entry.name, seed));
      SweepRun run = make_run(training, test, options.calibration, trainer, progress);
      run.entry = entry.name;
      write_file_atomically(file, record_json(run));
      runs.push_back(std::move(run));
    }
  }
  return runs;
}

}  // namespace logdigitise::train
