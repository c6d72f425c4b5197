// JPEG and PNG.

#include <gtest/gtest.h>

#include <cstring>
#include <opencv2/imgcodecs.hpp>

#include "logdigitise/core/error.hpp"
#include "logdigitise/raster/decoded_source.hpp"
#include "tests/raster/test_files.hpp"

namespace logdigitise::raster::testing {
namespace {

std::string encoded(const std::string& extension, const cv::Mat& image,
                    const std::vector<int>& parameters = {}) {
  std::vector<std::uint8_t> bytes;
  cv::imencode(extension, image, bytes, parameters);
  return {bytes.begin(), bytes.end()};
}

// Blue, green, red, as OpenCV has them.
cv::Mat smooth_picture(int rows, int columns) {
  cv::Mat picture(rows, columns, CV_8UC3);
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < columns; ++x) {
      picture.at<cv::Vec3b>(y, x) = {static_cast<std::uint8_t>(200 - x), static_cast<std::uint8_t>(y * 2),
                                     90};
    }
  }
  return picture;
}

void put_big_endian(std::string& bytes, std::size_t at, std::uint32_t value, int size) {
  for (int i = 0; i < size; ++i)
    bytes[at + static_cast<std::size_t>(i)] = static_cast<char>(value >> 8 * (size - 1 - i));
}

TEST(Png, ComesAsGreyOrRgbWithAlphaOverWhite) {
  const TestFolder folder;
  cv::Mat grey(5, 4, CV_8UC1);
  cv::Mat deep(5, 4, CV_16UC1);
  cv::Mat clear(5, 4, CV_8UC4);
  for (int y = 0; y < 5; ++y) {
    for (int x = 0; x < 4; ++x) {
      grey.at<std::uint8_t>(y, x) = static_cast<std::uint8_t>(y * 40 + x);
      deep.at<std::uint16_t>(y, x) = static_cast<std::uint16_t>((y * 40 + x) * 257);
      clear.at<cv::Vec4b>(y, x) = {10, 20, 30, static_cast<std::uint8_t>(y * 50)};
    }
  }
  for (const cv::Mat& picture : {grey, deep}) {
    const ReadResult result = read_everything(folder.write("grey.png", encoded(".png", picture)));
    ASSERT_EQ(result.info.channels, 1);
    for (int y = 0; y < 5; ++y) EXPECT_EQ(result.image.at(y, 3), y * 40 + 3);
  }
  const ReadResult result = read_everything(folder.write("clear.png", encoded(".png", clear)));
  ASSERT_EQ(result.info.channels, 3);
  for (int y = 0; y < 5; ++y) {
    const int alpha = y * 50;
    EXPECT_EQ(result.image.at(y, 0, 0), (30 * alpha + 255 * (255 - alpha) + 127) / 255);
    EXPECT_EQ(result.image.at(y, 0, 2), (10 * alpha + 255 * (255 - alpha) + 127) / 255);
  }
}

TEST(Png, OfOneBitIsBilevel) {
  const TestFolder folder;
  cv::Mat ink(9, 17, CV_8UC1, cv::Scalar(255));
  ink.at<std::uint8_t>(4, 11) = 0;
  const std::string png = encoded(".png", ink, {cv::IMWRITE_PNG_BILEVEL, 1});
  const ReadResult result = read_everything(folder.write("ink.png", png));
  EXPECT_TRUE(result.info.bilevel);
  EXPECT_EQ(result.image.at(4, 11), 0);
  EXPECT_EQ(result.image.at(4, 10), 255);
}

TEST(Png, CutOffAnywhereIsAnError) {
  const TestFolder folder;
  const std::string whole = encoded(".png", smooth_picture(60, 50));
  for (std::size_t length = 8; length < whole.size(); length += 1 + whole.size() / 60) {
    EXPECT_NE(error_of_reading(folder.write("cut.png", whole.substr(0, length))).find("cut off"),
              std::string::npos)
        << "cut at " << length << " of " << whole.size();
  }
}

