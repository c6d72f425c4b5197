#include "inspect_options.hpp"

#include "logdigitise/core/error.hpp"

namespace logdigitise::app {

void add_unit_option(CLI::App& verb, std::string& unit) {
  verb.add_option("--unit", unit, "Unit of the printed depths, where the sheet does not tell: FT or M")
      ->check(CLI::IsMember({"FT", "M"}));
}

sheet::Inspection inspect_scans(const std::vector<std::filesystem::path>& scans, const std::string& unit,
                                const CommonOptions& common, Progress& progress) {
  if (scans.size() > 1) {
    throw input_error(scans[1].string(), "is a second sheet; how sheets join is not found by itself yet",
                      "Write a layout (docs/layout.md) and give it with --layout");
  }
  sheet::InspectOptions options;
  options.raster.max_pixels = common.max_pixels;
  if (!unit.empty()) options.unit = depth_unit_from_name(unit);
  sheet::Inspection inspection = sheet::inspect_sheet(scans.front(), options, progress);
  for (const std::string& flag : inspection.flags) progress.warn(flag);
  return inspection;
}

}  // namespace logdigitise::app
