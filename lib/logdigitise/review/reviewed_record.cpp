#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "logdigitise/core/error.hpp"
#include "logdigitise/layout/layout_json.hpp"
#include "logdigitise/review/apply_decisions.hpp"

namespace logdigitise::review {

namespace {

using Json = nlohmann::ordered_json;

double thousandths(double value) { return std::round(value * 1000.0) / 1000.0; }

Json stretches_json(const std::vector<Stretch>& list, const char* what) {
  Json json = Json::array();
  for (const Stretch& one : list) json.push_back(Json{{"from", one.from}, {"to", one.to}, {what, one.what}});
  return json;
}

/// Coverage and confidence as they are now.
void count_again(const ReviewedLog& log, const ReviewedCurve& curve, Json& quality) {
  const std::vector<double>& values = log.log.curves[curve.column].values;
  std::size_t present = 0;
  double confidence = 0.0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i])) continue;
    ++present;
    if (curve.confidence_column >= 0) {
      const double sure = log.log.curves[static_cast<std::size_t>(curve.confidence_column)].values[i];
      confidence += std::isnan(sure) ? 0.0 : sure;
    }
  }
  quality["coverage"] = thousandths(static_cast<double>(present) / static_cast<double>(values.size()));
  if (curve.confidence_column >= 0 && present > 0) {
    quality["mean_confidence"] = thousandths(confidence / static_cast<double>(present));
  }
}

Json depth_map_json(const ReviewedLog& log) {
  Json map{{"knots", Json::array()}, {"skew", Json::array()}, {"ties", Json::array()}};
  for (const PagePlace& page : log.pages) {
    for (const depth::DepthMap::Knot& knot : page.map.knots()) {
      map["knots"].push_back(
          Json{{"page", page.page}, {"y", thousandths(knot.y_reference)}, {"depth", knot.depth}});
    }
    for (const depth::SkewSample& skew : page.map.skew()) {
      map["skew"].push_back(Json{{"page", page.page}, {"y", thousandths(skew.y)}, {"slope", skew.slope}});
    }
    for (const layout::Tie& tie : log.layout.depth.ties) {
      if (tie.page != page.page) continue;
      map["ties"].push_back(Json{{"page", tie.page},
                                 {"x", tie.x},
                                 {"y", tie.y},
                                 {"depth", tie.depth},
                                 {"residual_px", thousandths(page.map.residuals_px({tie}).front())}});
    }
  }
  return map;
}

bool moves_ties(const Decisions& decisions) {
  for (const Decision& decision : decisions.list) {
    if (decision.kind == Decision::Kind::kTie) return true;
  }
  return false;
}

}  // namespace

bool is_applied(const Decisions& decisions, const ReviewedLog& log) {
  const Json record = Json::parse(log.quality);
  const Json review = record.value("review", Json::object());
  const Json before = review.value("decisions", Json::array());
  // read_reviewed_log made sure that the log is as its last review left it.
  for (const Json& one : before) {
    if (one.value("sha256", std::string()) == decisions.sha256) return true;
  }
  if (decisions.log_sha256 == log.log_sha256) return false;
  for (const Json& one : before) {
    if (one.value("log_sha256", std::string()) != decisions.log_sha256) continue;
    throw input_error(
        decisions.file,
        fmt::format("is about {} as it was before {} was applied", log.paths.log.filename().string(),
                    one.value("file", std::string("another review"))),
        "Review the log as it is now: make its page anew");
  }
  throw input_error(decisions.file,
                    fmt::format("is about another log ({}, SHA-256 {:.12}...); {} has SHA-256 {:.12}...",
                                decisions.log_file.empty() ? "no name" : decisions.log_file,
                                decisions.log_sha256, log.paths.log.filename().string(), log.log_sha256),
                    "Name the log the page was made from");
}

std::string reviewed_record(const ReviewedLog& log, const Decisions& decisions,
                            const std::string& new_log_sha256) {
  Json record = Json::parse(log.quality);
  std::size_t open = 0;
  for (std::size_t i = 0; i < log.curves.size(); ++i) {
    const ReviewedCurve& curve = log.curves[i];
    Json& quality = record["curves"][i];
    quality["mnemonic"] = log.log.curves[curve.column].mnemonic;
    count_again(log, curve, quality);
    quality["flagged"] = stretches_json(curve.flagged, "reason");
    quality["reviewed"] = stretches_json(curve.reviewed, "action");
    open += curve.flagged.size();
  }
  const bool layout_is_doubtful = !record.value("layout_flags", Json::array()).empty();
  if (open == 0 && !layout_is_doubtful && record.value("status", std::string()) == "review") {
    record["status"] = "ok";
    record["reasons"] = Json::array();
  }
  record["layout"] = Json::parse(layout::layout_to_json(log.layout));
  if (moves_ties(decisions)) record["depth_map"] = depth_map_json(log);
  Json& review = record["review"];
  review["log_sha256"] = new_log_sha256;
  review["open"] = open;
  review["decisions"].push_back(Json{{"file", decisions.file},
                                     {"sha256", decisions.sha256},
                                     {"log_sha256", decisions.log_sha256},
                                     {"count", decisions.list.size()}});
  return record.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace logdigitise::review
