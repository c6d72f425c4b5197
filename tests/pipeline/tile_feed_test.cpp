#include "logdigitise/pipeline/tile_feed.hpp"

#include <gtest/gtest.h>

#include "logdigitise/nn/segmenter.hpp"

namespace logdigitise::pipeline {
namespace {

/// A scan whose row r is of grey r modulo 251.
class NumberedScan : public raster::RowReader {
 public:
  NumberedScan() {
    info_.width = 300;
    info_.height = 3000;
    info_.bilevel = true;  // Ink is then the plain inverse.
  }
  [[nodiscard]] const raster::RasterInfo& info() const override { return info_; }
  [[nodiscard]] Image<std::uint8_t> read_rows(int count) override {
    count = std::min(count, info_.height - next_);
    Image<std::uint8_t> rows(count, info_.width);
    for (int r = 0; r < count; ++r) {
      for (std::uint8_t& v : rows.row(r)) v = static_cast<std::uint8_t>((next_ + r) % 251);
    }
    next_ += count;
    return rows;
  }
  [[nodiscard]] const std::vector<raster::DamagedRows>& damaged() const override { return damaged_; }

 private:
  raster::RasterInfo info_;
  int next_ = 0;
  std::vector<raster::DamagedRows> damaged_;
};

layout::Layout plain_layout() {
  layout::Layout layout;
  layout.depth.top = 1010;
  layout.depth.base = 1280;
  layout.depth.ties = {
      {10.0, 0.0, 1000.0, 1}, {290.0, 0.0, 1000.0, 1}, {10.0, 3000.0, 1300.0, 1}, {290.0, 3000.0, 1300.0, 1}};
  layout::Track track;
  track.name = "1";
  track.edges = {{0.0, 20.0, 276.0, 1}};
  track.curves.resize(1);
  layout.tracks.push_back(track);
  return layout;
}

/// Rows of all tiles' own parts, one value each, and the checks every tile must pass.
std::vector<int> rows_through(int tile_rows) {
  const layout::Layout layout = plain_layout();
  const depth::DepthMap map(layout.depth.ties, {});
  NumberedScan scan;
  band::BandOptions options;
  options.track_width_px = 256.0;
  const band::BandGeometry geometry = band::plan_bands(layout, map, 300, 3000, 1, options);
  band::BandStream stream(scan, layout, map, geometry, {{{{0}}}}, 1, options);
  TileFeed feed(stream, geometry.rows, tile_rows);
  std::vector<int> rows;
  Tile tile;
  while (feed.next(tile)) {
    const Image<std::uint8_t>& planes = tile.planes[0][0];
    EXPECT_EQ(planes.rows() % nn::kAlignment, 0);
    EXPECT_EQ((tile.first_row - tile.context_above) % nn::kAlignment, 0);
    EXPECT_EQ(tile.first_row, static_cast<int>(rows.size()));
    for (int r = 0; r < tile.rows; ++r) rows.push_back(planes.at(tile.context_above + r, 100, 0));
  }
  EXPECT_EQ(static_cast<int>(rows.size()), geometry.rows);
  return rows;
}

TEST(TileFeed, GivesEveryRowOnceWhateverTheTile) {
  const std::vector<int> large = rows_through(4096);
  EXPECT_EQ(rows_through(64), large);
  EXPECT_EQ(rows_through(512), large);
}

TEST(ChancesInSection, AreNoneAboveAndBelow) {
  Tile tile;
  tile.first_row = 10;
  tile.rows = 4;
  tile.context_above = 2;
  Image<float> chances(8, 3, 1);
  for (int r = 0; r < 8; ++r)
    for (float& chance : chances.row(r)) chance = static_cast<float>(r);
  std::vector<double> depths(20);
  for (std::size_t r = 0; r < depths.size(); ++r) depths[r] = 100.0 + static_cast<double>(r);
  layout::Depth section;
  section.top = 111.0;
  section.base = 112.4;
  section.step = 0.5;
  const Image<float> own = chances_in_section(chances, tile, depths, section);
  ASSERT_EQ(own.rows(), 4);
  EXPECT_EQ(own.at(0, 0), 0.0F);
  EXPECT_EQ(own.at(1, 0), 3.0F);
  EXPECT_EQ(own.at(2, 2), 4.0F);
  EXPECT_EQ(own.at(3, 0), 0.0F);
  section.base = 112.8;  // The last sample is read from both of its sides.
  EXPECT_EQ(chances_in_section(chances, tile, depths, section).at(3, 0), 5.0F);
}

}  // namespace
}  // namespace logdigitise::pipeline
