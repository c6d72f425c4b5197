#pragma once
// What became of an archive: journals merged into one table.

#include <map>
#include <set>
#include <string>
#include <vector>

#include "logdigitise/batch/journal_entry.hpp"

namespace logdigitise::batch {

/// The table of a batch, in three dresses. Which shard did a log, when, how often and on which machine is not
/// in it: the same logs with the same results give the same bytes. Rows are sorted by name.
using ReportRows = std::map<std::string, JournalEntry>;  // JournalContents::latest.

/// Columns: name, status, cause, reasons (joined by `; `), scan, layout, output, depth_unit, top, base,
/// curves, least_coverage, least_confidence (of the curves; empty without), scan_sha256, output_sha256. Line
/// ends are LF.
[[nodiscard]] std::string report_csv(const ReportRows& rows);

/// `{"logs": count, "statuses": {...}, "rows": [...]}`, two-space indented; rows have all curves.
[[nodiscard]] std::string report_json(const ReportRows& rows);

/// A page that needs nothing else: counts, search, filter, a table to sort. The links lead to the outputs,
/// and to those review pages (`NAME.review.html`) that are in `review_pages`, if the page lies in their
/// folder. All text from outside is data of the page and becomes text only; the page may load nothing. Only
/// the rows in sight are in the document, so its length costs nothing.
[[nodiscard]] std::string report_page(const ReportRows& rows, const std::set<std::string>& review_pages = {});

/// Counts by status in the order ok, review, damaged, refused, failed; those of none are 0.
[[nodiscard]] std::vector<std::pair<LogStatus, std::int64_t>> status_counts(const ReportRows& rows);

}  // namespace logdigitise::batch
