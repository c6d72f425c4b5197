#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "logdigitise/batch/log_sketch.hpp"
#include "logdigitise/batch/page_assets.hpp"
#include "logdigitise/batch/path_text.hpp"
#include "logdigitise/batch/report.hpp"
#include "logdigitise/core/html_page.hpp"

namespace logdigitise::batch {

namespace {

using Json = nlohmann::ordered_json;

double least(const JournalEntry& entry, double CurveSummary::*figure) {
  double value = 1.0;
  for (const CurveSummary& curve : entry.curves) value = std::min(value, curve.*figure);
  return value;
}

std::string output_of(const JournalEntry& entry) {
  for (const FileStamp& output : entry.outputs) {
    if (output.path.extension() != ".json") return output.path.filename().string();
  }
  return {};
}

/// In the order of the page's columns (page/index.js).
Json row_of(const JournalEntry& entry, const std::set<std::string>& review_pages) {
  std::string scans;
  for (const FileStamp& scan : entry.scans) scans += (scans.empty() ? "" : "; ") + text_from_path(scan.path);
  std::string depths;
  if (!entry.depth_unit.empty()) depths = fmt::format("{} to {} {}", entry.top, entry.base, entry.depth_unit);
  const std::string output = output_of(entry);
  const std::string review = std::filesystem::path(output).replace_extension(".review.html").string();
  Json row = {entry.name, status_name(entry.status), fmt::format("{}", fmt::join(entry.reasons, "; ")), scans,
              depths};
  if (entry.curves.empty()) {
    for (int i = 0; i < 3; ++i) row.push_back(nullptr);
  } else {
    row.push_back(entry.curves.size());
    row.push_back(std::round(1000.0 * least(entry, &CurveSummary::coverage)) / 10.0);
    row.push_back(std::round(100.0 * least(entry, &CurveSummary::mean_confidence)) / 100.0);
  }
  row.push_back(output);
  row.push_back(!output.empty() && review_pages.count(review) > 0 ? review : std::string());
  row.push_back(is_sketch(entry.sketch) ? entry.sketch : std::string());
  return row;
}

}  // namespace

std::string report_page(const ReportRows& rows, const std::set<std::string>& review_pages) {
  Json data;
  data["statuses"] = Json::array();
  for (const auto& [status, count] : status_counts(rows))
    data["statuses"].push_back({status_name(status), count});
  data["rows"] = Json::array();
  for (const auto& [name, entry] : rows) data["rows"].push_back(row_of(entry, review_pages));
  const std::string json = data.dump(-1, ' ', true, Json::error_handler_t::replace);
  return filled_page({page_template(), page_style(), page_script()}, embedded_json(json));
}

}  // namespace logdigitise::batch
