#include "logdigitise/layout/layout_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <set>
#include <span>
#include <utility>
#include <vector>

#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/core/json_nesting.hpp"
#include "logdigitise/core/nearest_name.hpp"
#include "logdigitise/layout/layout_checks.hpp"

namespace logdigitise::layout {

namespace {

using nlohmann::json;

constexpr std::size_t kLargestFile = std::size_t{16} << 20U;
constexpr double kMostPages = 100'000;

/// A value of the file and the way to it, so that whatever is wrong can be said with its place.
class Node {
 public:
  Node(const json& value, std::string path, const std::string& file)
      : value_(value), path_(std::move(path)), file_(file) {}

  [[noreturn]] void fail(const std::string& what) const {
    throw input_error(file_, path_.empty() ? what : fmt::format("{}: {}", path_, what));
  }

  /// Refuses any key that is not in `known`.
  void check_keys(std::initializer_list<std::string_view> known) const {
    if (!value_.is_object()) fail(fmt::format("is {}; expected an object", value_.type_name()));
    for (const auto& [key, unused] : value_.items()) {
      if (std::find(known.begin(), known.end(), key) != known.end()) continue;
      const std::string_view near = nearest_name(key, std::span(known.begin(), known.size()));
      const std::string hint = near.empty() ? std::string() : fmt::format("did you mean \"{}\"? ", near);
      Node(value_, join(key), file_)
          .fail(fmt::format("unknown key; {}Known here: {}", hint, fmt::join(known, ", ")));
    }
  }

  [[nodiscard]] bool has(const char* key) const { return value_.contains(key); }
  [[nodiscard]] Node get(const char* key) const {
    const auto found = value_.find(key);
    if (found == value_.end()) Node(value_, join(key), file_).fail("is missing");
    return {*found, join(key), file_};
  }

  [[nodiscard]] std::vector<Node> elements() const {
    if (!value_.is_array()) fail(fmt::format("is {}; expected an array", value_.type_name()));
    std::vector<Node> nodes;
    for (std::size_t i = 0; i < value_.size(); ++i)
      nodes.emplace_back(value_[i], fmt::format("{}[{}]", path_, i), file_);
    return nodes;
  }

  [[nodiscard]] std::vector<std::pair<std::string, Node>> members() const {
    if (!value_.is_object()) fail(fmt::format("is {}; expected an object", value_.type_name()));
    std::vector<std::pair<std::string, Node>> nodes;
    for (const auto& [key, value] : value_.items()) nodes.emplace_back(key, Node(value, join(key), file_));
    return nodes;
  }

  [[nodiscard]] double number() const {
    if (!value_.is_number()) fail(fmt::format("is {}; expected a number", value_.type_name()));
    const double number = value_.get<double>();
    if (!std::isfinite(number)) fail("is not finite; expected a finite number");
    return number;
  }

  [[nodiscard]] int page() const {
    const double number = this->number();
    if (number != std::floor(number) || number < 1.0 || number > kMostPages) {
      fail(fmt::format("is {}; expected a whole number from 1", number));
    }
    return static_cast<int>(number);
  }

  [[nodiscard]] int turn() const {
    const double number = this->number();
    for (const int turn : {0, 90, 180, 270})
      if (number == turn) return turn;
    fail(fmt::format("is {}; expected 0, 90, 180 or 270 degrees clockwise", number));
  }

  [[nodiscard]] std::string text() const {
    if (!value_.is_string()) fail(fmt::format("is {}; expected a string", value_.type_name()));
    return value_.get<std::string>();
  }

  [[nodiscard]] bool truth() const {
    if (!value_.is_boolean()) fail(fmt::format("is {}; expected true or false", value_.type_name()));
    return value_.get<bool>();
  }

  /// One of a few words, by `names`, to the choice at the same place.
  template <typename T, std::size_t N>
  [[nodiscard]] T choice(const std::array<std::pair<std::string_view, T>, N>& choices) const {
    const std::string word = text();
    std::vector<std::string_view> names;
    for (const auto& [name, value] : choices) {
      if (name == word) return value;
      names.push_back(name);
    }
    fail(fmt::format("is \"{}\"; expected {}", word, fmt::join(names, ", ")));
  }

