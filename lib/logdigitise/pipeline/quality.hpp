#pragma once
// What a conversion knows of itself: the quality record beside every LAS.

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace logdigitise::pipeline {

/// A stretch of depth to look at.
struct Interval {
  double from = 0.0;
  double to = 0.0;
  std::string reason;  ///< gap, off scale, damaged, faint, bridged, jump, overlap.
};

struct CurveQuality {
  std::string mnemonic;
  std::string track;
  double coverage = 0.0;         ///< Share of depths with a value.
  double mean_confidence = 0.0;  ///< Over the depths with a value.
  std::vector<Interval> flagged;
  /// Mean confidence of each `confidence_depths` depths in tenths, one digit each (9 = 0.9 and above), `-`
  /// where nothing was read. At most 2000 digits.
  std::string confidence = {};
  int confidence_depths = 1;
};

struct DepthKnot {
  int page = 1;
  double y = 0.0;  ///< Scan px, at `x_reference`.
  double depth = 0.0;
};

/// How much the depth lines fall from left to right (dy per dx) at a height of a page.
struct DepthSkew {
  int page = 1;
  double y = 0.0;  ///< Scan px, at `x_reference`.
  double slope = 0.0;
};

struct TieResidual {
  int page = 1;
  double x = 0.0;
  double y = 0.0;
  double depth = 0.0;
  double residual_px = 0.0;
};

struct DamagedInterval {
  int page = 1;
  int first_row = 0;
  int last_row = 0;  ///< Exclusive.
  std::string reason;
};

/// How a page continues the one before it.
struct PageJoint {
  int upper_page = 1;
  int lower_page = 2;
  double upper_y = 0.0;  ///< Height of the joint in the middle of each page, scan px.
  double lower_y = 0.0;
  double shift_x_px = 0.0;  ///< The print's place on the upper page less that on the lower one.
  double overlap_px = 0.0;
  std::string proof;  ///< overlap or depth.
  double confidence = 0.0;
};

struct QualityRecord {
  std::string status = "ok";  ///< ok, review, damaged.
  std::vector<std::string> reasons;
  std::string version;
  std::vector<std::pair<std::string, std::string>> scans;  ///< File name and SHA-256.
  std::vector<std::string> scan_paths;                     ///< Where each of `scans` lay, absolute.
  std::string polarity;       ///< How the scans were told to be read, positive or negative; empty: not told.
  std::string layout_sha256;  ///< Of the file, or of the text of the layout that was found.
  std::string layout_from = "file";  ///< Or `inspection`: found on the sheet itself.
  std::vector<std::string>
      layout_flags;  ///< What the inspection could not prove; each puts the log on review.
  std::vector<PageJoint>
      joints;               ///< Where pages were joined; empty for one page, or a layout that was given.
  std::string layout_json;  ///< The layout itself, so that positions can be told again from values.
  std::string model;
  std::string model_sha256;
  std::string device;
  std::string precision;
  std::vector<DepthKnot> depth_map;
  std::vector<DepthSkew> skew;
  std::vector<TieResidual> residuals;
  std::vector<CurveQuality> curves;
  std::vector<DamagedInterval> damaged;
  std::map<std::string, double> seconds;  ///< Per stage; the one part that differs from run to run.
};

/// Two-space indented JSON; intervals are in the unit of the log's depth.
[[nodiscard]] std::string quality_json(const QualityRecord& record);

/// OUT.las or OUT.csv -> OUT.qc.json.
[[nodiscard]] std::filesystem::path quality_path(const std::filesystem::path& output);

}  // namespace logdigitise::pipeline
