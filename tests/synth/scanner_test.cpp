#include "logdigitise/synth/scanner.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "logdigitise/core/error.hpp"
#include "logdigitise/synth/scan_binarise.hpp"
#include "logdigitise/synth/scan_ink.hpp"
#include "tests/core/bytes_of.hpp"
#include "tests/nn/temporary_folder.hpp"

namespace logdigitise::synth {
namespace {

using logdigitise::testing::bytes_of;
using logdigitise::testing::TemporaryFolder;

constexpr Hardness kAll[] = {Hardness::kClean, Hardness::kTypical, Hardness::kHard};

cv::Mat white_page(int width, int height) { return {height, width, CV_8UC3, cv::Scalar::all(255)}; }

/// A round mark with its centre at (x, y) where pixel centres are at .5.
void draw_mark(cv::Mat& page, double x, double y, double radius = 6.0) {
  constexpr int kFraction = 8;
  const auto fixed = [](double v) { return static_cast<int>(std::lround(v * (1 << kFraction))); };
  cv::circle(page, {fixed(x - 0.5), fixed(y - 0.5)}, fixed(radius), cv::Scalar::all(0), cv::FILLED,
             cv::LINE_AA, kFraction);
}

/// Centre of the ink within `reach` of `near`, in the same coordinates.
cv::Point2d centre_of_ink(const cv::Mat& grey, cv::Point2d near, int reach = 14) {
  double sum = 0.0, sum_x = 0.0, sum_y = 0.0;
  const int column = static_cast<int>(std::floor(near.x)), row = static_cast<int>(std::floor(near.y));
  for (int y = std::max(0, row - reach); y <= std::min(grey.rows - 1, row + reach); ++y) {
    for (int x = std::max(0, column - reach); x <= std::min(grey.cols - 1, column + reach); ++x) {
      const double ink = 255.0 - grey.at<std::uint8_t>(y, x);
      sum += ink;
      sum_x += ink * (x + 0.5);
      sum_y += ink * (y + 0.5);
    }
  }
  return {sum_x / sum, sum_y / sum};
}

const std::vector<cv::Point2d> kMarks{{60.25, 80.75}, {300.5, 55.0},   {540.0, 120.5},
                                      {75.0, 700.5},  {310.75, 650.0}, {530.5, 1130.0}};

cv::Mat marked_page() {
  cv::Mat page = white_page(600, 1200);
  for (const cv::Point2d mark : kMarks) draw_mark(page, mark.x, mark.y);
  return page;
}

/// A hard bend with nothing else done to the page.
ScanSettings only_bent() {
  ScanSettings s;
  s.paper_level = 255.0;
  s.output = ScanOutput::kGrey;
  s.skew_deg = 0.4;
  s.skew_wander_deg = 0.2;
  s.wander_px = 12.0;
  s.wander_length_px = 900.0;
  s.stretch_x = 1.007;
  s.stretch_y = 0.988;
  s.departure_px = 9.0;
  s.shear = 0.002;
  return s;
}

void expect_marks(const cv::Mat& grey, const ScanGeometry& geometry, double tolerance) {
  for (const cv::Point2d mark : kMarks) {
    const cv::Point2d expected = geometry.to_scan(mark);
    const cv::Point2d found = centre_of_ink(grey, expected);
    EXPECT_NEAR(found.x, expected.x, tolerance) << "mark " << mark;
    EXPECT_NEAR(found.y, expected.y, tolerance) << "mark " << mark;
  }
}

TEST(ScanGeometry, LeavesAPageAloneBesideItsMargins) {
  ScanSettings s;
  s.margin_left_px = 30.0;
  s.margin_right_px = 10.0;
  s.margin_top_px = 7.0;
  s.margin_bottom_px = 5.0;
  Random random(1);
  const ScanGeometry geometry(s, {600, 400}, random);
  EXPECT_EQ(geometry.scan_size(), cv::Size(640, 412));
  const cv::Point2d p = geometry.to_scan({123.5, 77.25});
  EXPECT_NEAR(p.x, 153.5, 1e-6);
  EXPECT_NEAR(p.y, 84.25, 1e-6);
}

TEST(ScanGeometry, UndoesItselfToAHundredthOfAPixel) {
  for (const Hardness hardness : kAll) {
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      Random random(seed);
      const ScanSettings s = random_scan_settings(random, hardness, 200.0);
      const ScanGeometry geometry(s, {1700, 3500}, random);
      for (double y = 0.0; y <= 3500.0; y += 233.3) {
        for (double x = 0.0; x <= 1700.0; x += 170.0) {
          const cv::Point2d back = geometry.to_page(geometry.to_scan({x, y}));
          ASSERT_NEAR(back.x, x, 0.01) << "seed " << seed;
          ASSERT_NEAR(back.y, y, 0.01) << "seed " << seed;
        }
      }
    }
  }
}

TEST(ScanGeometry, KeepsThePageInsideTheScan) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Random random(seed);
    const ScanSettings s = random_scan_settings(random, Hardness::kHard, 200.0);
    const ScanGeometry geometry(s, {1700, 3500}, random);
    for (double y = 0.0; y <= 3500.0; y += 50.0) {
      for (const double x : {0.0, 1700.0}) {
        const cv::Point2d p = geometry.to_scan({x, y});
        ASSERT_GE(p.x, -1.0);
        ASSERT_GE(p.y, -1.0);
        ASSERT_LE(p.x, geometry.scan_size().width + 1.0);
        ASSERT_LE(p.y, geometry.scan_size().height + 1.0);
      }
    }
  }
}

