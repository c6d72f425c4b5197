// Damaged and cut off TIFFs: never a silent wrong row where the decoder can tell.

#include <gtest/gtest.h>

#include "logdigitise/core/error.hpp"
#include "logdigitise/core/random.hpp"
#include "tests/raster/test_files.hpp"

namespace logdigitise::raster::testing {
namespace {

Image<std::uint8_t> as_seen(const Image<std::uint8_t>& ink) {
  Image<std::uint8_t> seen(ink.rows(), ink.columns());
  for (std::size_t i = 0; i < ink.size(); ++i) seen.data()[i] = ink.data()[i] != 0 ? 0 : 255;
  return seen;
}

struct Encoding {
  std::string name;
  int compression;
  std::uint32_t group3_options;
};

class CutOffTiff : public ::testing::TestWithParam<Encoding> {};

TEST_P(CutOffTiff, GivesAnErrorOrGoodRowsAndDamage) {
  const TestFolder folder;
  const Image<std::uint8_t> ink = log_like_image(120, 101);
  const Image<std::uint8_t> expected = as_seen(ink);
  const std::string whole = tiff_with_directory_first(ink, GetParam().compression, GetParam().group3_options);
  ASSERT_EQ(difference(read_everything(folder.write("whole.tif", whole)).image, expected), std::nullopt);
  int partly_read = 0;
  // The last bytes may be no more than the end code, which no row needs.
  for (std::size_t length = 0; length + 16 < whole.size(); length += 1 + length / 37) {
    const std::filesystem::path path = folder.write("cut.tif", whole.substr(0, length));
    try {
      const ReadResult result = read_everything(path);
      EXPECT_FALSE(result.damaged.empty()) << "cut at " << length << " of " << whole.size();
      for (int y = 0; y < expected.rows(); ++y) {
        if (result.is_damaged(y)) {
          EXPECT_EQ(result.image.at(y, 0), 255);
        } else {
          ASSERT_TRUE(std::ranges::equal(result.image.row(y), expected.row(y)))
              << "cut " << length << " row " << y;
          ++partly_read;
        }
      }
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInput);
    }
  }
  const bool reads_up_to_the_cut = GetParam().compression == COMPRESSION_NONE ||
                                   GetParam().compression == COMPRESSION_CCITTFAX3 ||
                                   GetParam().compression == COMPRESSION_CCITTFAX4;
  if (reads_up_to_the_cut) {
    EXPECT_GT(partly_read, 0);
  }
}

INSTANTIATE_TEST_SUITE_P(
    All, CutOffTiff,
    ::testing::Values(Encoding{"None", COMPRESSION_NONE, 0}, Encoding{"G4", COMPRESSION_CCITTFAX4, 0},
                      Encoding{"G3", COMPRESSION_CCITTFAX3, 0},
                      Encoding{"G3TwoD", COMPRESSION_CCITTFAX3, GROUP3OPT_2DENCODING},
                      Encoding{"Rle", COMPRESSION_CCITTRLE, 0}, Encoding{"PackBits", COMPRESSION_PACKBITS, 0},
                      Encoding{"Lzw", COMPRESSION_LZW, 0}, Encoding{"Deflate", COMPRESSION_ADOBE_DEFLATE, 0}),
    [](const auto& parameter) { return parameter.param.name; });

TEST(CutOffTiff, WithItsDirectoryAtTheEndIsAnError) {
  const TestFolder folder;
  TiffSpec spec;
  spec.compression = COMPRESSION_CCITTFAX4;
  write_tiff(folder / "end.tif", spec);
  const std::string whole = file_bytes(folder / "end.tif");
  for (std::size_t length = 8; length < whole.size(); length += 5) {
    EXPECT_FALSE(error_of_reading(folder.write("cut.tif", whole.substr(0, length))).empty())
        << "cut at " << length;
  }
}

TEST(DamagedDeflate, IsNoticedByItsChecksum) {
  const TestFolder folder;
  const Image<std::uint8_t> ink = log_like_image(400, 161);
  const std::string whole = tiff_with_directory_first(ink, COMPRESSION_ADOBE_DEFLATE);
  const std::size_t strip = whole.size() - encoded_strip(ink, COMPRESSION_ADOBE_DEFLATE).size();
  Random random(5);
  for (int i = 0; i < 60; ++i) {
    std::string bytes = whole;
    const auto at =
        static_cast<std::size_t>(random.integer(static_cast<int>(strip), static_cast<int>(whole.size()) - 1));
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.integer(0, 7)));
    EXPECT_FALSE(error_of_reading(folder.write("flipped.tif", bytes)).empty()) << "byte " << at;
  }
}

