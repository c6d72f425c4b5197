#include "shard_evaluation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>
#include <vector>

#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/nn/model_files.hpp"
#include "logdigitise/train/data_folder.hpp"
#include "logdigitise/train/model_on_shards.hpp"
#include "logdigitise/train/sweep_pictures.hpp"
#include "logdigitise/train/sweep_report.hpp"

namespace logdigitise::app {

namespace fs = std::filesystem;

bool holds_shards(const fs::path& folder) {
  std::error_code failed;
  fs::directory_iterator entries(folder, failed);
  return !failed && std::any_of(begin(entries), end(entries), [](const fs::directory_entry& entry) {
    return entry.path().extension() == ".safetensors";
  });
}

void evaluate_shards(const ShardEvaluation& evaluation, const CommonOptions& common, Progress& progress) {
  const std::vector<train::LabelledBand> bands = train::read_folder(evaluation.shards);
  const fs::path model = nn::find_model(common.model);
  progress.note(fmt::format("{}: {} bands", evaluation.shards.string(), bands.size()));
  std::vector<trace::TraceOptions> ways{evaluation.trace};
  for (const double even_chance : evaluation.walk) {
    ways.push_back(evaluation.trace);
    ways.back().even_chance = even_chance;
  }
  std::vector<train::BandScore> scores =
      train::score_model_file(model, bands, {common.device, common.precision, common.threads}, ways);
  const auto run_of = [&](train::BandScore& score) {
    train::SweepRun run;
    run.entry = model.stem().string();
    run.seed = 1;
    run.score = std::move(score);
    return run;
  };
  const std::vector<train::SweepRun> runs{run_of(scores.front())};
  std::vector<train::WalkedPoint> walk;
  for (std::size_t i = 0; i < evaluation.walk.size(); ++i)
    walk.push_back({evaluation.walk[i], {run_of(scores[i + 1])}});
  const auto hardness = train::measure_hardness(bands);
  const auto summaries = train::summarise_sweep(runs);
  const auto by_hardness = train::summarise_hardness(runs, hardness);
  fmt::print("{}", common.json ? train::sweep_json(summaries, by_hardness, walk)
                               : train::sweep_markdown(summaries, by_hardness, walk));
  if (evaluation.save.empty()) return;
  std::error_code failed;
  fs::create_directories(evaluation.save, failed);
  if (failed) throw environment_error(evaluation.save.string(), "cannot be made", failed.value());
  for (const train::Picture& picture : train::sweep_pictures(runs, hardness, walk))
    write_file_atomically(evaluation.save / picture.name, picture.svg);
}

}  // namespace logdigitise::app