TEST(ScanGeometry, DepthOnlyEverIncreases) {
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    Random random(seed);
    ScanSettings s = random_scan_settings(random, Hardness::kHard, 200.0);
    s.joints = 6;
    s.joint_skew_deg = 0.5;
    const ScanGeometry geometry(s, {1700, 3500}, random);
    for (const double x : {0.0, 850.0, 1700.0}) {
      double before = geometry.to_scan({x, -1.0}).y;
      for (double y = 0.0; y <= 3500.0; y += 1.0) {
        const double now = geometry.to_scan({x, y}).y;
        ASSERT_GT(now, before) << "seed " << seed << " row " << y;
        before = now;
      }
    }
  }
}

TEST(ScanGeometry, DepartsFromAStraightLineByWhatIsAsked) {
  ScanSettings s;
  s.departure_px = 12.0;
  Random random(3);
  const ScanGeometry geometry(s, {800, 6000}, random);
  const double start = geometry.to_scan({400.0, 0.0}).y;
  const double slope = (geometry.to_scan({400.0, 6000.0}).y - start) / 6000.0;
  double largest = 0.0;
  for (double y = 0.0; y <= 6000.0; y += 1.0) {
    largest = std::max(largest, std::abs(geometry.to_scan({400.0, y}).y - start - slope * y));
  }
  EXPECT_NEAR(largest, 12.0, 0.5);
}

TEST(ScanGeometry, RefusesAnEmptyPage) {
  Random random(1);
  EXPECT_THROW(ScanGeometry(ScanSettings{}, {0, 100}, random), Error);
}

TEST(ScanPage, ShowsAMarkWhereTheGeometrySays) {
  const ScanSettings s = only_bent();
  Random random(11);
  const ScanGeometry geometry(s, {600, 1200}, random);
  const Scan scan = scan_page(marked_page(), s, geometry, random);
  ASSERT_EQ(scan.pixels.size(), geometry.scan_size());
  expect_marks(scan.pixels, geometry, 0.05);
}

TEST(ScanPage, MovesNoMarkByBlurBleedOrThreshold) {
  for (const double bleed : {-0.6, 0.7, 1.5}) {
    ScanSettings s = only_bent();
    s.output = ScanOutput::kBilevel;
    s.bleed_px = bleed;
    s.blur_px = 1.3;
    s.motion_px = 3.0;
    s.sharpen = 0.8;
    s.copies = 1;
    Random random(12);
    const ScanGeometry geometry(s, {600, 1200}, random);
    const Scan scan = scan_page(marked_page(), s, geometry, random);
    expect_marks(scan.pixels, geometry, 0.15);
  }
}

TEST(ScanPage, FaxMovesNoMarkEither) {
  ScanSettings s = only_bent();
  s.output = ScanOutput::kBilevel;
  s.blur_px = 0.5;
  s.fax = true;
  Random random(13);
  const ScanGeometry geometry(s, {600, 1200}, random);
  const Scan scan = scan_page(marked_page(), s, geometry, random);
  expect_marks(scan.pixels, geometry, 0.35);
  for (int y = 0; y + 1 < scan.pixels.rows; y += 2) {
    ASSERT_EQ(cv::norm(scan.pixels.row(y), scan.pixels.row(y + 1), cv::NORM_INF), 0.0) << "row " << y;
  }
}