TEST(DamagedLzw, IsNoticedByWhereItsCodesEnd) {
  const TestFolder folder;
  const Image<std::uint8_t> ink = log_like_image(400, 161);
  const std::string whole = tiff_with_directory_first(ink, COMPRESSION_LZW);
  const std::size_t strip = whole.size() - encoded_strip(ink, COMPRESSION_LZW).size();
  const ReadResult sound = read_everything(folder.write("sound.tif", whole));
  ASSERT_TRUE(sound.damaged.empty());
  Random random(5);
  int wrong = 0;
  int unnoticed = 0;
  for (int i = 0; i < 200; ++i) {
    std::string bytes = whole;
    const auto at =
        static_cast<std::size_t>(random.integer(static_cast<int>(strip), static_cast<int>(whole.size()) - 1));
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.integer(0, 7)));
    const std::filesystem::path flipped = folder.write("flipped.tif", bytes);
    if (!error_of_reading(flipped).empty()) {
      ++wrong;
      continue;
    }
    const ReadResult result = read_everything(flipped);
    bool is_same = true;
    for (int y = 0; y < 400 && is_same; ++y)
      is_same = std::ranges::equal(result.image.row(y), sound.image.row(y));
    if (is_same) continue;
    ++wrong;
    unnoticed += result.damaged.empty() ? 1 : 0;
  }
  EXPECT_GT(wrong, 150);
  EXPECT_LT(unnoticed, wrong / 5) << "a wrong code may have the length of the right one";
}

TEST(DamagedG4, IsReportedAndWhiteToTheEndOfItsStrip) {
  const TestFolder folder;
  const Image<std::uint8_t> ink = log_like_image(400, 161);
  std::string bytes = tiff_with_directory_first(ink, COMPRESSION_CCITTFAX4);
  const std::size_t middle = bytes.size() / 2;
  for (std::size_t i = 0; i < 12; ++i) bytes[middle + i] = '\0';
  const ReadResult result = read_everything(folder.write("zeros.tif", bytes));
  ASSERT_EQ(result.damaged.size(), 1U);
  EXPECT_GT(result.damaged[0].first, 60);
  EXPECT_LT(result.damaged[0].first, 320);
  EXPECT_EQ(result.damaged[0].last, 400);
  EXPECT_FALSE(result.damaged[0].reason.empty());
  const Image<std::uint8_t> expected = as_seen(ink);
  for (int y = 0; y < 60; ++y) EXPECT_TRUE(std::ranges::equal(result.image.row(y), expected.row(y))) << y;
  for (int y = result.damaged[0].first; y < 400; ++y) EXPECT_EQ(result.image.at(y, 0), 255);
}

TEST(DamagedG4, DoubtsTheRowsJustBeforeTheDecoderNoticed) {
  const TestFolder folder;
  const Image<std::uint8_t> ink = log_like_image(400, 161);
  const std::string whole = tiff_with_directory_first(ink, COMPRESSION_CCITTFAX4);
  const std::size_t strip = whole.size() - encoded_strip(ink, COMPRESSION_CCITTFAX4).size();
  const Image<std::uint8_t> expected = as_seen(ink);
  Random random(5);
  int wrong = 0;
  for (int i = 0; i < 60; ++i) {
    std::string bytes = whole;
    const std::size_t at =
        static_cast<std::size_t>(random.integer(static_cast<int>(strip), static_cast<int>(whole.size()) - 1));
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.integer(0, 7)));
    const std::filesystem::path path = folder.write("flipped.tif", bytes);
    if (!error_of_reading(path).empty()) continue;  // So near the top that nothing is left.
    const ReadResult result = read_everything(path);
    if (result.damaged.empty()) continue;
    bool all_right = true;
    for (int y = 0; y < result.damaged[0].first; ++y)
      all_right = all_right && std::ranges::equal(result.image.row(y), expected.row(y));
    if (!all_right) ++wrong;
  }
  EXPECT_LE(wrong, 3) << "of 60 flipped bits left wrong rows above what is reported";
}

TEST(DamagedG4, StaysInsideItsStrip) {
  const TestFolder folder;
  TiffSpec spec;
  spec.compression = COMPRESSION_CCITTFAX4;
  spec.width = 301;
  spec.height = 64;
  spec.rows_per_strip = 16;
  write_tiff(folder / "strips.tif", spec);
  std::string bytes = file_bytes(folder / "strips.tif");
  TIFF* tiff = TIFFOpen((folder / "strips.tif").c_str(), "r");
  const std::size_t offset = TIFFGetStrileOffset(tiff, 1);
  const std::size_t count = TIFFGetStrileByteCount(tiff, 1);
  TIFFClose(tiff);
  for (std::size_t i = 0; i < count; ++i) bytes[offset + i] = '\0';
  const ReadResult result = read_everything(folder.write("damaged.tif", bytes));
  ASSERT_EQ(result.damaged.size(), 1U);
  EXPECT_EQ(result.damaged[0].first, 16);
  EXPECT_EQ(result.damaged[0].last, 32);
  const Image<std::uint8_t> expected = expected_image(spec);
  for (const int y : {0, 15, 32, 63})
    EXPECT_TRUE(std::ranges::equal(result.image.row(y), expected.row(y))) << y;
}

