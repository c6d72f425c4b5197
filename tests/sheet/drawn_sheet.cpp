#include "tests/sheet/drawn_sheet.hpp"

#include <tiffio.h>

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>
#include <string>
#include <utility>

namespace logdigitise::sheet::testing {

cv::Mat DrawnSheet::draw() const {
  const int width = static_cast<int>(std::max(edges.back(), numbers_x)) + 60;
  const int height = static_cast<int>(y(base_ft, width)) + 60;
  cv::Mat page(height, width, CV_8UC1, cv::Scalar(255));
  const cv::Scalar black(0);
  for (std::size_t t = 0; t + 1 < edges.size(); t += 2) {
    const double left = edges[t];
    const double right = edges[t + 1];
    const int parts = std::max(1, divisions);
    for (int i = 0; i <= parts; ++i) {
      const int x = static_cast<int>(std::lround(left + (right - left) * i / parts));
      const bool edge = i == 0 || i == parts;
      cv::line(page, {x, static_cast<int>(edge ? 20 : y_top)}, {x, static_cast<int>(y(base_ft, x))}, black,
               edge ? 3 : 1);
    }
    if (!depth_lines) continue;
    for (int depth = top_ft; depth <= base_ft; depth += 2) {
      const int thick = all_lines_alike ? 1 : depth % 50 == 0 ? 4 : depth % 10 == 0 ? 2 : 1;
      // Each row of a line on its own, so that its middle is where the truth says.
      for (int k = 0; k < thick; ++k) {
        const double shift = k - 0.5 * (thick - 1) - 0.5;
        cv::line(page, {static_cast<int>(left), static_cast<int>(std::lround(y(depth, left) + shift))},
                 {static_cast<int>(right), static_cast<int>(std::lround(y(depth, right) + shift))}, black, 1);
      }
    }
    // A curve that kicks from edge to edge.
    cv::Point before(static_cast<int>(left) + 100, static_cast<int>(y_top));
    for (int row = before.y; row < height - 60; row += 3) {
      const double u = 0.4 + 0.3 * std::sin(row * 0.013) + (row % 400 < 6 ? 0.3 : 0.0);
      const cv::Point now(static_cast<int>(left + u * (right - left)), row);
      cv::line(page, before, now, black, 2);
      before = now;
    }
  }
  const auto tick = [&](double left, double right) {
    for (int depth = top_ft; depth <= base_ft; depth += 10)
      cv::line(page, {static_cast<int>(left), static_cast<int>(std::lround(y(depth, left) - 0.5))},
               {static_cast<int>(right), static_cast<int>(std::lround(y(depth, right) - 0.5))}, black, 1);
  };
  if (left_ticks) tick(edges[1] + 4.0, edges[1] + 24.0);
  if (right_ticks) tick(edges[2] - 24.0, edges[2] - 4.0);
  if (!numbers) return page;
  const double middle = numbers_x > 0.0 ? numbers_x : 0.5 * (edges[1] + edges[2]);
  for (int depth = (top_ft + 99) / 100 * 100; depth <= base_ft; depth += 100) {
    if (std::find(skipped.begin(), skipped.end(), depth) != skipped.end()) continue;
    const std::string text = std::to_string(depth);
    int base = 0;
    const cv::Size size = cv::getTextSize(text, cv::FONT_HERSHEY_SIMPLEX, 1.0, 2, &base);
    cv::putText(page, text,
                {static_cast<int>(middle) - size.width / 2,
                 static_cast<int>(y(depth, middle)) + size.height / 2 - number_offset_px},
                cv::FONT_HERSHEY_SIMPLEX, 1.0, black, 2);
    if (!number_strokes) continue;
    const auto row = [&](double x) { return static_cast<int>(std::lround(y(depth, x) - 0.5)); };
    for (const auto& [from, to] : {std::pair(edges[1] + 4.0, middle - 0.5 * size.width - 6.0),
                                   std::pair(middle + 0.5 * size.width + 6.0, edges[2] - 4.0)})
      cv::line(page, {static_cast<int>(from), row(from)}, {static_cast<int>(to), row(to)}, black, 1);
  }
  return page;
}

void write_scan(const cv::Mat& picture, const std::filesystem::path& path, int dpi) {
  TIFF* file = TIFFOpen(path.c_str(), "w");
  TIFFSetField(file, TIFFTAG_IMAGEWIDTH, picture.cols);
  TIFFSetField(file, TIFFTAG_IMAGELENGTH, picture.rows);
  TIFFSetField(file, TIFFTAG_BITSPERSAMPLE, 8);
  TIFFSetField(file, TIFFTAG_SAMPLESPERPIXEL, 1);
  TIFFSetField(file, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
  TIFFSetField(file, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(file, TIFFTAG_COMPRESSION, COMPRESSION_LZW);
  TIFFSetField(file, TIFFTAG_ROWSPERSTRIP, 64);
  if (dpi > 0) {
    TIFFSetField(file, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
    TIFFSetField(file, TIFFTAG_XRESOLUTION, static_cast<double>(dpi));
    TIFFSetField(file, TIFFTAG_YRESOLUTION, static_cast<double>(dpi));
  }
  for (int y = 0; y < picture.rows; ++y)
    TIFFWriteScanline(file, const_cast<std::uint8_t*>(picture.ptr<std::uint8_t>(y)),
                      static_cast<std::uint32_t>(y), 0);
  TIFFClose(file);
}

}  // namespace logdigitise::sheet::testing