 private:
  [[nodiscard]] std::string join(const std::string& key) const {
    return path_.empty() ? key : path_ + "." + key;
  }

  const json& value_;
  std::string path_;
  const std::string& file_;
};

constexpr std::array<std::pair<std::string_view, Scale>, 2> kScales{
    {{"linear", Scale::kLinear}, {"log", Scale::kLog}}};
constexpr std::array<std::pair<std::string_view, LineStyle>, 4> kStyles{{{"solid", LineStyle::kSolid},
                                                                         {"dashed", LineStyle::kDashed},
                                                                         {"dotted", LineStyle::kDotted},
                                                                         {"longdash", LineStyle::kLongDash}}};
constexpr std::array<std::pair<std::string_view, LineWeight>, 3> kWeights{
    {{"light", LineWeight::kLight}, {"medium", LineWeight::kMedium}, {"heavy", LineWeight::kHeavy}}};

Colour colour_from(const Node& node) {
  const std::string text = node.text();
  std::array<std::uint8_t, 3> parts{};
  bool good = text.size() == 7 && text[0] == '#';
  for (std::size_t i = 0; good && i < 6; ++i) {
    const std::size_t digit = std::string_view("0123456789abcdef0123456789ABCDEF").find(text[i + 1]);
    good = digit != std::string_view::npos;
    parts[i / 2] = static_cast<std::uint8_t>(parts[i / 2] * 16U + digit % 16U);
  }
  if (!good) node.fail(fmt::format("is \"{}\"; expected a colour like \"#ff0000\"", text));
  return {parts[0], parts[1], parts[2]};
}

Tie tie_from(const Node& node) {
  node.check_keys({"x", "y", "depth", "page"});
  Tie tie{node.get("x").number(), node.get("y").number(), node.get("depth").number(), 1};
  if (node.has("page")) tie.page = node.get("page").page();
  return tie;
}

Edge edge_from(const Node& node, int track_page) {
  node.check_keys({"y", "left", "right", "page"});
  Edge edge{node.get("y").number(), node.get("left").number(), node.get("right").number(), track_page};
  if (node.has("page")) edge.page = node.get("page").page();
  return edge;
}

Curve curve_from(const Node& node) {
  node.check_keys({"mnemonic", "unit", "left", "right", "style", "weight", "colour", "wrap"});
  Curve curve;
  curve.mnemonic = node.get("mnemonic").text();
  if (node.has("unit")) curve.unit = node.get("unit").text();
  curve.left = node.get("left").number();
  curve.right = node.get("right").number();
  if (node.has("style")) curve.style = node.get("style").choice(kStyles);
  if (node.has("weight")) curve.weight = node.get("weight").choice(kWeights);
  if (node.has("colour")) curve.colour = colour_from(node.get("colour"));
  if (node.has("wrap")) curve.wrap = node.get("wrap").truth();
  return curve;
}

Track track_from(const Node& node) {
  node.check_keys({"name", "scale", "page", "edges", "curves"});
  Track track;
  if (node.has("name")) track.name = node.get("name").text();
  track.scale = node.get("scale").choice(kScales);
  const int page = node.has("page") ? node.get("page").page() : 1;
  for (const Node& edge : node.get("edges").elements()) track.edges.push_back(edge_from(edge, page));
  for (const Node& curve : node.get("curves").elements()) track.curves.push_back(curve_from(curve));
  return track;
}

Depth depth_from(const Node& node) {
  node.check_keys({"unit", "top", "base", "step", "ties"});
  Depth depth;
  const std::string unit = node.get("unit").text();
  const auto known = depth_unit_from_name(unit);
  if (!known) node.get("unit").fail(fmt::format("is \"{}\"; expected FT or M", unit));
  depth.unit = *known;
  depth.top = node.get("top").number();
  depth.base = node.get("base").number();
  depth.step = node.has("step") ? node.get("step").number() : default_step(depth.unit);
  for (const Node& tie : node.get("ties").elements()) depth.ties.push_back(tie_from(tie));
  return depth;
}

std::map<std::string, std::string> well_from(const Node& node) {
  std::map<std::string, std::string> well;
  for (const auto& [key, value] : node.members()) {
    if (key.empty() || !is_plain_word(key) || key.find('.') != std::string::npos) {
      value.fail("is no name that LAS can carry; expected printable ASCII without blanks, dots and colons");
    }
    well[key] = value.text();
  }
  return well;
}

std::vector<Track> joined(std::vector<Track> tracks) {
  std::vector<Track> whole;
  for (Track& track : tracks) {
    const auto found =
        std::find_if(whole.begin(), whole.end(), [&](const Track& other) { return continues(other, track); });
    if (found == whole.end()) {
      whole.push_back(std::move(track));
    } else {
      found->edges.insert(found->edges.end(), track.edges.begin(), track.edges.end());
    }
  }
  for (Track& track : whole) {
    std::sort(track.edges.begin(), track.edges.end(),
              [](const Edge& a, const Edge& b) { return a.page != b.page ? a.page < b.page : a.y < b.y; });
  }
  return whole;
}

// nlohmann says "[json.exception...] parse error at line 3, column 5: syntax error while parsing value -
// unexpected ...; last read: ...": the place goes to where an editor finds it, the reason stays.
Error syntax_error(const std::string& file, std::string_view text, const json::parse_error& error) {
  const std::string_view before = text.substr(0, std::min(text.size(), error.byte == 0 ? 0 : error.byte - 1));
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
  std::string reason = error.what();
  const std::size_t dash = reason.find(" - ");
  if (dash != std::string::npos) reason.erase(0, dash + 3);
  return input_error(fmt::format("{}:{}:{}", file, line, before.size() - line_start + 1),
                     fmt::format("is not JSON: {}", reason));
}

json parse_json(std::string_view text, const std::string& file) {
  check_json_nesting(text, file);
  std::vector<std::set<std::string>> open_objects;
  const json::parser_callback_t refuse_twins = [&](int, json::parse_event_t event, json& value) {
    if (event == json::parse_event_t::object_start) open_objects.emplace_back();
    if (event == json::parse_event_t::object_end) open_objects.pop_back();
    if (event == json::parse_event_t::key && !open_objects.back().insert(value.get<std::string>()).second) {
      throw input_error(file, fmt::format("key \"{}\" stands twice in one object; expected it once",
                                          value.get<std::string>()));
    }
    return true;
  };
  try {
    return json::parse(text, refuse_twins);
  } catch (const json::parse_error& error) {
    throw syntax_error(file, text, error);
  } catch (const json::exception& error) {
    throw input_error(file, fmt::format("cannot be read as JSON: {}", error.what()));
  }
}

}  // namespace

Layout parse_layout(std::string_view json, const std::string& name) {
  const nlohmann::json document = parse_json(json, name);
  const Node root(document, "", name);
  root.check_keys({"raster", "rasters", "well", "depth", "tracks", "turn"});
  Layout layout;
  if (root.has("raster")) layout.raster = root.get("raster").text();
  if (root.has("rasters")) {
    for (const Node& raster : root.get("rasters").elements()) layout.rasters.push_back(raster.text());
    if (layout.raster.empty() && !layout.rasters.empty()) layout.raster = layout.rasters.front();
  }
  if (root.has("turn")) layout.turn = root.get("turn").turn();
  if (root.has("well")) layout.well = well_from(root.get("well"));
  layout.depth = depth_from(root.get("depth"));
  for (const Node& track : root.get("tracks").elements()) layout.tracks.push_back(track_from(track));
  check_layout(layout, name);
  layout.tracks = joined(std::move(layout.tracks));
  return layout;
}

Layout read_layout(const std::filesystem::path& path) {
  return parse_layout(read_file(path, kLargestFile), path.string());
}

}  // namespace logdigitise::layout
