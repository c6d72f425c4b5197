#include "logdigitise/review/reviewed_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/core/json_nesting.hpp"
#include "logdigitise/core/sha256.hpp"
#include "logdigitise/layout/layout_json.hpp"
#include "logdigitise/welllog/log_file.hpp"

namespace logdigitise::review {

namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

constexpr std::size_t kLargestRecord = std::size_t{256} << 20U;

/// Everything that is read of a record later has the type it is read as; a damaged one is an input error.
void check_types(const LogPaths& paths, const Json& record) {
  const auto check = [&](bool is_right, const char* key) {
    if (is_right) return;
    throw input_error(paths.quality.string(), fmt::format("is no quality record; {} is of another type", key),
                      "Convert the log again");
  };
  const auto is_text = [](const Json& object, const char* key) {
    return !object.contains(key) || object[key].is_string();
  };
  const auto is_list = [](const Json& object, const char* key) {
    if (!object.contains(key)) return true;
    const Json& list = object[key];
    return list.is_array() &&
           std::all_of(list.begin(), list.end(), [](const Json& one) { return one.is_object(); });
  };
  check(record.is_object(), "the whole");
  check(is_text(record, "status"), "status");
  check(!record.contains("layout_flags") || record["layout_flags"].is_array(), "layout_flags");
  check(is_list(record, "scans"), "scans");
  for (const Json& scan : record.value("scans", Json::array())) {
    for (const char* key : {"file", "path", "sha256"}) check(is_text(scan, key), "scans");
  }
  check(is_list(record, "curves"), "curves");
  for (const Json& curve : record.value("curves", Json::array())) {
    for (const char* key : {"coverage", "mean_confidence"})
      check(!curve.contains(key) || curve[key].is_number(), "curves");
  }
  check(!record.contains("review") || record["review"].is_object(), "review");
  const Json review = record.value("review", Json::object());
  check(is_text(review, "log_sha256"), "review.log_sha256");
  check(is_list(review, "decisions"), "review.decisions");
  for (const Json& one : review.value("decisions", Json::array())) {
    for (const char* key : {"file", "sha256", "log_sha256"}) check(is_text(one, key), "review.decisions");
  }
}

Json parse_record(const LogPaths& paths, const std::string& text) {
  check_json_nesting(text, paths.quality.string());
  Json record = Json::parse(text, nullptr, false);
  if (!record.is_object() || !record.contains("curves") || !record["curves"].is_array()) {
    throw input_error(paths.quality.string(),
                      "is no quality record; expected what convert writes beside a log",
                      "Convert the log again");
  }
  check_types(paths, record);
  return record;
}

raster::Polarity polarity_of(const LogPaths& paths, const Json& record) {
  const auto name = record.value("polarity", std::string(raster::polarity_name(raster::Polarity::kAuto)));
  const std::optional<raster::Polarity> polarity = raster::polarity_from_name(name);
  if (polarity) return *polarity;
  throw input_error(paths.quality.string(),
                    fmt::format("has the polarity \"{}\"; expected positive or negative", name),
                    "Convert the log again");
}

layout::Layout layout_of(const LogPaths& paths, const Json& record) {
  if (record.contains("layout")) {
    return layout::parse_layout(record["layout"].dump(), paths.quality.string() + " (layout)");
  }
  if (paths.layout.empty()) {
    throw input_error(paths.quality.string(), "holds no layout: an older version wrote it",
                      "Convert the log again, or give --layout L.json");
  }
  return layout::read_layout(paths.layout);
}

std::vector<PagePlace> places_of(const layout::Layout& layout, const Json& record) {
  std::set<int> numbers;
  for (const layout::Tie& tie : layout.depth.ties) numbers.insert(tie.page);
  std::vector<PagePlace> pages;
  for (const int number : numbers) {
    std::vector<layout::Tie> ties;
    std::copy_if(layout.depth.ties.begin(), layout.depth.ties.end(), std::back_inserter(ties),
                 [&](const layout::Tie& tie) { return tie.page == number; });
    std::vector<depth::SkewSample> skew;
    const Json map = record.value("depth_map", Json::object());
    for (const Json& one : map.value("skew", Json::array())) {
      if (one.value("page", 1) == number) skew.push_back({one.value("y", 0.0), one.value("slope", 0.0)});
    }
    pages.push_back({number, 0, 0, depth::DepthMap(ties, skew)});
  }
  return pages;
}

std::vector<Stretch> stretches(const Json& curve, const char* key, const char* what) {
  std::vector<Stretch> list;
  for (const Json& one : curve.value(key, Json::array())) {
    list.push_back({one.value("from", 0.0), one.value("to", 0.0), one.value(what, std::string())});
  }
  return list;
}

bool is_confidence_of(const std::string& name, const std::string& curve) {
  // Long names are cut by LAS, so the end may be missing.
  return name.size() > curve.size() && name.starts_with(curve) && name.ends_with("_CONF");
}

std::vector<ReviewedCurve> curves_of(const LogPaths& paths, const welllog::WellLog& log,
                                     const layout::Layout& layout, const Json& record) {
  std::vector<ReviewedCurve> curves;
  for (std::size_t t = 0; t < layout.tracks.size(); ++t) {
    for (std::size_t c = 0; c < layout.tracks[t].curves.size(); ++c) {
      ReviewedCurve curve;
      curve.track = t;
      curve.curve = c;
      curves.push_back(curve);
    }
  }
  std::size_t count = 0;
  for (std::size_t i = 0; i < log.curves.size(); ++i) {
    if (count > 0 && i > 0 && is_confidence_of(log.curves[i].mnemonic, log.curves[i - 1].mnemonic) &&
        log.curves.size() == 2 * curves.size()) {
      curves[count - 1].confidence_column = static_cast<int>(i);
      continue;
    }
    if (count < curves.size()) curves[count].column = i;
    ++count;
  }
  if (count != curves.size() || record["curves"].size() != curves.size()) {
    throw input_error(
        paths.log.string(),
        fmt::format("has {} curves; expected the {} of its layout and quality record", count, curves.size()),
        "Convert the log again");
  }
  for (std::size_t i = 0; i < curves.size(); ++i) {
    const Json& quality = record["curves"][i];
    curves[i].flagged = stretches(quality, "flagged", "reason");
    curves[i].reviewed = stretches(quality, "reviewed", "action");
    const Json confidence = quality.value("confidence", Json::object());
    curves[i].confidence_tenths = confidence.value("tenths", std::string());
    curves[i].confidence_depths = std::max(1, confidence.value("depths", 1));
  }
  return curves;
}

std::vector<fs::path> scans_of(const ReviewedLog& log, const Json& record) {
  if (!log.paths.scans.empty()) return log.paths.scans;
  std::vector<fs::path> scans;
  for (const Json& scan : record.value("scans", Json::array())) {
    const std::string file = scan.value("file", std::string());
    const fs::path beside = log.paths.log.parent_path() / file;
    const std::size_t number = scans.size();
    const fs::path by_layout =
        log.paths.layout.parent_path() /
        (number < log.layout.rasters.size() ? log.layout.rasters[number] : log.layout.raster);
    const fs::path recorded = scan.value("path", std::string());
    if (!recorded.empty() && fs::is_regular_file(recorded)) {
      scans.push_back(recorded);
    } else if (!log.paths.layout.empty() && !log.layout.raster.empty() && fs::is_regular_file(by_layout)) {
      scans.push_back(by_layout);
    } else {
      scans.push_back(beside);
    }
    if (!fs::is_regular_file(scans.back())) {
      throw input_error(log.paths.log.string(),
                        fmt::format("its scan {} is neither at {} nor beside it", file, recorded.string()),
                        "Say where it is with --scan");
    }
  }
  return scans;
}

}  // namespace

