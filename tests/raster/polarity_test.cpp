// Scans with light ink on dark paper come as dark ink on light paper.

#include <gtest/gtest.h>

#include <opencv2/core.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>

#include "tests/raster/test_files.hpp"

namespace logdigitise::raster::testing {
namespace {

constexpr int kRows = 900;
constexpr int kColumns = 640;

/// A grid and a leaning curve, two pixels wide, on white paper.
cv::Mat log_picture() {
  cv::Mat picture(kRows, kColumns, CV_8UC1, cv::Scalar(255));
  for (int x = 40; x < kColumns - 40; x += 28) picture.colRange(x, x + 2).setTo(90);
  for (int y = 0; y < kRows; y += 40) picture.rowRange(y, y + 2).colRange(40, kColumns - 40).setTo(90);
  cv::line(picture, {60, 0}, {560, kRows}, cv::Scalar(0), 3);
  return picture;
}

std::filesystem::path save(const TestFolder& folder, const std::string& name, const cv::Mat& picture) {
  const std::filesystem::path path = folder / name;
  cv::imwrite(path.string(), picture);
  return path;
}

TEST(Polarity, ANegativeComesAsItsPositive) {
  const TestFolder folder;
  const cv::Mat picture = log_picture();
  const ReadResult positive = read_everything(save(folder, "positive.png", picture));
  const ReadResult negative = read_everything(save(folder, "negative.png", 255 - picture));
  EXPECT_FALSE(positive.info.negative);
  EXPECT_TRUE(negative.info.negative);
  EXPECT_EQ(difference(negative.image, positive.image), std::nullopt);
}

TEST(Polarity, ColourNegativesComeInTheirOwnColours) {
  const TestFolder folder;
  cv::Mat picture;
  cv::cvtColor(log_picture(), picture, cv::COLOR_GRAY2BGR);
  cv::line(picture, {500, 0}, {100, kRows}, cv::Scalar(30, 30, 220), 3);
  const ReadResult positive = read_everything(save(folder, "positive.png", picture));
  const ReadResult negative = read_everything(save(folder, "negative.png", cv::Scalar::all(255) - picture));
  EXPECT_TRUE(negative.info.negative);
  EXPECT_EQ(difference(negative.image, positive.image), std::nullopt);
}

TEST(Polarity, AScannersBlackBordersMakeNoNegative) {
  const TestFolder folder;
  cv::Mat framed;
  cv::copyMakeBorder(log_picture(), framed, 300, 300, 700, 700, cv::BORDER_CONSTANT, cv::Scalar(0));
  EXPECT_FALSE(read_everything(save(folder, "framed.png", framed)).info.negative);
  const ReadResult negative = read_everything(save(folder, "negative.png", 255 - framed));
  EXPECT_TRUE(negative.info.negative) << "white borders make no positive";
}

TEST(Polarity, BlankPaperStaysAsItIs) {
  const TestFolder folder;
  for (const int level : {0, 255}) {
    const cv::Mat blank(kRows, kColumns, CV_8UC1, cv::Scalar(level));
    const ReadResult result = read_everything(save(folder, "blank.png", blank));
    EXPECT_FALSE(result.info.negative);
    EXPECT_EQ(result.image.at(10, 10), level);
  }
}

TEST(Polarity, IsAsToldWhereItIsTold) {
  const TestFolder folder;
  const std::filesystem::path path = save(folder, "negative.png", 255 - log_picture());
  RasterOptions options;
  options.polarity = Polarity::kPositive;
  EXPECT_EQ(read_everything(path, options).image.at(20, 10), 0);
  options.polarity = Polarity::kNegative;
  EXPECT_EQ(read_everything(path, options).image.at(20, 10), 255);
}

TEST(Polarity, HasNamesThatCanBeReadAgain) {
  for (const Polarity polarity : {Polarity::kAuto, Polarity::kPositive, Polarity::kNegative})
    EXPECT_EQ(polarity_from_name(polarity_name(polarity)), polarity);
  EXPECT_EQ(polarity_from_name("Negative"), std::nullopt);
}

TEST(Polarity, RowsThatWereLookedAtAheadKeepTheirDamage) {
  const TestFolder folder;
  TiffSpec spec;
  spec.height = 64;
  spec.compression = COMPRESSION_PACKBITS;
  write_tiff(folder / "whole.tif", spec);
  const std::string bytes = file_bytes(folder / "whole.tif");
  // Strips lie before the directory; a byte of the second one is turned into a run that is too long.
  std::string broken = bytes;
  broken[8 + bytes.size() / 6] = static_cast<char>(0x81);
  RasterOptions told;
  told.polarity = Polarity::kPositive;
  const std::filesystem::path path = folder.write("broken.tif", broken);
  const ReadResult without_look = read_everything(path, told);
  const ReadResult with_look = read_everything(path);
  ASSERT_EQ(with_look.damaged.size(), without_look.damaged.size());
  for (std::size_t i = 0; i < with_look.damaged.size(); ++i) {
    EXPECT_EQ(with_look.damaged[i].first, without_look.damaged[i].first);
    EXPECT_EQ(with_look.damaged[i].last, without_look.damaged[i].last);
  }
  EXPECT_EQ(difference(with_look.image, without_look.image), std::nullopt);
}

}  // namespace
}  // namespace logdigitise::raster::testing
