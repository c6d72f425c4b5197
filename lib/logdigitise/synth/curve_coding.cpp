#include "logdigitise/synth/curve_coding.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace logdigitise::synth {

namespace {

using layout::LineStyle;
using layout::LineWeight;

struct Code {
  LineStyle style = LineStyle::kSolid;
  LineWeight weight = LineWeight::kMedium;
  bool operator==(const Code&) const = default;
};

LineStyle random_style(bool first, const StyleShares& asked, Random& random) {
  constexpr StyleShares kFirst = {0.72, 0.12, 0.06, 0.10};
  constexpr StyleShares kOther = {0.27, 0.29, 0.24, 0.20};
  if (asked != StyleShares{}) return static_cast<LineStyle>(random.weighted(asked));
  return static_cast<LineStyle>(random.weighted(first ? kFirst : kOther));
}

LineWeight random_weight(Random& random) {
  const double chances[] = {0.3, 0.45, 0.25};
  return static_cast<LineWeight>(1 + random.weighted(chances));
}

// Medium is too near to both to tell by eye; of one style only light and heavy stand together.
bool clash(const Code& a, const Code& b) {
  if (a.style != b.style) return false;
  return a.weight == b.weight || a.weight == LineWeight::kMedium || b.weight == LineWeight::kMedium;
}

std::vector<Code> random_codes(std::size_t count, const StyleShares& styles, Random& random) {
  std::vector<Code> codes;
  // Of one style only two codes stand together: of few styles asked for there may not be enough.
  constexpr int kTries = 200;
  for (int attempt = 0; codes.size() < count; ++attempt) {
    const StyleShares& shares = attempt < kTries ? styles : StyleShares{};
    Code code{random_style(codes.empty(), shares, random), random_weight(random)};
    // Two solid curves told apart by weight alone are common on old logs.
    if (!codes.empty() && random.chance(0.12)) {
      code.style = codes.front().style;
      codes.front().weight =
          codes.front().weight == LineWeight::kLight ? LineWeight::kLight : LineWeight::kHeavy;
      code.weight = codes.front().weight == LineWeight::kLight ? LineWeight::kHeavy : LineWeight::kLight;
    }
    const auto clashes = [&](const Code& other) { return clash(code, other); };
    if (std::none_of(codes.begin(), codes.end(), clashes)) codes.push_back(code);
  }
  return codes;
}

constexpr std::array<layout::Colour, 10> kInks = {{{0, 0, 0},
                                                   {220, 20, 30},
                                                   {20, 40, 200},
                                                   {0, 150, 50},
                                                   {200, 0, 180},
                                                   {120, 60, 20},
                                                   {0, 160, 200},
                                                   {240, 120, 0},
                                                   {90, 0, 130},
                                                   {0, 220, 0}}};

layout::Colour jittered(layout::Colour ink, Random& random) {
  const auto move = [&](std::uint8_t channel) {
    return static_cast<std::uint8_t>(std::clamp(channel + random.integer(-20, 20), 0, 255));
  };
  return {move(ink.red), move(ink.green), move(ink.blue)};
}

void colour_track(TrackSpec& track, const SheetOptions& options, Random& random) {
  std::vector<std::size_t> order(kInks.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  for (std::size_t i = order.size() - 1; i > 0; --i)
    std::swap(order[i], order[static_cast<std::size_t>(random.integer(0, static_cast<int>(i)))]);
  const bool told = options.colour_scan && random.chance(0.85);
  const bool some_black = random.chance(0.3);
  const bool all_solid = told && random.chance(0.35) && options.style_shares == StyleShares{};
  for (std::size_t i = 0; i < track.curves.size(); ++i) {
    CurveSpec& spec = track.curves[i];
    const layout::Colour ink =
        some_black && random.chance(0.5) && !all_solid ? layout::Colour{} : jittered(kInks[order[i]], random);
    spec.pen.colour = Bgr(ink.blue, ink.green, ink.red);
    if (told) spec.curve.colour = ink;
    if (all_solid) spec.curve.style = LineStyle::kSolid;
  }
}

void take_out_distractors(TrackSpec& track, Random& random) {
  if (track.curves.size() < 2 || !random.chance(0.16)) return;
  const auto which = static_cast<std::size_t>(random.integer(0, static_cast<int>(track.curves.size()) - 1));
  const auto same_style = [&](const CurveSpec& other) {
    return other.curve.style == track.curves[which].curve.style;
  };
  if (std::count_if(track.curves.begin(), track.curves.end(), same_style) == 1)
    track.curves[which].in_layout = false;
}

void choose_backup_pens(const SheetSpec& sheet, TrackSpec& track, Random& random) {
  for (const LineStyle style :
       {LineStyle::kDotted, LineStyle::kDashed, LineStyle::kLongDash, LineStyle::kSolid}) {
    const auto has = [&](const CurveSpec& spec) { return spec.curve.style == style; };
    if (std::any_of(track.curves.begin(), track.curves.end(), has)) continue;
    for (CurveSpec& spec : track.curves) {
      spec.backup_pen = random_pen(sheet, style, LineWeight::kLight, random);
      spec.backup_pen.colour = spec.pen.colour;
    }
    return;
  }
  for (CurveSpec& spec : track.curves)
    if (spec.off_scale == OffScale::kBackup) spec.off_scale = OffScale::kClipped;
}

}  // namespace

CurvePen random_pen(const SheetSpec& sheet, LineStyle style, LineWeight weight, Random& random) {
  CurvePen pen;
  double pt = random.uniform(0.8, 1.1);
  if (weight == LineWeight::kLight) pt = random.uniform(0.4, 0.65);
  if (weight == LineWeight::kHeavy) pt = random.uniform(1.4, 2.1);
  if (style == LineStyle::kDotted) pt *= random.uniform(0.6, 1.0);
  constexpr double kUsualScale = 3.0;  // The widest that is drawn unless wider pens are asked for.
  const double widest_pt = 4.3 * std::max(1.0, sheet.pen_scale / kUsualScale);  // 12 px at 200 dpi
  pen.width_px = std::max(std::min(pt * sheet.pen_scale, widest_pt) * sheet.pt_px(), 1.0);
  const bool finest = style == LineStyle::kDotted && random.chance(0.15);
  if (finest && weight != LineWeight::kHeavy) pen.width_px = 1.0;
  pen.antialiased = sheet.antialiased;
  pen.round_ends = random.chance(0.5);
  if (random.chance(0.35)) {
    pen.thinning = random.uniform(0.1, 0.8);
    pen.fading = random.chance(0.5) ? random.uniform(0.0, 0.6) : 0.0;
    pen.fade_speed = random.log_uniform(1.5, 20.0);
  }
  if (random.chance(0.15)) pen.darkness = random.uniform(0.55, 1.0);
  if (style == LineStyle::kDotted) {  // Single pale dots no threshold would keep, on no scan.
    pen.darkness = 1.0;
    pen.fading = 0.0;
    if (!finest) pen.width_px = std::max(pen.width_px, 1.4);
  }
  pen.pattern =
      random_pattern(style, sheet.pt_px() * std::max(1.0, std::sqrt(sheet.pen_scale)), pen.width_px, random);
  return pen;
}

void assign_codes(const SheetSpec& sheet, TrackSpec& track, const SheetOptions& options, Random& random) {
  if (track.curves.empty()) return;
  std::vector<Code> codes = random_codes(track.curves.size(), options.style_shares, random);
  if (sheet.preset == Preset::kTwoCurve) {
    codes = {{LineStyle::kSolid, random_weight(random)}, {LineStyle::kDashed, random_weight(random)}};
  }
  for (std::size_t i = 0; i < track.curves.size(); ++i) {
    track.curves[i].curve.style = codes[i].style;
    track.curves[i].curve.weight = codes[i].weight;
  }
  if (sheet.coloured && sheet.preset != Preset::kTwoCurve) colour_track(track, options, random);
  for (CurveSpec& spec : track.curves) {
    const Bgr colour = spec.pen.colour;
    spec.pen = random_pen(sheet, spec.curve.style, spec.curve.weight, random);
    spec.pen.colour = colour;
  }
  // The heavier of two curves of one style must be seen to be heavier, whatever chance drew.
  for (CurveSpec& heavy : track.curves)
    for (const CurveSpec& light : track.curves)
      if (heavy.curve.style == light.curve.style && heavy.curve.weight == LineWeight::kHeavy &&
          light.curve.weight == LineWeight::kLight) {
        heavy.pen.width_px = std::max(heavy.pen.width_px, 2.0 * light.pen.width_px);
        heavy.pen.thinning = std::min(heavy.pen.thinning, 0.3);
      }
  choose_backup_pens(sheet, track, random);
  if (sheet.preset != Preset::kTwoCurve) take_out_distractors(track, random);
  for (CurveSpec& spec : track.curves) {
    const auto same = [&](const CurveSpec& other) { return other.curve.style == spec.curve.style; };
    const bool needed = std::count_if(track.curves.begin(), track.curves.end(), same) > 1;
    if (!needed && random.chance(0.5)) spec.curve.weight = LineWeight::kUnknown;
  }
}

}  // namespace logdigitise::synth