ReviewedLog read_reviewed_log(const LogPaths& paths) {
  ReviewedLog log;
  log.paths = paths;
  fs::path las = paths.log;
  las.replace_extension(".las");
  if (las != paths.log && fs::is_regular_file(las)) {
    throw usage_error(paths.log.string(), fmt::format("shares its record with {}", las.filename().string()),
                      "Review the LAS; the CSV is corrected along with it");
  }
  log.log_sha256 = sha256_file(paths.log);
  log.log = welllog::read_log(paths.log);
  if (log.log.depths.empty()) throw input_error(paths.log.string(), "has no depths; nothing can be reviewed");
  std::error_code unknown;
  if (fs::status(paths.quality, unknown).type() == fs::file_type::not_found) {
    throw input_error(paths.quality.string(),
                      "is not there; expected the record that convert writes beside a log",
                      "Only logs that were digitised here can be reviewed");
  }
  log.quality = read_file(paths.quality, kLargestRecord);
  const Json record = parse_record(paths, log.quality);
  try {
    const Json review = record.value("review", Json::object());
    if (review.value("log_sha256", log.log_sha256) != log.log_sha256) {
      throw input_error(paths.log.string(), "is not as its last review left it",
                        "Put the reviewed file back, or convert the log again");
    }
    log.polarity = polarity_of(paths, record);
    log.layout = layout_of(paths, record);
    log.pages = places_of(log.layout, record);
    log.curves = curves_of(paths, log.log, log.layout, record);
  } catch (const Json::exception& error) {
    throw input_error(paths.quality.string(), fmt::format("is no quality record; {}", error.what()),
                      "Convert the log again");
  }
  return log;
}

void find_scans(ReviewedLog& log, const raster::RasterOptions& options) {
  const Json record = parse_record(log.paths, log.quality);
  const bool named = !log.paths.scans.empty();
  log.paths.scans = scans_of(log, record);
  const Json known = record.value("scans", Json::array());
  for (std::size_t i = 0; i < log.paths.scans.size(); ++i) {
    const std::string expected = i < known.size() ? known[i].value("sha256", std::string()) : std::string();
    if (sha256_file(log.paths.scans[i]) == expected) continue;
    throw input_error(log.paths.scans[i].string(),
                      fmt::format("is not the scan that {} was read from; its SHA-256 differs",
                                  log.paths.log.filename().string()),
                      named ? "Name the right --scan" : "Say where it is with --scan");
  }
  for (PagePlace& page : log.pages) {
    const auto reader = open_page(log, page.page, options);
    page.width = reader->info().width;
    page.height = reader->info().height;
  }
}

std::unique_ptr<raster::RowReader> open_page(const ReviewedLog& log, int page,
                                             const raster::RasterOptions& options) {
  int before = 0;
  for (const fs::path& scan : log.paths.scans) {
    raster::RasterOptions own = options;
    own.turn = log.layout.turn;
    if (own.polarity == raster::Polarity::kAuto) own.polarity = log.polarity;
    own.page = 1;
    auto reader = raster::open_raster(scan, own);
    const int count = reader->info().pages;
    if (page - before <= count) {
      if (page - before == 1) return reader;
      own.page = page - before;
      return raster::open_raster(scan, own);
    }
    before += count;
  }
  throw input_error(log.paths.log.string(),
                    fmt::format("its layout has ties on page {}; its scans have {} page(s)", page, before),
                    "Name all its sheets in order with --scan");
}

}  // namespace logdigitise::review
