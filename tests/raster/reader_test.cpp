// What open_raster says of files that are none of its kinds, and how rows are handed out.

#include <gtest/gtest.h>

#include "logdigitise/core/error.hpp"
#include "tests/raster/test_files.hpp"

namespace logdigitise::raster::testing {
namespace {

TEST(OpenRaster, SaysWhatItFoundInsteadOfAScan) {
  const TestFolder folder;
  const std::string message = error_of_reading(folder.write("log.tif", "~Version information"));
  EXPECT_NE(message.find("starts with 7e 56 65 72 73 69 6f 6e ('~Version'); expected TIFF, PNG, JPEG or PDF"),
            std::string::npos)
      << message;
  EXPECT_NE(error_of_reading(folder.write("empty.tif", "")).find("an empty file"), std::string::npos);
  EXPECT_NE(error_of_reading(folder / ".").find("a folder"), std::string::npos);
  EXPECT_NE(error_of_reading(folder / "missing.tif").find("no such file"), std::string::npos);
  EXPECT_NE(error_of_reading("/dev/null").find("not a plain file"), std::string::npos);
}

TEST(OpenRaster, GoesByContentNotByName) {
  const TestFolder folder;
  write_tiff(folder / "scan.png", TiffSpec{});
  EXPECT_EQ(difference(read_everything(folder / "scan.png").image, expected_image(TiffSpec{})), std::nullopt);
}

TEST(OpenRaster, GivesTheSameRowsInBandsOfAnySize) {
  const TestFolder folder;
  TiffSpec spec;
  spec.compression = COMPRESSION_CCITTFAX4;
  write_tiff(folder / "scan.tif", spec);
  for (const int band : {1, 2, 8, 36, 37, 1000}) {
    EXPECT_EQ(difference(read_everything(folder / "scan.tif", {}, band).image, expected_image(spec)),
              std::nullopt);
  }
}

TEST(OpenRaster, GivesNothingAfterTheLastRow) {
  const TestFolder folder;
  write_tiff(folder / "scan.tif", TiffSpec{});
  const std::unique_ptr<RowReader> reader = open_raster(folder / "scan.tif");
  EXPECT_EQ(reader->read_rows(30).rows(), 30);
  EXPECT_EQ(reader->read_rows(30).rows(), 7);
  EXPECT_TRUE(reader->read_rows(30).empty());
  EXPECT_TRUE(reader->read_rows(0).empty());
  EXPECT_TRUE(reader->read_rows(-1).empty());
}

TEST(OpenRaster, ErrorsAreOneLineAndNameTheFile) {
  const TestFolder folder;
  using namespace std::string_view_literals;
  for (const std::string_view content :
       {"II*\0\xFF\xFF\xFF\x7F"sv, "\x89PNG\r\n\x1A\n"sv, "\xFF\xD8\xFF\xE0"sv, "%PDF-1.4"sv}) {
    const std::filesystem::path path = folder.write("broken", content);
    const std::string message = error_of_reading(path);
    EXPECT_NE(message.find(path.string()), std::string::npos) << message;
    EXPECT_EQ(message.find('\n'), std::string::npos) << message;
  }
}

}  // namespace
}  // namespace logdigitise::raster::testing
