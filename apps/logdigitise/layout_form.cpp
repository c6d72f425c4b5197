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

std::string raster_from(const std::filesystem::path& scan, const std::filesystem::path& layout) {
  std::error_code failed;
  const std::filesystem::path folder = layout.has_parent_path() ? layout.parent_path() : ".";
  const std::filesystem::path relative = std::filesystem::relative(scan, folder, failed);
  return failed || relative.empty() ? scan.string() : relative.string();
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
    layout.raster = raster_from(options.scans.front(), options.out);
  } else if (!layout.raster.empty()) {
    layout.raster = raster_from(options.layout.parent_path() / layout.raster, options.out);
  }
  if (layout.tracks.empty() && form == LayoutForm::kLayout) {
    progress.warn(fmt::format("{} says depths alone: fill in \"tracks\" before the layout can be used",
                              options.layout.string()));
  }
  return layout_text(layout, form, size, options.layout.string());
}

}  // namespace logdigitise::app
