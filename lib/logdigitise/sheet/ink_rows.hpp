#pragma once
// The ink of a scan, block by block of rows, whatever its colours and its paper.

#include <filesystem>
#include <memory>
#include <opencv2/core.hpp>

#include "logdigitise/raster/reader.hpp"
#include "logdigitise/sheet/profiles.hpp"

namespace logdigitise::sheet {

/// Hands out the ink of a scan from the top, a block at a time.
class InkRows {
 public:
  InkRows(const std::filesystem::path& path, const raster::RasterOptions& options);

  [[nodiscard]] const raster::RasterInfo& info() const { return scan_->info(); }
  /// Ink of the next kBlockRows rows (fewer at the end; empty after it): CV_8UC1, 0 = paper, 255 = full ink.
  [[nodiscard]] cv::Mat next();

 private:
  std::unique_ptr<raster::RowReader> scan_;
};

/// Rows [first, last) of the ink, as they come, for windows that move down only. Rows beyond the scan are
/// paper.
class InkWindow {
 public:
  InkWindow(const std::filesystem::path& path, const raster::RasterOptions& options) : rows_(path, options) {}

  /// CV_8UC1, (last - first) rows; `first` must not be less than in the call before.
  [[nodiscard]] cv::Mat rows(int first, int last);
  [[nodiscard]] const raster::RasterInfo& info() const { return rows_.info(); }

 private:
  InkRows rows_;
  int held_from_ = 0;
  cv::Mat held_;
};

}  // namespace logdigitise::sheet
