#include "logdigitise/batch/manifest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "logdigitise/batch/csv_text.hpp"
#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/core/json_nesting.hpp"
#include "logdigitise/core/nearest_name.hpp"

namespace logdigitise::batch {

namespace {

constexpr std::array<std::string_view, 3> kColumns = {"scan", "layout", "name"};

[[nodiscard]] Error unknown_column(const std::string& where, const std::string& column) {
  const std::string_view near = nearest_name(column, kColumns);
  return usage_error(where, fmt::format("unknown column \"{}\"; {}", column,
                                        near.empty() ? "expected scan, layout or name"
                                                     : fmt::format("did you mean \"{}\"?", near)));
}

void check_row(const ManifestRow& row, const std::string& where) {
  if (row.scans.empty() && row.layout.empty()) {
    throw usage_error(where, "names neither a scan nor a layout");
  }
}

std::vector<ManifestRow> manifest_from_csv(std::string_view text, const std::string& name) {
  const std::vector<CsvRow> rows = parse_csv(text, name);
  std::vector<ManifestRow> manifest;
  if (rows.empty()) return manifest;
  const std::vector<std::string>& header = rows.front().fields;
  for (const std::string& column : header) {
    const std::string where = fmt::format("{}:{}", name, rows.front().line);
    if (std::find(kColumns.begin(), kColumns.end(), column) == kColumns.end()) {
      throw unknown_column(where, column);
    }
    if (std::count(header.begin(), header.end(), column) > 1) {
      throw usage_error(where, fmt::format("has the column \"{}\" twice", column));
    }
  }
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const CsvRow& row = rows[i];
    const std::string where = fmt::format("{}:{}", name, row.line);
    if (row.fields.size() != header.size()) {
      throw usage_error(where, fmt::format("has {} fields; expected {}", row.fields.size(), header.size()));
    }
    ManifestRow log;
    for (std::size_t c = 0; c < header.size(); ++c) {
      const std::string& field = row.fields[c];
      if (header[c] == "scan" && !field.empty()) log.scans = {field};
      if (header[c] == "layout") log.layout = field;
      if (header[c] == "name") log.name = field;
    }
    check_row(log, where);
    manifest.push_back(std::move(log));
  }
  return manifest;
}

std::string text_of(const nlohmann::json& value, const std::string& where, const std::string& key) {
  if (!value.is_string()) throw usage_error(where, fmt::format("\"{}\" is no text", key));
  return value.get<std::string>();
}

ManifestRow row_from_json(std::string_view line, const std::string& where) {
  check_json_nesting(line, where, ErrorKind::kUsage);
  const nlohmann::json json = nlohmann::json::parse(line, nullptr, false);
  if (!json.is_object()) throw usage_error(where, "is no JSON object; expected one on each line");
  ManifestRow row;
  for (const auto& [key, value] : json.items()) {
    if (key == "scan" && value.is_array()) {
      for (const nlohmann::json& sheet : value) row.scans.push_back(text_of(sheet, where, key));
    } else if (key == "scan") {
      row.scans.push_back(text_of(value, where, key));
    } else if (key == "layout") {
      row.layout = text_of(value, where, key);
    } else if (key == "name") {
      row.name = text_of(value, where, key);
    } else {
      throw unknown_column(where, key);
    }
  }
  std::erase(row.scans, std::string());
  check_row(row, where);
  return row;
}

std::vector<ManifestRow> manifest_from_jsonl(std::string_view text, const std::string& name) {
  std::vector<ManifestRow> manifest;
  for (int line_number = 1; !text.empty(); ++line_number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    manifest.push_back(row_from_json(line, fmt::format("{}:{}", name, line_number)));
  }
  return manifest;
}

}  // namespace

std::vector<std::string> parse_list(std::string_view text) {
  const bool by_nul = text.find('\0') != std::string_view::npos;
  std::vector<std::string> paths;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(by_nul ? '\0' : '\n'), text.size());
    std::string_view path = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (!by_nul && path.ends_with('\r')) path.remove_suffix(1);
    if (!path.empty()) paths.emplace_back(path);
  }
  return paths;
}

std::vector<ManifestRow> parse_manifest(std::string_view text, const std::string& name) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  const bool is_jsonl = first != std::string_view::npos && text[first] == '{';
  return is_jsonl ? manifest_from_jsonl(text, name) : manifest_from_csv(text, name);
}

std::string read_list_file(const std::filesystem::path& path) {
  constexpr std::size_t kMostBytes = std::size_t{1} << 30U;
  try {
    return read_file(path == "-" ? std::filesystem::path("/dev/stdin") : path, kMostBytes);
  } catch (const Error& error) {
    throw usage_error("", error.what());
  }
}

}  // namespace logdigitise::batch
