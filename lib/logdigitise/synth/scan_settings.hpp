#pragma once
// What happens to a sheet of paper on its way to a file: plain data, drawn at random by hardness.

#include "logdigitise/core/random.hpp"

namespace logdigitise::synth {

/// How much a scan has suffered.
enum class Hardness {
  kClean,    ///< Sharp, almost straight, no stains.
  kTypical,  ///< What state archives hold: a few light effects.
  kHard,     ///< Several heavy effects at once; a person could still read most of the curves.
};

enum class ScanOutput { kBilevel, kGrey, kColour };

/// How grey becomes black and white.
enum class Binarisation { kGlobal, kOtsu, kAdaptiveMean, kSauvola, kErrorDiffusion, kOrderedDither };

/// All effects of one scan. Lengths are pixels of the scan; 0 leaves an effect out unless stated otherwise.
/// Where each stain, fold or speck falls is drawn when the sheet is scanned.
struct ScanSettings {
  // The sheet's way through the scanner.
  double dpi = 200.0;           ///< True resolution, both ways; > 0.
  double dpi_tag_factor = 1.0;  ///< Stated resolution over the true one; 0 = the file states none.
  double margin_left_px = 20.0;
  double margin_right_px = 20.0;
  double margin_top_px = 10.0;
  double margin_bottom_px = 10.0;
  double skew_deg = 0.0;           ///< Mean skew, clockwise.
  double skew_wander_deg = 0.0;    ///< Largest smooth departure from it along the strip.
  double wander_px = 0.0;          ///< Largest sideways departure beside what the skew explains.
  double wander_length_px = 2000;  ///< Shortest period of both; > 0.
  double stretch_x = 1.0;          ///< Scan pixels per page pixel across; > 0.
  double stretch_y = 1.0;          ///< The same down the strip, in the mean; > 0.
  double departure_px = 0.0;       ///< Largest departure of depth from a straight line.
  double shear = 0.0;              ///< Sideways pixels per pixel down, beside what the skew explains.
  int joints = 0;                  ///< Sheets or film frames joined: jumps of position, skew and tone.
  double joint_shift_px = 0.0;     ///< Largest sideways jump at a joint.
  double joint_skew_deg = 0.0;     ///< Largest jump of skew at a joint.

  // The ink.
  double colour_weight = 0.0;   ///< 0 = luminance, 1 = darkest channel: how dark coloured ink gets in grey.
  double ink_level = 1.0;       ///< Darkness of solid ink, 0 .. 1.
  double bleed_px = 0.0;        ///< > 0 widens every stroke on both sides, < 0 erodes it.
  double fade = 0.0;            ///< Loss of ink in the palest regions, 0 .. 1.
  double fade_length_px = 600;  ///< Size of such a region; > 0.
  double fade_share = 0.5;      ///< Share of the sheet that fades, 0 .. 1.
  double pen_variation = 0.0;   ///< Standard deviation of the density along strokes, 0 .. 1.
  double breakage = 0.0;        ///< Share of the ink lost to pinholes, 0 .. 1.
  int copies = 0;               ///< Generations of photocopying: rounded, merged, high contrast.

  // The paper.
  double paper_level = 250.0;    ///< Grey of clean paper, 0 .. 255.
  double paper_floor = 0.0;      ///< Shades, gradient and joints make it no darker than this, 0 .. 255.
  double gradient = 0.0;         ///< Largest drop of it from side to side, grey levels.
  double shade = 0.0;            ///< Depth of dark patches, grey levels.
  double shade_length_px = 700;  ///< Their size; > 0.
  double joint_tone = 0.0;       ///< Largest step of tone between joined sheets, grey levels.
  bool film_frames = false;      ///< Joints show the dark, rounded edges of microfilm frames.
  double edge_shadow = 0.0;      ///< Darkness along the sheet's long edges, grey levels.
  double edge_shadow_px = 40.0;  ///< How far in it reaches.
  double yellow = 0.0;           ///< Tint of the paper in colour, 0 .. 1.
  double show_through = 0.0;     ///< Strength of the other side's print, 0 .. 1.
  int folds = 0;
  double fold_depth = 0.0;  ///< Strength of the folds, grey levels.
  int rings = 0;            ///< Coffee rings.
  int tapes = 0;            ///< Bands of adhesive tape.
  int stamps = 0;
  int scribbles = 0;  ///< Strokes as of handwriting.

  // The optics and the scanner.
  double blur_px = 0.0;         ///< Standard deviation of the blur.
  double motion_px = 0.0;       ///< Length of the blur along depth.
  double sharpen = 0.0;         ///< Gain of the sharpening; makes halos.
  double grain = 0.0;           ///< Standard deviation of noise from pixel to pixel, grey levels.
  double coarse_grain = 0.0;    ///< The same for noise two to three pixels wide.
  double specks_per_mpx = 0.0;  ///< Dark and white blobs of 1 to 5 pixels.
  int drum_specks = 0;          ///< Marks of a copier's drum, repeated at its circumference.
  int streaks = 0;              ///< Lines along the strip, 1 to 3 pixels wide.
  bool black_border = false;    ///< Beside the paper the scanner sees black instead of white.
  int row_faults = 0;           ///< Runs of rows dropped or repeated.
  bool fax = false;             ///< Half the vertical resolution.

  // The file.
  ScanOutput output = ScanOutput::kBilevel;
  Binarisation binarisation = Binarisation::kGlobal;
  double threshold = 0.6;  ///< Of kGlobal and dithers, as a share of the paper's grey; for the adaptive
                           ///< methods the share of the local mean that still counts as paper.
  int jpeg_quality = 0;    ///< 1 .. 100; 0 = lossless. Not for bilevel output.
};

/// Draws settings for a page printed at `print_dpi` (> 0; a usage error otherwise): small effects grow with
/// the resolution. Bilevel 60 %, grey 25 %, colour 15 %.
[[nodiscard]] ScanSettings random_scan_settings(Random& random, Hardness hardness, double print_dpi);

}  // namespace logdigitise::synth
