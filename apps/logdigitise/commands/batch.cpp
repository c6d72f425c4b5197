// logdigitise batch INPUT... --out DIR: many logs, each in a worker process.

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "build_info.hpp"
#include "commands.hpp"
#include "convert_options.hpp"
#include "logdigitise/batch/digitise_task.hpp"
#include "logdigitise/batch/find_logs.hpp"
#include "logdigitise/batch/path_text.hpp"
#include "logdigitise/batch/run_batch.hpp"
#include "logdigitise/core/cores.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/nn/model_files.hpp"
#include "logdigitise/pipeline/quality.hpp"
#include "logdigitise/review/apply_files.hpp"
#include "tracks_option.hpp"
#include "turn_option.hpp"
#include "unit_option.hpp"

namespace logdigitise::app {

namespace {

using Json = nlohmann::ordered_json;

struct Options {
  batch::InputOptions inputs;
  batch::BatchOptions batch;
  batch::DigitiseOptions digitise;
  std::string shard = "0/1";
  int jobs = 0;
  std::filesystem::path decisions;
  bool dry_run = false;
  bool no_seconds = false;
  bool fail_on_review = false;
};

/// Whether this machine has an NVIDIA device, without waking its driver: workers that are forked afterwards
/// could not use it.
bool has_gpu() { return std::filesystem::exists("/dev/nvidiactl"); }

/// Jobs times threads is the number of cores, unless both are given. Small jobs are the better use of cores;
/// but each worker on a GPU holds a part of its memory.
void divide_cores(const Options& options, const CommonOptions& common, int& jobs, int& threads) {
  constexpr int kMostJobsOnGpu = 4;
  const int cores = available_cores();
  jobs = options.jobs;
  threads = common.threads;
  if (jobs == 0) {
    jobs = std::max(1, cores / std::max(1, threads));
    const bool on_gpu = common.device.starts_with("cuda") || (common.device == "auto" && has_gpu());
    if (on_gpu) jobs = std::min(jobs, kMostJobsOnGpu);
  }
  if (threads == 0) threads = std::max(1, cores / jobs);
}

/// Every option of the batch, from those of the command line.
void complete(Options& options, const CommonOptions& common) {
  batch::DigitiseOptions& digitise = options.digitise;
  digitise.model = nn::find_model(common.model);
  digitise.segmenter.device = common.device;
  digitise.segmenter.precision = common.precision;
  set_raster_options(common, digitise.convert.raster);
  digitise.seconds = !options.no_seconds;
  divide_cores(options, common, options.batch.pool.jobs, digitise.segmenter.threads);
  digitise.convert.overlap = digitise.segmenter.threads > 1;
  options.batch.shard = batch::parse_shard(options.shard);
  options.batch.version = kVersion;
  options.batch.settings = batch::settings_hash(
      digitise, kCommit.empty() ? std::string(kVersion) : fmt::format("{}+{}", kVersion, kCommit));
  options.batch.pool.scratch = batch::staging_folder(options.batch.out, options.batch.shard);
  options.batch.pool.keep_worker_stderr = common.verbose;
  options.inputs.out = options.batch.out;
}

Json paths_json(const std::vector<std::filesystem::path>& paths) {
  Json json = Json::array();
  for (const std::filesystem::path& path : paths) json.push_back(batch::text_from_path(path));
  return json;
}

/// One line for each log: what would be done, its name, its scans, its layout.
int print_plan(const std::vector<batch::PlannedLog>& plan, const batch::BatchOptions& options, bool as_json) {
  const std::vector<batch::PlanStep> steps =
      batch::plan_steps(plan, batch::read_journals({options.out}, false), options);
  for (std::size_t i = 0; i < plan.size(); ++i) {
    const batch::PlannedLog& log = plan[i];
    const std::string_view decision = batch::decision_name(steps[i].decision);
    if (as_json) {
      const Json line{{"decision", decision},
                      {"name", log.name},
                      {"scan", paths_json(log.files.scans)},
                      {"layout", batch::text_from_path(log.files.layout)}};
      std::cout << line.dump() << "\n";
    } else {
      std::string scans;
      for (const std::filesystem::path& scan : log.files.scans) scans += " " + batch::text_from_path(scan);
      std::cout << fmt::format(
          "{:<8} {} <-{} {}\n", decision, log.name, scans,
          log.files.layout.empty() ? "(no layout)" : batch::text_from_path(log.files.layout));
    }
  }
  return 0;
}

void print_summary(const batch::BatchSummary& summary, bool as_json) {
  if (as_json) {
    Json json{{"statuses", Json::object()}};
    for (const auto& [status, count] : summary.logs) {
      json["statuses"][std::string(batch::status_name(status))] = count;
    }
    json["kept"] = summary.kept;
    json["not_begun"] = summary.not_begun;
    json["failures"] = Json::array();
    for (const batch::JournalEntry& entry : summary.failures) {
      json["failures"].push_back({{"name", entry.name},
                                  {"status", batch::status_name(entry.status)},
                                  {"cause", batch::cause_name(entry.cause)},
                                  {"reasons", entry.reasons}});
    }
    std::cout << json.dump(2) << "\n";
    return;
  }
  for (const auto& [status, count] : summary.logs) {
    std::cout << fmt::format("{:<9} {:>7}\n", batch::status_name(status), count);
  }
  if (summary.kept > 0) std::cout << fmt::format("{:<9} {:>7} of these from before\n", "kept", summary.kept);
  if (summary.not_begun > 0) std::cout << fmt::format("{:<9} {:>7}\n", "not begun", summary.not_begun);
}

int exit_code_of(const batch::BatchSummary& summary, const Options& options) {
  const std::string out = batch::text_from_path(options.batch.out);
  if (summary.worth_a_retry > 0) {
    throw environment_error(
        out, fmt::format("{} log(s) failed for want of memory, room or a device; --resume tries them again",
                         summary.worth_a_retry));
  }
  if (summary.not_begun > 0) {
    throw input_error(out,
                      fmt::format("stopped after {} failures (--max-failures), {} logs were not begun",
                                  options.batch.max_failures, summary.not_begun),
                      "Use --resume to go on");
  }
  if (!summary.failures.empty()) {
    throw input_error(out, fmt::format("{} log(s) failed; the journal says why", summary.failures.size()),
                      "Use --retry-failed to try them again");
  }
  const bool needs_review =
      summary.logs.contains(batch::LogStatus::kReview) || summary.logs.contains(batch::LogStatus::kDamaged);
  return options.fail_on_review && needs_review ? kNeedsReview : 0;
}

/// Applies what reviewers decided to the logs of the plan: DIR/NAME.decisions.json. The number of those that
/// could not be.
std::size_t apply_reviews(const std::vector<batch::PlannedLog>& plan, const Options& options,
                          Progress& progress) {
  std::size_t failures = 0;
  for (const batch::PlannedLog& log : plan) {
    const std::filesystem::path file = options.decisions / (log.name + ".decisions.json");
    const std::filesystem::path output = options.batch.out / (log.name + "." + options.digitise.format);
    if (!std::filesystem::exists(file) || !std::filesystem::exists(output)) continue;
    try {
      const review::Decisions decisions = review::read_decisions(file);
      const bool done = review::apply_to_files(decisions, {output, pipeline::quality_path(output), {}, {}},
                                               options.digitise.convert.raster);
      if (done) progress.note(fmt::format("{}: {} decision(s) applied", log.name, decisions.list.size()));
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::kEnvironment) throw;
      progress.warn(error.what());
      ++failures;
    }
  }
  return failures;
}

int run(Options& options, const CommonOptions& common, Progress& progress) {
  if (options.inputs.inputs.empty() && options.inputs.lists.empty() && options.inputs.manifests.empty()) {
    throw usage_error("", "batch needs INPUT, --from-file or --manifest", "See logdigitise batch --help");
  }
  if (!options.decisions.empty() && !std::filesystem::is_directory(options.decisions)) {
    throw usage_error(options.decisions.string(), "is no folder",
                      "Give the folder of the NAME.decisions.json");
  }
  complete(options, common);
  const std::vector<batch::PlannedLog> all = batch::find_logs(options.inputs);
  if (all.empty()) throw input_error("", "there is no scan among the inputs", "See docs/batch.md");
  const std::vector<batch::PlannedLog> plan = batch::logs_of_shard(all, options.batch.shard);
  if (options.dry_run) return print_plan(plan, options.batch, common.json);
  const batch::StartWorker start =
      batch::digitise_worker(plan, options.batch.out,
                             batch::staging_folder(options.batch.out, options.batch.shard), options.digitise);
  const batch::BatchSummary summary = batch::run_batch(plan, options.batch, start, progress);
  // It counts what earlier runs left undone too: whoever resumes wants to know what is still missing.
  print_summary(summary, common.json);
  std::cout.flush();
  const std::size_t refused = options.decisions.empty() ? 0 : apply_reviews(plan, options, progress);
  const int code = exit_code_of(summary, options);
  if (refused > 0) {
    throw input_error(batch::text_from_path(options.decisions),
                      fmt::format("the decisions about {} logs could not be applied", refused),
                      "The warnings say why");
  }
  return code;
}

void add_input_options(CLI::App& verb, Options& options) {
  verb.add_option("INPUT", options.inputs.inputs,
                  "Scans, layouts (.json, .dra), folders, manifests (.csv, .jsonl: scan, layout, name)")
      ->type_name("PATH");
  verb.add_option("--from-file", options.inputs.lists,
                  "A list of inputs, separated by NUL or line ends; - is stdin")
      ->type_name("FILE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  verb.add_option("--manifest", options.inputs.manifests, "A manifest of any name; - is stdin")
      ->type_name("FILE")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  verb.add_option("--out", options.batch.out, "Folder for the results and the journal")
      ->type_name("DIR")
      ->required();
}

void add_run_options(CLI::App& verb, Options& options) {
  batch::PoolOptions& pool = options.batch.pool;
  verb.add_option("--jobs", options.jobs, "Logs at once; 0 = cores / --threads (at most 4 on a GPU)")
      ->check(CLI::Range(0, 4096))
      ->capture_default_str();
  verb.add_option("--shard", options.shard, "Only part I of N (I from 0 to N-1 or from 1 to N)")
      ->type_name("I/N");
  verb.add_flag("--resume", options.batch.resume, "Go on: leave what is done and unchanged");
  verb.add_flag("--retry-failed", options.batch.redo.retry_failed, "As --resume, and try failed logs again");
  verb.add_flag("--force", options.batch.redo.force, "Do all logs again");
  verb.add_option("--decisions", options.decisions,
                  "Folder of NAME.decisions.json that review pages saved: apply them")
      ->type_name("DIR");
  verb.add_flag("--dry-run", options.dry_run, "Print what would be done, write nothing");
  verb.add_option("--max-failures", options.batch.max_failures,
                  "Begin no more logs after this many failed; 0 = any number")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  verb.add_option("--timeout", pool.timeout_s, "Seconds a log may take; 0 = any")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  verb.add_option("--max-rss", pool.max_rss_bytes, "Memory a worker may take, as 800MB or 2GB; 0 = any")
      ->transform(CLI::AsSizeValue(true))
      ->option_text("SIZE [0]");
}

void add_output_options(CLI::App& verb, Options& options) {
  verb.add_option("--format", options.digitise.format, "las or csv")
      ->check(CLI::IsMember({"las", "csv"}))
      ->capture_default_str();
  verb.add_flag("--confidence", options.digitise.confidence, "Add a curve <MNEM>_CONF (0 to 1) per curve");
  verb.add_flag("--csv-units", options.digitise.write.csv.units_row,
                "Write units in a second header line of the CSV");
  verb.add_flag("--no-seconds", options.no_seconds,
                "Leave the seconds out of the quality records: two runs then give the same bytes");
  verb.add_flag("--fail-on-review", options.fail_on_review, "Exit 4 when a result needs a look");
}

}  // namespace

void add_batch(CLI::App& app, Action& action) {
  constexpr double kAnHour = 3600.0;
  auto options = std::make_shared<Options>();
  options->batch.pool.timeout_s = kAnHour;
  CLI::App* verb = app.add_subcommand("batch", "Digitise many logs, each in a process of its own");
  add_input_options(*verb, *options);
  add_run_options(*verb, *options);
  add_output_options(*verb, *options);
  add_unit_option(*verb, options->digitise.convert.unit);
  add_turn_option(*verb, options->digitise.convert.turn);
  add_tracks_option(*verb, options->digitise.convert.tracks);
  add_convert_options(*verb, options->digitise.convert);
  verb->callback([options, &action] {
    action = [options](const CommonOptions& common, Progress& progress) {
      return run(*options, common, progress);
    };
  });
}

}  // namespace logdigitise::app
