#include "logdigitise/sheet/value_glyphs.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace logdigitise::sheet {

std::vector<ValueGlyph> value_glyphs(const cv::Mat& ink) {
  cv::Mat labels;
  cv::Mat stats;
  cv::Mat centres;
  const int count = cv::connectedComponentsWithStats(ink, labels, stats, centres, 8);
  std::vector<ValueGlyph> glyphs;
  int tallest = 1;
  for (int i = 1; i < count; ++i) tallest = std::max(tallest, stats.at<int>(i, cv::CC_STAT_HEIGHT));
  for (int i = 1; i < count; ++i) {
    const cv::Rect box(stats.at<int>(i, cv::CC_STAT_LEFT), stats.at<int>(i, cv::CC_STAT_TOP),
                       stats.at<int>(i, cv::CC_STAT_WIDTH), stats.at<int>(i, cv::CC_STAT_HEIGHT));
    if (box.area() < 3) continue;
    ValueGlyph glyph{box, false, false};
    const double middle = (box.y + 0.5 * box.height) / ink.rows;
    const bool is_low = box.height < 0.4 * tallest;
    glyph.is_sign = is_low && box.width > 1.6 * box.height && middle > 0.25 && middle < 0.8;
    glyph.is_point = is_low && !glyph.is_sign && middle > 0.7;
    if (is_low && !glyph.is_sign && !glyph.is_point) continue;  // A speck.
    glyphs.push_back(glyph);
  }
  std::sort(glyphs.begin(), glyphs.end(),
            [](const ValueGlyph& a, const ValueGlyph& b) { return a.box.x < b.box.x; });
  return glyphs;
}

}  // namespace logdigitise::sheet
