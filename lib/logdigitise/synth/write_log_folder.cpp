#include "logdigitise/synth/write_log_folder.hpp"

#include <fmt/format.h>

#include <opencv2/imgcodecs.hpp>
#include <string_view>

#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/layout/layout_json.hpp"
#include "logdigitise/welllog/log_file.hpp"

namespace logdigitise::synth {

namespace {

void write_png(const cv::Mat& image, const std::filesystem::path& path) {
  std::vector<std::uint8_t> bytes;
  if (!cv::imencode(".png", image, bytes))
    throw environment_error(path.string(), "the PNG could not be encoded");
  write_file_atomically(path, std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
}

std::string safe_name(std::string name) {
  for (char& c : name)
    if (c == '/' || c == '\\' || c == ' ') c = '_';
  return name;
}

}  // namespace

std::string scan_file_name(const SyntheticLog& log) {
  if (log.scan.bilevel) return "scan.tif";
  if (log.scan.jpeg_quality > 0) return log.scan.jpeg_quality % 2 == 0 ? "scan.jpg" : "scan.tif";
  return log.scan.pixels.cols % 2 == 0 ? "scan.png" : "scan.tif";
}

void write_log_folder(const SyntheticLog& log, const std::filesystem::path& folder, bool masks) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (failure) throw environment_error(folder.string(), "the folder could not be made", failure.value());
  const std::string raster = scan_file_name(log);
  write_scan(log.scan, folder / raster);
  layout::Layout layout = log.layout;
  layout.raster = raster;
  write_file_atomically(folder / "layout.json", layout::layout_to_json(layout));
  welllog::write_log(folder / "truth.las", log.truth);
  welllog::write_log(folder / "ceiling.las", log.ceiling);
  if (!masks) return;
  for (const DrawnCurve& drawn : log.curves) {
    const layout::Track& track = layout.tracks[static_cast<std::size_t>(drawn.track)];
    const layout::Curve& curve = track.curves[static_cast<std::size_t>(drawn.curve)];
    write_png(curve_mask(log, drawn),
              folder / fmt::format("mask_{}_{}.png", track.name, safe_name(curve.mnemonic)));
  }
}

}  // namespace logdigitise::synth
