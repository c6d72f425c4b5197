#include "logdigitise/review/page.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "logdigitise/core/error.hpp"
#include "logdigitise/core/html_page.hpp"
#include "logdigitise/layout/layout_json.hpp"
#include "logdigitise/review/packed_numbers.hpp"
#include "logdigitise/review/page_assets.hpp"
#include "logdigitise/review/scan_tiles.hpp"

namespace logdigitise::review {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kFrame = 4096;  // Tags and the policy around the parts.
constexpr std::size_t kLeastForScan = 100'000;

Json packed(std::span<const double> values) {
  PackedNumbers numbers = pack_numbers(values);
  return {{"decimals", numbers.decimals}, {"count", values.size()}, {"data", std::move(numbers.base64)}};
}

Json stretches_json(const std::vector<Stretch>& list) {
  Json json = Json::array();
  for (const Stretch& one : list)
    json.push_back(Json{{"from", one.from}, {"to", one.to}, {"what", one.what}});
  return json;
}

Json curve_json(const ReviewedLog& log, const ReviewedCurve& curve) {
  const welllog::Curve& column = log.log.curves[curve.column];
  Json json{{"id", column.mnemonic},
            {"unit", column.unit},
            {"track", curve.track},
            {"curve", curve.curve},
            {"values", packed(column.values)},
            {"flagged", stretches_json(curve.flagged)},
            {"reviewed", stretches_json(curve.reviewed)},
            {"tenths", curve.confidence_tenths},
            {"tenthsDepths", curve.confidence_depths}};
  if (curve.confidence_column >= 0) {
    json["confidence"] = packed(log.log.curves[static_cast<std::size_t>(curve.confidence_column)].values);
  }
  return json;
}

Json page_json(const PagePlace& page) {
  Json skew = Json::array();
  for (const depth::SkewSample& one : page.map.skew())
    skew.push_back(Json{{"y", one.y}, {"slope", one.slope}});
  return {{"page", page.page},
          {"width", page.width},
          {"height", page.height},
          {"skew", std::move(skew)},
          {"levels", Json::array()}};
}

Json level_json(const TileLevel& level) {
  Json tiles = Json::array();
  for (const std::string& tile : level.tiles) tiles.push_back(base64(tile));
  return {{"factor", level.factor},      {"columns", level.columns}, {"rows", level.rows},
          {"tileRows", level.tile_rows}, {"type", level.type},       {"tiles", std::move(tiles)}};
}

std::string embedded(const Json& json) {
  return embedded_json(json.dump(-1, ' ', true, Json::error_handler_t::replace));
}

}  // namespace

std::string review_page(const ReviewedLog& log, const PageOptions& options, Progress& progress) {
  Json root;
  const Json record = Json::parse(log.quality);
  root["file"] = log.paths.log.filename().string();
  root["sha256"] = log.log_sha256;
  root["depthUnit"] = depth_unit_name(log.log.depth_unit);
  root["well"] = log.log.well;
  root["remarks"] = log.log.remarks;
  for (const auto& [key, value] : record.items()) {
    if (key != "layout" && key != "curves") root["record"][key] = value;
  }
  for (std::size_t i = 0; i < log.curves.size(); ++i) {
    root["quality"].push_back(Json{{"coverage", record["curves"][i].value("coverage", 0.0)},
                                   {"confidence", record["curves"][i].value("mean_confidence", 0.0)}});
  }
  root["layout"] = Json::parse(layout::layout_to_json(log.layout));
  root["depths"] = packed(log.log.depths);
  for (const ReviewedCurve& curve : log.curves) root["curves"].push_back(curve_json(log, curve));
  for (const PagePlace& page : log.pages) root["pages"].push_back(page_json(page));

  const std::size_t others = embedded(root).size() + page_style().size() + page_script().size() + kFrame;
  if (others + kLeastForScan > options.max_bytes) {
    throw usage_error(
        log.paths.log.string(),
        fmt::format("its numbers alone make a page of {} bytes; {} are allowed", others, options.max_bytes),
        "Allow more with --max-bytes");
  }
  double pixels = 0.0;
  for (const PagePlace& page : log.pages) pixels += static_cast<double>(page.width) * page.height;
  for (std::size_t p = 0; p < log.pages.size(); ++p) {
    const PagePlace& page = log.pages[p];
    const auto scan = open_page(log, page.page, options.raster);
    progress.begin(fmt::format("pictures of page {}", page.page), 0);
    TileOptions tiles;
    const double share = static_cast<double>(page.width) * page.height / std::max(pixels, 1.0);
    tiles.max_bytes =
        static_cast<std::size_t>(0.74 * share * static_cast<double>(options.max_bytes - others));
    for (const TileLevel& level : make_tiles(*scan, tiles))
      root["pages"][p]["levels"].push_back(level_json(level));
  }
  const std::string data = embedded(root);
  return filled_page({page_template(), page_style(), page_script()}, data);
}

}  // namespace logdigitise::review