TEST(Png, WithAFlippedBitIsAnError) {
  const TestFolder folder;
  std::string bytes = encoded(".png", smooth_picture(60, 50));
  bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 4);
  EXPECT_NE(error_of_reading(folder.write("flip.png", bytes)).find("checksum is wrong"), std::string::npos);
}

TEST(Png, BombIsRefusedFromItsHeader) {
  const TestFolder folder;
  std::string bytes = encoded(".png", smooth_picture(10, 10));
  put_big_endian(bytes, 16, 1'000'000, 4);
  put_big_endian(bytes, 20, 1'000'000, 4);
  EXPECT_NE(error_of_reading(folder.write("bomb.png", bytes)).find("--max-pixels"), std::string::npos);
}

TEST(DecodeWhole, NamesTheLimitOfWhatIsTooLarge) {
  // OpenCV writes no such file either.
  const auto refusal = [](int width, int height) {
    RasterInfo info;
    info.width = width;
    info.height = height;
    try {
      static_cast<void>(decode_whole("", "scan.png", info, false));
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInput);
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_NE(refusal(1, 1'000'001).find("at most 1000000 on a side"), std::string::npos)
      << refusal(1, 1'000'001);
  EXPECT_NE(refusal(40'000, 30'000).find("and 1073741824 in all"), std::string::npos)
      << refusal(40'000, 30'000);
}

TEST(Jpeg, ComesAsRgbWithinALevelOfOpenCv) {
  const TestFolder folder;
  for (const int progressive : {0, 1}) {
    const std::string jpeg =
        encoded(".jpg", smooth_picture(70, 90),
                {cv::IMWRITE_JPEG_QUALITY, 95, cv::IMWRITE_JPEG_PROGRESSIVE, progressive});
    const ReadResult result = read_everything(folder.write("picture.jpg", jpeg));
    ASSERT_EQ(result.info.channels, 3);
    EXPECT_TRUE(result.damaged.empty());
    const cv::Mat expected = cv::imdecode(
        cv::Mat(1, static_cast<int>(jpeg.size()), CV_8U, const_cast<char*>(jpeg.data())), cv::IMREAD_COLOR);
    for (int y = 0; y < 70; ++y) {
      for (int x = 0; x < 90; ++x) {
        for (int c = 0; c < 3; ++c) {
          ASSERT_NEAR(result.image.at(y, x, c), expected.at<cv::Vec3b>(y, x)[2 - c], 1) << y << " " << x;
        }
      }
    }
  }
}

TEST(Jpeg, InGreyHasOneChannel) {
  const TestFolder folder;
  const cv::Mat grey(30, 20, CV_8UC1, cv::Scalar(77));
  const ReadResult result = read_everything(folder.write("grey.jpg", encoded(".jpg", grey)));
  ASSERT_EQ(result.info.channels, 1);
  EXPECT_EQ(result.image.at(29, 19), 77);
}

TEST(Jpeg, IsTurnedAsExifSays) {
  const TestFolder folder;
  const std::string jpeg = encoded(".jpg", smooth_picture(64, 96), {cv::IMWRITE_JPEG_QUALITY, 100});
  // APP1 with one directory entry, Orientation = 6, after the start-of-image marker.
  const char exif[] =
      "\xFF\xE1\x00\x22"
      "Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
  const std::string turned = jpeg.substr(0, 2) + std::string(exif, 36) + jpeg.substr(2);
  const ReadResult upright = read_everything(folder.write("upright.jpg", jpeg));
  const ReadResult result = read_everything(folder.write("turned.jpg", turned));
  ASSERT_EQ(result.info.width, 64);
  ASSERT_EQ(result.info.height, 96);
  for (const auto& [y, x] : {std::pair{10, 20}, {50, 80}}) {
    EXPECT_EQ(result.image.at(x, 63 - y, 0), upright.image.at(y, x, 0));
  }
}

TEST(Jpeg, StatesItsResolution) {
  const TestFolder folder;
  std::string jpeg = encoded(".jpg", smooth_picture(16, 16));
  ASSERT_EQ(jpeg.substr(6, 4), "JFIF");
  jpeg[13] = 2;  // Dots per centimetre.
  put_big_endian(jpeg, 14, 100, 2);
  put_big_endian(jpeg, 16, 50, 2);
  const RasterInfo info = read_everything(folder.write("dpi.jpg", jpeg)).info;
  EXPECT_NEAR(info.dpi_x, 254.0, 0.01);
  EXPECT_NEAR(info.dpi_y, 127.0, 0.01);
}

TEST(Jpeg, CutOffGivesAnErrorOrGoodRowsAndDamage) {
  const TestFolder folder;
  for (const int progressive : {0, 1}) {
    const std::string whole =
        encoded(".jpg", smooth_picture(160, 120), {cv::IMWRITE_JPEG_PROGRESSIVE, progressive});
    const ReadResult expected = read_everything(folder.write("whole.jpg", whole));
    int good_rows = 0;
    // Without its last few bytes a JPEG may still have every pixel.
    for (std::size_t length = 4; length + 8 < whole.size(); length += 1 + whole.size() / 60) {
      try {
        const ReadResult result = read_everything(folder.write("cut.jpg", whole.substr(0, length)));
        EXPECT_FALSE(result.damaged.empty()) << "cut at " << length << " of " << whole.size();
        for (int y = 0; y < 160; ++y) {
          if (result.is_damaged(y)) continue;
          ASSERT_TRUE(std::ranges::equal(result.image.row(y), expected.image.row(y)))
              << length << " row " << y;
          ++good_rows;
        }
      } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kInput);
      }
    }
    if (progressive == 0) {
      EXPECT_GT(good_rows, 0);
    }
  }
}

