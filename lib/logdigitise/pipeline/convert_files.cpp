#include "logdigitise/pipeline/convert_files.hpp"

#include <utility>

#include "logdigitise/core/error.hpp"
#include "logdigitise/core/sha256.hpp"
#include "logdigitise/layout/layout_json.hpp"

namespace logdigitise::pipeline {

namespace {

std::vector<std::filesystem::path> scans_of(const LogFiles& files, const layout::Layout& layout) {
  if (!files.scans.empty()) return files.scans;
  if (layout.raster.empty()) {
    throw usage_error(files.layout.string(), "names no raster", "Give the SCAN on the command line");
  }
  return {files.layout.parent_path() / layout.raster};
}

}  // namespace

ConvertResult convert_files(const LogFiles& files, nn::Segmenter& segmenter, const ConvertOptions& options,
                            Progress& progress) {
  if (files.layout.empty()) {
    throw usage_error(
        files.scans.empty() ? std::string() : files.scans.front().string(),
        "has no layout beside it or in the manifest",
        "Write one with `logdigitise inspect SCAN -o L.json`; batches do not look for themselves");
  }
  const layout::Layout layout = layout::read_layout(files.layout);
  ConvertResult result = convert_log(scans_of(files, layout), layout, segmenter, options, progress);
  result.quality.layout_sha256 = sha256_file(files.layout);
  return result;
}

void add_confidence(ConvertResult& result) {
  std::vector<welllog::Curve> curves;
  for (std::size_t i = 0; i < result.log.curves.size(); ++i) {
    curves.push_back(std::move(result.log.curves[i]));
    curves.push_back(std::move(result.confidence[i]));
  }
  result.log.curves = std::move(curves);
}

}  // namespace logdigitise::pipeline
