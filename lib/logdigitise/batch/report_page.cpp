#include <fmt/format.h>

#include <algorithm>

#include "logdigitise/batch/path_text.hpp"
#include "logdigitise/batch/report.hpp"

namespace logdigitise::batch {

namespace {

// Fixed column widths: a browser need not look at ten thousand rows to lay out the first.
constexpr std::string_view kHead = R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>logdigitise: results of a batch</title>
<style>
:root { color-scheme: light dark; }
body { font: 14px/1.4 system-ui, sans-serif; margin: 1.5rem; }
h1 { font-size: 1.3rem; margin: 0 0 .5rem; }
p { margin: .4rem 0; }
#bar { position: sticky; top: 0; padding: .5rem 0; background: Canvas; display: flex; gap: .8rem; align-items: center; flex-wrap: wrap; }
#bar input { min-width: 16rem; padding: .25rem .4rem; font: inherit; }
#bar select { padding: .25rem; font: inherit; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: .2rem .5rem; border-bottom: 1px solid #8884; overflow-wrap: anywhere; }
th { cursor: pointer; user-select: none; }
th:nth-child(1) { width: 26%; }
th:nth-child(2) { width: 6rem; }
th:nth-child(4) { width: 22%; }
th:nth-child(5) { width: 9rem; }
th:nth-child(n+6) { width: 5.5rem; }
td:nth-child(n+6), th:nth-child(n+6) { text-align: right; font-variant-numeric: tabular-nums; }
tr[hidden] { display: none; }
.s { font-weight: 600; }
.ok { color: #18794e; } .review { color: #ad5700; } .damaged { color: #ad5700; } .refused, .failed { color: #cd2b31; }
</style>
</head>
<body>
<h1>Results of a batch</h1>
)";

constexpr std::string_view kTail = R"(</tbody>
</table>
<script>
"use strict";
(function () {
  const rows = Array.from(document.querySelectorAll("tbody tr"));
  const words = rows.map(function (row) { return row.textContent.toLowerCase(); });
  const text = document.getElementById("text");
  const status = document.getElementById("status");
  const shown = document.getElementById("shown");
  function filter() {
    const wanted = text.value.toLowerCase();
    let count = 0;
    rows.forEach(function (row, i) {
      const fits = (status.value === "" || row.dataset.s === status.value) && words[i].includes(wanted);
      row.hidden = !fits;
      if (fits) count += 1;
    });
    shown.textContent = count + " of " + rows.length + " shown";
  }
  let pending = 0;
  text.addEventListener("input", function () { clearTimeout(pending); pending = setTimeout(filter, 150); });
  status.addEventListener("change", filter);
  document.querySelectorAll("th").forEach(function (head, column) {
    let down = false;
    head.addEventListener("click", function () {
      const key = function (row) { return row.cells[column].textContent; };
      const numeric = column > 4;
      const order = rows.slice().sort(function (a, b) {
        return numeric ? (parseFloat(key(a)) || -1) - (parseFloat(key(b)) || -1) : key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
      });
      if (down) order.reverse();
      down = !down;
      document.querySelector("tbody").append(...order);
    });
  });
  document.getElementById("bar").hidden = false;
  filter();
})();
</script>
</body>
</html>
)";

/// For text between tags and for attribute values in double quotes.
std::string html(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

/// A file name as a relative URL: `./` keeps a colon in it from being a scheme.
std::string link_to(const std::string& file) {
  std::string url = "./";
  for (const char c : file) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          c == '-' || c == '_' || c == '.' || c == '~';
    url += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return url;
}

double least(const JournalEntry& entry, double CurveSummary::*figure) {
  double value = 1.0;
  for (const CurveSummary& curve : entry.curves) value = std::min(value, curve.*figure);
  return value;
}

std::string name_cell(const JournalEntry& entry) {
  for (const FileStamp& output : entry.outputs) {
    if (output.path.extension() == ".json") continue;
    return fmt::format("<a href=\"{}\">{}</a>", link_to(output.path.filename().string()), html(entry.name));
  }
  return html(entry.name);
}

std::string row_of(const JournalEntry& entry) {
  const std::string_view status = status_name(entry.status);
  std::string scans;
  for (const FileStamp& scan : entry.scans) scans += (scans.empty() ? "" : "; ") + text_from_path(scan.path);
  std::string depths;
  if (!entry.depth_unit.empty()) {
    depths = fmt::format("{} to {} {}", entry.top, entry.base, entry.depth_unit);
  }
  std::string figures = "<td></td><td></td><td></td>";
  if (!entry.curves.empty()) {
    figures = fmt::format("<td>{}</td><td>{:.1f}</td><td>{:.2f}</td>", entry.curves.size(),
                          100.0 * least(entry, &CurveSummary::coverage),
                          least(entry, &CurveSummary::mean_confidence));
  }
  return fmt::format(
      "<tr data-s=\"{0}\"><td>{1}</td><td class=\"s "
      "{0}\">{0}</td><td>{2}</td><td>{3}</td><td>{4}</td>{5}</tr>\n",
      status, name_cell(entry), html(fmt::format("{}", fmt::join(entry.reasons, "; "))), html(scans),
      html(depths), figures);
}

}  // namespace

std::string report_page(const ReportRows& rows) {
  std::string page(kHead);
  page += fmt::format("<p>{} logs:", rows.size());
  std::string choices = "<option value=\"\">all</option>";
  std::string separator = " ";
  for (const auto& [status, count] : status_counts(rows)) {
    page += fmt::format("{0}{1} <span class=\"s {2}\">{2}</span>", separator, count, status_name(status));
    choices += fmt::format("<option>{}</option>", status_name(status));
    separator = ", ";
  }
  page += fmt::format(
      "</p>\n<div id=\"bar\" hidden><label>Find <input id=\"text\" type=\"search\"></label>"
      "<label>Status <select id=\"status\">{}</select></label><span id=\"shown\"></span></div>\n",
      choices);
  page +=
      "<table>\n<thead><tr><th>log</th><th>status</th><th>reasons</th><th>scan</th><th>depths</th>"
      "<th>curves</th><th>least cover %</th><th>least conf.</th></tr></thead>\n<tbody>\n";
  for (const auto& [name, entry] : rows) page += row_of(entry);
  page += kTail;
  return page;
}

}  // namespace logdigitise::batch
