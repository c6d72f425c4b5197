#include "logdigitise/pipeline/tile_feed.hpp"

#include <algorithm>
#include <cstring>

#include "logdigitise/nn/segmenter.hpp"

namespace logdigitise::pipeline {

namespace {

int round_up(int rows) { return (rows + nn::kAlignment - 1) / nn::kAlignment * nn::kAlignment; }

}  // namespace

TileFeed::TileFeed(band::BandStream& stream, int total_rows, int tile_rows)
    : stream_(stream), total_rows_(total_rows), tile_rows_(round_up(std::max(tile_rows, 1))) {}

void TileFeed::read_until(int row) {
  band::BandBlock block;
  while (held_last_ < row && stream_.next(block)) {
    held_.resize(block.planes.size());
    for (std::size_t t = 0; t < block.planes.size(); ++t) {
      held_[t].resize(block.planes[t].size());
      for (std::size_t p = 0; p < block.planes[t].size(); ++p) {
        const Image<std::uint8_t>& planes = block.planes[t][p];
        held_[t][p].columns = planes.columns();
        held_[t][p].rows.insert(held_[t][p].rows.end(), planes.data(), planes.data() + planes.size());
      }
    }
    held_last_ = block.first_row + block.rows;
  }
}

bool TileFeed::next(Tile& tile) {
  if (next_row_ >= total_rows_) return false;
  tile.first_row = next_row_;
  tile.rows = std::min(tile_rows_, total_rows_ - next_row_);
  const int first = std::max(0, next_row_ - nn::kContextRows);
  const int last = std::min(next_row_ + tile.rows + nn::kContextRows, round_up(total_rows_));
  tile.context_above = next_row_ - first;
  read_until(std::min(last, total_rows_));

  tile.planes.clear();
  for (std::vector<Held>& of_track : held_) {
    std::vector<Image<std::uint8_t>>& passes = tile.planes.emplace_back();
    for (Held& held : of_track) {
      const std::size_t row_bytes = static_cast<std::size_t>(held.columns) * nn::kInputPlanes;
      Image<std::uint8_t>& planes =
          passes.emplace_back(round_up(last - first), held.columns, nn::kInputPlanes);
      const int available = std::min(last, held_last_) - first;
      std::memcpy(planes.data(), held.rows.data() + static_cast<std::size_t>(first - held_first_) * row_bytes,
                  static_cast<std::size_t>(available) * row_bytes);
      const int keep_from = std::max(0, next_row_ + tile.rows - nn::kContextRows);
      held.rows.erase(held.rows.begin(),
                      held.rows.begin() + static_cast<std::ptrdiff_t>(
                                              static_cast<std::size_t>(keep_from - held_first_) * row_bytes));
    }
  }
  held_first_ = std::max(held_first_, std::max(0, next_row_ + tile.rows - nn::kContextRows));
  next_row_ += tile.rows;
  return true;
}

Image<float> chances_in_section(const Image<float>& chances, const Tile& tile,
                                const std::vector<double>& depths, const layout::Depth& section) {
  Image<float> own(tile.rows, chances.columns(), chances.channels());
  const double margin = 0.5 * section.step;  // The first and the last sample are read from both sides.
  for (int r = 0; r < tile.rows; ++r) {
    const double at = depths[static_cast<std::size_t>(tile.first_row) + static_cast<std::size_t>(r)];
    if (at < std::min(section.top, section.base) - margin ||
        at > std::max(section.top, section.base) + margin)
      continue;
    const auto from = chances.row(tile.context_above + r);
    std::copy(from.begin(), from.end(), own.row(r).begin());
  }
  return own;
}

}  // namespace logdigitise::pipeline