TEST(ScanPage, FindsItsWayDownAStripTallerThanOpenCvCanAddress) {
  cv::Mat page = white_page(120, 40000);
  draw_mark(page, 60.5, 39000.5);
  ScanSettings s = only_bent();
  Random random(14);
  const ScanGeometry geometry(s, page.size(), random);
  const Scan scan = scan_page(page, s, geometry, random);
  const cv::Point2d expected = geometry.to_scan({60.5, 39000.5});
  const cv::Point2d found = centre_of_ink(scan.pixels, expected);
  EXPECT_NEAR(found.x, expected.x, 0.1);
  EXPECT_NEAR(found.y, expected.y, 0.1);
}

TEST(ScanPage, IsTheSameForTheSameSeedAndAnotherForAnother) {
  const cv::Mat page = marked_page();
  for (const Hardness hardness : kAll) {
    const auto scan_with = [&](std::uint64_t seed) {
      Random random(seed);
      const ScanSettings s = random_scan_settings(random, hardness, 200.0);
      const ScanGeometry geometry(s, page.size(), random);
      return scan_page(page, s, geometry, random).pixels;
    };
    const cv::Mat first = scan_with(5), again = scan_with(5), other = scan_with(6);
    ASSERT_EQ(first.size(), again.size());
    ASSERT_EQ(first.type(), again.type());
    EXPECT_EQ(cv::norm(first, again, cv::NORM_INF), 0.0);
    EXPECT_TRUE(first.size() != other.size() || first.type() != other.type() ||
                cv::norm(first, other, cv::NORM_INF) > 0.0);
  }
}

TEST(ScanPage, BilevelScansHoldBlackAndWhiteOnly) {
  const cv::Mat page = marked_page();
  ScanSettings s = only_bent();
  s.output = ScanOutput::kBilevel;
  s.grain = 12.0;
  for (const Binarisation method :
       {Binarisation::kGlobal, Binarisation::kOtsu, Binarisation::kAdaptiveMean, Binarisation::kSauvola,
        Binarisation::kErrorDiffusion, Binarisation::kOrderedDither}) {
    s.binarisation = method;
    s.threshold = 0.8;
    Random random(15);
    const ScanGeometry geometry(s, page.size(), random);
    const Scan scan = scan_page(page, s, geometry, random);
    EXPECT_TRUE(scan.bilevel);
    EXPECT_EQ(scan.pixels.type(), CV_8UC1);
    const cv::Mat between = (scan.pixels != 0) & (scan.pixels != 255);
    EXPECT_EQ(cv::countNonZero(between), 0);
    // Marks black, the paper white but for noise.
    const cv::Point2d mark = geometry.to_scan(kMarks[0]);
    const cv::Rect inside(static_cast<int>(mark.x) - 3, static_cast<int>(mark.y) - 3, 6, 6);
    EXPECT_LT(cv::mean(scan.pixels(inside))[0], 64.0) << "method " << static_cast<int>(method);
    EXPECT_GT(cv::mean(scan.pixels)[0], 235.0) << "method " << static_cast<int>(method);
  }
}

TEST(ScanPage, ColourScansKeepTheColourOfInk) {
  cv::Mat page = white_page(300, 300);
  cv::rectangle(page, {100, 100, 60, 60}, cv::Scalar(30, 30, 200), cv::FILLED);
  ScanSettings s;
  s.output = ScanOutput::kColour;
  s.yellow = 0.8;
  Random random(16);
  const ScanGeometry geometry(s, page.size(), random);
  const Scan scan = scan_page(page, s, geometry, random);
  ASSERT_EQ(scan.pixels.type(), CV_8UC3);
  const cv::Point2d at = geometry.to_scan({130.0, 130.0});
  const auto ink = scan.pixels.at<cv::Vec3b>(static_cast<int>(at.y), static_cast<int>(at.x));
  EXPECT_GT(ink[2], ink[0] + 80);
  const auto paper = scan.pixels.at<cv::Vec3b>(static_cast<int>(at.y) + 100, static_cast<int>(at.x) + 100);
  EXPECT_GT(paper[2], paper[0] + 20);
}