TEST(DamagedG3, CostsOnlyTheRowsThatAreHit) {
  const TestFolder folder;
  const Image<std::uint8_t> ink = log_like_image(200, 161);
  std::string bytes = tiff_with_directory_first(ink, COMPRESSION_CCITTFAX3);
  const std::size_t middle = bytes.size() / 2;
  for (std::size_t i = 0; i < 3; ++i) bytes[middle + i] = static_cast<char>(bytes[middle + i] ^ 0x5A);
  const ReadResult result = read_everything(folder.write("flipped.tif", bytes));
  ASSERT_FALSE(result.damaged.empty());
  int lost = 0;
  for (const DamagedRows& d : result.damaged) lost += d.last - d.first;
  EXPECT_LE(lost, 6);
}

TEST(DamagedG4, WithAnyFlippedByteEndsWithoutACrash) {
  const TestFolder folder;
  const Image<std::uint8_t> ink = log_like_image(80, 161);
  const std::string whole = tiff_with_directory_first(ink, COMPRESSION_CCITTFAX4);
  const std::size_t strip = whole.size() - encoded_strip(ink, COMPRESSION_CCITTFAX4).size();
  Random random(11);
  int noticed = 0;
  constexpr int kTrials = 300;
  for (int trial = 0; trial < kTrials; ++trial) {
    std::string bytes = whole;
    const auto at =
        static_cast<std::size_t>(random.integer(static_cast<int>(strip), static_cast<int>(bytes.size()) - 8));
    bytes[at] = static_cast<char>(bytes[at] ^ random.integer(1, 255));
    try {
      noticed += read_everything(folder.write("flip.tif", bytes)).damaged.empty() ? 0 : 1;
    } catch (const Error&) {
      ++noticed;
    }
  }
  // One flipped byte may happen to be another valid picture; most are not.
  EXPECT_GT(noticed, kTrials * 8 / 10);
}

TEST(DamagedTiff, WithAnyFlippedByteInItsDirectoryEndsWithoutACrash) {
  const TestFolder folder;
  const std::string whole = tiff_with_directory_first(log_like_image(40, 101), COMPRESSION_CCITTFAX4);
  for (std::size_t at = 4; at < 300; ++at) {
    for (const int mask : {0x01, 0x80, 0xFF}) {
      std::string bytes = whole;
      bytes[at] = static_cast<char>(bytes[at] ^ mask);
      try {
        static_cast<void>(read_everything(folder.write("flip.tif", bytes)));
      } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kInput) << error.what();
      }
    }
  }
}

TEST(DamagedTile, CostsItsBand) {
  const TestFolder folder;
  TiffSpec spec;
  spec.compression = COMPRESSION_ADOBE_DEFLATE;
  spec.bits = 8;
  spec.photometric = PHOTOMETRIC_MINISBLACK;
  spec.tiled = true;
  spec.height = 48;
  write_tiff(folder / "tiles.tif", spec);
  std::string bytes = file_bytes(folder / "tiles.tif");
  TIFF* tiff = TIFFOpen((folder / "tiles.tif").c_str(), "r");
  const std::size_t offset = TIFFGetStrileOffset(tiff, 3);
  TIFFClose(tiff);
  for (std::size_t i = 0; i < 20; ++i) bytes[offset + i] = '\xFF';
  const ReadResult result = read_everything(folder.write("damaged.tif", bytes));
  ASSERT_EQ(result.damaged.size(), 1U);
  EXPECT_EQ(result.damaged[0].first, 16);
  EXPECT_EQ(result.damaged[0].last, 32);
}

TEST(DamagedTiff, TurnedOnItsSideIsRefused) {
  const TestFolder folder;
  TiffSpec spec;
  spec.compression = COMPRESSION_CCITTFAX4;
  spec.orientation = 6;
  spec.width = 301;
  write_tiff(folder / "turned.tif", spec);
  std::string bytes = file_bytes(folder / "turned.tif");
  for (std::size_t i = 40; i < 80; ++i) bytes[i] = '\0';
  EXPECT_NE(error_of_reading(folder.write("damaged.tif", bytes)).find("Orientation 6"), std::string::npos);
}

TEST(DamagedTiff, IsDamagedFromTheOtherEndWhenTurnedUpsideDownAndRefusedOnItsSide) {
  const TestFolder folder;
  TiffSpec spec;
  spec.compression = COMPRESSION_CCITTFAX4;
  spec.width = 301;
  write_tiff(folder / "whole.tif", spec);
  std::string bytes = file_bytes(folder / "whole.tif");
  for (std::size_t i = 40; i < 80; ++i) bytes[i] = '\0';
  const std::filesystem::path path = folder.write("damaged.tif", bytes);
  const ReadResult upright = read_everything(path);
  ASSERT_FALSE(upright.damaged.empty());
  RasterOptions turned;
  turned.turn = 180;
  const ReadResult upside_down = read_everything(path, turned);
  for (int y = 0; y < spec.height; ++y)
    EXPECT_EQ(upside_down.is_damaged(y), upright.is_damaged(spec.height - 1 - y)) << y;
  for (const int turn : {90, 270}) {
    turned.turn = turn;
    EXPECT_NE(error_of_reading(path, turned).find("a turn of " + std::to_string(turn) + " degrees"),
              std::string::npos);
  }
}

}  // namespace
}  // namespace logdigitise::raster::testing
