#include "logdigitise/band/band_stream.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <deque>
#include <opencv2/core.hpp>
#include <opencv2/imgproc.hpp>

#include "logdigitise/band/ink.hpp"
#include "logdigitise/band/scan_window.hpp"
#include "logdigitise/band/streaks.hpp"

namespace logdigitise::band {

namespace {

constexpr double kFrameReach = 8.0;  // Columns over which the frame plane falls to 0.
constexpr int kLevelBlocks = 2;      // Blocks each side over which paper and ink levels are averaged.
constexpr int kStreakBlocks = 8;     // Blocks in a row that a streak goes through.

/// A block of one track that waits for its neighbours.
struct PendingBlock {
  cv::Mat pixels;       // rows x columns, CV_8UC1 or CV_8UC3, straightened.
  BlockLevels levels;   // Empty for bilevel scans.
  cv::Mat ink;          // CV_8UC1; empty until the levels of its neighbours are known.
  cv::Mat column_mean;  // 1 x columns, CV_32F, of the ink.
  std::vector<RowOnScan> rows;
  ScanColumns columns;
  std::vector<int> streaks;  // Scan columns; complete once kStreakBlocks - 1 blocks further are inked.
};

std::vector<std::uint8_t> frame_row(const TrackBand& band) {
  std::vector<std::uint8_t> row(static_cast<std::size_t>(band.columns));
  for (int x = 0; x < band.columns; ++x) {
    const double distance = std::min(std::abs(x + 0.5 - band.left_px), std::abs(x + 0.5 - band.right_px));
    row[static_cast<std::size_t>(x)] =
        static_cast<std::uint8_t>(std::lround(255.0 * std::max(0.0, 1.0 - distance / kFrameReach)));
  }
  return row;
}

}  // namespace

struct BandStream::State {
  ScanWindow window;
  const layout::Layout& layout;
  const depth::DepthMap& map;
  const BandGeometry& geometry;
  std::vector<std::vector<Pass>> passes;
  int page;
  bool bilevel;
  int persistence_blocks;
  int blocks;                                     // In all.
  int sampled = 0;                                // Blocks straightened.
  int inked = 0;                                  // Blocks with ink.
  int given = 0;                                  // Blocks handed out.
  int first_pending = 0;                          // Block number of pending[t].front().
  std::vector<std::deque<PendingBlock>> pending;  // Per track of the geometry.
  std::vector<std::vector<std::uint8_t>> frames;

  [[nodiscard]] int rows_of(int block) const {
    return std::min(kBlockRows, geometry.rows - block * kBlockRows);
  }
  [[nodiscard]] PendingBlock& at(std::size_t track, int block) {
    return pending[track][static_cast<std::size_t>(block - first_pending)];
  }

  /// Where the rows of a block lie on the scan.
  [[nodiscard]] std::vector<RowOnScan> rows_on_scan(const TrackBand& band, int block) const {
    std::vector<RowOnScan> rows;
    for (int r = 0; r < rows_of(block); ++r) {
      const double row_px = block * kBlockRows + r + 0.5;
      const ScanPoint a = scan_from_band(layout, map, geometry, band, page, 0.5, row_px);
      const ScanPoint b = scan_from_band(layout, map, geometry, band, page, band.columns - 0.5, row_px);
      rows.push_back({a.x, (b.x - a.x) / std::max(band.columns - 1, 1)});
    }
    return rows;
  }

  /// Looks at the blocks inked last, and tells each of them the streaks that go through all of them.
  void mark_streaks(std::size_t track) {
    if (inked < kStreakBlocks) return;
    std::vector<const ScanColumns*> around;
    for (int b = inked - kStreakBlocks; b < inked; ++b) around.push_back(&at(track, b).columns);
    const std::vector<int> found = find_streaks(around);
    for (int b = inked - kStreakBlocks; b < inked; ++b) {
      std::vector<int>& streaks = at(track, b).streaks;
      streaks.insert(streaks.end(), found.begin(), found.end());
    }
  }

