#include <gtest/gtest.h>

#include <opencv2/imgcodecs.hpp>

#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/review/overlay.hpp"
#include "logdigitise/review/png.hpp"
#include "logdigitise/review/scan_tiles.hpp"
#include "tests/review/made_log.hpp"

namespace logdigitise::review {
namespace {

/// A scan in memory: `ink(x, y)` is black.
template <typename Ink>
class MadeScan : public raster::RowReader {
 public:
  MadeScan(int width, int height, int channels, bool bilevel, Ink ink) : ink_(ink) {
    info_.width = width;
    info_.height = height;
    info_.channels = channels;
    info_.bilevel = bilevel;
  }
  [[nodiscard]] const raster::RasterInfo& info() const override { return info_; }
  [[nodiscard]] Image<std::uint8_t> read_rows(int count) override {
    Image<std::uint8_t> rows(std::min(count, info_.height - next_), info_.width, info_.channels, 255);
    for (int r = 0; r < rows.rows(); ++r, ++next_) {
      for (int x = 0; x < info_.width; ++x) {
        if (!ink_(x, next_)) continue;
        for (int c = 0; c < info_.channels; ++c) rows.at(r, x, c) = 0;
      }
    }
    return rows;
  }
  [[nodiscard]] const std::vector<raster::DamagedRows>& damaged() const override { return damaged_; }

 private:
  Ink ink_;
  raster::RasterInfo info_;
  std::vector<raster::DamagedRows> damaged_;
  int next_ = 0;
};

cv::Mat decoded(const std::string& file) {
  return cv::imdecode(std::vector<std::uint8_t>(file.begin(), file.end()), cv::IMREAD_GRAYSCALE);
}

TEST(FewGreysPng, IsReadBackByOthersPixelForPixel) {
  for (const int bits : {1, 2}) {
    Image<std::uint8_t> image(5, 7);
    for (int r = 0; r < 5; ++r)
      for (int x = 0; x < 7; ++x) image.at(r, x) = static_cast<std::uint8_t>((r * 3 + x) % (1 << bits));
    const cv::Mat mat = decoded(few_greys_png(image, bits));
    ASSERT_EQ(mat.rows, 5);
    ASSERT_EQ(mat.cols, 7);
    for (int r = 0; r < 5; ++r)
      for (int x = 0; x < 7; ++x)
        EXPECT_EQ(mat.at<std::uint8_t>(r, x), image.at(r, x) * 255 / ((1 << bits) - 1));
  }
}

TEST(MakeTiles, KeepsEveryPixelWhereThereIsRoom) {
  const auto ink = [](int x, int y) { return (x * y) % 7 == 1; };
  MadeScan scan(300, 1300, 1, true, ink);
  const std::vector<TileLevel> levels = make_tiles(scan);
  ASSERT_EQ(levels.size(), 3U);
  EXPECT_EQ(levels[0].factor, 1);
  EXPECT_EQ(levels[1].factor, 4);
  EXPECT_EQ(levels[2].factor, 16);
  ASSERT_EQ(levels[0].tiles.size(), 3U);
  const cv::Mat last = decoded(levels[0].tiles[2]);
  EXPECT_EQ(last.rows, 1300 - 2 * levels[0].tile_rows);
  for (int y = 1024; y < 1300; y += 13)
    for (int x = 0; x < 300; ++x)
      ASSERT_EQ(last.at<std::uint8_t>(y - 1024, x) == 0, ink(x, y)) << x << " " << y;
}

TEST(MakeTiles, GetsCoarserUntilItFits) {
  // Noise that does not compress: 1 bit a pixel.
  const auto noise = [](int x, int y) {
    auto mixed = static_cast<std::uint32_t>(y * 800 + x) * 2654435761U;
    mixed = (mixed ^ (mixed >> 15U)) * 2246822519U;
    return ((mixed ^ (mixed >> 13U)) & 1U) == 0;
  };
  MadeScan scan(800, 4000, 1, true, noise);
  const std::vector<TileLevel> levels = make_tiles(scan, {.max_bytes = 60'000});
  EXPECT_GT(levels[0].factor, 1);
  std::size_t sum = 0;
  for (const TileLevel& level : levels) sum += level.bytes();
  EXPECT_LE(sum, 60'000U);
}

TEST(MakeTiles, KeepsAThinLineInSight) {
  MadeScan scan(640, 640, 1, true, [](int x, int) { return x == 321; });
  const std::vector<TileLevel> levels = make_tiles(scan);
  ASSERT_EQ(levels[1].factor, 4);
  EXPECT_LT(decoded(levels[1].tiles[0]).at<std::uint8_t>(10, 80), 200);
  EXPECT_EQ(decoded(levels[1].tiles[0]).at<std::uint8_t>(10, 79), 255);
}

TEST(MakeTiles, ShowsColourScansAsWebp) {
  MadeScan scan(320, 700, 3, false, [](int x, int) { return x < 160; });
  const std::vector<TileLevel> levels = make_tiles(scan);
  EXPECT_EQ(levels[0].type, "image/webp");
  const cv::Mat tile = decoded(levels[0].tiles[0]);
  EXPECT_LT(tile.at<std::uint8_t>(5, 40), 40);
  EXPECT_GT(tile.at<std::uint8_t>(5, 280), 215);
}

TEST(DrawOverlay, DrawsEachSampleWithinAPixelOfItsValue) {
  ReviewedLog log = made_log();
  const auto folder = std::filesystem::path(testing::TempDir());
  log.paths.scans = {folder / "overlay_blank.png"};
  write_file_atomically(log.paths.scans[0], few_greys_png(Image<std::uint8_t>(1100, 320, 1, 1), 1));
  for (std::size_t i = 0; i < 100; ++i) log.log.curves[0].values[i] = 15 + static_cast<double>(i);
  log.log.curves[0].values[54] = 210;  // A lane over: drawn at 60.
  log.log.curves[0].values[30] = std::nan("");
  std::vector<OverlayPicture> pictures;
  Progress quiet;
  draw_overlay(log, {.raster = {}, .picture_rows = 400}, quiet,
               [&](OverlayPicture picture) { pictures.push_back(std::move(picture)); });
  ASSERT_EQ(pictures.size(), 3U);
  EXPECT_EQ(pictures[2].rows, 300);
  const auto strong = [&](double x, double y) {  // Vermilion: much more red than blue.
    const OverlayPicture& picture = pictures[static_cast<std::size_t>(y / 400)];
    const cv::Mat mat = cv::imdecode(picture.png, cv::IMREAD_COLOR);
    const auto pixel = mat.at<cv::Vec3b>(static_cast<int>(y) - picture.first_row, static_cast<int>(x));
    return pixel[2] > 180 && pixel[0] < 90;
  };
  for (const int i : {1, 20, 39, 54, 77, 99}) {
    const double value = i == 54 ? 60 : 15 + i;
    EXPECT_TRUE(strong(10 + 100 * value / 150, 10.0 * i)) << i;
    EXPECT_FALSE(strong(10 + 100 * value / 150 + 5, 10.0 * i)) << i;
  }
  EXPECT_FALSE(strong(10 + 100 * 45.0 / 150, 300)) << "nothing is drawn where there is no value";
}

}  // namespace
}  // namespace logdigitise::review
