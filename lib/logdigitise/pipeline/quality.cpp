#include "logdigitise/pipeline/quality.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

namespace logdigitise::pipeline {

namespace {

using Json = nlohmann::ordered_json;

double rounded(double value, double unit) { return std::round(value / unit) * unit; }

// Confidence and residuals are stated to a thousandth: more digits would only show which CPU computed them.
double thousandths(double value) { return rounded(value * 1000.0, 1.0) / 1000.0; }

Json scans_json(const QualityRecord& record) {
  Json scans;
  for (std::size_t i = 0; i < record.scans.size(); ++i) {
    Json scan{{"file", record.scans[i].first}, {"sha256", record.scans[i].second}};
    if (i < record.scan_paths.size()) scan["path"] = record.scan_paths[i];
    scans.push_back(std::move(scan));
  }
  return scans;
}

Json depth_map_json(const QualityRecord& record) {
  Json depth;
  depth["knots"] = Json::array();
  for (const DepthKnot& knot : record.depth_map) {
    depth["knots"].push_back(Json{{"page", knot.page}, {"y", thousandths(knot.y)}, {"depth", knot.depth}});
  }
  depth["skew"] = Json::array();
  for (const DepthSkew& skew : record.skew) {
    depth["skew"].push_back(Json{
        {"page", skew.page}, {"y", thousandths(skew.y)}, {"slope", rounded(skew.slope * 1e7, 1.0) / 1e7}});
  }
  depth["ties"] = Json::array();
  for (const TieResidual& tie : record.residuals) {
    depth["ties"].push_back(Json{{"page", tie.page},
                                 {"x", tie.x},
                                 {"y", tie.y},
                                 {"depth", tie.depth},
                                 {"residual_px", thousandths(tie.residual_px)}});
  }
  return depth;
}

Json curve_json(const CurveQuality& curve) {
  Json flagged = Json::array();
  for (const Interval& interval : curve.flagged) {
    flagged.push_back(Json{{"from", interval.from}, {"to", interval.to}, {"reason", interval.reason}});
  }
  return Json{{"mnemonic", curve.mnemonic},
              {"track", curve.track},
              {"coverage", thousandths(curve.coverage)},
              {"mean_confidence", thousandths(curve.mean_confidence)},
              {"flagged", flagged},
              {"confidence", {{"depths", curve.confidence_depths}, {"tenths", curve.confidence}}}};
}

Json joints_json(const QualityRecord& record) {
  Json list = Json::array();
  for (const PageJoint& joint : record.joints) {
    list.push_back(Json{{"pages", {joint.upper_page, joint.lower_page}},
                        {"y", {thousandths(joint.upper_y), thousandths(joint.lower_y)}},
                        {"shift_x_px", thousandths(joint.shift_x_px)},
                        {"overlap_px", thousandths(joint.overlap_px)},
                        {"proof", joint.proof},
                        {"confidence", thousandths(joint.confidence)}});
  }
  return list;
}

}  // namespace

std::string quality_json(const QualityRecord& record) {
  Json root;
  root["status"] = record.status;
  root["reasons"] = record.reasons;
  root["version"] = record.version;
  if (!record.scans.empty()) root["scans"] = scans_json(record);
  if (!record.polarity.empty()) root["polarity"] = record.polarity;
  root["layout_sha256"] = record.layout_sha256;
  root["layout_from"] = record.layout_from;
  if (!record.layout_flags.empty()) root["layout_flags"] = record.layout_flags;
  if (!record.joints.empty()) root["joints"] = joints_json(record);
  root["model"] = Json{{"name", record.model}, {"sha256", record.model_sha256}};
  root["device"] = record.device;
  root["precision"] = record.precision;
  root["depth_map"] = depth_map_json(record);
  root["curves"] = Json::array();
  for (const CurveQuality& curve : record.curves) root["curves"].push_back(curve_json(curve));
  root["damaged_rows"] = Json::array();
  for (const DamagedInterval& rows : record.damaged) {
    root["damaged_rows"].push_back(Json{
        {"page", rows.page}, {"first", rows.first_row}, {"last", rows.last_row}, {"reason", rows.reason}});
  }
  if (!record.layout_json.empty()) root["layout"] = Json::parse(record.layout_json);
  for (const auto& [stage, seconds] : record.seconds) root["seconds"][stage] = thousandths(seconds);
  // Names of scans may hold bytes that are no UTF-8; they are replaced, not thrown on.
  return root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::filesystem::path quality_path(const std::filesystem::path& output) {
  std::filesystem::path path = output;
  return path.replace_extension(".qc.json");
}

}  // namespace logdigitise::pipeline