  /// Scan coordinates of a block's pixels, `fine` times as many in each direction as the band has.
  void maps_of_block(const TrackBand& band, int block, int fine, cv::Mat& map_x, cv::Mat& map_y) const {
    const int rows = rows_of(block) * fine;
    const int columns = band.columns * fine;
    map_x.create(rows, columns, CV_32F);
    map_y.create(rows, columns, CV_32F);
    for (int r = 0; r < rows; ++r) {
      const double row_px = block * kBlockRows + (r + 0.5) / fine;
      // A row is straight on the scan but for the edges' bend, which is far below a pixel within one row.
      const ScanPoint a = scan_from_band(layout, map, geometry, band, page, 0.5 / fine, row_px);
      const ScanPoint b =
          scan_from_band(layout, map, geometry, band, page, band.columns - 0.5 / fine, row_px);
      const double dx = (b.x - a.x) / std::max(columns - 1, 1);
      const double dy = (b.y - a.y) / std::max(columns - 1, 1);
      auto* const xs = map_x.ptr<float>(r);
      auto* const ys = map_y.ptr<float>(r);
      for (int c = 0; c < columns; ++c) {  // OpenCV has pixel centres at whole numbers, the layout at .5.
        xs[c] = static_cast<float>(a.x + c * dx - 0.5);
        ys[c] = static_cast<float>(a.y + c * dy - 0.5);
      }
    }
  }

  void sample_next() {
    const int block = sampled++;
    const int fine = std::max(1, static_cast<int>(std::ceil(1.0 / geometry.scale - 0.05)));
    std::vector<cv::Mat> xs(geometry.tracks.size());
    std::vector<cv::Mat> ys(geometry.tracks.size());
    double least = 1e18;
    double most = -1e18;
    for (std::size_t t = 0; t < geometry.tracks.size(); ++t) {
      maps_of_block(geometry.tracks[t], block, fine, xs[t], ys[t]);
      double low = 0.0;
      double high = 0.0;
      cv::minMaxLoc(ys[t], &low, &high);
      least = std::min(least, low);
      most = std::max(most, high);
    }
    window.advance(static_cast<int>(std::floor(least)) - 2, static_cast<int>(std::ceil(most)) + 3);
    for (std::size_t t = 0; t < geometry.tracks.size(); ++t) {
      ys[t] -= static_cast<double>(window.first_row());
      PendingBlock one;
      cv::remap(window.pixels(), one.pixels, xs[t], ys[t], cv::INTER_LINEAR, cv::BORDER_CONSTANT,
                cv::Scalar::all(255));
      if (fine > 1) {
        cv::resize(one.pixels, one.pixels, cv::Size(geometry.tracks[t].columns, rows_of(block)), 0, 0,
                   cv::INTER_AREA);
      }
      if (!bilevel) one.levels = measure_levels(one.pixels);
      pending[t].push_back(std::move(one));
    }
  }

  void ink_next() {
    const int block = inked++;
    for (std::size_t t = 0; t < geometry.tracks.size(); ++t) {
      PendingBlock& one = at(t, block);
      if (bilevel) {
        cv::bitwise_not(one.pixels, one.ink);
      } else {
        one.ink = ink_of_block(one.pixels, levels_around(t, block));
      }
      cv::reduce(one.ink, one.column_mean, 0, cv::REDUCE_AVG, CV_32F);
      one.rows = rows_on_scan(geometry.tracks[t], block);
      one.columns = scan_columns(one.ink, one.rows);
      mark_streaks(t);
    }
  }

  BlockLevels levels_around(std::size_t track, int block) {
    std::vector<const BlockLevels*> near;
    for (int b = std::max(block - kLevelBlocks, first_pending);
         b <= std::min(block + kLevelBlocks, sampled - 1); ++b) {
      near.push_back(&at(track, b).levels);
    }
    return smooth_levels(near);
  }

  cv::Mat persistence(std::size_t track, int block) {
    cv::Mat sum = cv::Mat::zeros(1, geometry.tracks[track].columns, CV_32F);
    double rows = 0.0;
    for (int b = std::max(0, block - persistence_blocks);
         b <= std::min(block + persistence_blocks, blocks - 1); ++b) {
      sum += at(track, b).column_mean * static_cast<double>(rows_of(b));
      rows += rows_of(b);
    }
    cv::Mat mean;
    sum.convertTo(mean, CV_8U, 1.0 / rows);
    return mean;
  }

