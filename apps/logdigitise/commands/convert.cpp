// logdigitise convert SCAN... [--layout L.json] -o OUT

#include <fmt/format.h>

#include <cctype>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include "commands.hpp"
#include "convert_options.hpp"
#include "log_picture.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/core/output_files.hpp"
#include "logdigitise/pipeline/convert_files.hpp"
#include "logdigitise/welllog/log_file.hpp"
#include "output_checks.hpp"
#include "tracks_option.hpp"
#include "turn_option.hpp"
#include "unit_option.hpp"

namespace logdigitise::app {

namespace {

struct Options {
  std::vector<std::filesystem::path> scans;
  std::filesystem::path layout;
  std::string out;
  std::filesystem::path plot;
  bool confidence = false;
  bool csv_units = false;
  bool fail_on_review = false;
  pipeline::ConvertOptions convert;
};

/// What can be wrong with OUT is said before the work, not after it.
void check_output(const std::filesystem::path& out) {
  std::string extension = out.extension().string();
  for (char& c : extension) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (extension != ".las" && extension != ".csv") {
    throw usage_error(out.string(), "is neither .las nor .csv",
                      "Name the output OUT.las or OUT.csv, or - for stdout");
  }
  check_output_folder(out);
}

int run(const Options& options, const CommonOptions& common, Progress& progress) {
  if (options.layout.empty() && options.scans.empty())
    throw usage_error({}, "convert needs a SCAN, or --layout L.json that names one");
  if (!options.layout.empty() && options.convert.turn) {
    throw usage_error(options.layout.string(),
                      "says itself how the scan is turned; expected no --turn beside it",
                      "Set its key \"turn\"");
  }
  if (!options.layout.empty() && (options.convert.unit || options.convert.section != 0)) {
    throw usage_error(options.layout.string(),
                      "says itself which depths it has; expected no --unit and no --section beside it",
                      "These are for a scan without a layout");
  }
  if (options.layout.empty() && !options.convert.tracks.empty()) {
    throw usage_error(options.convert.tracks.string(), "is given with --tracks, but no DRA with --layout",
                      "A layout.json with tracks is itself a --layout");
  }
  const bool to_stdout = options.out == "-";
  if (!to_stdout) check_output(options.out);
  check_output_file(options.plot, std::vector<std::string>{".svg", ".pdf"}, {});
  pipeline::ConvertOptions convert = options.convert;
  set_raster_options(common, convert.raster);
  convert.overlap = common.threads != 1;

  nn::Segmenter segmenter = make_segmenter(common);
  pipeline::ConvertResult result =
      pipeline::convert_files({options.scans, options.layout}, segmenter, convert, progress);
  const std::string plot = options.plot.empty()
                               ? std::string()
                               : log_picture(result.log, result.layout, options.plot.extension().string());
  if (options.confidence) pipeline::add_confidence(result);

  welllog::LogWriteOptions write;
  write.csv.units_row = options.csv_units;
  const std::string quality = pipeline::quality_json(result.quality);
  const std::string text = to_stdout ? welllog::las_text(result.log, write.las)
                                     : welllog::log_text(options.out, result.log, write);
  OutputFiles outputs;
  if (!options.plot.empty()) outputs.write(options.plot, plot);
  if (to_stdout) {
    std::cout << text;
  } else {
    // The record first: a LAS that is there has its record beside it.
    outputs.write(pipeline::quality_path(options.out), quality);
    outputs.write(options.out, text);
  }
  outputs.keep();
  for (const std::string& reason : result.quality.reasons) {
    progress.warn(fmt::format("{}: {}", result.quality.status, reason));
  }
  if (common.json && !to_stdout) std::cout << quality;
  const bool good = result.quality.status == "ok";
  return options.fail_on_review && !good ? kNeedsReview : 0;
}

}  // namespace

void add_convert(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("convert", "Digitise one log: scan to LAS or CSV");
  verb->add_option("SCAN", options->scans, "The sheets of one log, in order (TIFF, PDF, PNG, JPEG)")
      ->type_name("FILE");
  verb->add_option("--layout", options->layout,
                   "Tracks, curves and depth ties (layout.json, or a DRA); found on the scan if not given")
      ->type_name("FILE");
  verb->add_option("-o,--out", options->out, "OUT.las or OUT.csv; - writes LAS to stdout")
      ->type_name("FILE")
      ->required();
  verb->add_option("--plot", options->plot,
                   "The log as a clean plot at 1:240 (1:200 metric): OUT.svg or OUT.pdf")
      ->type_name("FILE");
  verb->add_flag("--confidence", options->confidence, "Add a curve <MNEM>_CONF (0 to 1) per curve");
  verb->add_flag("--csv-units", options->csv_units, "Write units in a second header line of the CSV");
  verb->add_flag("--fail-on-review", options->fail_on_review, "Exit 4 when the result needs a look");
  add_unit_option(*verb, options->convert.unit);
  add_section_option(*verb, options->convert.section);
  add_turn_option(*verb, options->convert.turn);
  add_tracks_option(*verb, options->convert.tracks);
  add_convert_options(*verb, options->convert);
  verb->callback([options, &action] {
    action = [options](const CommonOptions& common, Progress& progress) {
      return run(*options, common, progress);
    };
  });
}

}  // namespace logdigitise::app
