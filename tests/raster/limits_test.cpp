// Files made to exhaust memory are refused before anything is allocated.

#include <gtest/gtest.h>

#include <cstdint>
#include <cstring>
#include <limits>

#include "logdigitise/core/error.hpp"
#include "logdigitise/raster/tiff_wrapper.hpp"
#include "tests/raster/test_files.hpp"

namespace logdigitise::raster::testing {
namespace {

std::string bomb(std::uint32_t width, std::uint32_t height, int compression, int bits = 1) {
  WrappedImage image;
  image.width = width;
  image.height = height;
  image.bits = static_cast<std::uint16_t>(bits);
  image.compression = static_cast<std::uint16_t>(compression);
  return read_all(*wrap_as_tiff(image, std::string(200, '\xFF')));
}

TEST(RasterLimits, RefuseMorePixelsThanAllowedAndNameTheOption) {
  const TestFolder folder;
  const std::string message =
      error_of_reading(folder.write("bomb.tif", bomb(100'000, 100'000, COMPRESSION_CCITTFAX4)));
  EXPECT_NE(message.find("100000 x 100000"), std::string::npos) << message;
  EXPECT_NE(message.find("4000000000"), std::string::npos) << message;
  EXPECT_NE(message.find("--max-pixels"), std::string::npos) << message;
}

TEST(RasterLimits, RefuseSidesThatDoNotFitAnInt) {
  const TestFolder folder;
  RasterOptions options;
  options.max_pixels = std::numeric_limits<std::int64_t>::max();
  for (const auto& [w, h] : {std::pair{4294967295U, 1U}, {1U, 4294967295U}}) {
    const std::string message =
        error_of_reading(folder.write("side.tif", bomb(w, h, COMPRESSION_CCITTFAX4)), options);
    EXPECT_NE(message.find("at most 134217727 pixels on a side"), std::string::npos) << message;
  }
}

TEST(RasterLimits, RefuseTooManyDecodedBytesPerByteOfFile) {
  const TestFolder folder;
  const std::string message =
      error_of_reading(folder.write("ratio.tif", bomb(60'000, 60'000, COMPRESSION_ADOBE_DEFLATE)));
  EXPECT_NE(message.find("decoded bytes per byte of file; expected at most 10000"), std::string::npos)
      << message;
}

TEST(RasterLimits, RefuseNoPixelsAtAll) {
  const TestFolder folder;
  EXPECT_FALSE(error_of_reading(folder.write("zero.tif", bomb(0, 10, COMPRESSION_NONE))).empty());
  EXPECT_FALSE(error_of_reading(folder.write("zero.tif", bomb(10, 0, COMPRESSION_NONE))).empty());
}

TEST(RasterLimits, AllowsAWhiteG4PageOfOrdinaryCompression) {
  const TestFolder folder;
  const Image<std::uint8_t> white(4000, 1700);
  const ReadResult result =
      read_everything(folder.write("white.tif", tiff_with_directory_first(white, COMPRESSION_CCITTFAX4)));
  EXPECT_TRUE(result.damaged.empty());
  EXPECT_EQ(result.image.at(3999, 1699), 255);
}

TEST(RasterLimits, RefuseTooManyPages) {
  const TestFolder folder;
  TiffSpec spec;
  spec.pages = 5;
  write_tiff(folder / "pages.tif", spec);
  RasterOptions options;
  options.max_pages = 4;
  const std::string message = error_of_reading(folder / "pages.tif", options);
  EXPECT_NE(message.find("more than 4 pages"), std::string::npos) << message;
  EXPECT_NE(message.find("--max-pages"), std::string::npos) << message;
  options.max_pages = 5;
  EXPECT_EQ(error_of_reading(folder / "pages.tif", options), "");
}

TEST(RasterLimits, EndAChainOfPagesThatBitesItsTail) {
  const TestFolder folder;
  TiffSpec spec;
  spec.mode = "wl";
  write_tiff(folder / "loop.tif", spec);
  std::string bytes = file_bytes(folder / "loop.tif");
  std::uint32_t directory = 0;
  std::uint16_t entries = 0;
  std::memcpy(&directory, bytes.data() + 4, 4);
  std::memcpy(&entries, bytes.data() + directory, 2);
  std::memcpy(bytes.data() + directory + 2 + entries * 12, &directory, 4);
  const ReadResult result = read_everything(folder.write("bitten.tif", bytes));
  EXPECT_EQ(result.info.pages, 1);
}

TEST(RasterLimits, APageBelowOneIsAUsageError) {
  const TestFolder folder;
  write_tiff(folder / "one.tif", TiffSpec{});
  RasterOptions options;
  options.page = 0;
  try {
    static_cast<void>(open_raster(folder / "one.tif", options));
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kUsage);
  }
}

}  // namespace
}  // namespace logdigitise::raster::testing
