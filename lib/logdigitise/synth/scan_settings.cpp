#include "logdigitise/synth/scan_settings.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "logdigitise/core/error.hpp"

namespace logdigitise::synth {
namespace {

/// A whole number from 0 to `most`, small ones more often.
int few(Random& random, int most) { return std::min(random.integer(0, most), random.integer(0, most)); }

double sign(Random& random) { return random.chance(0.5) ? 1.0 : -1.0; }

void draw_output(ScanSettings& s, Random& random) {
  constexpr std::array<double, 3> kShares{0.60, 0.25, 0.15};
  s.output = static_cast<ScanOutput>(random.weighted(kShares));
  s.colour_weight = random.chance(0.5) ? random.uniform(0.0, 0.3) : random.uniform(0.3, 1.0);
}

ScanSettings clean(Random& random, double scale) {
  ScanSettings s;
  draw_output(s, random);
  s.margin_left_px = random.uniform(5.0, 60.0) * scale;
  s.margin_right_px = random.uniform(5.0, 60.0) * scale;
  s.margin_top_px = random.uniform(0.0, 40.0) * scale;
  s.margin_bottom_px = random.uniform(0.0, 40.0) * scale;
  s.skew_deg = random.uniform(-0.1, 0.1);
  s.stretch_y = random.uniform(0.997, 1.003);
  s.stretch_x = s.stretch_y * random.uniform(0.999, 1.001);
  s.departure_px = random.uniform(0.0, 2.5) * scale;
  s.wander_px = random.uniform(0.0, 2.0) * scale;
  s.paper_level = random.uniform(240.0, 255.0);
  s.blur_px = random.uniform(0.3, 0.7) * scale;
  s.threshold = random.uniform(0.5, 0.75);
  constexpr std::array<double, 3> kMethods{0.6, 0.25, 0.15};
  s.binarisation = static_cast<Binarisation>(random.weighted(kMethods));
  if (s.binarisation == Binarisation::kAdaptiveMean) s.threshold = random.uniform(0.75, 0.88);
  if (s.output != ScanOutput::kBilevel) {
    s.grain = random.uniform(0.0, 3.0);
    s.yellow = random.uniform(0.0, 0.2);
    s.jpeg_quality = random.chance(0.4) ? random.integer(85, 97) : 0;
  }
  return s;
}

/// Sets the threshold that goes with the method: what a fair operator would choose, and a bit beside it.
void draw_binarisation(ScanSettings& s, Random& random, bool hard) {
  //                                      global otsu adaptive sauvola diffusion ordered
  constexpr std::array<double, 6> kShares{0.55, 0.12, 0.16, 0.12, 0.04, 0.01};
  s.binarisation = static_cast<Binarisation>(random.weighted(kShares));
  switch (s.binarisation) {
    case Binarisation::kAdaptiveMean:
      s.threshold = hard ? random.uniform(0.70, 0.95) : random.uniform(0.75, 0.90);
      break;
    case Binarisation::kSauvola:
      s.threshold = hard ? random.uniform(0.70, 0.93) : random.uniform(0.78, 0.90);
      break;
    default:
      s.threshold = hard ? random.uniform(0.40, 0.85) : random.uniform(0.50, 0.80);
      break;
  }
}

void draw_geometry(ScanSettings& s, Random& random, double scale) {
  s.margin_left_px = random.log_uniform(3.0, 180.0) * scale;
  s.margin_right_px = random.log_uniform(3.0, 180.0) * scale;
  s.margin_top_px = random.uniform(0.0, 60.0) * scale;
  s.margin_bottom_px = random.uniform(0.0, 60.0) * scale;
  s.skew_deg = 0.12 * random.normal();
  s.skew_wander_deg = random.uniform(0.0, 0.12);
  s.wander_px = random.chance(0.7) ? random.log_uniform(2.0, 18.0) * scale : 0.0;
  s.wander_length_px = random.log_uniform(900.0, 6000.0) * scale;
  s.stretch_y = 1.0 + sign(random) * random.uniform(0.0, 0.012);
  s.stretch_x = s.stretch_y * random.uniform(0.994, 1.006);
  s.departure_px = random.log_uniform(2.0, 16.0) * scale;
  s.shear = 0.0008 * random.normal();
  if (random.chance(0.3)) {
    s.joints = random.integer(1, 3);
    s.joint_shift_px = random.uniform(0.0, 3.0) * scale;
    s.joint_skew_deg = random.uniform(0.0, 0.05);
    s.joint_tone = random.uniform(0.0, 40.0);
    s.film_frames = random.chance(0.5);
  }
}

void draw_ink(ScanSettings& s, Random& random, double scale) {
  s.ink_level = random.uniform(0.75, 1.0);
  if (random.chance(0.5)) s.bleed_px = random.uniform(-0.25, 0.8) * scale;
  if (random.chance(0.4)) {
    s.fade = random.uniform(0.1, 0.4);
    s.fade_share = random.uniform(0.1, 0.5);
    s.fade_length_px = random.log_uniform(200.0, 1500.0) * scale;
  }
  if (random.chance(0.5)) s.pen_variation = random.uniform(0.0, 0.12);
  if (random.chance(0.3)) s.breakage = random.log_uniform(0.002, 0.05);
  s.copies = random.chance(0.25) ? 1 : 0;
}

void draw_paper(ScanSettings& s, Random& random, double scale) {
  s.paper_level = random.uniform(215.0, 253.0);
  s.gradient = random.chance(0.5) ? random.uniform(0.0, 30.0) : 0.0;
  s.shade = random.chance(0.4) ? random.uniform(5.0, 40.0) : 0.0;
  s.shade_length_px = random.log_uniform(200.0, 1500.0) * scale;
  s.edge_shadow = random.chance(0.3) ? random.uniform(20.0, 120.0) : 0.0;
  s.edge_shadow_px = random.log_uniform(10.0, 120.0) * scale;
  s.yellow = random.uniform(0.0, 0.7);
  s.show_through = random.chance(0.12) ? random.uniform(0.01, 0.06) : 0.0;
  s.folds = random.chance(0.35) ? random.integer(1, 3) : 0;
  s.fold_depth = random.uniform(20.0, 130.0);
  s.rings = random.chance(0.03) ? 1 : 0;
  s.tapes = random.chance(0.06) ? 1 : 0;
  s.stamps = random.chance(0.08) ? 1 : 0;
  s.scribbles = random.chance(0.2) ? random.integer(1, 4) : 0;
}

void draw_scanner(ScanSettings& s, Random& random, double scale) {
  s.blur_px = random.uniform(0.35, 1.0) * scale;
  s.motion_px = random.chance(0.1) ? random.uniform(1.5, 3.0) * scale : 0.0;
  s.sharpen = random.chance(0.35) ? random.uniform(0.2, 1.0) : 0.0;
  s.grain = random.uniform(1.0, 14.0);
  s.coarse_grain = random.chance(0.5) ? random.uniform(0.0, 14.0) : 0.0;
  s.specks_per_mpx = random.chance(0.5) ? random.log_uniform(2.0, 80.0) : 0.0;
  s.drum_specks = random.chance(0.1) ? random.integer(1, 4) : 0;
  s.streaks = random.chance(0.3) ? random.integer(1, 3) : 0;
  s.black_border = random.chance(0.25);
  s.row_faults = random.chance(0.06) ? 1 : 0;
  s.fax = random.chance(0.03);
}

ScanSettings typical(Random& random, double scale) {
  ScanSettings s;
  draw_output(s, random);
  draw_geometry(s, random, scale);
  draw_ink(s, random, scale);
  draw_paper(s, random, scale);
  draw_scanner(s, random, scale);
  draw_binarisation(s, random, false);
  s.jpeg_quality = random.chance(0.7) ? random.integer(55, 95) : 0;
  return s;
}

/// Dark paper that the threshold turns to dots.
void dark_paper(ScanSettings& s, Random& random, double scale) {
  s.shade = random.uniform(40.0, 80.0);
  s.shade_length_px = random.log_uniform(250.0, 1500.0) * scale;
  s.coarse_grain = random.uniform(10.0, 24.0);
  s.grain = random.uniform(10.0, 26.0);
}

/// Washed out.
void washed_out(ScanSettings& s, Random& random, double scale) {
  s.fade = random.uniform(0.4, 0.72);
  s.fade_share = random.uniform(0.2, 0.7);
  s.fade_length_px = random.log_uniform(250.0, 2000.0) * scale;
}

/// Broken lines.
void broken_lines(ScanSettings& s, Random& random, double /*scale*/) {
  s.breakage = random.uniform(0.04, 0.22);
  s.pen_variation = random.uniform(0.05, 0.22);
}

/// A copy of a copy.
void copy_of_a_copy(ScanSettings& s, Random& random, double scale) {
  s.copies = random.integer(1, 3);
  s.bleed_px = random.uniform(-0.3, 1.3) * scale;
  s.drum_specks = random.integer(0, 6);
}

/// A carbon copy: blurred, pale, on grey.
void carbon_copy(ScanSettings& s, Random& random, double scale) {
  s.paper_level = random.uniform(165.0, 215.0);
  s.ink_level = random.uniform(0.5, 0.75);
  s.blur_px = random.uniform(1.0, 1.9) * scale;
  s.coarse_grain = random.uniform(5.0, 14.0);
}

/// Microfilm: frames, grain, joints.
void microfilm(ScanSettings& s, Random& random, double scale) {
  s.joints = random.integer(1, 4);
  s.film_frames = true;
  s.joint_tone = random.uniform(20.0, 80.0);
  s.joint_shift_px = random.uniform(1.0, 6.0) * scale;
  s.joint_skew_deg = random.uniform(0.0, 0.12);
  s.coarse_grain = random.uniform(8.0, 22.0);
}

/// Handled for decades.
void handled_for_decades(ScanSettings& s, Random& random, double /*scale*/) {
  s.folds = random.integer(2, 6);
  s.fold_depth = random.uniform(80.0, 200.0);
  s.tapes = few(random, 3);
  s.rings = few(random, 2);
}

/// Written on.
void written_on(ScanSettings& s, Random& random, double /*scale*/) {
  s.stamps = random.integer(1, 3);
  s.scribbles = random.integer(3, 14);
}

/// A bad scanner.
void bad_scanner(ScanSettings& s, Random& random, double scale) {
  s.streaks = random.integer(2, 8);
  s.row_faults = random.integer(1, 3);
  s.edge_shadow = random.uniform(60.0, 200.0);
  s.edge_shadow_px = random.log_uniform(20.0, 200.0) * scale;
  s.motion_px = random.uniform(2.0, 4.5) * scale;
}

/// Dirt.
void dirt(ScanSettings& s, Random& random, double /*scale*/) {
  s.specks_per_mpx = random.log_uniform(80.0, 500.0);
  s.drum_specks = random.integer(1, 8);
}

/// Heavy lines that run together.
void heavy_lines(ScanSettings& s, Random& random, double scale) {
  s.bleed_px = random.uniform(0.7, 2.0) * scale;
  s.threshold = random.uniform(0.7, 0.85);
  if (s.binarisation != Binarisation::kGlobal) s.binarisation = Binarisation::kOtsu;
}

/// The other side of the paper, and a fax of it.
void other_side(ScanSettings& s, Random& random, double /*scale*/) {
  s.show_through = random.uniform(0.05, 0.2);
  s.gradient = random.uniform(20.0, 70.0);
  s.fax = random.chance(0.5);
}

/// A hard scan has up to five of them at once.
constexpr std::array kHeavyEffects = {dark_paper,  washed_out, broken_lines,        copy_of_a_copy,
                                      carbon_copy, microfilm,  handled_for_decades, written_on,
                                      bad_scanner, dirt,       heavy_lines,         other_side};

ScanSettings hard(Random& random, double scale) {
  ScanSettings s = typical(random, scale);
  s.skew_deg = 0.25 * random.normal();
  s.skew_wander_deg = random.uniform(0.0, 0.3);
  s.wander_px = random.log_uniform(6.0, 45.0) * scale;
  s.departure_px = random.log_uniform(5.0, 30.0) * scale;
  s.stretch_y = 1.0 + sign(random) * random.uniform(0.0, 0.015);
  s.stretch_x = s.stretch_y * random.uniform(0.990, 1.010);
  s.shear = 0.0015 * random.normal();
  draw_binarisation(s, random, true);
  std::array<bool, kHeavyEffects.size()> taken{};
  const int count = random.integer(3, 5);
  for (int i = 0; i < count; ++i) {
    const auto which = static_cast<std::size_t>(random.integer(0, static_cast<int>(taken.size()) - 1));
    if (!taken[which]) kHeavyEffects[which](s, random, scale);
    taken[which] = true;
  }
  if (random.chance(0.08)) s.dpi_tag_factor = random.chance(0.5) ? 0.5 : 2.0;
  if (random.chance(0.05)) s.dpi_tag_factor = 0.0;
  if (s.jpeg_quality > 0) s.jpeg_quality = random.integer(25, 80);
  return s;
}

/// Share of its darkness that the middle of a stroke two pixels wide (at 200 dpi) keeps under the blur.
double stroke_peak(const ScanSettings& s, double scale) {
  const double half = scale + std::max(0.0, s.bleed_px);
  const double spread = std::hypot(std::max(s.blur_px, 0.05), 0.15 * s.motion_px);
  return std::erf(half / (std::sqrt(2.0) * spread));
}

/// Keeps effects that multiply each other from hiding the curves: an operator looks at what comes out.
void keep_readable(ScanSettings& s, double scale, bool hard) {
  s.skew_deg = std::clamp(s.skew_deg, -0.5, 0.5);
  s.shear = std::clamp(s.shear, -0.004, 0.004);
  if (s.fade > 0.3) s.breakage = std::min(s.breakage, 0.08);
  if (s.output == ScanOutput::kColour) s.copies = 0;  // A copier of those days gave black.
  if (s.output != ScanOutput::kBilevel) {
    s.paper_floor = std::max(70.0, 0.4 * s.paper_level);
    if (s.copies > 0) s.paper_floor = 0.8 * s.paper_level;
    return;
  }
  if (s.binarisation == Binarisation::kOtsu) s.threshold = 0.6;  // About what it will find.
  const bool sauvola = s.binarisation == Binarisation::kSauvola;
  const double line = s.ink_level * stroke_peak(s, scale);
  // Solid strokes come out wherever the pen did not fail; pale ones just so. Sauvola asks twice the darkness
  // of pale lines, see scan_binarise.cpp.
  const double twice = sauvola ? 2.0 : 1.0;
  s.threshold = std::max(s.threshold, std::min(0.88, 1.0 - 0.7 * line / twice));
  const double needed = (hard ? 1.0 : 1.2) * twice * (1.0 - s.threshold);
  s.fade = std::min(s.fade, std::max(0.0, 1.0 - needed / line));
  // Clean paper stays clean but for a few dots, dark paper dissolves into dots, not into black.
  const double room = twice * (1.0 - s.threshold) * s.paper_level;
  const double noise = std::hypot(s.grain, s.coarse_grain);
  const double quiet = s.binarisation == Binarisation::kOtsu ? 0.7 : 1.0;
  const double allowed = quiet * room / (hard ? 1.9 : 2.6);
  const double less = noise > allowed ? allowed / noise : 1.0;
  s.grain *= less;
  s.coarse_grain *= less;
  s.paper_floor = s.threshold * s.paper_level + (hard ? 0.1 : 0.8) * less * noise;
  // Otsu would split dark paper from light paper, and asks for quiet paper.
  if (s.binarisation == Binarisation::kOtsu) s.paper_floor = std::max(s.paper_floor, 0.86 * s.paper_level);
  if (s.copies > 0) s.paper_floor = std::max(s.paper_floor, 0.78 * s.paper_level);
}

}  // namespace

ScanSettings random_scan_settings(Random& random, Hardness hardness, double print_dpi) {
  if (!(print_dpi > 0.0)) {
    throw usage_error("", "a page printed at " + std::to_string(print_dpi) + " dpi; it must be above 0");
  }
  Random part(random.next());
  const double scale = print_dpi / 200.0;
  ScanSettings s;
  switch (hardness) {
    case Hardness::kClean:
      s = clean(part, scale);
      break;
    case Hardness::kTypical:
      s = typical(part, scale);
      break;
    case Hardness::kHard:
      s = hard(part, scale);
      break;
  }
  s.dpi = print_dpi;
  keep_readable(s, scale, hardness == Hardness::kHard);
  return s;
}

}  // namespace logdigitise::synth
