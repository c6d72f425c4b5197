#include "logdigitise/batch/report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "logdigitise/batch/csv_text.hpp"
#include "logdigitise/batch/path_text.hpp"

namespace logdigitise::batch {

namespace {

using Json = nlohmann::ordered_json;

// As in the quality records: more digits would only show which CPU computed them.
double thousandths(double value) { return std::round(value * 1000.0) / 1000.0; }

std::string joined_paths(const std::vector<FileStamp>& stamps) {
  std::string text;
  for (const FileStamp& stamp : stamps) text += (text.empty() ? "" : "; ") + text_from_path(stamp.path);
  return text;
}

std::string joined_hashes(const std::vector<FileStamp>& stamps) {
  std::string text;
  for (const FileStamp& stamp : stamps) {
    if (!stamp.sha256.empty()) text += (text.empty() ? "" : "; ") + stamp.sha256;
  }
  return text;
}

/// The LAS or CSV among the outputs.
const FileStamp* main_output(const JournalEntry& entry) {
  for (const FileStamp& output : entry.outputs) {
    if (output.path.extension() != ".json") return &output;
  }
  return nullptr;
}

std::string least(const JournalEntry& entry, double CurveSummary::*figure) {
  if (entry.curves.empty()) return {};
  double value = entry.curves.front().*figure;
  for (const CurveSummary& curve : entry.curves) value = std::min(value, curve.*figure);
  return fmt::format("{:.3f}", value);
}

}  // namespace

std::vector<std::pair<LogStatus, std::int64_t>> status_counts(const ReportRows& rows) {
  std::vector<std::pair<LogStatus, std::int64_t>> counts = {{LogStatus::kOk, 0},
                                                            {LogStatus::kReview, 0},
                                                            {LogStatus::kDamaged, 0},
                                                            {LogStatus::kRefused, 0},
                                                            {LogStatus::kFailed, 0}};
  for (const auto& [name, entry] : rows) {
    for (auto& [status, count] : counts) count += entry.status == status ? 1 : 0;
  }
  return counts;
}

std::string report_csv(const ReportRows& rows) {
  std::string text =
      "name,status,cause,reasons,scan,layout,output,depth_unit,top,base,curves,least_coverage,"
      "least_confidence,scan_sha256,output_sha256\n";
  for (const auto& [name, entry] : rows) {
    const FileStamp* const output = main_output(entry);
    const bool has_depth = !entry.depth_unit.empty();
    const std::vector<std::string> fields = {
        csv_field(name),
        std::string(status_name(entry.status)),
        std::string(cause_name(entry.cause)),
        csv_field(fmt::format("{}", fmt::join(entry.reasons, "; "))),
        csv_field(joined_paths(entry.scans)),
        csv_field(text_from_path(entry.layout.path)),
        csv_field(output != nullptr ? text_from_path(output->path) : std::string()),
        csv_field(entry.depth_unit),
        has_depth ? fmt::format("{}", entry.top) : std::string(),
        has_depth ? fmt::format("{}", entry.base) : std::string(),
        fmt::format("{}", entry.curves.size()),
        least(entry, &CurveSummary::coverage),
        least(entry, &CurveSummary::mean_confidence),
        joined_hashes(entry.scans),
        output != nullptr ? output->sha256 : std::string()};
    text += fmt::format("{}\n", fmt::join(fields, ","));
  }
  return text;
}

std::string report_json(const ReportRows& rows) {
  Json root;
  root["logs"] = rows.size();
  root["statuses"] = Json::object();
  for (const auto& [status, count] : status_counts(rows)) {
    root["statuses"][std::string(status_name(status))] = count;
  }
  root["rows"] = Json::array();
  for (const auto& [name, entry] : rows) {
    Json row;
    row["name"] = name;
    row["status"] = status_name(entry.status);
    row["cause"] = cause_name(entry.cause);
    row["reasons"] = entry.reasons;
    row["scans"] = Json::array();
    for (const FileStamp& scan : entry.scans) {
      row["scans"].push_back(Json{{"file", text_from_path(scan.path)}, {"sha256", scan.sha256}});
    }
    row["layout"] = text_from_path(entry.layout.path);
    row["outputs"] = Json::array();
    for (const FileStamp& output : entry.outputs) {
      // Not the hash of the quality record: it holds seconds.
      if (&output == main_output(entry)) {
        row["outputs"].push_back(Json{{"file", text_from_path(output.path)}, {"sha256", output.sha256}});
      } else {
        row["outputs"].push_back(Json{{"file", text_from_path(output.path)}});
      }
    }
    if (!entry.depth_unit.empty()) {
      row["depth"] = Json{{"unit", entry.depth_unit}, {"top", entry.top}, {"base", entry.base}};
    }
    row["curves"] = Json::array();
    for (const CurveSummary& curve : entry.curves) {
      row["curves"].push_back(Json{{"mnemonic", curve.mnemonic},
                                   {"coverage", thousandths(curve.coverage)},
                                   {"mean_confidence", thousandths(curve.mean_confidence)}});
    }
    row["model"] = entry.model;
    row["version"] = entry.version;
    root["rows"].push_back(std::move(row));
  }
  return root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace logdigitise::batch
