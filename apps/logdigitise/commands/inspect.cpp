// logdigitise inspect SCAN... [-o L.json | --all-sections DIR]

#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "commands.hpp"
#include "layout_form.hpp"
#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/core/output_files.hpp"
#include "logdigitise/layout/layout_json.hpp"
#include "logdigitise/sheet/inspect.hpp"
#include "logdigitise/sheet/inspection_json.hpp"
#include "logdigitise/sheet/overlay.hpp"
#include "output_checks.hpp"
#include "tracks_option.hpp"
#include "turn_option.hpp"
#include "unit_option.hpp"

namespace logdigitise::app {

namespace {

struct Options {
  std::vector<std::filesystem::path> scans;
  std::filesystem::path out;
  std::filesystem::path overlay;
  std::filesystem::path sections;  ///< Folder for the layouts of all sections; empty: one section.
  std::optional<DepthUnit> unit;
  int section = 0;
  std::optional<int> turn;
  std::string format;            ///< Of the layout; empty: by the name of `out`.
  std::filesystem::path layout;  ///< To be written in another form; empty: a scan is inspected.
  std::filesystem::path tracks;  ///< For a DRA as `layout`.
};

/// Writes a layout in another form; no scan is inspected.
int rewrite(const Options& options, LayoutForm form, const CommonOptions& common, Progress& progress) {
  if (!options.overlay.empty() || options.unit || options.turn || options.section != 0 || common.json) {
    throw usage_error(options.layout.string(),
                      "is written in another form; expected none of --overlay, --unit, --turn, --section and "
                      "--json, which are about inspecting a scan");
  }
  RewriteOptions rewrite{options.layout, options.tracks, options.scans, options.out, {}};
  set_raster_options(common, rewrite.raster);
  const std::string text = rewritten_layout(rewrite, form, progress);
  if (options.out.empty())
    std::cout << text;
  else
    write_file_atomically(options.out, text);
  return 0;
}

sheet::InspectOptions inspect_options(const Options& options, const CommonOptions& common) {
  sheet::InspectOptions inspect;
  inspect.keeps_parts = true;
  set_raster_options(common, inspect.raster);
  inspect.unit = options.unit;
  inspect.section = options.section;
  inspect.turn = options.turn;
  return inspect;
}

void write_overlay(OutputFiles& outputs, const std::filesystem::path& target,
                   const std::filesystem::path& scan, raster::RasterOptions raster,
                   const sheet::Inspection& inspection) {
  raster.turn = inspection.layout.turn;
  const std::vector<std::uint8_t> png = sheet::draw_overlay(scan, raster, inspection);
  outputs.write(target, std::string_view(reinterpret_cast<const char*>(png.data()), png.size()));
}

int run_one(const Options& options, const CommonOptions& common, Progress& progress) {
  const LayoutForm form = layout_form(options.format, options.out);
  std::vector<std::filesystem::path> inputs = options.scans;
  if (!options.layout.empty()) inputs.push_back(options.layout);
  check_output_file(options.out, layout_extensions(options.format), inputs);
  if (!options.layout.empty()) return rewrite(options, form, common, progress);
  check_output_file(options.overlay, ".png", options.scans);
  const sheet::InspectOptions inspect = inspect_options(options, common);
  sheet::Inspection inspection = sheet::inspect_sheets(options.scans, inspect, progress);
  for (const std::string& flag : inspection.flags) progress.warn(flag);
  if (options.section == 0 && inspection.sections.size() > 1) {
    std::string all;
    for (const sheet::SectionEvidence& section : inspection.sections) all += "; " + describe(section);
    progress.warn("the strip has " + std::to_string(inspection.sections.size()) +
                  " sections: " + all.substr(2) + ". Choose with --section, or take all with --all-sections");
  }
  name_scans(options.scans, options.out, inspection.layout);
  const std::string layout =
      layout_text(inspection.layout, form, layout::ImageSize{inspection.info.width, inspection.info.height},
                  options.scans.front().string());
  OutputFiles outputs;
  if (!options.overlay.empty())
    write_overlay(outputs, options.overlay, options.scans.front(), inspect.raster, inspection);
  if (!options.out.empty()) outputs.write(options.out, layout);
  outputs.keep();
  if (common.json)
    std::cout << sheet::inspection_to_json(inspection);
  else if (options.out.empty())
    std::cout << layout;
  return 0;
}

/// A layout for each section that can be proven; names of the written files, or the evidence, on stdout.
/// All files are written, or none.
int run_all(const Options& options, const CommonOptions& common, Progress& progress) {
  if (options.scans.size() != 1)
    throw usage_error({}, "--all-sections takes one SCAN", "Give the sheets of a log without it");
  check_output_folder(options.sections);
  const std::filesystem::path& scan = options.scans.front();
  const sheet::InspectOptions inspect = inspect_options(options, common);
  std::vector<sheet::SectionOutcome> outcomes = sheet::inspect_sections(scan, inspect, progress);
  std::error_code failed;
  std::filesystem::create_directories(options.sections, failed);
  if (failed) throw environment_error(options.sections.string(), "cannot be made: " + failed.message());
  OutputFiles outputs;
  std::string names;
  std::vector<std::string> evidence;
  const sheet::SectionOutcome* refused = nullptr;
  for (sheet::SectionOutcome& outcome : outcomes) {
    const std::string number = std::to_string(outcome.evidence.number);
    if (!outcome.inspection) {
      progress.warn("section " + describe(outcome.evidence) + ": " + outcome.refusal);
      refused = &outcome;
      continue;
    }
    sheet::Inspection& inspection = *outcome.inspection;
    for (const std::string& flag : inspection.flags) progress.warn("section " + number + ": " + flag);
    const std::filesystem::path out =
        options.sections / (scan.stem().string() + "_section_" + number + ".json");
    name_scans({scan}, out, inspection.layout);
    outputs.write(out, layout::layout_to_json(inspection.layout));
    std::filesystem::path picture = out;
    write_overlay(outputs, picture.replace_extension(".png"), scan, inspect.raster, inspection);
    evidence.push_back(sheet::inspection_to_json(inspection));
    names += out.string() + "\n";
  }
  if (evidence.empty()) throw refused_error(scan.string(), "no section can be proven; " + refused->refusal);
  outputs.keep();
  if (!common.json) {
    std::cout << names;
    return 0;
  }
  std::cout << "[";
  for (std::size_t i = 0; i < evidence.size(); ++i) std::cout << (i == 0 ? "" : ",") << evidence[i];
  std::cout << "]\n";
  return 0;
}

int run(const Options& options, const CommonOptions& common, Progress& progress) {
  if (options.scans.empty() && options.layout.empty())
    throw usage_error({}, "inspect needs a SCAN, or a --layout to write in another form");
  if (!options.tracks.empty() && options.layout.empty())
    throw usage_error(options.tracks.string(), "is given with --tracks, but no DRA with --layout");
  return options.sections.empty() ? run_one(options, common, progress) : run_all(options, common, progress);
}

}  // namespace

void add_inspect(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("inspect", "Find tracks and depths of a scan, and write its layout");
  verb->add_option("SCAN", options->scans, "The scan (TIFF, PDF, PNG, JPEG)")->type_name("FILE");
  verb->add_option("-o,--out", options->out, "Layout to write (L.json or L.dra); stdout if not given")
      ->type_name("FILE");
  verb->add_option("--format", options->format,
                   "layout, dra (depths for GeoGraphix) or witsml (JSON in the words of DepthRegImage)")
      ->check(CLI::IsMember({"layout", "dra", "witsml"}));
  verb->add_option("--layout", options->layout,
                   "Inspect nothing: write this layout (layout.json or DRA) in the form of --format or -o")
      ->type_name("FILE");
  add_tracks_option(*verb, options->tracks);
  verb->add_option("--overlay", options->overlay, "PNG of what was found, drawn over the scan")
      ->type_name("FILE");
  add_unit_option(*verb, options->unit);
  add_turn_option(*verb, options->turn);
  add_section_option(*verb, options->section);
  verb->add_option("--all-sections", options->sections,
                   "Folder for a layout (SCAN_section_N.json) and an overlay of each section")
      ->type_name("DIR")
      ->excludes("--section")
      ->excludes("--out")
      ->excludes("--layout")
      ->excludes("--format")
      ->excludes("--overlay");
  verb->callback([options, &action] {
    action = [options](const CommonOptions& common, Progress& progress) {
      return run(*options, common, progress);
    };
  });
}

}  // namespace logdigitise::app
