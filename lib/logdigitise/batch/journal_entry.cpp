#include "logdigitise/batch/journal_entry.hpp"

#include <array>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>

#include "logdigitise/batch/path_text.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/core/json_nesting.hpp"

namespace logdigitise::batch {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::pair<LogStatus, std::string_view>, 5> kStatuses = {
    {{LogStatus::kOk, "ok"},
     {LogStatus::kReview, "review"},
     {LogStatus::kDamaged, "damaged"},
     {LogStatus::kRefused, "refused"},
     {LogStatus::kFailed, "failed"}}};

constexpr std::array<std::pair<Cause, std::string_view>, 6> kCauses = {
    {{Cause::kNone, ""},
     {Cause::kInput, "input"},
     {Cause::kCrash, "crash"},
     {Cause::kTimeout, "timeout"},
     {Cause::kMemory, "memory"},
     {Cause::kEnvironment, "environment"}}};

template <typename Value, std::size_t count>
std::string_view name_of(const std::array<std::pair<Value, std::string_view>, count>& names, Value value) {
  for (const auto& [known, name] : names) {
    if (known == value) return name;
  }
  return {};
}

template <typename Value, std::size_t count>
Value value_of(const std::array<std::pair<Value, std::string_view>, count>& names, const std::string& name) {
  for (const auto& [value, known] : names) {
    if (known == name) return value;
  }
  throw input_error("", "\"" + name + "\" is no word of a journal");
}

Json json_of(const FileStamp& stamp) {
  Json json{{"file", text_from_path(stamp.path)}, {"sha256", stamp.sha256}};
  if (stamp.bytes >= 0) {
    json["bytes"] = stamp.bytes;
    json["modified_ns"] = stamp.modified_ns;
    json["changed_ns"] = stamp.changed_ns;
  }
  return json;
}

/// A fraction, or more than fits, has no business here; nlohmann_json would cast it.
std::int64_t whole(const Json& json) {
  constexpr std::uint64_t kLargest = std::numeric_limits<std::int64_t>::max();
  const bool fits =
      json.is_number_integer() && (!json.is_number_unsigned() || json.get<std::uint64_t>() <= kLargest);
  if (!fits) throw input_error("", "has a number that is no whole one");
  return json.get<std::int64_t>();
}

FileStamp stamp_from(const Json& json) {
  FileStamp stamp;
  stamp.path = path_from_text(json.at("file").get<std::string>());
  stamp.sha256 = json.at("sha256").get<std::string>();
  if (json.contains("bytes")) {
    stamp.bytes = whole(json.at("bytes"));
    stamp.modified_ns = whole(json.at("modified_ns"));
    stamp.changed_ns = whole(json.at("changed_ns"));
  }
  return stamp;
}

std::vector<FileStamp> stamps_from(const Json& json) {
  std::vector<FileStamp> stamps;
  for (const Json& one : json) stamps.push_back(stamp_from(one));
  return stamps;
}

JournalEntry entry_from_json(const Json& json) {
  JournalEntry entry;
  entry.name = json.at("name").get<std::string>();
  entry.status = value_of(kStatuses, json.at("status").get<std::string>());
  entry.cause = value_of(kCauses, json.at("cause").get<std::string>());
  entry.reasons = json.at("reasons").get<std::vector<std::string>>();
  entry.scans = stamps_from(json.at("scans"));
  if (!json.at("layout").is_null()) entry.layout = stamp_from(json.at("layout"));
  entry.outputs = stamps_from(json.at("outputs"));
  if (json.contains("depth")) {
    const Json& depth = json.at("depth");
    entry.depth_unit = depth.at("unit").get<std::string>();
    entry.top = depth.at("top").get<double>();
    entry.base = depth.at("base").get<double>();
  }
  for (const Json& curve : json.at("curves")) {
    entry.curves.push_back({curve.at("mnemonic").get<std::string>(), curve.at("coverage").get<double>(),
                            curve.at("mean_confidence").get<double>()});
  }
  if (json.contains("sketch")) entry.sketch = json.at("sketch").get<std::string>();
  entry.id = json.at("id").get<std::string>();
  entry.settings = json.at("settings").get<std::string>();
  entry.version = json.at("version").get<std::string>();
  entry.model = json.at("model").get<std::string>();
  entry.attempt = whole(json.at("attempt"));
  entry.seconds = json.at("seconds").get<double>();
  return entry;
}

/// What a line says but for what differs from machine to machine.
std::string reported_part(JournalEntry entry) {
  entry.seconds = 0.0;
  for (std::vector<FileStamp>* stamps : {&entry.scans, &entry.outputs}) {
    for (FileStamp& stamp : *stamps) stamp.modified_ns = stamp.changed_ns = 0;
  }
  entry.layout.modified_ns = entry.layout.changed_ns = 0;
  return journal_line(entry);
}

}  // namespace

std::string_view status_name(LogStatus status) { return name_of(kStatuses, status); }

std::string_view cause_name(Cause cause) { return name_of(kCauses, cause); }

bool is_done(LogStatus status) {
  return status == LogStatus::kOk || status == LogStatus::kReview || status == LogStatus::kDamaged;
}

std::string journal_line(const JournalEntry& entry) {
  Json json;
  json["name"] = entry.name;
  json["status"] = status_name(entry.status);
  json["cause"] = cause_name(entry.cause);
  json["reasons"] = entry.reasons;
  json["scans"] = Json::array();
  for (const FileStamp& scan : entry.scans) json["scans"].push_back(json_of(scan));
  json["layout"] = entry.layout.path.empty() ? Json(nullptr) : json_of(entry.layout);
  json["outputs"] = Json::array();
  for (const FileStamp& output : entry.outputs) json["outputs"].push_back(json_of(output));
  if (!entry.depth_unit.empty()) {
    json["depth"] = Json{{"unit", entry.depth_unit}, {"top", entry.top}, {"base", entry.base}};
  }
  json["curves"] = Json::array();
  for (const CurveSummary& curve : entry.curves) {
    json["curves"].push_back(Json{{"mnemonic", curve.mnemonic},
                                  {"coverage", curve.coverage},
                                  {"mean_confidence", curve.mean_confidence}});
  }
  if (!entry.sketch.empty()) json["sketch"] = entry.sketch;
  json["id"] = entry.id;
  json["settings"] = entry.settings;
  json["version"] = entry.version;
  json["model"] = entry.model;
  json["attempt"] = entry.attempt;
  json["seconds"] = entry.seconds;
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

JournalEntry entry_from_line(std::string_view line) {
  check_json_nesting(line, "");
  try {
    return entry_from_json(Json::parse(line));
  } catch (const nlohmann::json::exception&) {
    throw input_error("", "is no line of a journal");
  }
}

bool supersedes(const JournalEntry& a, const JournalEntry& b) {
  if (a.attempt != b.attempt) return a.attempt > b.attempt;
  if (is_done(a.status) != is_done(b.status)) return is_done(a.status);
  return reported_part(a) < reported_part(b);
}

}  // namespace logdigitise::batch
