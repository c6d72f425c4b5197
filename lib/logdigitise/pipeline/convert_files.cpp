#include "logdigitise/pipeline/convert_files.hpp"

#include <chrono>
#include <string>
#include <utility>

#include "logdigitise/core/error.hpp"
#include "logdigitise/core/sha256.hpp"
#include "logdigitise/layout/layout_file.hpp"
#include "logdigitise/layout/layout_json.hpp"
#include "logdigitise/sheet/inspect.hpp"
#include "logdigitise/sheet/joined_sheets.hpp"

namespace logdigitise::pipeline {

namespace {

std::vector<std::filesystem::path> scans_of(const LogFiles& files, const layout::Layout& layout) {
  if (!files.scans.empty()) return files.scans;
  std::vector<std::filesystem::path> scans = layout::named_scans(layout, files.layout);
  if (scans.empty())
    throw usage_error(files.layout.string(), "names no raster", "Give the SCAN on the command line");
  return scans;
}

std::vector<PageJoint> joints_of(const sheet::Inspection& found) {
  std::vector<PageJoint> joints;
  for (const sheet::JointEvidence& joint : sheet::joint_evidence(found)) {
    joints.push_back({joint.upper.page, joint.lower.page, joint.upper.y, joint.lower.y,
                      joint.upper.x - joint.lower.x, joint.overlap_px, joint.proof, joint.confidence});
  }
  return joints;
}

ConvertResult convert_inspected(const std::vector<std::filesystem::path>& scans, nn::Segmenter& segmenter,
                                const ConvertOptions& options, Progress& progress) {
  sheet::InspectOptions inspect;
  inspect.raster = options.raster;
  inspect.unit = options.unit;
  inspect.section = options.section;
  inspect.turn = options.turn;
  const auto begin = std::chrono::steady_clock::now();
  const sheet::Inspection found = sheet::inspect_sheets(scans, inspect, progress);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  const LayoutOrigin origin{"inspection", sha256_hex(layout::layout_to_json(found.layout)), found.flags,
                            joints_of(found)};
  ConvertResult result = convert_log(scans, found.layout, segmenter, options, progress, origin);
  result.quality.seconds["inspect"] = took.count();
  return result;
}

}  // namespace

ConvertResult convert_files(const LogFiles& files, nn::Segmenter& segmenter, const ConvertOptions& options,
                            Progress& progress) {
  if (files.layout.empty()) return convert_inspected(files.scans, segmenter, options, progress);
  const std::string scan = files.scans.empty() ? std::string() : files.scans.front().filename().string();
  const layout::Layout layout = layout::read_layout_file(files.layout, {scan, options.tracks});
  const LayoutOrigin origin{"file", sha256_file(files.layout), {}};
  return convert_log(scans_of(files, layout), layout, segmenter, options, progress, origin);
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
