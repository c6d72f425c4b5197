#include "logdigitise/synth/scanner.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <string>

#include "logdigitise/core/error.hpp"
#include "logdigitise/synth/scan_binarise.hpp"
#include "logdigitise/synth/scan_ink.hpp"
#include "logdigitise/synth/scan_noise.hpp"
#include "logdigitise/synth/scan_paper.hpp"

namespace logdigitise::synth {
namespace {

constexpr double kDarkestCopyExposure = 0.72;  // Share of the paper's grey that a copy still turns dark.
constexpr int kJpegBandRows = 4096;            // JPEG knows no image taller than 65,535 rows.

/// Luminance, drawn towards the darkest channel so that coloured ink does not get lost.
cv::Mat to_grey(const cv::Mat& bgr, double colour_weight) {
  cv::Mat grey;
  cv::cvtColor(bgr, grey, cv::COLOR_BGR2GRAY);
  if (colour_weight <= 0.0) return grey;
  std::vector<cv::Mat> channels;
  cv::split(bgr, channels);
  const cv::Mat darkest = cv::min(cv::min(channels[0], channels[1]), channels[2]);
  cv::addWeighted(grey, 1.0 - colour_weight, darkest, colour_weight, 0.0, grey);
  return grey;
}

void blur_and_sharpen(cv::Mat& value, const ScanSettings& settings) {
  if (settings.blur_px > 0.05) cv::GaussianBlur(value, value, {}, settings.blur_px);
  if (settings.motion_px > 1.0) {
    const int rows = static_cast<int>(std::lround(settings.motion_px)) | 1;
    cv::blur(value, value, {1, rows});
  }
  if (settings.sharpen > 0.0) {
    cv::Mat soft;
    cv::blur(value, soft, {5, 5});
    cv::addWeighted(value, 1.0 + settings.sharpen, soft, -settings.sharpen, 0.0, value);
  }
}

/// Blur and hard contrast, again and again: corners round off, narrow gaps fill, weak lines go. The copier
/// sets its exposure by the paper, as ours does.
void photocopy(cv::Mat& value, int copies, double paper_level, double scale, Random& random) {
  double paper = paper_level;
  for (int copy = 0; copy < copies; ++copy) {
    cv::GaussianBlur(value, value, {}, scale * random.uniform(0.7, 1.3));
    const double middle = paper * random.uniform(0.5, kDarkestCopyExposure);
    const double width = random.uniform(8.0, 30.0);
    cv::Mat table(1, 256, CV_8UC1);
    for (int i = 0; i < 256; ++i) {
      table.at<std::uint8_t>(0, i) =
          cv::saturate_cast<std::uint8_t>(10.0 + 242.0 / (1.0 + std::exp((middle - i) / width)));
    }
    cv::LUT(value, table, value);
    paper = 250.0;
  }
}

/// Noise of one pixel and of two to three, standard deviations in grey levels.
void add_grain(cv::Mat& value, double fine_sigma, double coarse_sigma, Random& random) {
  if (fine_sigma <= 0.0 && coarse_sigma <= 0.0) return;
  const cv::Mat fine = white_noise(value.size(), random);
  cv::Mat coarse;
  cv::resize(white_noise({value.cols / 2 + 1, value.rows / 2 + 1}, random), coarse, value.size(), 0, 0,
             cv::INTER_LINEAR);
  // The noise has a deviation of 32; the resampling has halved that of the coarse one.
  const int fine_gain = static_cast<int>(std::lround(fine_sigma * 256.0 / 32.0));
  const int coarse_gain = static_cast<int>(std::lround(coarse_sigma * 256.0 / 20.0));
  for (int y = 0; y < value.rows; ++y) {
    auto* row = value.ptr<std::uint8_t>(y);
    const auto* a = fine.ptr<std::uint8_t>(y);
    const auto* b = coarse.ptr<std::uint8_t>(y);
    for (int x = 0; x < value.cols; ++x) {
      const int sum = row[x] + ((fine_gain * (a[x] - 128) + coarse_gain * (b[x] - 128)) >> 8);
      row[x] = static_cast<std::uint8_t>(std::clamp(sum, 0, 255));
    }
  }
}

/// Runs of rows that the scanner lost: white, or the row above again and again.
std::vector<RowRange> drop_rows(cv::Mat& pixels, const ScanSettings& settings, Random& random) {
  std::vector<RowRange> dropped;
  for (int i = 0; i < settings.row_faults; ++i) {
    const int count = std::max(1, static_cast<int>(settings.dpi / 200.0 * random.log_uniform(1.0, 40.0)));
    const int first = random.integer(1, std::max(1, pixels.rows - 1));
    const int last = std::min(pixels.rows, first + count);
    if (first >= last) continue;
    const bool white = random.chance(0.5);
    for (int y = first; y < last; ++y) {
      if (white) {
        pixels.row(y).setTo(cv::Scalar::all(255));
      } else {
        pixels.row(first - 1).copyTo(pixels.row(y));
      }
    }
    dropped.push_back({first, last});
  }
  std::sort(dropped.begin(), dropped.end(),
            [](const RowRange& a, const RowRange& b) { return a.first < b.first; });
  std::vector<RowRange> merged;
  for (const RowRange& range : dropped) {
    if (!merged.empty() && range.first <= merged.back().last) {
      merged.back().last = std::max(merged.back().last, range.last);
    } else {
      merged.push_back(range);
    }
  }
  return merged;
}

/// The grey scan gets the page's own colours back and the tint of its paper.
cv::Mat colourise(const cv::Mat& value, const cv::Mat& sheet_bgr, const cv::Mat& sheet_grey,
                  const cv::Mat& yellow, double ink_level) {
  cv::Mat out(value.size(), CV_8UC3);
  const int strength = static_cast<int>(std::lround(ink_level * 230.0));
  for (int y = 0; y < value.rows; ++y) {
    const auto* v = value.ptr<std::uint8_t>(y);
    const auto* g = sheet_grey.ptr<std::uint8_t>(y);
    const auto* in = sheet_bgr.ptr<std::uint8_t>(y);
    const auto* tint = yellow.ptr<std::uint8_t>(y);
    auto* to = out.ptr<std::uint8_t>(y);
    for (int x = 0; x < value.cols; ++x) {
      // Blue is swallowed, green a quarter as much; less where ink hides the paper.
      const std::array<int, 3> swallowed{256, 64, 0};
      for (int c = 0; c < 3; ++c) {
        const int i = 3 * x + c;
        const int paper = v[x] - ((((swallowed[static_cast<std::size_t>(c)] * tint[x]) >> 8) * v[x]) >> 8);
        to[i] = static_cast<std::uint8_t>(std::clamp(paper + ((strength * (in[i] - g[x])) >> 8), 0, 255));
      }
    }
  }
  return out;
}

/// Bilevel at half the rows, each shown twice.
cv::Mat as_fax(const cv::Mat& value, const ScanSettings& settings, int window) {
  cv::Mat even = value;
  if (value.rows % 2 != 0) cv::copyMakeBorder(value, even, 0, 1, 0, 0, cv::BORDER_REPLICATE);
  cv::Mat half, bilevel;
  cv::resize(even, half, {even.cols, even.rows / 2}, 0, 0, cv::INTER_AREA);
  half = binarise(half, settings.binarisation, settings.threshold, settings.paper_level, window);
  cv::resize(half, bilevel, even.size(), 0, 0, cv::INTER_NEAREST);
  return bilevel.rowRange(0, value.rows).clone();
}

void compress(cv::Mat& pixels, int quality) {
  for (int first = 0; first < pixels.rows; first += kJpegBandRows) {
    cv::Mat band = pixels.rowRange(first, std::min(pixels.rows, first + kJpegBandRows));
    std::vector<std::uint8_t> bytes;
    cv::imencode(".jpg", band, bytes, {cv::IMWRITE_JPEG_QUALITY, quality});
    cv::imdecode(bytes, pixels.channels() == 1 ? cv::IMREAD_GRAYSCALE : cv::IMREAD_COLOR).copyTo(band);
  }
}

}  // namespace

Scan scan_page(const cv::Mat& page_bgr, const ScanSettings& settings, const ScanGeometry& geometry,
               Random& random) {
  if (page_bgr.type() != CV_8UC3) {
    throw usage_error("", "a page that is not 8-bit with three channels; the scanner takes CV_8UC3");
  }
  if (!(settings.dpi > 0.0)) throw usage_error("", "a resolution that is not above 0 dpi");
  const Random base(random.next());
  enum Part : std::uint64_t { kInk, kPaper, kSpecks, kCopies, kGrain, kRows, kBed, kWriting };
  const auto part = [&base](Part which) { return base.fork(which); };
  const double scale = settings.dpi / 200.0;
  const bool colour = settings.output == ScanOutput::kColour;

  cv::Mat sheet = warp_page(colour ? page_bgr : to_grey(page_bgr, settings.colour_weight), geometry,
                            cv::Scalar::all(255));
  Random writing = part(kWriting);
  write_on_sheet(sheet, settings, writing);
  const cv::Mat sheet_grey = colour ? to_grey(sheet, settings.colour_weight) : sheet;

  cv::Mat ink = ~sheet_grey;
  Random ink_random = part(kInk);
  degrade_ink(ink, settings, ink_random);

  Random paper_random = part(kPaper);
  BareSheet paper = bare_sheet(settings, geometry, paper_random);
  cv::Mat& value = paper.grey;
  if (settings.show_through > 0.0) show_other_side(value, ink, settings.show_through, paper_random);
  cv::bitwise_not(ink, ink);
  cv::multiply(value, ink, value, 1.0 / 255.0);

  Random specks = part(kSpecks);
  add_specks(value, settings, specks);
  Random copies = part(kCopies);
  if (settings.copies > 0) {
    add_grain(value, 0.5 * settings.grain, settings.coarse_grain, copies);
    photocopy(value, settings.copies, settings.paper_level, scale, copies);
  }
  Random bed = part(kBed);
  cover_bed(value, paper.yellow, settings, geometry, bed);
  blur_and_sharpen(value, settings);
  Random grain = part(kGrain);
  add_streaks(value, settings, grain);
  add_grain(value, settings.grain, settings.coarse_grain, grain);

  Scan scan;
  scan.bilevel = settings.output == ScanOutput::kBilevel;
  scan.dpi_x = scan.dpi_y = settings.dpi * settings.dpi_tag_factor;
  if (scan.bilevel) {
    const int window = static_cast<int>(50.0 * scale);
    scan.pixels = settings.fax ? as_fax(value, settings, window)
                               : binarise(value, settings.binarisation, settings.threshold,
                                          settings.paper_level, window);
  } else {
    scan.pixels = colour ? colourise(value, sheet, sheet_grey, paper.yellow, settings.ink_level) : value;
    scan.jpeg_quality = std::clamp(settings.jpeg_quality, 0, 100);
  }
  Random rows = part(kRows);
  scan.dropped_rows = drop_rows(scan.pixels, settings, rows);
  if (scan.jpeg_quality > 0) compress(scan.pixels, scan.jpeg_quality);
  return scan;
}

}  // namespace logdigitise::synth