TEST(ScanPage, ReportsTheRowsItDropped) {
  ScanSettings s = only_bent();
  s.row_faults = 4;
  s.grain = 6.0;
  bool white = false, repeated = false;
  for (std::uint64_t seed = 20; seed < 26; ++seed) {
    Random random(seed);
    const ScanGeometry geometry(s, {600, 1200}, random);
    const Scan scan = scan_page(marked_page(), s, geometry, random);
    ASSERT_FALSE(scan.dropped_rows.empty());
    int end = 0;
    for (const RowRange range : scan.dropped_rows) {
      ASSERT_GT(range.first, end);
      ASSERT_GT(range.last, range.first);
      ASSERT_LE(range.last, scan.pixels.rows);
      end = range.last;
      const cv::Mat last = scan.pixels.row(range.last - 1);
      const bool is_white = cv::countNonZero(last != 255) == 0;
      white = white || is_white;
      repeated = repeated || (!is_white && range.last - range.first > 1 &&
                              cv::norm(last, scan.pixels.row(range.last - 2), cv::NORM_INF) == 0.0);
    }
  }
  EXPECT_TRUE(white);
  EXPECT_TRUE(repeated);
}

TEST(ScanPage, StatesTheResolutionItIsToldToState) {
  ScanSettings s = only_bent();
  s.dpi = 300.0;
  s.dpi_tag_factor = 0.5;
  Random random(17);
  const ScanGeometry geometry(s, {600, 1200}, random);
  const Scan scan = scan_page(marked_page(), s, geometry, random);
  EXPECT_DOUBLE_EQ(scan.dpi_x, 150.0);
  EXPECT_DOUBLE_EQ(scan.dpi_y, 150.0);
}

TEST(ScanPage, TakesPagesOfAnySizeAndResolution) {
  const cv::Size sizes[] = {{1, 1}, {300, 7}, {5, 400}, {150, 150}};
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    for (const cv::Size size : sizes) {
      for (const double dpi : {72.0, 400.0}) {
        Random random(seed);
        const ScanSettings s = random_scan_settings(random, Hardness::kHard, dpi);
        const ScanGeometry geometry(s, size, random);
        const Scan scan = scan_page(white_page(size.width, size.height), s, geometry, random);
        ASSERT_EQ(scan.pixels.size(), geometry.scan_size()) << "seed " << seed << " page " << size;
      }
    }
  }
}

TEST(ScanPage, RefusesAGreyPageAndAPageOfAnotherSize) {
  ScanSettings s;
  Random random(18);
  const ScanGeometry geometry(s, {600, 1200}, random);
  EXPECT_THROW((void)scan_page(cv::Mat(1200, 600, CV_8UC1), s, geometry, random), Error);
  EXPECT_THROW((void)scan_page(white_page(600, 1100), s, geometry, random), Error);
}

TEST(WarpMask, LiesOnTheInkItMasks) {
  const ScanSettings s = only_bent();
  Random random(19);
  const ScanGeometry geometry(s, {600, 1200}, random);
  cv::Mat mask;
  cv::extractChannel(marked_page(), mask, 0);
  cv::bitwise_not(mask, mask);
  const cv::Mat warped = warp_mask(mask, geometry);
  ASSERT_EQ(warped.size(), geometry.scan_size());
  expect_marks(~warped, geometry, 0.05);
  EXPECT_EQ(warped.at<std::uint8_t>(0, 0), 0);
}

TEST(DegradeInk, BleedWidensALineOnBothSides) {
  cv::Mat ink = cv::Mat::zeros(40, 41, CV_8UC1);
  ink.colRange(18, 23).setTo(255);
  const auto width = [](const cv::Mat& m) { return cv::sum(m.row(20))[0] / 255.0; };
  ScanSettings s;
  Random random(1);
  for (const double bleed : {-1.0, 0.5, 1.0, 2.0}) {
    cv::Mat changed = ink.clone();
    s.bleed_px = bleed;
    degrade_ink(changed, s, random);
    EXPECT_NEAR(width(changed), 5.0 + 2.0 * bleed, 0.05);
  }
}

