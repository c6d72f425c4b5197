#pragma once
// A finished log with all that is known of it: the LAS, its quality record, its layout, its scans.

#include <filesystem>
#include <string>
#include <vector>

#include "logdigitise/layout/layout.hpp"
#include "logdigitise/raster/reader.hpp"
#include "logdigitise/review/scan_places.hpp"
#include "logdigitise/welllog/well_log.hpp"

namespace logdigitise::review {

/// The files of one log. Empty ones are found through the quality record.
struct LogPaths {
  std::filesystem::path log;      ///< OUT.las or OUT.csv.
  std::filesystem::path quality;  ///< OUT.qc.json.
  std::filesystem::path layout;   ///< Only for records that hold none (written before they did).
  std::vector<std::filesystem::path> scans;
};

/// A flagged or reviewed stretch of a curve.
struct Stretch {
  double from = 0.0;
  double to = 0.0;
  std::string what;  ///< The reason, or what the reviewer did.
};

/// A column of the log and the curve of the layout that it is.
struct ReviewedCurve {
  std::size_t column = 0;      ///< Index into WellLog::curves.
  int confidence_column = -1;  ///< Its `<MNEM>_CONF`; -1 if the log has none.
  std::size_t track = 0;       ///< Index into Layout::tracks.
  std::size_t curve = 0;       ///< Index into Track::curves.
  std::vector<Stretch> flagged;
  std::vector<Stretch> reviewed;
  std::string confidence_tenths;  ///< A digit per `confidence_depths` depths, as in the quality record.
  int confidence_depths = 1;
};

struct ReviewedLog {
  LogPaths paths;  ///< With the scans as they were found.
  std::string log_sha256;
  std::string quality;                                  ///< The record's text.
  raster::Polarity polarity = raster::Polarity::kAuto;  ///< How `convert` was told to read the scans.
  welllog::WellLog log;
  layout::Layout layout;
  std::vector<PagePlace> pages;  ///< Those with ties, by page.
  std::vector<ReviewedCurve> curves;
};

/// Reads the log, its record and its layout; not the scans. Columns are told to be curves of the layout by
/// their order, as convert writes them. Input errors: a file is missing or is none of ours, the record is of
/// another state of the log, the columns are not those of the layout.
[[nodiscard]] ReviewedLog read_reviewed_log(const LogPaths& paths);

/// Finds the scans (as given; else where the record says; else a file of that name beside the log or beside
/// the layout) and enters the size of each page into `log.pages`. An input error if one is nowhere, has
/// another SHA-256 than the record says, or has not the page.
void find_scans(ReviewedLog& log, const raster::RasterOptions& options);

/// Opens a page of the log, counted through all its scans as `page` in the layout is; turned as the layout
/// says and, unless `options` tell a polarity, read as the record says.
[[nodiscard]] std::unique_ptr<raster::RowReader> open_page(const ReviewedLog& log, int page,
                                                           const raster::RasterOptions& options);

}  // namespace logdigitise::review
