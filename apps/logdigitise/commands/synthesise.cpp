// logdigitise synthesise --out DIR --count N --seed S

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "commands.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/core/interrupt.hpp"
#include "logdigitise/core/random.hpp"
#include "logdigitise/dataset/label_bands.hpp"
#include "logdigitise/synth/sheet_set.hpp"
#include "logdigitise/synth/synthetic_log.hpp"
#include "logdigitise/synth/write_log_folder.hpp"
#include "logdigitise/train/shard.hpp"

namespace logdigitise::app {

namespace {

struct Options {
  std::filesystem::path out;
  int count = 10;
  std::uint64_t seed = 1;
  std::string preset = "mixed";
  std::string hardness = "mixed";
  synth::SynthesiseOptions log;
  std::vector<double> style_shares;
  std::vector<double> pens;
  int sheets = 1;
  std::vector<double> overlap_in = {0.0, 2.0};
  bool no_masks = false;
  bool no_header = false;
  bool force = false;
  bool shards = false;
};

// Errors put on the layouts of shards are drawn apart from the logs themselves.
constexpr std::uint64_t kLayoutErrorSeed = 0x6c61796f7574ULL;

const std::map<std::string, synth::Preset> kPresets = {{"mixed", synth::Preset::kMixed},
                                                       {"three_track", synth::Preset::kThreeTrack},
                                                       {"two_curve", synth::Preset::kTwoCurve}};

const std::map<std::string, std::optional<synth::Hardness>> kHardnesses = {
    {"clean", synth::Hardness::kClean},
    {"typical", synth::Hardness::kTypical},
    {"hard", synth::Hardness::kHard},
    {"mixed", std::nullopt}};

/// Makes the set's logs one by one; log i depends on the seed and i alone.
void for_each_log(const Options& options, Progress& progress,
                  const std::function<void(int index, const synth::SyntheticLog& log)>& use) {
  progress.begin("logs", options.count);
  for (int i = 1; i <= options.count; ++i) {
    throw_if_interrupted();
    synth::SyntheticLog log =
        synth::make_log(options.log, synth::log_seed(options.seed, static_cast<std::uint64_t>(i)));
    log.name = fmt::format("log_{:04d}", i);
    use(i, log);
    progress.advance(i);
  }
}

void prepare_folder(const Options& options) {
  std::error_code failure;
  if (std::filesystem::exists(options.out) && !std::filesystem::is_directory(options.out)) {
    throw usage_error(options.out.string(), "is a file; --out expects a folder", "Name another");
  }
  if (!options.force && std::filesystem::exists(options.out) &&
      !std::filesystem::is_empty(options.out, failure)) {
    throw usage_error(options.out.string(), "the folder is not empty",
                      "Name an empty folder, or use --force to write into this one");
  }
  std::filesystem::create_directories(options.out, failure);
  if (failure) throw environment_error(options.out.string(), "the folder could not be made", failure.value());
}

/// Straightened, labelled bands instead of scans, some logs to a file: what `train` reads.
void write_shards(const Options& options, Progress& progress) {
  constexpr int kLogsPerShard = 16;
  std::vector<train::LabelledBand> bands;
  for_each_log(options, progress, [&](int index, const synth::SyntheticLog& log) {
    Random random(synth::log_seed(options.seed ^ kLayoutErrorSeed, static_cast<std::uint64_t>(index)));
    for (train::LabelledBand& band : dataset::label_bands(log, random)) bands.push_back(std::move(band));
    if (index % kLogsPerShard == 0 || index == options.count) {
      train::write_shard(
          options.out / fmt::format("shard_{:04d}.safetensors", (index - 1) / kLogsPerShard + 1), bands);
      bands.clear();
    }
  });
}

/// Logs that were cut into sheets, each scanned by itself.
void write_sheets(const Options& options, Progress& progress) {
  synth::SheetSetOptions set_options;
  set_options.log = options.log;
  set_options.sheets = options.sheets;
  set_options.least_overlap_in = options.overlap_in.front();
  set_options.most_overlap_in = options.overlap_in.back();
  progress.begin("logs", options.count);
  for (int i = 1; i <= options.count; ++i) {
    throw_if_interrupted();
    const synth::SheetSet set =
        synth::make_sheet_set(set_options, synth::log_seed(options.seed, static_cast<std::uint64_t>(i)));
    synth::write_sheet_folder(set, options.out / fmt::format("log_{:04d}", i));
    progress.advance(i);
  }
}

int run(const Options& options, Progress& progress) {
  if (options.sheets > 1 && options.shards)
    throw usage_error("--sheets", "makes scans of sheets; --shards are cut from whole strips",
                      "Leave one of them out");
  prepare_folder(options);
  if (options.sheets > 1) {
    write_sheets(options, progress);
    return 0;
  }
  if (options.shards) {
    write_shards(options, progress);
    return 0;
  }
  for_each_log(options, progress, [&](int, const synth::SyntheticLog& log) {
    synth::write_log_folder(log, options.out / log.name, !options.no_masks);
  });
  return 0;
}

}  // namespace

void add_synthesise(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("synthesise", "Draw synthetic logs: scan, layout, truth, masks");
  verb->add_option("--out", options->out, "Folder for log_0001, log_0002, ...")->type_name("DIR")->required();
  verb->add_option("--count", options->count, "Logs to make")
      ->check(CLI::Range(1, 1000000))
      ->capture_default_str();
  verb->add_option("--seed", options->seed, "Same seed, same logs")->capture_default_str();
  verb->add_option("--preset", options->preset, "mixed, three_track or two_curve")
      ->check(CLI::IsMember(kPresets))
      ->capture_default_str();
  verb->add_option("--hardness", options->hardness, "clean, typical, hard or mixed")
      ->check(CLI::IsMember(kHardnesses))
      ->capture_default_str();
  verb->add_option("--wells", options->log.wells, "Cut the curves out of this folder's LAS files")
      ->type_name("DIR");
  verb->add_option("--feet", options->log.sheet.feet, "Length of each log in feet; 0 = from --rows")
      ->check(CLI::Range(0.0, 20000.0));
  verb->add_option("--rows", options->log.sheet.rows, "Rows of each sheet; 0 = 2000 to 3500")
      ->check(CLI::Range(0, 200000));
  verb->add_option("--dpi", options->log.sheet.dpi, "Resolution of the print; 0 = by chance")
      ->check(CLI::Range(0.0, 800.0));
  verb->add_option("--line-styles", options->style_shares,
                   "Shares of solid, dashed, dotted and long-dash curves; default: mostly solid first curves")
      ->expected(4)
      ->check(CLI::Range(0.0, 1e6));
  verb->add_option("--pens", options->pens, "Least and most width of the pens, times the usual")
      ->expected(2)
      ->check(CLI::Range(0.3, 5.0));
  verb->add_option("--sheets", options->sheets, "Cut each log into so many sheets, each scanned by itself")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  verb->add_option("--overlap", options->overlap_in, "Least and most overlap of neighbouring sheets, in")
      ->expected(2)
      ->check(CLI::Range(0.0, 4.0))
      ->capture_default_str();
  verb->add_flag("--no-masks", options->no_masks, "Write no mask images");
  verb->add_flag("--no-header", options->no_header, "Print no scales above the tracks");
  verb->add_flag("--well-header", options->log.sheet.well_header,
                 "Print a page with the well's data above each log");
  verb->add_flag("--shards", options->shards, "Write packed training bands instead of scans");
  verb->add_flag("--force", options->force, "Write into a folder that is not empty");
  verb->callback([options, &action] {
    action = [options](const CommonOptions& /*common*/, Progress& progress) {
      options->log.sheet.preset = kPresets.at(options->preset);
      options->log.hardness = kHardnesses.at(options->hardness);
      options->log.sheet.header = !options->no_header;
      std::copy(options->style_shares.begin(), options->style_shares.end(),
                options->log.sheet.style_shares.begin());
      if (!options->style_shares.empty() && options->log.sheet.style_shares == synth::StyleShares{})
        throw usage_error("--line-styles", "are all 0", "Give at least one style a share");
      if (!options->pens.empty()) {
        options->log.sheet.pens = {options->pens.front(), options->pens.back()};
        if (options->log.sheet.pens.least > options->log.sheet.pens.most)
          throw usage_error("--pens", "has its least width above its most", "Give the smaller one first");
      }
      return run(*options, progress);
    };
  });
}

}  // namespace logdigitise::app
