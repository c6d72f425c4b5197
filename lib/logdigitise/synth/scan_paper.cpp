#include "logdigitise/synth/scan_paper.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "logdigitise/synth/scan_noise.hpp"

namespace logdigitise::synth {
namespace {

/// Gradient, patches and the tone of each joined sheet: all that is smooth, on the coarse grid.
cv::Mat smooth_tone(const ScanSettings& settings, const ScanGeometry& geometry, Random& random) {
  const cv::Size size = geometry.scan_size();
  cv::Mat patches = coarse_field(size, settings.shade_length_px, random);
  const double across = random.uniform(-1.0, 1.0) * settings.gradient;
  const double down = random.uniform(-1.0, 1.0) * settings.gradient;

  // Between two joints the tone may differ, and lean to one side.
  std::vector<double> ends;
  for (const double joint : geometry.joints()) {
    ends.push_back(geometry.to_scan({0.5 * geometry.page_size().width, joint}).y);
  }
  ends.push_back(size.height + 1.0);
  std::vector<double> base, lean;
  for (std::size_t i = 0; i < ends.size(); ++i) {
    base.push_back(-random.uniform(0.0, 1.0) * random.uniform(0.0, 1.0) * settings.joint_tone);
    lean.push_back(random.uniform(-1.0, 1.0) * settings.joint_tone);
  }
  std::size_t sheet = 0;
  const double cell = static_cast<double>(size.height) / patches.rows;
  for (int y = 0; y < patches.rows; ++y) {
    while (sheet + 1 < ends.size() && (y + 0.5) * cell > ends[sheet]) ++sheet;
    auto* row = patches.ptr<float>(y);
    for (int x = 0; x < patches.cols; ++x) {
      const double u = static_cast<double>(x) / patches.cols - 0.5;
      const double v = static_cast<double>(y) / patches.rows - 0.5;
      const double patch = std::clamp(static_cast<double>(row[x]) - 0.4, 0.0, 2.0);
      const double tone = settings.paper_level + across * u + down * v - settings.shade * patch +
                          base[sheet] + std::min(0.0, lean[sheet] * u * 2.0);
      row[x] = static_cast<float>(std::max(tone, settings.paper_floor));
    }
  }
  return patches;
}

void darken_row(std::uint8_t* row, int columns, const std::uint8_t* pattern, int amount, bool lighten) {
  for (int x = 0; x < columns; ++x) {
    const int change = amount * pattern[x] / 255;
    row[x] = static_cast<std::uint8_t>(std::clamp(row[x] + (lighten ? change : -change), 0, 255));
  }
}

/// A smear across the strip, a few rows high with a soft flank, stronger in some columns.
void fold(cv::Mat& sheet, double depth, double scale, Random& random) {
  const double middle = random.uniform(0.0, sheet.rows);
  const double slope = random.uniform(-0.01, 0.01);
  const double core = scale * random.log_uniform(0.7, 6.0);
  const double flank = core + scale * random.log_uniform(1.0, 30.0);
  const bool light = random.chance(0.3);
  cv::Mat pattern = coarse_field({sheet.cols, 8}, 200.0 * scale, random);
  pattern = 150.0 + 110.0 * pattern;
  const cv::Mat columns = spread(pattern, {sheet.cols, 1});
  const double strength = depth * random.uniform(0.4, 1.0);
  // Rows are taken straight in short pieces, so that the fold may slope.
  constexpr int kPiece = 64;
  for (int left = 0; left < sheet.cols; left += kPiece) {
    const int count = std::min(kPiece, sheet.cols - left);
    const double centre = middle + slope * (left - sheet.cols / 2.0);
    const int first = std::max(0, static_cast<int>(centre - flank));
    const int last = std::min(sheet.rows, static_cast<int>(centre + flank) + 1);
    for (int y = first; y < last; ++y) {
      const double away = std::abs(y + 0.5 - centre);
      const double share = away < core ? 1.0 : 0.45 * std::max(0.0, 1.0 - (away - core) / (flank - core));
      darken_row(sheet.ptr(y) + left, count, columns.ptr() + left, static_cast<int>(strength * share), light);
    }
  }
}

void ring(BareSheet& paper, double dpi, Random& random) {
  cv::Mat& sheet = paper.grey;
  const int radius = static_cast<int>(dpi * random.uniform(0.9, 1.7));
  const int side = 2 * radius + 40;
  const cv::Point corner(random.integer(-radius, sheet.cols - radius),
                         random.integer(-radius, sheet.rows - radius));
  const cv::Rect inside = cv::Rect(corner, cv::Size(side, side)) & cv::Rect({0, 0}, sheet.size());
  if (inside.empty()) return;
  cv::Mat layer = cv::Mat::zeros(side, side, CV_8UC1);
  const cv::Point middle(side / 2, side / 2);
  const double start = random.uniform(0.0, 360.0);
  const double length = random.uniform(140.0, 360.0);
  const int dark = random.integer(25, 80);
  const int wide = std::max(2, static_cast<int>(dpi * random.uniform(0.02, 0.09)));
  const cv::Size axes(radius, static_cast<int>(radius * random.uniform(0.92, 1.0)));
  if (random.chance(0.5)) cv::ellipse(layer, middle, axes, 0, 0, 360, cv::Scalar(dark / 4), cv::FILLED);
  cv::ellipse(layer, middle, axes, 0, start, start + length, cv::Scalar(dark / 2), wide);
  cv::ellipse(layer, middle, axes, 0, start, start + length, cv::Scalar(dark), std::max(1, wide / 4));
  cv::blur(layer, layer, {5, 5});
  cv::Mat target = sheet(inside);
  cv::subtract(target, layer(inside - corner), target);
  if (paper.yellow.empty()) return;
  target = paper.yellow(inside);
  cv::add(target, layer(inside - corner), target);
}

void tape(BareSheet& paper, double dpi, Random& random) {
  cv::Mat& sheet = paper.grey;
  const bool across = random.chance(0.75);
  const int wide = static_cast<int>(dpi * random.uniform(0.4, 1.0));
  const int length = static_cast<int>((across ? sheet.cols : dpi * 5.0) * random.uniform(0.3, 1.1));
  const cv::Size size = across ? cv::Size(length, wide) : cv::Size(wide, length);
  const cv::Rect box(cv::Point(random.integer(-size.width / 3, std::max(1, sheet.cols - size.width / 2)),
                               random.integer(-size.height / 3, std::max(1, sheet.rows - size.height / 2))),
                     size);
  const cv::Rect inside = box & cv::Rect({0, 0}, sheet.size());
  if (inside.empty()) return;
  cv::Mat target = sheet(inside);
  cv::subtract(target, cv::Scalar(random.uniform(6.0, 45.0)), target);
  const int edge = random.integer(1, 3);
  const cv::Scalar dark(random.uniform(90.0, 200.0));
  cv::rectangle(sheet, box, dark, edge, cv::LINE_AA);
  if (!paper.yellow.empty()) {
    target = paper.yellow(inside);
    cv::add(target, cv::Scalar(random.uniform(20.0, 90.0)), target);
  }
}

/// The end of one film frame and the start of the next: a dark smear, a thin rounded outline.
void film_frames(cv::Mat& sheet, const ScanSettings& settings, const ScanGeometry& geometry, Random& random) {
  const double scale = settings.dpi / 200.0;
  const cv::Size page = geometry.page_size();
  double top = -40.0;
  for (std::size_t i = 0; i <= geometry.joints().size(); ++i) {
    const double bottom = i < geometry.joints().size() ? geometry.joints()[i] : page.height + 40.0;
    const double inset = random.uniform(-14.0, 10.0) * scale;
    const double round = 14.0 * scale;
    const auto at = [&](double x, double y) {
      const cv::Point2d p = geometry.to_scan({x, y});
      return cv::Point(static_cast<int>(p.x * 8.0), static_cast<int>(p.y * 8.0));
    };
    std::vector<cv::Point> outline{at(inset + round, top + 2),
                                   at(page.width - inset - round, top + 2),
                                   at(page.width - inset, top + 2 + round),
                                   at(page.width - inset, bottom - 2 - round),
                                   at(page.width - inset - round, bottom - 2),
                                   at(inset + round, bottom - 2),
                                   at(inset, bottom - 2 - round),
                                   at(inset, top + 2 + round)};
    cv::polylines(sheet, outline, true, cv::Scalar(random.uniform(60.0, 140.0)),
                  std::max(1, static_cast<int>(scale * random.uniform(1.0, 3.0))), cv::LINE_AA, 3);
    top = bottom;
    if (i == geometry.joints().size()) break;
    // The smear: dark in the last rows before the joint, in a few broad stretches.
    const int rows = std::max(2, static_cast<int>(scale * random.uniform(4.0, 30.0)));
    const int last = static_cast<int>(geometry.to_scan({0.5 * page.width, bottom}).y);
    cv::Mat pattern = coarse_field({sheet.cols, 8}, 300.0 * scale, random);
    pattern = 255.0 * (pattern - 0.2);
    const cv::Mat columns = spread(pattern, {sheet.cols, 1});
    for (int y = std::max(0, last - rows); y < std::min(last, sheet.rows); ++y) {
      const double share = 1.0 - static_cast<double>(last - y) / rows;
      darken_row(sheet.ptr(y), sheet.cols, columns.ptr(), static_cast<int>(220.0 * share), false);
    }
  }
}

/// Left and right edge of the sheet in one row of the scan.
std::pair<double, double> edges_at(const ScanGeometry& geometry, int row) {
  const double width = geometry.page_size().width;
  const double left_y = geometry.to_page({geometry.to_scan({0.0, 0.0}).x, row + 0.5}).y;
  const double right_y = geometry.to_page({geometry.to_scan({width, 0.0}).x, row + 0.5}).y;
  return {geometry.to_scan({0.0, left_y}).x, geometry.to_scan({width, right_y}).x};
}

/// Both long edges are darker, with a strength that changes down the strip.
void shadow_edges(cv::Mat& sheet, const ScanSettings& settings, const ScanGeometry& geometry,
                  Random& random) {
  cv::Mat strength = coarse_field({16, sheet.rows}, 500.0, random);
  make_uniform(strength);
  const double right_share = random.uniform(0.0, 1.0);
  const double left_share = random.chance(0.5) ? 1.0 - right_share : 0.0;
  const int reach = std::max(1, static_cast<int>(settings.edge_shadow_px));
  constexpr int kRows = 8;
  std::pair<double, double> edges;
  for (int y = 0; y < sheet.rows; ++y) {
    if (y % kRows == 0) edges = edges_at(geometry, y);
    const double now =
        settings.edge_shadow * static_cast<double>(strength.at<float>(std::min(y / 8, strength.rows - 1), 0));
    auto* row = sheet.ptr<std::uint8_t>(y);
    for (int i = 0; i < reach; ++i) {
      const double drop = now * (1.0 - static_cast<double>(i) / reach);
      const int left = static_cast<int>(edges.first) + i;
      const int right = static_cast<int>(edges.second) - i;
      if (left >= 0 && left < sheet.cols) {
        row[left] = cv::saturate_cast<std::uint8_t>(row[left] - drop * left_share);
      }
      if (right >= 0 && right < sheet.cols) {
        row[right] = cv::saturate_cast<std::uint8_t>(row[right] - drop * right_share);
      }
    }
  }
}

}  // namespace

BareSheet bare_sheet(const ScanSettings& settings, const ScanGeometry& geometry, Random& random) {
  const cv::Size size = geometry.scan_size();
  const double scale = settings.dpi / 200.0;
  BareSheet sheet;
  sheet.grey = spread(smooth_tone(settings, geometry, random), size);
  if (settings.output == ScanOutput::kColour) {
    const cv::Mat field = coarse_field(size, 800.0 * scale, random);
    sheet.yellow = spread(90.0 * settings.yellow * (1.0 + 0.15 * field), size);
  }
  for (int i = 0; i < settings.rings; ++i) ring(sheet, settings.dpi, random);
  for (int i = 0; i < settings.tapes; ++i) tape(sheet, settings.dpi, random);
  for (int i = 0; i < settings.folds; ++i) fold(sheet.grey, settings.fold_depth, scale, random);
  if (settings.film_frames) film_frames(sheet.grey, settings, geometry, random);
  if (settings.edge_shadow > 0.0) shadow_edges(sheet.grey, settings, geometry, random);
  return sheet;
}

void show_other_side(cv::Mat& value, const cv::Mat& ink, double strength, Random& random) {
  cv::Mat small, back;
  cv::resize(ink, small, {std::max(1, ink.cols / 4), std::max(1, ink.rows / 4)}, 0, 0, cv::INTER_AREA);
  cv::flip(small, small, random.chance(0.5) ? 1 : -1);
  cv::resize(small, back, value.size(), 0, 0, cv::INTER_LINEAR);
  cv::addWeighted(value, 1.0, back, -strength, 0.0, value);
}

void add_specks(cv::Mat& value, const ScanSettings& settings, Random& random) {
  const double scale = settings.dpi / 200.0;
  const auto blob = [&](cv::Point at, double radius, double tone) {
    cv::ellipse(value, at,
                cv::Size(std::max(0, static_cast<int>(std::lround(radius * random.uniform(0.6, 1.4)))),
                         std::max(0, static_cast<int>(std::lround(radius)))),
                random.uniform(0.0, 180.0), 0, 360, cv::Scalar(tone), cv::FILLED);
  };
  const auto specks = static_cast<int>(settings.specks_per_mpx * static_cast<double>(value.total()) / 1e6);
  for (int i = 0; i < specks; ++i) {
    const cv::Point at(random.integer(0, value.cols - 1), random.integer(0, value.rows - 1));
    const double radius = scale * 0.4 * random.log_uniform(0.5, 6.0);
    blob(at, radius, random.chance(0.75) ? random.uniform(0.0, 120.0) : random.uniform(220.0, 255.0));
  }
  if (settings.drum_specks == 0) return;
  // A nick in the drum prints itself once a turn, always in the same column.
  const double turn = settings.dpi * random.uniform(3.0, 5.5);
  for (int i = 0; i < settings.drum_specks; ++i) {
    const int x = random.integer(0, value.cols - 1);
    const double radius = scale * random.uniform(0.5, 2.5);
    const double tone = random.chance(0.8) ? random.uniform(0.0, 60.0) : 255.0;
    for (double y = random.uniform(0.0, turn); y < value.rows; y += turn) {
      blob({x + random.integer(-1, 1), static_cast<int>(y)}, radius, tone);
    }
  }
}

void add_streaks(cv::Mat& value, const ScanSettings& settings, Random& random) {
  for (int i = 0; i < settings.streaks; ++i) {
    const int width = random.integer(1, 3);
    const double x = random.uniform(0.0, value.cols - width);
    const double drift = random.uniform(-0.002, 0.002);
    const int length = static_cast<int>(value.rows * random.uniform(0.1, 1.2));
    const int first = std::max(0, random.integer(-length / 3, value.rows - 1));
    const int last = std::min(value.rows, first + length);
    const bool dark = random.chance(0.65);
    const int change = random.integer(40, 230) * (dark ? -1 : 1);
    const bool broken = random.chance(0.5);
    int run = 0;
    bool on = true;
    for (int y = first; y < last; ++y) {
      if (broken && run-- <= 0) {
        on = !on;
        run = static_cast<int>(random.log_uniform(2.0, 200.0));
      }
      if (!on) continue;
      const int left = static_cast<int>(x + drift * (y - first));
      auto* row = value.ptr<std::uint8_t>(y);
      for (int k = std::max(0, left); k < std::min(value.cols, left + width); ++k) {
        row[k] = cv::saturate_cast<std::uint8_t>(row[k] + change);
      }
    }
  }
}

void cover_bed(cv::Mat& value, cv::Mat& yellow, const ScanSettings& settings, const ScanGeometry& geometry,
               Random& random) {
  const std::uint8_t bed = settings.black_border ? 12 : 255;
  const bool outline = !settings.black_border && random.chance(0.5);
  const double rag = settings.black_border ? 1.2 : 0.5;
  const double width = geometry.page_size().width;
  const double height = geometry.page_size().height;
  const auto fill = [&](int y, int from, int to, std::uint8_t tone) {
    from = std::clamp(from, 0, value.cols);
    to = std::clamp(to, 0, value.cols);
    if (to <= from) return;
    std::fill(value.ptr(y) + from, value.ptr(y) + to, tone);
    if (!yellow.empty()) std::fill(yellow.ptr(y) + from, yellow.ptr(y) + to, std::uint8_t{0});
  };
  std::pair<double, double> edges;
  for (int y = 0; y < value.rows; ++y) {
    if (y % 8 == 0) edges = edges_at(geometry, y);
    const int left = static_cast<int>(std::lround(edges.first + rag * random.uniform(-1.0, 1.0)));
    const int right = static_cast<int>(std::lround(edges.second + rag * random.uniform(-1.0, 1.0)));
    fill(y, 0, left, bed);
    fill(y, right, value.cols, bed);
    if (outline && random.chance(0.8)) {
      fill(y, left - 1, left, 90);
      fill(y, right, right + 1, 60);
    }
  }
  // Above and below the sheet.
  for (int x = 0; x < value.cols; ++x) {
    const double page_x = std::clamp(geometry.to_page({x + 0.5, 0.5}).x, 0.0, width);
    const int top = static_cast<int>(std::lround(geometry.to_scan({page_x, 0.0}).y));
    const int bottom = static_cast<int>(std::lround(geometry.to_scan({page_x, height}).y));
    for (int y = 0; y < std::min(top, value.rows); ++y) fill(y, x, x + 1, bed);
    for (int y = std::max(0, bottom); y < value.rows; ++y) fill(y, x, x + 1, bed);
  }
}

}  // namespace logdigitise::synth
