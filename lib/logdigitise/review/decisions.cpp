#include "logdigitise/review/decisions.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <utility>

#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/core/json_nesting.hpp"
#include "logdigitise/core/nearest_name.hpp"
#include "logdigitise/core/sha256.hpp"

namespace logdigitise::review {

namespace {

using Json = nlohmann::json;

constexpr std::size_t kLargestFile = std::size_t{64} << 20U;
constexpr std::uint64_t kLargest = std::numeric_limits<std::int64_t>::max();
constexpr int kMostLanes = 9;
constexpr std::size_t kLongestName = 200;
constexpr std::array<std::string_view, 8> kKinds{"draw", "delete", "accept", "lane",
                                                 "move", "scale",  "rename", "tie"};

/// One decision of the file, asked for its keys; errors name it.
class Entry {
 public:
  Entry(const Json& json, const std::string& file, std::size_t number)
      : json_(json), where_(fmt::format("{}: decision {}", file, number)) {}

  [[nodiscard]] Error error(const std::string& what) const { return input_error(where_, what); }

  [[nodiscard]] const Json& at(const char* key) const {
    if (!json_.is_object() || !json_.contains(key)) throw error(fmt::format("has no \"{}\"", key));
    return json_[key];
  }
  [[nodiscard]] double number(const char* key) const {
    const Json& value = at(key);
    if (!value.is_number() || !std::isfinite(value.get<double>())) {
      throw error(fmt::format("\"{}\" is no number", key));
    }
    return value.get<double>();
  }
  [[nodiscard]] std::int64_t whole(const char* key, std::int64_t least, std::int64_t most) const {
    const Json& value = at(key);
    // Numbers above the largest std::int64_t would come out negative; whatever is no number may be nested
    // deeper than it can be printed.
    const bool fits = value.is_number_integer() &&
                      (!value.is_number_unsigned() || value.get<std::uint64_t>() <= kLargest) &&
                      value.get<std::int64_t>() >= least && value.get<std::int64_t>() <= most;
    if (!fits) {
      throw error(fmt::format("\"{}\" is {}; expected a whole number from {} to {}", key,
                              value.is_number() ? value.dump() : value.type_name(), least, most));
    }
    return value.get<std::int64_t>();
  }
  [[nodiscard]] std::string text(const char* key) const {
    const Json& value = at(key);
    if (!value.is_string()) throw error(fmt::format("\"{}\" is no text", key));
    return value.get<std::string>();
  }

 private:
  const Json& json_;
  std::string where_;
};

std::vector<DepthPoint> points_of(const Entry& entry) {
  std::vector<DepthPoint> points;
  const Json& list = entry.at("points");
  const bool is_list = list.is_array() && list.size() >= 2;
  if (!is_list) throw entry.error("\"points\" is no list of two points or more");
  for (const Json& one : list) {
    if (!one.is_array() || one.size() != 2 || !one[0].is_number() || !one[1].is_number()) {
      throw entry.error("a point is not [depth, value]");
    }
    points.push_back({one[0].get<double>(), one[1].get<double>()});
    if (points.size() > 1 && !(points.back().depth > points[points.size() - 2].depth)) {
      throw entry.error(fmt::format("the point at depth {} follows one at {}; expected increasing depths",
                                    points.back().depth, points[points.size() - 2].depth));
    }
  }
  return points;
}

Decision decision_of(const Entry& entry) {
  const std::string kind = entry.text("do");
  Decision decision;
  std::size_t k = 0;
  while (k < kKinds.size() && kKinds[k] != kind) ++k;
  if (k == kKinds.size()) {
    throw entry.error(fmt::format("does \"{}\", which is unknown. {}", kind, did_you_mean(kind, kKinds)));
  }
  decision.kind = static_cast<Decision::Kind>(k);
  if (decision.kind == Decision::Kind::kTie) {
    decision.tie = static_cast<std::size_t>(entry.whole("tie", 0, 1'000'000));
    decision.y = entry.number("y");
    decision.depth = entry.number("depth");
    return decision;
  }
  decision.curve = entry.text("curve");
  switch (decision.kind) {
    case Decision::Kind::kDraw:
      decision.points = points_of(entry);
      decision.from = decision.points.front().depth;
      decision.to = decision.points.back().depth;
      break;
    case Decision::Kind::kDelete:
    case Decision::Kind::kAccept:
    case Decision::Kind::kLane:
    case Decision::Kind::kMove:
      decision.from = entry.number("from");
      decision.to = entry.number("to");
      if (decision.from > decision.to) {
        throw entry.error(fmt::format("goes from {} to {}; expected from <= to", decision.from, decision.to));
      }
      if (decision.kind == Decision::Kind::kLane) {
        decision.by = static_cast<double>(entry.whole("by", -kMostLanes, kMostLanes));
      } else if (decision.kind == Decision::Kind::kMove) {
        decision.by = entry.number("by");
        if (std::abs(decision.by) > kMostLanes) {
          throw entry.error(
              fmt::format("moves by {} track widths; expected {} at most", decision.by, kMostLanes));
        }
      }
      break;
    case Decision::Kind::kScale:
      decision.left = entry.number("left");
      decision.right = entry.number("right");
      if (decision.left == decision.right) throw entry.error("\"left\" and \"right\" are the same");
      break;
    case Decision::Kind::kRename:
      decision.name = entry.text("name");
      if (decision.name.empty() || decision.name.size() > kLongestName) {
        throw entry.error(
            fmt::format("\"name\" has {} bytes; expected 1 to {}", decision.name.size(), kLongestName));
      }
      break;
    case Decision::Kind::kTie:
      break;
  }
  return decision;
}

}  // namespace

Decisions parse_decisions(std::string_view json, const std::string& name) {
  check_json_nesting(json, name);
  const Json root = Json::parse(json, nullptr, false);
  const bool ours = root.is_object() && root.contains("format") &&
                    root["format"] == "logdigitise decisions 1" && root.contains("log") &&
                    root["log"].is_object() && root.contains("decisions") && root["decisions"].is_array();
  if (!ours) {
    throw input_error(name, "is no decisions file; expected what the review page saves",
                      "Save it again from the page");
  }
  Decisions decisions;
  decisions.file = std::filesystem::path(name).filename().string();
  decisions.sha256 = sha256_hex(json);
  const Json& log = root["log"];
  if (!log.contains("sha256") || !log["sha256"].is_string()) {
    throw input_error(name, "does not say which log it is about; expected its SHA-256 in \"log\"");
  }
  decisions.log_sha256 = log["sha256"].get<std::string>();
  if (log.contains("file") && log["file"].is_string()) decisions.log_file = log["file"].get<std::string>();
  for (const Json& one : root["decisions"]) {
    decisions.list.push_back(decision_of(Entry(one, name, decisions.list.size() + 1)));
  }
  return decisions;
}

Decisions read_decisions(const std::filesystem::path& path) {
  return parse_decisions(read_file(path, kLargestFile), path.string());
}

}  // namespace logdigitise::review
