#include "logdigitise/batch/find_logs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>

#include "logdigitise/batch/log_name.hpp"
#include "logdigitise/batch/manifest.hpp"
#include "logdigitise/batch/path_text.hpp"
#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/core/interrupt.hpp"
#include "logdigitise/core/sha256.hpp"
#include "logdigitise/layout/dra.hpp"

namespace logdigitise::batch {

namespace {

namespace fs = std::filesystem;

std::string lower_case(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

bool has_extension(const fs::path& path, std::initializer_list<std::string_view> extensions) {
  const std::string own = lower_case(path.extension().string());
  return std::find(extensions.begin(), extensions.end(), own) != extensions.end();
}

bool is_scan_name(const fs::path& path) {
  return has_extension(path, {".tif", ".tiff", ".pdf", ".png", ".jpg", ".jpeg"});
}

bool is_file(const fs::path& path) {
  std::error_code ignored;
  return fs::is_regular_file(path, ignored);
}

/// A file, or what cannot be told from one now (a link to nothing, a disk that does not answer): such a scan
/// is to fail by name, not to be passed over.
bool may_be_file(const fs::directory_entry& entry) {
  std::error_code failure;
  const fs::file_type type = entry.status(failure).type();
  return failure || type == fs::file_type::regular || type == fs::file_type::not_found;
}

/// `<stem>.layout.json` or `<stem>.json` beside a scan, if there is one.
std::optional<fs::path> own_layout(const fs::path& scan) {
  for (const char* ending : {".layout.json", ".json"}) {
    fs::path layout = scan;
    layout.replace_extension(ending);
    if (is_file(layout)) return layout;
  }
  return std::nullopt;
}

/// The image of a DRA with one log section; empty if there is none or there are several.
std::string image_of_dra(const std::string& text) {
  try {
    const layout::DraFile file = layout::parse_dra(text, {});
    if (file.wells.size() != 1 || file.wells.front().logs.size() != 1) return {};
    std::string image = file.wells.front().logs.front().image;
    std::replace(image.begin(), image.end(), '\\', '/');
    return image;
  } catch (const Error&) {
    return {};
  }
}

/// The end of a JSON text that begins at `begin`, a quote; the end of all if it has none.
std::size_t end_of_text(const std::string& json, std::size_t begin) {
  std::size_t end = begin + 1;
  while (end < json.size() && json[end] != '"') end += json[end] == '\\' ? 2 : 1;
  return std::min(end + 1, json.size());
}

/// The texts of a key of JSON that may be broken elsewhere: one, or a list of them.
std::vector<std::string> texts_of(const std::string& json, const std::string& key) {
  const std::string quoted = '"' + key + '"';
  constexpr const char* kBlanks = " \t\r\n";
  std::size_t at = json.find(quoted);
  if (at == std::string::npos) return {};
  at = json.find_first_not_of(kBlanks, at + quoted.size());
  if (at == std::string::npos || json[at] != ':') return {};
  const std::size_t begin = json.find_first_not_of(kBlanks, at + 1);
  if (begin == std::string::npos) return {};
  std::size_t end = begin;
  if (json[begin] == '"') {
    end = end_of_text(json, begin);
  } else if (json[begin] == '[') {
    while (end < json.size() && json[end] != ']') end = json[end] == '"' ? end_of_text(json, end) : end + 1;
    end = std::min(end + 1, json.size());
  }
  const auto value = nlohmann::json::parse(json.substr(begin, end - begin), nullptr, false);
  if (value.is_string()) return {value.get<std::string>()};
  const bool is_list = value.is_array() && std::all_of(value.begin(), value.end(),
                                                       [](const auto& one) { return one.is_string(); });
  return is_list ? value.get<std::vector<std::string>>() : std::vector<std::string>();
}

/// What the keys `rasters` or `raster` of a layout, or the log section of a DRA, say; empty if there is none.
/// The layout itself is read, and judged, when its turn comes: here even one that is broken further down must
/// say which scans it belongs to.
std::vector<std::string> rasters_of(const fs::path& layout) {
  constexpr std::size_t kMostBytes = std::size_t{16} << 20U;
  std::string text;
  try {
    text = read_file(layout, kMostBytes);
  } catch (const Error&) {
    return {};
  }
  std::vector<std::string> rasters;
  if (layout::looks_like_dra(text)) {
    rasters = {image_of_dra(text)};
  } else {
    rasters = texts_of(text, "rasters");
    if (rasters.empty()) rasters = texts_of(text, "raster");
  }
  std::erase(rasters, std::string());
  return rasters;
}

class Finder {
 public:
  explicit Finder(const fs::path& out) : out_(out) {}

  void add_input(const fs::path& given) {
    const fs::path input = normal(given);
    std::error_code ignored;
    if (fs::is_directory(input, ignored)) {
      add_folder(input);
    } else if (has_extension(input, {".csv", ".jsonl", ".ndjson"})) {
      add_manifest(input);
    } else if (has_extension(input, {".json", ".dra"})) {
      add_layout(input);
    } else {
      add_scan(input);
    }
  }

  void add_list(const fs::path& list) {
    for (const std::string& path : parse_list(read_list_file(list))) add_input(path);
  }

  void add_manifest(const fs::path& manifest) {
    const fs::path folder = manifest == "-" ? fs::path() : manifest.parent_path();
    for (const ManifestRow& row : parse_manifest(read_list_file(manifest), manifest.string())) {
      PlannedLog log;
      std::string identity;
      for (const std::string& scan : row.scans) {
        log.files.scans.push_back(normal(folder / scan));
        identity += log.files.scans.back().string() + '\n';
      }
      if (!row.layout.empty()) {
        log.files.layout = normal(folder / row.layout);
        identity += log.files.layout.string();
      } else {
        log.files.layout = layout_beside(log.files.scans.front());
        if (log.files.scans.size() == 1)
          log.files.scans = sheets_of(log.files.scans.front(), log.files.layout);
      }
      if (!identity.empty() && identity.back() == '\n') identity.pop_back();
      if (log.files.scans.empty()) log.files.scans = scans_of_layout(log.files.layout);
      log.name = row.name.empty() ? name_from_path(identity) : name_from_wish(row.name);
      log.id = sha256_hex(row.name.empty() ? identity : row.name);
      logs_.push_back(std::move(log));
    }
  }

  std::vector<PlannedLog> logs() {
    std::sort(logs_.begin(), logs_.end(), [](const PlannedLog& a, const PlannedLog& b) {
      return std::tie(a.name, a.files.scans, a.files.layout) <
             std::tie(b.name, b.files.scans, b.files.layout);
    });
    const auto is_same = [](const PlannedLog& a, const PlannedLog& b) {
      return a.name == b.name && a.files.scans == b.files.scans && a.files.layout == b.files.layout;
    };
    logs_.erase(std::unique(logs_.begin(), logs_.end(), is_same), logs_.end());
    check_names();
    return std::move(logs_);
  }

 private:
  static fs::path normal(const fs::path& path) {
    const fs::path shorter = path.lexically_normal();
    // `folder/` is `folder`.
    return shorter.has_filename() || !shorter.has_relative_path() ? shorter : shorter.parent_path();
  }

  /// The scan that a layout names, if it can be told.
  static std::vector<fs::path> scans_of_layout(const fs::path& layout) {
    std::vector<fs::path> scans;
    for (const std::string& raster : rasters_of(layout))
      scans.push_back(normal(layout.parent_path() / raster));
    return scans;
  }

  /// A scan with the other sheets of its log, where it is the first one that the layout names.
  static std::vector<fs::path> sheets_of(const fs::path& scan, const fs::path& layout) {
    if (layout.empty()) return {scan};
    std::vector<fs::path> named = scans_of_layout(layout);
    return named.size() > 1 && named.front() == scan ? named : std::vector<fs::path>{scan};
  }

  static fs::path layout_beside(const fs::path& scan) {
    if (const std::optional<fs::path> own = own_layout(scan)) return *own;
    const fs::path shared = scan.parent_path() / "layout.json";
    return is_file(shared) ? shared : fs::path();
  }

  /// The first sheet gives the name, so that it is the same before and after there is a layout.
  void add(const std::vector<fs::path>& scans, const fs::path& layout) {
    const std::string identity = scans.front().string();
    logs_.push_back({{scans, layout}, name_from_path(identity), sha256_hex(identity)});
  }

  /// A sheet that the folder's layout names is that layout's log, whichever sheet it is.
  void add_scan(const fs::path& scan) {
    const fs::path layout = layout_beside(scan);
    const std::vector<fs::path> named = own_layout(scan) ? std::vector<fs::path>() : scans_of_layout(layout);
    const bool is_sheet = std::find(named.begin(), named.end(), scan) != named.end();
    add(is_sheet ? named : sheets_of(scan, layout), layout);
  }

  void add_layout(const fs::path& layout) {
    const std::string identity = layout.string();
    logs_.push_back({{scans_of_layout(layout), layout}, name_from_path(identity), sha256_hex(identity)});
  }

  void add_folder(const fs::path& folder) {
    throw_if_interrupted();
    std::error_code failure;
    if (fs::equivalent(folder, out_, failure)) return;
    std::vector<fs::path> scans;
    std::vector<fs::path> folders;
    fs::directory_iterator entries(folder, failure);
    if (failure) {
      throw environment_error(text_from_path(folder), "the folder cannot be read", failure.value());
    }
    for (; entries != fs::directory_iterator(); entries.increment(failure)) {
      const fs::path path = folder == "." ? entries->path().filename() : entries->path();
      if (path.filename().native().starts_with('.')) continue;
      std::error_code ignored;
      if (!entries->is_symlink(ignored) && entries->is_directory(ignored)) {
        folders.push_back(path);
      } else if (is_scan_name(path) && may_be_file(*entries)) {
        scans.push_back(path);
      }
    }
    if (failure) {
      throw environment_error(text_from_path(folder), "the folder cannot be read", failure.value());
    }
    add_scans_of_folder(folder == "." ? fs::path() : folder, scans);
    for (const fs::path& below : folders) add_folder(below);
  }

  /// Sheets after the first of logs whose scan has a layout of its own.
  static std::set<fs::path> further_sheets(const std::vector<fs::path>& scans) {
    std::set<fs::path> further;
    for (const fs::path& scan : scans) {
      const std::optional<fs::path> own = own_layout(scan);
      if (!own) continue;
      const std::vector<fs::path> sheets = sheets_of(scan, *own);
      further.insert(sheets.begin() + 1, sheets.end());
    }
    return further;
  }

  void add_scans_of_folder(const fs::path& folder, std::vector<fs::path>& scans) {
    const fs::path shared = folder / "layout.json";
    const bool is_shared = is_file(shared);
    std::vector<fs::path> owners;
    std::vector<fs::path> plain;
    const std::set<fs::path> further = further_sheets(scans);
    for (const fs::path& scan : scans) {
      const std::optional<fs::path> own = own_layout(scan);
      // `layout.png` beside `layout.json`: the folder's layout is nobody's own.
      if (own && *own != shared) {
        add(sheets_of(scan, *own), *own);
        owners.push_back(scan);
      } else if (is_shared) {
        plain.push_back(scan);
      } else if (further.count(scan) == 0) {
        add({scan}, {});
      }
    }
    if (!is_shared) return;
    const std::vector<fs::path> named = scans_of_layout(shared);
    if (named.empty() && plain.size() == 1) {
      add({plain.front()}, shared);
    } else if (named.empty() || named.front().parent_path() != folder) {
      add_layout(shared);  // A scan elsewhere may be a log of its own there.
    } else if (std::find(owners.begin(), owners.end(), named.front()) == owners.end()) {
      add(named, shared);
    }
  }

  void check_names() const {
    // Sorted by name only as it is spelled; some file systems take `A` and `a` for one name.
    std::vector<std::pair<std::string, const PlannedLog*>> names;
    for (const PlannedLog& log : logs_) names.emplace_back(lower_case(log.name), &log);
    std::sort(names.begin(), names.end());
    for (std::size_t i = 1; i < names.size(); ++i) {
      if (names[i].first != names[i - 1].first) continue;
      const auto said = [](const PlannedLog& log) {
        return text_from_path(log.files.scans.empty() ? log.files.layout : log.files.scans.front());
      };
      throw usage_error("",
                        fmt::format("two logs are named \"{}\": {} and {}", names[i].second->name,
                                    said(*names[i - 1].second), said(*names[i].second)),
                        "Give each log of a manifest a name of its own");
    }
  }

  const fs::path& out_;
  std::vector<PlannedLog> logs_;
};

}  // namespace

std::vector<PlannedLog> find_logs(const InputOptions& options) {
  Finder finder(options.out);
  for (const fs::path& input : options.inputs) finder.add_input(input);
  for (const fs::path& list : options.lists) finder.add_list(list);
  for (const fs::path& manifest : options.manifests) finder.add_manifest(manifest);
  return finder.logs();
}

}  // namespace logdigitise::batch
