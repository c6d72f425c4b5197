// logdigitise review OUT.las...: the page and the pictures to check a log by, and a reviewer's corrections.

#include <fmt/format.h>

#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "commands.hpp"
#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/core/interrupt.hpp"
#include "logdigitise/pipeline/quality.hpp"
#include "logdigitise/review/apply_files.hpp"
#include "logdigitise/review/decisions.hpp"
#include "logdigitise/review/overlay.hpp"
#include "logdigitise/review/page.hpp"
#include "logdigitise/review/reviewed_log.hpp"
#include "output_checks.hpp"

namespace logdigitise::app {

namespace {

namespace fs = std::filesystem;

struct Options {
  std::vector<fs::path> logs;
  std::vector<fs::path> scans;
  fs::path layout;
  fs::path decisions;
  fs::path overlay;
  fs::path out;
  review::OverlayOptions picture;
  review::PageOptions page;
};

fs::path with_extension(const fs::path& log, const char* extension) {
  fs::path path = log;
  return path.replace_extension(extension);
}

void check(const Options& options) {
  check_output_file(options.overlay, ".png", {});
  check_output_file(options.out, ".html", {});
  const bool many = options.logs.size() > 1;
  if (!many) return;
  for (const auto& [given, name] :
       {std::pair{!options.decisions.empty() && !fs::is_directory(options.decisions), "--decisions FILE"},
        {!options.overlay.empty(), "--overlay"},
        {!options.out.empty(), "-o"},
        {!options.scans.empty(), "--scan"},
        {!options.layout.empty(), "--layout"}}) {
    if (given)
      throw usage_error("", fmt::format("{} is about one log; {} are named", name, options.logs.size()));
  }
}

review::ReviewedLog read_log(const fs::path& log, const Options& options) {
  return review::read_reviewed_log({log, pipeline::quality_path(log), options.layout, options.scans});
}

/// OUT.png, or OUT_001.png, OUT_002.png, ... where there are several.
fs::path picture_path(const fs::path& out, std::size_t number, bool several) {
  if (!several) return out;
  return out.parent_path() / fmt::format("{}_{:03}{}", out.stem().string(), number, out.extension().string());
}

void draw(const fs::path& path, const Options& options, Progress& progress) {
  review::ReviewedLog log = read_log(path, options);
  review::find_scans(log, options.picture.raster);
  check_output_file(options.overlay, ".png", log.paths.scans);
  std::int64_t count = 0;
  for (const review::PagePlace& page : log.pages) {
    count += (page.height + options.picture.picture_rows - 1) / options.picture.picture_rows;
  }
  std::size_t number = 0;
  review::draw_overlay(log, options.picture, progress, [&](const review::OverlayPicture& picture) {
    const fs::path file = picture_path(options.overlay, ++number, count > 1);
    write_file_atomically(file, {reinterpret_cast<const char*>(picture.png.data()), picture.png.size()});
    progress.note(fmt::format("{}: page {}, rows {} to {}", file.string(), picture.page, picture.first_row,
                              picture.first_row + picture.rows));
  });
}

void write_page(const fs::path& path, const Options& options, Progress& progress) {
  review::ReviewedLog log = read_log(path, options);
  review::find_scans(log, options.page.raster);
  const fs::path out = options.out.empty() ? with_extension(path, ".review.html") : options.out;
  write_file_atomically(out, review::review_page(log, options.page, progress));
  progress.note(fmt::format("{}: written", out.string()));
}

/// The file of decisions of a log: the one given, or that of the log in the folder given; empty if there is
/// none.
fs::path decisions_of(const fs::path& log, const fs::path& given) {
  if (!fs::is_directory(given)) return given;
  const fs::path own = given / with_extension(log, ".decisions.json").filename();
  return fs::exists(own) ? own : fs::path();
}

void apply(const fs::path& path, const Options& options, Progress& progress) {
  const fs::path file = decisions_of(path, options.decisions);
  if (file.empty()) {
    progress.note(fmt::format("{}: nothing was decided", path.string()));
    return;
  }
  const review::Decisions decisions = review::read_decisions(file);
  const bool done = review::apply_to_files(
      decisions, {path, pipeline::quality_path(path), options.layout, options.scans}, options.picture.raster);
  progress.note(done ? fmt::format("{}: {} decision(s) applied", path.string(), decisions.list.size())
                     : fmt::format("{}: these decisions are in it already", path.string()));
}

void run_one(const fs::path& log, const Options& options, Progress& progress) {
  if (!options.decisions.empty()) apply(log, options, progress);
  if (!options.overlay.empty()) draw(log, options, progress);
  const bool page = options.decisions.empty() && options.overlay.empty();
  if (page || !options.out.empty()) write_page(log, options, progress);
}

int run(Options options, const CommonOptions& common, Progress& progress) {
  check(options);
  set_raster_options(common, options.picture.raster);
  set_raster_options(common, options.page.raster);
  if (options.logs.size() == 1) {
    run_one(options.logs.front(), options, progress);
    return 0;
  }
  // One log that cannot be shown does not keep the others from being shown.
  int worst = 0;
  for (const fs::path& log : options.logs) {
    throw_if_interrupted();
    try {
      run_one(log, options, progress);
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::kEnvironment) throw;
      progress.warn(error.what());
      worst = exit_code(ErrorKind::kInput);
    }
  }
  return worst;
}

}  // namespace

void add_review(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("review", "Look at a finished log on its scan, and correct it");
  verb->add_option("LOG", options->logs, "OUT.las or OUT.csv, with the OUT.qc.json beside it")
      ->type_name("FILE")
      ->required();
  verb->add_option("--decisions", options->decisions,
                   "Apply what the review page saved: a file, or a folder of OUT.decisions.json")
      ->type_name("FILE|DIR");
  verb->add_option("--overlay", options->overlay,
                   "Draw the curves on the scan: OUT.png, cut into OUT_001.png ...")
      ->type_name("FILE");
  verb->add_option("--overlay-rows", options->picture.picture_rows, "Scan rows per picture")
      ->check(CLI::Range(100, 1'000'000))
      ->capture_default_str();
  verb->add_option("-o,--out", options->out, "The page; OUT.review.html beside the log if not given")
      ->type_name("FILE");
  verb->add_option("--scan", options->scans,
                   "The scan's sheets in order, where they are no longer as the record says")
      ->type_name("FILE");
  verb->add_option("--layout", options->layout, "The layout, for records that hold none")->type_name("FILE");
  verb->add_option("--max-bytes", options->page.max_bytes,
                   "Size of the page; decides how finely the scan shows")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  verb->callback([options, &action] {
    action = [options](const CommonOptions& common, Progress& progress) {
      return run(*options, common, progress);
    };
  });
}

}  // namespace logdigitise::app