  Image<std::uint8_t> planes_of(std::size_t track, int block, const Pass& pass, const cv::Mat& mean) {
    const TrackBand& band = geometry.tracks[track];
    const layout::Track& paper = layout.tracks[static_cast<std::size_t>(band.track)];
    PendingBlock& one = at(track, block);
    cv::Mat all = one.ink;
    cv::Mat own = one.ink;
    const auto& colour = paper.curves[static_cast<std::size_t>(pass.curves.front())].colour;
    if (colour && one.pixels.channels() == 3) {
      std::vector<layout::Colour> others;
      for (const layout::Curve& curve : paper.curves) {
        if (curve.colour) others.push_back(*curve.colour);
      }
      own = own_ink_of_block(one.pixels, levels_around(track, block), one.ink, *colour, others);
    }
    if (!one.streaks.empty()) {  // The block's own ink stays: other passes take it too. So does the
                                 // persistence plane.
      all = one.ink.clone();
      erase_streaks(all, one.rows, one.streaks);
      own = own.data == one.ink.data ? all : own.clone();
      if (own.data != all.data) erase_streaks(own, one.rows, one.streaks);
    }
    Image<std::uint8_t> planes(one.ink.rows, one.ink.cols, 4);
    for (int y = 0; y < one.ink.rows; ++y) {
      std::uint8_t* out = planes.row(y).data();
      const auto* const ink = all.ptr<std::uint8_t>(y);
      const auto* const mine = own.ptr<std::uint8_t>(y);
      const auto* const persistent = mean.ptr<std::uint8_t>(0);
      for (int x = 0; x < one.ink.cols; ++x) {
        *out++ = ink[x];
        *out++ = mine[x];
        *out++ = persistent[x];
        *out++ = frames[track][static_cast<std::size_t>(x)];
      }
    }
    return planes;
  }
};

BandStream::BandStream(raster::RowReader& scan, const layout::Layout& layout, const depth::DepthMap& map,
                       const BandGeometry& geometry, std::vector<std::vector<Pass>> passes, int page,
                       const BandOptions& options)
    : state_(new State{ScanWindow(scan),
                       layout,
                       map,
                       geometry,
                       std::move(passes),
                       page,
                       scan.info().bilevel,
                       (options.persistence_rows + kBlockRows - 1) / kBlockRows,
                       (geometry.rows + kBlockRows - 1) / kBlockRows,
                       0,
                       0,
                       0,
                       0,
                       {},
                       {}}) {
  state_->pending.resize(geometry.tracks.size());
  for (const TrackBand& band : geometry.tracks) state_->frames.push_back(frame_row(band));
}

BandStream::~BandStream() = default;

bool BandStream::next(BandBlock& block) {
  State& s = *state_;
  if (s.given >= s.blocks) return false;
  const int current = s.given++;
  const int ahead = std::max(s.persistence_blocks, kStreakBlocks - 1);
  const int last_inked = std::min(current + ahead, s.blocks - 1);
  while (s.inked <= last_inked) {
    while (s.sampled <= std::min(s.inked + kLevelBlocks, s.blocks - 1)) s.sample_next();
    s.ink_next();
  }
  block.first_row = current * kBlockRows;
  block.rows = s.rows_of(current);
  block.planes.clear();
  for (std::size_t t = 0; t < s.geometry.tracks.size(); ++t) {
    const cv::Mat mean = s.persistence(t, current);
    std::vector<Image<std::uint8_t>> planes;
    for (const Pass& pass : s.passes[t]) planes.push_back(s.planes_of(t, current, pass, mean));
    block.planes.push_back(std::move(planes));
    // Levels of blocks further back than this are asked for no more.
    const int keep_from = current + 1 - std::max(s.persistence_blocks, kLevelBlocks);
    if (s.first_pending < keep_from) s.pending[t].pop_front();
  }
  if (s.first_pending < current + 1 - std::max(s.persistence_blocks, kLevelBlocks)) ++s.first_pending;
  return true;
}

}  // namespace logdigitise::band
