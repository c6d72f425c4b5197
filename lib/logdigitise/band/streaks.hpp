#pragma once
// Scanner streaks: dust on the glass draws lines that stand upright in the scan while the paper leans.

#include <opencv2/core.hpp>
#include <span>
#include <vector>

namespace logdigitise::band {

/// Where the pixels of one band row lie on the scan: column c at x = first + c * step, scan px.
struct RowOnScan {
  double first = 0.0;
  double step = 1.0;
};

/// One block of a band, as scan columns see it.
struct ScanColumns {
  int first = 0;            ///< The scan column of mean[0].
  std::vector<float> mean;  ///< Mean ink of the block's rows in each scan column or one beside it, 0..255.
  RowOnScan middle;         ///< Its middle row.
};

/// `ink`: the block, CV_8UC1. `rows`: one per row of it.
[[nodiscard]] ScanColumns scan_columns(const cv::Mat& ink, std::span<const RowOnScan> rows);

/// Scan columns that are inked through nearly all of `around` (blocks in order, without gaps) although the
/// paper there leans by 2.5 px or more from the first to the last, and whose ink stands still in every block.
/// None where it leans less: there a printed line or a dead curve looks the same. None either in bands that
/// are much finer or coarser than the scan.
[[nodiscard]] std::vector<int> find_streaks(std::span<const ScanColumns* const> around);

/// Takes streaks out of a block: each pixel near such a column gets the lighter of the inks beside the
/// streak, so that a stroke that crosses stays whole. `ink`: CV_8UC1.
void erase_streaks(cv::Mat& ink, std::span<const RowOnScan> rows, std::span<const int> columns);

}  // namespace logdigitise::band
