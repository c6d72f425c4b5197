#include "logdigitise/synth/draw_annotations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "logdigitise/synth/draw_text.hpp"
#include "logdigitise/synth/stroke.hpp"

namespace logdigitise::synth {

namespace {

constexpr std::array<const char*, 22> kWords = {
    "TOP SAND",       "GOC 5120",  "CSG",          "F.R.",      "T.D.",
    "REPEAT SECTION", "MAIN PASS", "CONFIDENTIAL", "5 1/2 CSG", "DEEP INDUCTION",
    "LATEROLOG-8",    "GAMMA RAY", "SP",           "NEUTRON",   "DENSITY",
    "pay?",           "tight",     "DST #2",       "core",      "OWC",
    "BACKUP",         "X10"};

std::string word(Random& random) {
  return kWords[static_cast<std::size_t>(random.integer(0, static_cast<int>(kWords.size()) - 1))];
}

double random_y(const SheetSpec& sheet, Random& random) {
  return random.uniform(sheet.section_y, sheet.section_end_y());
}

const TrackSpec& random_track(const SheetSpec& sheet, Random& random) {
  return sheet.tracks[static_cast<std::size_t>(random.integer(0, static_cast<int>(sheet.tracks.size()) - 1))];
}

// Page x of a curve at a height, folded into the track; the middle where it is not drawn.
double curve_x(const SheetSpec& sheet, const TrackSpec& track, const CurveSpec& curve, double y) {
  const double width = track.right_px - track.left_px;
  const auto index =
      static_cast<long>(std::lround((y - sheet.section_y) / (sheet.fine_step() * sheet.px_per_unit)));
  if (index < 0 || index >= static_cast<long>(curve.shape.size())) return track.left_px + width / 2;
  const double u = curve.shape[static_cast<std::size_t>(index)];
  if (std::isnan(u)) return track.left_px + width / 2;
  return track.left_px + width * (curve.curve.wrap ? u - std::floor(u) : std::clamp(u, 0.0, 1.0));
}

void curve_name(cv::Mat& page, cv::Mat& mask, const SheetSpec& sheet, Random& random) {
  const TrackSpec& track = random_track(sheet, random);
  const CurveSpec& curve =
      track.curves[static_cast<std::size_t>(random.integer(0, static_cast<int>(track.curves.size()) - 1))];
  const double y = random_y(sheet, random);
  const double x = curve_x(sheet, track, curve, y);
  TextStyle style;
  style.font = random.integer(0, 3);
  style.height_px = random.uniform(0.05, 0.1) * sheet.dpi;
  style.thickness_px = style.height_px * random.uniform(0.1, 0.25);
  style.antialiased = sheet.antialiased;
  const std::string text = random.chance(0.6) ? curve.curve.mnemonic : word(random);
  if (random.chance(0.3)) {  // right on the curve
    draw_text(page, text, {x, y}, style);
    return;
  }
  const double side = random.chance(0.5) ? 1.0 : -1.0;
  const double length = random.uniform(0.15, 0.5) * sheet.dpi;
  const Ink ink{std::max(1.0, random.uniform(0.5, 1.5) * sheet.pt_px()), 1.0, sheet.antialiased, true};
  const cv::Point2d tip(x + side * 0.02 * sheet.dpi, y);
  const cv::Point2d tail(x + side * length,
                         y + random.uniform(-0.1, 0.1) * sheet.dpi * (random.chance(0.5) ? 1.0 : 0.0));
  draw_segment(mask, tail, tip, ink);
  const double barb = 0.05 * sheet.dpi;
  draw_segment(mask, tip, tip + cv::Point2d(side * barb, 0.4 * barb), ink);
  draw_segment(mask, tip, tip + cv::Point2d(side * barb, -0.4 * barb), ink);
  draw_text(page, text, {tail.x + side * (0.03 * sheet.dpi + text_width(text, style) / 2.0), tail.y}, style);
}

void handwriting(cv::Mat& mask, const SheetSpec& sheet, Random& random) {
  cv::Point2d at(random.uniform(0.0, sheet.width_px), random_y(sheet, random));
  const Ink ink{random.uniform(0.6, 2.2) * sheet.pt_px(), random.uniform(0.5, 1.0), true, true};
  const double size = random.uniform(0.05, 0.25) * sheet.dpi;
  const int letters = random.integer(1, 8);
  for (int letter = 0; letter < letters; ++letter) {
    const double phase = random.uniform(0.0, 6.28);
    const double loops = random.uniform(0.4, 1.8);
    const double flat = random.uniform(0.3, 1.0);
    Polyline line;
    for (int i = 0; i <= 24; ++i) {
      const double t = i / 24.0;
      const double angle = phase + loops * 6.28 * t;
      line.emplace_back(at.x + size * (t + 0.5 * flat * std::cos(angle)),
                        at.y + 0.5 * size * std::sin(angle));
    }
    draw_polyline(mask, line, ink);
    at.x += size * random.uniform(0.8, 1.6);
    at.y += size * 0.1 * random.normal();
  }
}

// A free line, as a geologist's pencil makes: across tracks, along them, round a zone.
void pencil_line(cv::Mat& mask, const SheetSpec& sheet, Random& random) {
  const Ink ink{random.uniform(0.5, 1.8) * sheet.pt_px(), random.uniform(0.4, 1.0), true, true};
  const double y = random_y(sheet, random);
  const double from = random.uniform(-0.1, 0.7) * sheet.width_px;
  const double to = from + random.uniform(0.1, 0.8) * sheet.width_px;
  const double slope = random.chance(0.6) ? 0.0 : 0.15 * random.normal();
  Polyline line;
  double drift = 0.0;
  for (int i = 0; i <= 40; ++i) {
    const double x = from + (to - from) * i / 40.0;
    drift += 0.3 * random.normal();
    line.emplace_back(x, y + slope * (x - from) + drift);
  }
  draw_polyline(mask, line, ink);
}

void stamp(cv::Mat& page, cv::Mat& mask, const SheetSpec& sheet, Random& random) {
  TextStyle style;
  style.font = random.integer(2, 4);
  style.height_px = random.uniform(0.1, 0.3) * sheet.dpi;
  style.thickness_px = style.height_px * random.uniform(0.08, 0.2);
  style.angle_deg = random.chance(0.4) ? random.uniform(-30.0, 30.0) : (random.chance(0.3) ? 90.0 : 0.0);
  style.darkness = random.uniform(0.4, 1.0);
  const std::string text = word(random);
  const cv::Point2d middle(random.uniform(0.1, 0.9) * sheet.width_px, random_y(sheet, random));
  draw_text(page, text, middle, style);
  if (style.angle_deg != 0.0 || random.chance(0.5)) return;
  const double w = text_width(text, style) * 0.6;
  const double h = style.height_px * 1.1;
  const Ink ink{style.thickness_px, style.darkness, true, true};
  draw_polyline(mask,
                {middle + cv::Point2d(-w, -h), middle + cv::Point2d(w, -h), middle + cv::Point2d(w, h),
                 middle + cv::Point2d(-w, h), middle + cv::Point2d(-w, -h)},
                ink);
}

// Clusters of hair-thin strokes that reach from edge to edge, as galvanometers make in noise.
void hairs(cv::Mat& mask, const SheetSpec& sheet, Random& random) {
  const TrackSpec& track = random_track(sheet, random);
  double y = random_y(sheet, random);
  const int count = random.integer(1, 10);
  const Ink ink{random.uniform(0.7, 1.3), random.uniform(0.5, 1.0), sheet.antialiased, true};
  for (int i = 0; i < count; ++i) {
    const double reach_left = random.chance(0.6) ? 0.0 : random.uniform(0.0, 0.5);
    const double reach_right = random.chance(0.6) ? 1.0 : random.uniform(0.5, 1.0);
    const double width = track.right_px - track.left_px;
    draw_segment(mask, {track.left_px + reach_left * width, y},
                 {track.left_px + reach_right * width, y + random.normal()}, ink);
    y += random.log_uniform(0.01, 0.08) * sheet.dpi;
  }
}

// Little strokes in from a track's edge at uneven distances: integrated travel time, marks of minutes.
void pips(cv::Mat& mask, const SheetSpec& sheet, Random& random) {
  const TrackSpec& track = random_track(sheet, random);
  const bool left = random.chance(0.5);
  const double x = left ? track.left_px : track.right_px;
  const double inwards = (left == random.chance(0.6) ? 1.0 : -1.0) * random.uniform(0.02, 0.08) * sheet.dpi;
  const double pitch = random.log_uniform(0.08, 1.2) * sheet.dpi;
  const Ink ink{random.uniform(0.5, 1.5) * sheet.pt_px(), 1.0, sheet.antialiased, false};
  for (double y = sheet.section_y + pitch; y < sheet.section_end_y(); y += pitch * random.uniform(0.85, 1.15))
    draw_segment(mask, {x, y}, {x + inwards, y}, ink);
}

void bed_mark(cv::Mat& page, cv::Mat& mask, const SheetSpec& sheet, Random& random) {
  const double y = random_y(sheet, random);
  const Ink ink{random.uniform(0.7, 2.0) * sheet.pt_px(), 1.0, sheet.antialiased, false};
  const bool across = random.chance(0.4);
  const double from = across ? 0.0 : sheet.column.left_px - random.uniform(0.0, 0.5) * sheet.dpi;
  const double to = across ? sheet.width_px : sheet.column.right_px + random.uniform(0.0, 0.5) * sheet.dpi;
  draw_segment(mask, {from, y}, {to, y}, ink);
  TextStyle style;
  style.height_px = random.uniform(0.05, 0.09) * sheet.dpi;
  style.thickness_px = 0.12 * style.height_px;
  draw_text(page, random.chance(0.5) ? word(random) : fmt::format("{:.0f}", sheet.depth_of_y(y)),
            {(sheet.column.left_px + sheet.column.right_px) / 2.0, y - 0.8 * style.height_px}, style);
}

void casing(cv::Mat& mask, const SheetSpec& sheet, Random& random) {
  const double x = random.chance(0.5) ? sheet.column.left_px : sheet.column.right_px;
  const double y = random_y(sheet, random);
  const double length = random.uniform(0.3, 3.0) * sheet.dpi;
  const Ink ink{random.uniform(1.5, 4.0) * sheet.pt_px(), 1.0, sheet.antialiased, false};
  draw_segment(mask, {x, y - length}, {x, y}, ink);
  const double side = 0.1 * sheet.dpi;
  for (double t = 0.0; t < 1.0; t += 0.1)
    draw_segment(mask, {x, y - side * (1.0 - t)}, {x + side * t, y}, {1.5, 1.0, sheet.antialiased, false});
}

void film_edge_print(cv::Mat& page, const SheetSpec& sheet, Random& random) {
  TextStyle style;
  style.height_px = random.uniform(0.04, 0.08) * sheet.dpi;
  style.thickness_px = 1.0;
  style.angle_deg = 90.0;
  const double x = random.chance(0.5) ? 1.5 * style.height_px : sheet.width_px - 1.5 * style.height_px;
  const double pitch = random.uniform(1.5, 4.0) * sheet.dpi;
  for (double y = random.uniform(0.0, pitch); y < sheet.height_px; y += pitch)
    draw_text(page, "KODAK SAFETY FILM", {x, y}, style);
}

// Solid, hatched or stippled ink between two positions of a row.
struct Filling {
  enum class Kind { kTint, kHatch, kStipple } kind = Kind::kTint;
  Bgr colour{0, 0, 0};
  double pitch = 8.0;
  double slope = 1.0;
  double density = 0.1;
};

void fill_row(cv::Mat& page, int row, double left, double right, const Filling& filling, Random& random) {
  const int first = std::max(0, static_cast<int>(std::ceil(left)));
  const int last = std::min(page.cols - 1, static_cast<int>(std::floor(right)));
  for (int column = first; column <= last; ++column) {
    auto& pixel = page.at<cv::Vec3b>(row, column);
    bool inked = filling.kind == Filling::Kind::kTint;
    if (filling.kind == Filling::Kind::kHatch) {
      const double at = column + filling.slope * row;
      inked = at - std::floor(at / filling.pitch) * filling.pitch < 1.2;
    }
    if (filling.kind == Filling::Kind::kStipple) inked = random.chance(filling.density);
    if (!inked) continue;
    for (int channel = 0; channel < 3; ++channel)
      pixel[channel] = std::min(pixel[channel], static_cast<std::uint8_t>(filling.colour[channel]));
  }
}

}  // namespace

void draw_fills(cv::Mat& page, const SheetSpec& sheet, Random& random) {
  for (const TrackSpec& track : sheet.tracks) {
    if (track.curves.empty() || !random.chance(0.12 * (0.3 + sheet.annotations))) continue;
    const CurveSpec& first = track.curves.front();
    const bool between = track.curves.size() > 1 && random.chance(0.5);
    const double cut = between ? 0.0 : random.uniform(0.2, 0.8);
    const bool leftwards = random.chance(0.5);
    Filling filling;
    filling.kind = static_cast<Filling::Kind>(random.integer(0, 2));
    filling.colour = sheet.coloured
                         ? Bgr(random.uniform(80, 255), random.uniform(150, 255), random.uniform(150, 255))
                         : Bgr::all(filling.kind == Filling::Kind::kTint ? random.uniform(170, 235) : 0.0);
    filling.pitch = random.uniform(0.03, 0.12) * sheet.dpi;
    filling.slope = random.chance(0.5) ? random.uniform(-1.5, 1.5) : 0.0;
    if (random.chance(0.3)) filling.slope = filling.pitch;  // upright hatching
    filling.density = random.uniform(0.03, 0.25);
    const int end = std::min(page.rows - 1, static_cast<int>(sheet.section_end_y()));
    for (int row = static_cast<int>(sheet.section_y); row <= end; ++row) {
      const double x = curve_x(sheet, track, first, row + 0.5);
      const double other = between ? curve_x(sheet, track, track.curves[1], row + 0.5)
                                   : track.left_px + cut * (track.right_px - track.left_px);
      if (leftwards ? x < other : x > other)
        fill_row(page, row, std::min(x, other), std::max(x, other), filling, random);
    }
  }
}

void draw_annotations(cv::Mat& page, const SheetSpec& sheet, Random& random) {
  if (sheet.annotations <= 0.0) return;
  const double much = sheet.annotations * sheet.height_px / (12.0 * sheet.dpi);
  const auto times = [&](double expected) {
    const double mean = expected * much;
    int count = static_cast<int>(mean);
    if (random.chance(mean - count)) ++count;
    return count;
  };
  cv::Mat mask(page.size(), CV_8UC1, cv::Scalar(0));
  for (int i = times(2.0); i > 0; --i) curve_name(page, mask, sheet, random);
  for (int i = times(0.7); i > 0; --i) handwriting(mask, sheet, random);
  for (int i = times(0.7); i > 0; --i) pencil_line(mask, sheet, random);
  for (int i = times(0.35); i > 0; --i) stamp(page, mask, sheet, random);
  for (int i = times(0.6); i > 0; --i) hairs(mask, sheet, random);
  for (int i = times(0.6); i > 0; --i) bed_mark(page, mask, sheet, random);
  if (random.chance(0.25 * sheet.annotations)) casing(mask, sheet, random);
  if (random.chance(0.3 * sheet.annotations)) pips(mask, sheet, random);
  if (random.chance(0.15 * sheet.annotations)) film_edge_print(page, sheet, random);
  const Bgr pen = sheet.coloured && random.chance(0.5) ? Bgr(180, 30, 30) : Bgr(0, 0, 0);
  paint(page, mask, pen, cv::Rect(0, 0, page.cols, page.rows));
}

}  // namespace logdigitise::synth
