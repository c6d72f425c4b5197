#include "layout_form.hpp"

#include <fmt/format.h>

#include <cctype>

#include "logdigitise/core/error.hpp"
#include "logdigitise/layout/layout_dra.hpp"
#include "logdigitise/layout/layout_file.hpp"
#include "logdigitise/layout/layout_json.hpp"

namespace logdigitise::app {

LayoutForm layout_form(const std::string& format, const std::filesystem::path& out) {
  if (format == "dra") return LayoutForm::kDra;
  if (format == "witsml") return LayoutForm::kWitsml;
  if (format == "layout") return LayoutForm::kLayout;
  std::string extension = out.extension().string();
  for (char& c : extension) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return extension == ".dra" ? LayoutForm::kDra : LayoutForm::kLayout;
}

std::vector<std::string> layout_extensions(const std::string& format) {
  if (format.empty()) return {".json", ".dra"};
  return {format == "dra" ? ".dra" : ".json"};
}

std::string layout_text(const layout::Layout& layout, LayoutForm form,
                        const std::optional<layout::ImageSize>& size, const std::string& name) {
  switch (form) {
    case LayoutForm::kLayout:
      return layout::layout_to_json(layout);
    case LayoutForm::kDra:
      return layout::dra_text(layout::dra_from_layout(layout, name), name);
    case LayoutForm::kWitsml:
      return layout::depth_reg_image_json(layout, size, name);
  }
  return {};
}

void name_scans(const std::vector<std::filesystem::path>& scans, const std::filesystem::path& file,
                layout::Layout& layout) {
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  layout.rasters.clear();
  for (const std::filesystem::path& scan : scans) {
    std::error_code failed;
    const std::filesystem::path relative = std::filesystem::relative(scan, folder, failed);
    layout.rasters.push_back(failed || relative.empty() ? scan.string() : relative.string());
  }
  layout.raster = scans.empty() ? std::string() : layout.rasters.front();
  if (scans.size() < 2) layout.rasters.clear();
}

std::string rewritten_layout(const RewriteOptions& options, LayoutForm form, Progress& progress) {
  if (options.scans.size() > 1)
    throw usage_error(options.scans[1].string(), "is a second scan; expected one at most beside --layout");
  const std::string scan = options.scans.empty() ? std::string() : options.scans.front().filename().string();
  layout::Layout layout = layout::read_for_editing(options.layout, {scan, options.tracks});
  std::optional<layout::ImageSize> size;
  if (!options.scans.empty()) {
    const raster::RasterInfo info = raster::open_raster(options.scans.front(), options.raster)->info();
    size = layout::ImageSize{info.width, info.height};
    name_scans(options.scans, options.out, layout);
  } else {
    name_scans(layout::named_scans(layout, options.layout), options.out, layout);
  }
  if (layout.tracks.empty() && form == LayoutForm::kLayout) {
    progress.warn(fmt::format("{} says depths alone: fill in \"tracks\" before the layout can be used",
                              options.layout.string()));
  }
  return layout_text(layout, form, size, options.layout.string());
}

}  // namespace logdigitise::app
