// A turn that is asked for, in every format, on top of the Orientation tag.

#include <gtest/gtest.h>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>

#include "logdigitise/core/error.hpp"
#include "tests/raster/test_files.hpp"

namespace logdigitise::raster::testing {
namespace {

/// Pixel by pixel, apart from the code under test: row y of a quarter turn clockwise is column y, read
/// upwards.
Image<std::uint8_t> quarter_turned(const Image<std::uint8_t>& image) {
  Image<std::uint8_t> turned(image.columns(), image.rows(), image.channels());
  for (int y = 0; y < turned.rows(); ++y)
    for (int x = 0; x < turned.columns(); ++x)
      for (int c = 0; c < image.channels(); ++c) turned.at(y, x, c) = image.at(image.rows() - 1 - x, y, c);
  return turned;
}

/// A file comes as it is stored, and turned by 90, 180 and 270 degrees.
void expect_turns(const std::filesystem::path& path) {
  Image<std::uint8_t> expected = read_everything(path).image;
  RasterOptions options;
  for (const int turn : {90, 180, 270}) {
    expected = quarter_turned(expected);
    options.turn = turn;
    const ReadResult result = read_everything(path, options);
    EXPECT_EQ(result.info.width, expected.columns());
    EXPECT_EQ(result.info.height, expected.rows());
    EXPECT_EQ(difference(result.image, expected), std::nullopt) << path << " turned by " << turn;
  }
}

TEST(Turn, TurnsBilevelAndColourTiffsOfEveryOrientation) {
  const TestFolder folder;
  for (int orientation = 1; orientation <= 8; ++orientation) {
    TiffSpec spec;
    spec.orientation = orientation;
    spec.compression = COMPRESSION_CCITTFAX4;
    write_tiff(folder / "bilevel.tif", spec);
    expect_turns(folder / "bilevel.tif");
    TiffSpec colour;
    colour.orientation = orientation;
    colour.bits = 8;
    colour.samples = 3;
    colour.photometric = PHOTOMETRIC_RGB;
    write_tiff(folder / "colour.tif", colour);
    expect_turns(folder / "colour.tif");
  }
}

TEST(Turn, TurnsPngAndJpeg) {
  const TestFolder folder;
  cv::Mat picture(9, 14, CV_8UC3);
  for (int y = 0; y < picture.rows; ++y)
    for (int x = 0; x < picture.cols; ++x)
      picture.at<cv::Vec3b>(y, x) = {static_cast<std::uint8_t>(10 * y), static_cast<std::uint8_t>(15 * x), 7};
  for (const char* name : {"picture.png", "picture.jpg"}) {
    const std::filesystem::path path = folder / name;
    ASSERT_TRUE(cv::imwrite(path.string(), picture));
    expect_turns(path);
  }
}

TEST(Turn, ExchangesTheResolutionsOnASide) {
  const TestFolder folder;
  const Image<std::uint8_t> ink = log_like_image(20, 30);
  const std::filesystem::path path =
      folder.write("fax.tif", tiff_with_directory_first(ink, COMPRESSION_CCITTFAX4));
  const RasterInfo upright = read_everything(path).info;
  RasterOptions options;
  options.turn = 90;
  const RasterInfo turned = read_everything(path, options).info;
  EXPECT_EQ(turned.dpi_x, upright.dpi_y);
  EXPECT_EQ(turned.dpi_y, upright.dpi_x);
  EXPECT_TRUE(turned.bilevel);
}

TEST(Turn, OfOtherAnglesIsAUsageError) {
  const TestFolder folder;
  write_tiff(folder / "scan.tif", {});
  for (const int turn : {45, -90, 360}) {
    RasterOptions options;
    options.turn = turn;
    try {
      static_cast<void>(open_raster(folder / "scan.tif", options));
      ADD_FAILURE() << turn;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kUsage);
      EXPECT_NE(std::string(error.what()).find("expected 0, 90, 180 or 270"), std::string::npos);
    }
  }
}

}  // namespace
}  // namespace logdigitise::raster::testing
