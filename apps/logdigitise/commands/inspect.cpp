// logdigitise inspect SCAN... [-o L.json]

#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "commands.hpp"
#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/layout/layout_json.hpp"
#include "logdigitise/sheet/inspect.hpp"
#include "logdigitise/sheet/inspection_json.hpp"
#include "logdigitise/sheet/overlay.hpp"
#include "output_checks.hpp"
#include "unit_option.hpp"

namespace logdigitise::app {

namespace {

struct Options {
  std::vector<std::filesystem::path> scans;
  std::filesystem::path out;
  std::filesystem::path overlay;
  std::optional<DepthUnit> unit;
};

/// The scan as it is named from the layout's folder.
std::string raster_from(const std::filesystem::path& scan, const std::filesystem::path& layout) {
  std::error_code failed;
  const std::filesystem::path folder = layout.has_parent_path() ? layout.parent_path() : ".";
  const std::filesystem::path relative = std::filesystem::relative(scan, folder, failed);
  return failed || relative.empty() ? scan.string() : relative.string();
}

int run(const Options& options, const CommonOptions& common, Progress& progress) {
  check_output_file(options.out, ".json", options.scans);
  check_output_file(options.overlay, ".png", options.scans);
  sheet::InspectOptions inspect;
  inspect.keeps_parts = true;
  inspect.raster.max_pixels = common.max_pixels;
  inspect.unit = options.unit;
  sheet::Inspection inspection = sheet::inspect_sheets(options.scans, inspect, progress);
  for (const std::string& flag : inspection.flags) progress.warn(flag);
  inspection.layout.raster = raster_from(options.scans.front(), options.out);
  const std::string layout = layout::layout_to_json(inspection.layout);
  if (!options.overlay.empty()) {
    const std::vector<std::uint8_t> png =
        sheet::draw_overlay(options.scans.front(), inspect.raster, inspection);
    write_file_atomically(options.overlay,
                          std::string_view(reinterpret_cast<const char*>(png.data()), png.size()));
  }
  if (!options.out.empty()) write_file_atomically(options.out, layout);
  if (common.json)
    std::cout << sheet::inspection_to_json(inspection);
  else if (options.out.empty())
    std::cout << layout;
  return 0;
}

}  // namespace

void add_inspect(CLI::App& app, Action& action) {
  auto options = std::make_shared<Options>();
  CLI::App* verb = app.add_subcommand("inspect", "Find tracks and depths of a scan, and write its layout");
  verb->add_option("SCAN", options->scans, "The scan (TIFF, PDF, PNG, JPEG)")->required();
  verb->add_option("-o,--out", options->out, "Layout to write; stdout if not given");
  verb->add_option("--overlay", options->overlay, "PNG of what was found, drawn over the scan");
  add_unit_option(*verb, options->unit);
  verb->callback([options, &action] {
    action = [options](const CommonOptions& common, Progress& progress) {
      return run(*options, common, progress);
    };
  });
}

}  // namespace logdigitise::app