// Enough detail that the data, and not the tables, are most of the file.
cv::Mat busy_picture(int rows, int columns) {
  cv::Mat picture(rows, columns, CV_8UC1);
  for (int y = 0; y < rows; ++y)
    for (int x = 0; x < columns; ++x)
      picture.at<std::uint8_t>(y, x) = (x * x + 7 * y * x) % 97 < 30 ? 20 : 240;
  return picture;
}

// With some codes lost, all that follows slides along, and often only the end tells.
std::string without_some_codes(std::string jpeg) { return jpeg.erase(jpeg.size() * 3 / 4, 3); }

TEST(Jpeg, WithDamagedDataAndNoRestartMarkersIsBelievedNowhere) {
  const TestFolder folder;
  for (const int progressive : {0, 1}) {
    const std::string whole =
        encoded(".jpg", busy_picture(160, 120), {cv::IMWRITE_JPEG_PROGRESSIVE, progressive});
    const std::string error = error_of_reading(folder.write("damaged.jpg", without_some_codes(whole)));
    EXPECT_NE(error.find("Corrupt JPEG data"), std::string::npos) << error;
  }
}

TEST(Jpeg, WithRestartMarkersIsDoubtedFromTheLastOne) {
  const TestFolder folder;
  const std::string whole = encoded(".jpg", busy_picture(160, 120), {cv::IMWRITE_JPEG_RST_INTERVAL, 15});
  const ReadResult expected = read_everything(folder.write("whole.jpg", whole));
  ASSERT_TRUE(expected.damaged.empty());
  const ReadResult result = read_everything(folder.write("damaged.jpg", without_some_codes(whole)));
  ASSERT_EQ(result.damaged.size(), 1U);
  EXPECT_GT(result.damaged[0].first, 60);
  EXPECT_LT(result.damaged[0].first, 130);
  EXPECT_EQ(result.damaged[0].last, 160);
  for (int y = 0; y < result.damaged[0].first; ++y)
    ASSERT_TRUE(std::ranges::equal(result.image.row(y), expected.image.row(y))) << y;
}

TEST(Jpeg, BombIsRefusedFromItsHeader) {
  const TestFolder folder;
  std::string bytes = encoded(".jpg", smooth_picture(16, 16));
  const std::size_t frame = bytes.find("\xFF\xC0");
  ASSERT_NE(frame, std::string::npos);
  put_big_endian(bytes, frame + 5, 65500, 2);
  put_big_endian(bytes, frame + 7, 65500, 2);
  EXPECT_NE(error_of_reading(folder.write("bomb.jpg", bytes)).find("expected at most"), std::string::npos);
}

}  // namespace
}  // namespace logdigitise::raster::testing
