#pragma once
// What a conversion knows of itself: the quality record beside every LAS.

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
};

struct DepthKnot {
  int page = 1;
  double y = 0.0;  ///< Scan px, at `x_reference`.
  double depth = 0.0;
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

struct QualityRecord {
  std::string status = "ok";  ///< ok, review, damaged.
  std::vector<std::string> reasons;
  std::string version;
  std::vector<std::pair<std::string, std::string>> scans;  ///< File name and SHA-256.
  std::string layout_sha256;         ///< Of the file, or of the text of the layout that was found.
  std::string layout_from = "file";  ///< Or `inspection`: found on the sheet itself.
  std::vector<std::string>
      layout_flags;  ///< What the inspection could not prove; each puts the log on review.
  std::string model;
  std::string model_sha256;
  std::string device;
  std::string precision;
  std::vector<DepthKnot> depth_map;
  std::vector<TieResidual> residuals;
  std::vector<CurveQuality> curves;
  std::vector<DamagedInterval> damaged;
  std::map<std::string, double> seconds;  ///< Per stage; the one part that differs from run to run.
};

/// Two-space indented JSON; intervals are in the unit of the log's depth.
[[nodiscard]] std::string quality_json(const QualityRecord& record);

}  // namespace logdigitise::pipeline