TEST(DegradeInk, BreakageTakesAboutItsShareOfTheInk) {
  ScanSettings s;
  s.breakage = 0.1;
  Random random(2);
  cv::Mat ink(800, 800, CV_8UC1, cv::Scalar(255));
  degrade_ink(ink, s, random);
  const double lost = 1.0 - cv::countNonZero(ink) / 640000.0;
  EXPECT_GT(lost, 0.03);
  EXPECT_LT(lost, 0.3);
}

TEST(RandomScanSettings, MixesBilevelGreyAndColour) {
  for (const Hardness hardness : kAll) {
    int counts[3] = {0, 0, 0};
    Random random(7);
    for (int i = 0; i < 2000; ++i) {
      ++counts[static_cast<int>(random_scan_settings(random, hardness, 200.0).output)];
    }
    EXPECT_NEAR(counts[0] / 2000.0, 0.60, 0.05);
    EXPECT_NEAR(counts[1] / 2000.0, 0.25, 0.05);
    EXPECT_NEAR(counts[2] / 2000.0, 0.15, 0.05);
  }
}

TEST(RandomScanSettings, StaysInsideItsPromises) {
  Random random(8);
  for (int i = 0; i < 500; ++i) {
    const ScanSettings clean = random_scan_settings(random, Hardness::kClean, 200.0);
    ASSERT_LE(std::abs(clean.skew_deg), 0.1);
    ASSERT_EQ(clean.folds + clean.rings + clean.tapes + clean.stamps + clean.row_faults + clean.streaks, 0);
    ASSERT_EQ(clean.fade, 0.0);
    const ScanSettings hard = random_scan_settings(random, Hardness::kHard, 200.0);
    ASSERT_LE(std::abs(hard.skew_deg), 0.5);
    ASSERT_LE(hard.departure_px, 30.0);
    ASSERT_LE(std::abs(hard.stretch_y - 1.0), 0.015);
  }
}

TEST(RandomScanSettings, LeavesAHardScanReadable) {
  // A heavy stroke must be darker than the paper beside it nearly everywhere.
  cv::Mat page = white_page(500, 1000);
  for (int x = 50; x < 500; x += 100) cv::line(page, {x, 0}, {x, 999}, cv::Scalar::all(0), 3, cv::LINE_AA);
  int seen = 0, looked = 0;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    Random random(seed);
    const ScanSettings s = random_scan_settings(random, Hardness::kHard, 200.0);
    const ScanGeometry geometry(s, page.size(), random);
    Scan scan = scan_page(page, s, geometry, random);
    if (!scan.bilevel && scan.pixels.channels() == 3)
      cv::cvtColor(scan.pixels, scan.pixels, cv::COLOR_BGR2GRAY);
    for (double y = 40.0; y < 960.0; y += 40.0) {
      for (double x = 50.5; x < 500.0; x += 100.0) {
        const auto around = [&](double offset) {
          const cv::Point2d p = geometry.to_scan({x + offset, y});
          const cv::Rect box(static_cast<int>(p.x) - 1, static_cast<int>(p.y) - 4, 3, 9);
          return cv::mean(scan.pixels(box & cv::Rect({0, 0}, scan.pixels.size())))[0];
        };
        ++looked;
        if (around(0.0) + 20.0 < 0.5 * (around(-14.0) + around(14.0))) ++seen;
      }
    }
  }
  EXPECT_GT(static_cast<double>(seen) / looked, 0.97);
}

TEST(RandomScanSettings, RefusesAResolutionOfNothing) {
  Random random(9);
  EXPECT_THROW((void)random_scan_settings(random, Hardness::kClean, 0.0), Error);
}

TEST(Binarise, AdaptiveMethodsFollowTheShade) {
  // Paper falls from 250 to 110; a line is always 40 darker than its paper.
  cv::Mat grey(400, 400, CV_8UC1);
  for (int x = 0; x < 400; ++x) grey.col(x).setTo(250 - 140 * x / 399);
  cv::subtract(grey.rowRange(198, 202), cv::Scalar(60), grey.rowRange(198, 202));
  const cv::Mat local = binarise(grey, Binarisation::kAdaptiveMean, 0.85, 250.0, 50);
  EXPECT_EQ(cv::countNonZero(local.row(200)), 0);
  EXPECT_EQ(cv::countNonZero(local.row(100) == 0), 0);
  const cv::Mat global = binarise(grey, Binarisation::kGlobal, 0.6, 250.0, 50);
  EXPECT_GT(cv::countNonZero(global.row(100) == 0), 50);
}

