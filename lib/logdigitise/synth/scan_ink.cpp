#include "logdigitise/synth/scan_ink.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <string>
#include <vector>

#include "logdigitise/synth/scan_noise.hpp"

namespace logdigitise::synth {
namespace {

/// Widens (or, below 0, narrows) strokes by a fraction of a pixel or more on both sides.
void bleed(cv::Mat& ink, double radius) {
  const bool grow = radius > 0.0;
  double left = std::abs(radius);
  const cv::Mat cross = cv::getStructuringElement(cv::MORPH_CROSS, {3, 3});
  const cv::Mat square = cv::getStructuringElement(cv::MORPH_RECT, {3, 3});
  for (int step = 0; left > 0.01; ++step, left -= 1.0) {
    cv::Mat next;
    const cv::Mat& kernel = step % 2 == 0 ? cross : square;
    if (grow) {
      cv::dilate(ink, next, kernel);
    } else {
      cv::erode(ink, next, kernel);
    }
    if (left < 1.0) {
      cv::addWeighted(next, left, ink, 1.0 - left, 0.0, ink);
    } else {
      ink = next;
    }
  }
}

/// Density 0 .. 255 that falls to `1 - fade` in the palest regions.
cv::Mat fading(cv::Size size, const ScanSettings& settings, Random& random) {
  cv::Mat field = coarse_field(size, settings.fade_length_px, random);
  make_uniform(field);
  const float share = static_cast<float>(std::clamp(settings.fade_share, 0.01, 1.0));
  const float loss = static_cast<float>(settings.fade);
  field.forEach<float>([share, loss](float& value, const int*) {
    const float pale = std::clamp((share - value) / share, 0.0F, 1.0F);
    value = 255.0F * (1.0F - loss * std::min(1.0F, 1.6F * pale));
  });
  return spread(field, size);
}

/// Lets ink through where white noise, made blotchy, is above a threshold that depends on the region.
void break_lines(cv::Mat& ink, double share, Random& random) {
  cv::Mat holes = white_noise({(ink.cols + 1) / 2, (ink.rows + 1) / 2}, random);
  cv::Mat fine;
  cv::resize(holes, fine, ink.size(), 0, 0, cv::INTER_LINEAR);
  cv::Mat region = coarse_field(ink.size(), 250.0, random);
  // A level at which `share` of the pixels are holes, shifted by region by about a factor of three.
  const double z = share >= 0.5 ? 0.0 : std::sqrt(-2.0 * std::log(std::max(share, 1e-6))) - 0.45;
  region = 128.0 - 24.0 * z + 10.0 * region;
  const cv::Mat level = spread(region, ink.size());
  cv::Mat open;
  cv::compare(fine, level, open, cv::CMP_GE);
  cv::bitwise_and(ink, open, ink);
}

cv::Scalar pen_colour(Random& random) {
  constexpr std::array<std::array<int, 3>, 5> kColours{
      {{30, 30, 30}, {150, 50, 30}, {40, 40, 170}, {90, 90, 90}, {110, 40, 90}}};
  const auto& c = kColours[static_cast<std::size_t>(random.integer(0, 4))];
  return {static_cast<double>(c[0]), static_cast<double>(c[1]), static_cast<double>(c[2])};
}

/// Multiplies the sheet, inside `box`, by a white drawing made by `draw`.
template <typename Draw>
void draw_over(cv::Mat& sheet, cv::Rect box, Draw draw) {
  const cv::Rect inside = box & cv::Rect({0, 0}, sheet.size());
  if (inside.empty()) return;
  cv::Mat layer(box.size(), sheet.type(), cv::Scalar::all(255));
  draw(layer);
  cv::Mat target = sheet(inside);
  cv::multiply(target, layer(inside - box.tl()), target, 1.0 / 255.0);
}

std::string random_word(Random& random, int letters) {
  constexpr std::string_view kLetters = "ABCDEFGHIKLMNOPRSTUVWX0123456789";
  std::string word;
  for (int i = 0; i < letters; ++i) {
    word += kLetters[static_cast<std::size_t>(random.integer(0, static_cast<int>(kLetters.size()) - 1))];
  }
  return word;
}

void stamp(cv::Mat& sheet, double dpi, Random& random) {
  const int width = static_cast<int>(dpi * random.uniform(0.8, 2.2));
  const int height = static_cast<int>(width * random.uniform(0.25, 0.7));
  const int side = static_cast<int>(std::hypot(width, height)) + 12;
  const cv::Point corner(random.integer(-side / 4, std::max(1, sheet.cols - side)),
                         random.integer(-side / 4, std::max(1, sheet.rows - side)));
  const cv::Scalar colour = pen_colour(random);
  const double turn = random.chance(0.5) ? random.uniform(-12.0, 12.0) : random.uniform(-100.0, -80.0);
  const bool oval = random.chance(0.4);
  const int weight = std::max(1, static_cast<int>(dpi * random.uniform(0.008, 0.025)));
  const int lines = random.integer(1, 3);
  std::vector<std::string> words;
  for (int i = 0; i < lines; ++i) words.push_back(random_word(random, random.integer(5, 11)));
  draw_over(sheet, cv::Rect(corner, cv::Size(side, side)), [&](cv::Mat& layer) {
    const cv::Rect frame((side - width) / 2, (side - height) / 2, width, height);
    if (oval) {
      cv::ellipse(layer, {side / 2, side / 2}, {width / 2, height / 2}, 0, 0, 360, colour, weight,
                  cv::LINE_AA);
    } else {
      cv::rectangle(layer, frame, colour, weight, cv::LINE_AA);
    }
    const double room = 0.8 * height / lines;
    for (int i = 0; i < lines; ++i) {
      const std::string& word = words[static_cast<std::size_t>(i)];
      int base = 0;
      const cv::Size unit = cv::getTextSize(word, cv::FONT_HERSHEY_DUPLEX, 1.0, weight, &base);
      const double scale = std::min(0.75 * room / unit.height, 0.8 * width / unit.width);
      cv::putText(layer, word,
                  {static_cast<int>(side / 2.0 - 0.5 * scale * unit.width),
                   static_cast<int>(frame.y + 0.1 * height + (i + 0.75) * room)},
                  cv::FONT_HERSHEY_DUPLEX, scale, colour, weight, cv::LINE_AA);
    }
    const cv::Mat rotation = cv::getRotationMatrix2D(
        {static_cast<float>(side) / 2.0F, static_cast<float>(side) / 2.0F}, turn, 1.0);
    cv::Mat turned;
    cv::warpAffine(layer, turned, rotation, layer.size(), cv::INTER_LINEAR, cv::BORDER_CONSTANT,
                   cv::Scalar::all(255));
    layer = turned;
  });
}

/// A few joined arcs, as letters or underlining are.
void scribble(cv::Mat& sheet, double dpi, Random& random) {
  const cv::Scalar colour = pen_colour(random);
  const int weight = std::max(1, static_cast<int>(std::lround(dpi * random.uniform(0.006, 0.02))));
  const double size = dpi * random.uniform(0.08, 0.25);
  cv::Point2d at(random.uniform(0.0, sheet.cols), random.uniform(0.0, sheet.rows));
  const bool down = random.chance(0.4);
  const int letters = random.integer(1, 9);
  std::vector<cv::Point> points;
  constexpr int kFraction = 4;  // Bits after the point in OpenCV's drawing coordinates.
  const auto add = [&](cv::Point2d p) {
    points.emplace_back(static_cast<int>(p.x * (1 << kFraction)), static_cast<int>(p.y * (1 << kFraction)));
  };
  for (int letter = 0; letter < letters; ++letter) {
    const double a = random.uniform(0.3, 1.0) * size;
    const double b = random.uniform(0.2, 0.8) * size;
    const double start = random.uniform(0.0, 2.0 * std::numbers::pi);
    const double turns = random.uniform(-1.3, 1.3) * 2.0 * std::numbers::pi;
    for (int i = 0; i <= 16; ++i) {
      const double angle = start + turns * i / 16.0;
      const cv::Point2d p(b * std::cos(angle) + size * 0.9 * i / 16.0, a * std::sin(angle));
      add(at + (down ? cv::Point2d(-p.y, p.x) : p));
    }
    at += down ? cv::Point2d(0.0, size) : cv::Point2d(size, 0.0);
    if (random.chance(0.25)) {
      cv::polylines(sheet, points, false, colour, weight, cv::LINE_AA, kFraction);
      points.clear();
    }
  }
  if (!points.empty()) cv::polylines(sheet, points, false, colour, weight, cv::LINE_AA, kFraction);
}

}  // namespace

void degrade_ink(cv::Mat& ink, const ScanSettings& settings, Random& random) {
  if (settings.bleed_px != 0.0) bleed(ink, settings.bleed_px);
  if (settings.breakage > 0.0) break_lines(ink, settings.breakage, random);
  if (settings.fade > 0.0) cv::multiply(ink, fading(ink.size(), settings, random), ink, 1.0 / 255.0);
  if (settings.pen_variation > 0.0) {
    cv::Mat field = coarse_field(ink.size(), settings.dpi * 0.15, random);
    field = 255.0 * (1.0 - settings.pen_variation * (1.0 + field));
    cv::multiply(ink, spread(field, ink.size()), ink, 1.0 / 255.0);
  }
  if (settings.ink_level < 1.0) ink.convertTo(ink, CV_8U, settings.ink_level);
}

void write_on_sheet(cv::Mat& sheet, const ScanSettings& settings, Random& random) {
  for (int i = 0; i < settings.stamps; ++i) stamp(sheet, settings.dpi, random);
  for (int i = 0; i < settings.scribbles; ++i) scribble(sheet, settings.dpi, random);
}

}  // namespace logdigitise::synth
