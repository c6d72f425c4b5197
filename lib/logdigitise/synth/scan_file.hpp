#pragma once
// A scan, and how it becomes a file.

#include <filesystem>
#include <opencv2/core.hpp>
#include <vector>

namespace logdigitise::synth {

/// Rows [first, last) of a scan.
struct RowRange {
  int first = 0;
  int last = 0;
};

/// A scan as a file holds it.
struct Scan {
  cv::Mat pixels;  ///< CV_8UC1, or CV_8UC3 (blue, green, red) for colour; 0 and 255 only if bilevel.
  bool bilevel = false;
  double dpi_x = 0.0;  ///< As the file states it, which may be wrong; 0 = not stated.
  double dpi_y = 0.0;
  std::vector<RowRange> dropped_rows;  ///< Rows that show white or a copy of the row above; in order.
  int jpeg_quality = 0;                ///< The pixels bear the marks of it; 0 = lossless.
};

/// Writes by extension: .tif or .tiff (CCITT G4 if bilevel, else JPEG if `jpeg_quality` > 0, else LZW), .png,
/// .jpg or .jpeg (quality 90 if none is set). Only TIFF carries the resolution. The file is there whole or
/// not at all. A usage error for another extension or an empty scan, an environment error if it cannot be
/// written.
void write_scan(const Scan& scan, const std::filesystem::path& path);

/// Writes scans as the pages of one TIFF, whatever the extension; one at least. Errors as those of
/// write_scan.
void write_pages(const std::vector<const Scan*>& pages, const std::filesystem::path& path);

}  // namespace logdigitise::synth