TEST(WriteScan, KeepsABilevelScanBitForBitInSmallTiffs) {
  const TemporaryFolder folder;
  ScanSettings s = only_bent();
  s.output = ScanOutput::kBilevel;
  Random random(21);
  const ScanGeometry geometry(s, {600, 1200}, random);
  const Scan scan = scan_page(marked_page(), s, geometry, random);
  write_scan(scan, folder / "a.tif");
  write_scan(scan, folder / "a.png");
  for (const char* name : {"a.tif", "a.png"}) {
    const cv::Mat back = cv::imread((folder / name).string(), cv::IMREAD_GRAYSCALE);
    ASSERT_EQ(back.size(), scan.pixels.size()) << name;
    EXPECT_EQ(cv::norm(back, scan.pixels, cv::NORM_INF), 0.0) << name;
  }
  EXPECT_LT(std::filesystem::file_size(folder / "a.tif"), scan.pixels.total() / 100);
}

TEST(WriteScan, KeepsGreyAndColourExactlyWithoutJpeg) {
  const TemporaryFolder folder;
  for (const ScanOutput output : {ScanOutput::kGrey, ScanOutput::kColour}) {
    ScanSettings s = only_bent();
    s.output = output;
    s.grain = 5.0;
    s.yellow = 0.5;
    Random random(22);
    const ScanGeometry geometry(s, {600, 1200}, random);
    const Scan scan = scan_page(marked_page(), s, geometry, random);
    write_scan(scan, folder / "b.tif");
    const cv::Mat back = cv::imread((folder / "b.tif").string(), cv::IMREAD_UNCHANGED);
    ASSERT_EQ(back.type(), scan.pixels.type());
    EXPECT_EQ(cv::norm(back, scan.pixels, cv::NORM_INF), 0.0);
  }
}

TEST(WriteScan, StaysCloseToAScanThatJpegHasTouched) {
  const TemporaryFolder folder;
  for (const ScanOutput output : {ScanOutput::kGrey, ScanOutput::kColour}) {
    ScanSettings s = only_bent();
    s.output = output;
    s.jpeg_quality = 80;
    Random random(23);
    const ScanGeometry geometry(s, {600, 1200}, random);
    const Scan scan = scan_page(marked_page(), s, geometry, random);
    EXPECT_EQ(scan.jpeg_quality, 80);
    for (const char* name : {"c.tif", "c.jpg"}) {
      write_scan(scan, folder / name);
      const cv::Mat back = cv::imread((folder / name).string(), cv::IMREAD_UNCHANGED);
      ASSERT_EQ(back.type(), scan.pixels.type()) << name;
      EXPECT_LT(cv::norm(back, scan.pixels, cv::NORM_L1) / static_cast<double>(scan.pixels.total()), 2.0)
          << name;
    }
  }
}

TEST(WriteScan, WritesTheSameBytesTwice) {
  const TemporaryFolder folder;
  ScanSettings s = only_bent();
  s.output = ScanOutput::kBilevel;
  Random random(24);
  const ScanGeometry geometry(s, {600, 1200}, random);
  const Scan scan = scan_page(marked_page(), s, geometry, random);
  write_scan(scan, folder / "first.tif");
  write_scan(scan, folder / "second.tif");
  EXPECT_EQ(bytes_of(folder / "first.tif"), bytes_of(folder / "second.tif"));
}

TEST(WriteScan, SaysWhatIsWrongWithAName) {
  const TemporaryFolder folder;
  Scan scan;
  scan.pixels = cv::Mat(10, 10, CV_8UC1, cv::Scalar(255));
  try {
    write_scan(scan, folder / "a.bmp");
    FAIL() << "a .bmp was written";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kUsage);
    EXPECT_NE(std::string(error.what()).find(".bmp"), std::string::npos);
  }
  try {
    write_scan(scan, folder / "no_such_folder/a.tif");
    FAIL() << "a file was written into no folder";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kEnvironment);
  }
  scan.pixels = cv::Mat(70000, 4, CV_8UC1, cv::Scalar(255));
  EXPECT_THROW(write_scan(scan, folder / "a.jpg"), Error);
  EXPECT_THROW(write_scan(Scan{}, folder / "a.tif"), Error);
  EXPECT_FALSE(std::filesystem::exists(folder / "a.tif"));
}

}  // namespace
}  // namespace logdigitise::synth
