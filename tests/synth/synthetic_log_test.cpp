#include "logdigitise/synth/synthetic_log.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "logdigitise/core/error.hpp"
#include "logdigitise/layout/layout_json.hpp"
#include "logdigitise/synth/write_log_folder.hpp"
#include "logdigitise/welllog/log_file.hpp"

namespace logdigitise::synth {
namespace {

SynthesiseOptions small(Preset preset = Preset::kMixed) {
  SynthesiseOptions options;
  options.sheet.preset = preset;
  options.hardness = Hardness::kClean;
  options.sheet.rows = 700;
  return options;
}

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

TEST(MakeLog, IsTheSameForTheSameSeed) {
  const SyntheticLog a = make_log(small(), 42);
  const SyntheticLog b = make_log(small(), 42);
  EXPECT_EQ(layout::layout_to_json(a.layout), layout::layout_to_json(b.layout));
  ASSERT_EQ(a.scan.pixels.size(), b.scan.pixels.size());
  EXPECT_EQ(cv::norm(a.scan.pixels, b.scan.pixels, cv::NORM_INF), 0.0);
  EXPECT_NE(layout::layout_to_json(a.layout), layout::layout_to_json(make_log(small(), 43).layout));
}

TEST(MakeLog, GivesAnIndexOfWholeMultiplesOfTheStep) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const SyntheticLog log = make_log(small(), seed);
    const auto& depth = log.layout.depth;
    ASSERT_FALSE(log.truth.depths.empty());
    EXPECT_GE(log.truth.depths.front(), depth.top - 1e-9);
    EXPECT_LE(log.truth.depths.back(), depth.base + 1e-9);
    const double first = log.truth.depths.front() / depth.step;
    for (std::size_t i = 0; i < log.truth.depths.size(); ++i)
      ASSERT_EQ(log.truth.depths[i], (std::round(first) + static_cast<double>(i)) * depth.step);
  }
}

TEST(MakeLog, MakesALayoutThatCanBeReadBack) {
  for (const Preset preset : {Preset::kMixed, Preset::kThreeTrack, Preset::kTwoCurve})
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      const SyntheticLog log = make_log(small(preset), seed);
      const std::string json = layout::layout_to_json(log.layout);
      ASSERT_NO_THROW((void)layout::parse_layout(json, "layout.json")) << json;
      std::size_t curves = 0;
      for (const auto& track : log.layout.tracks) curves += track.curves.size();
      EXPECT_EQ(curves, log.truth.curves.size());
      EXPECT_EQ(curves, log.curves.size());
    }
}

// The drawing is checked against the truth: the middle of a curve's own ink says the same value.
TEST(MakeLog, DrawsWhatTheTruthSays) {
  int checked = 0;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const SyntheticLog log = make_log(small(), seed);
    for (std::size_t k = 0; k < log.curves.size(); ++k) {
      const DrawnCurve& drawn = log.curves[k];
      const auto& track = log.layout.tracks[static_cast<std::size_t>(drawn.track)];
      const auto& curve = track.curves[static_cast<std::size_t>(drawn.curve)];
      const auto fraction = [&](double value) {
        return layout::fraction_from_value(curve, track.scale, value);
      };
      const std::vector<double>& truth = log.truth.curves[k].values;
      const std::vector<double>& ceiling = log.ceiling.curves[k].values;
      std::vector<double> all;   // Distances, whatever the curve does.
      std::vector<double> calm;  // Errors with their sign where the curve is nearly upright.
      for (std::size_t i = 1; i + 1 < truth.size(); ++i) {
        ASSERT_EQ(std::isnan(truth[i]), std::isnan(ceiling[i]));
        if (std::isnan(truth[i])) continue;
        const double error = fraction(ceiling[i]) - fraction(truth[i]);
        all.push_back(std::abs(error));
        if (std::abs(fraction(truth[i + 1]) - fraction(truth[i - 1])) < 0.01) calm.push_back(error);
      }
      if (all.empty()) continue;
      EXPECT_LT(median(all), 0.008) << "seed " << seed << " " << curve.mnemonic;
      if (calm.size() < 40) continue;
      ++checked;
      // A drawing half a pixel aside would move the middle of all errors. Without anti-aliasing a line that
      // stands still is up to half a pixel from where it should be.
      const TrackSpec& drawn_track = log.sheet.tracks[static_cast<std::size_t>(drawn.track)];
      const double half_px = 0.5 / (drawn_track.right_px - drawn_track.left_px);
      EXPECT_LT(std::abs(median(calm)), log.sheet.antialiased ? 0.3 * half_px : 1.1 * half_px)
          << "seed " << seed << " " << curve.mnemonic << ", " << calm.size() << " samples";
    }
  }
  EXPECT_GE(checked, 12);
}

TEST(MakeLog, KeepsStrokesInsideTheirTrack) {
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    const SyntheticLog log = make_log(small(), seed);
    for (const DrawnCurve& drawn : log.curves) {
      const TrackSpec& track = log.sheet.tracks[static_cast<std::size_t>(drawn.track)];
      for (const Polyline& stroke : drawn.strokes)
        for (const cv::Point2d& point : stroke) {
          ASSERT_GE(point.x, track.left_px - 1e-6);
          ASSERT_LE(point.x, track.right_px + 1e-6);
        }
    }
  }
}

TEST(MakeLog, GivesCurvesOfATrackCodesOfTheirOwn) {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    SynthesiseOptions options = small();
    options.sheet.rows = 400;
    const SyntheticLog log = make_log(options, seed);
    for (const auto& track : log.layout.tracks)
      for (std::size_t i = 0; i < track.curves.size(); ++i)
        for (std::size_t j = i + 1; j < track.curves.size(); ++j) {
          const auto& a = track.curves[i];
          const auto& b = track.curves[j];
          if (a.style != b.style) continue;
          EXPECT_NE(a.weight, layout::LineWeight::kUnknown);
          EXPECT_TRUE(a.weight != b.weight || (a.colour && b.colour && !(*a.colour == *b.colour)))
              << a.mnemonic << " and " << b.mnemonic << ", seed " << seed;
        }
  }
}

TEST(MakeLog, DrawsTheLineStylesAskedFor) {
  const auto dotted = [](const StyleShares& shares) {
    SynthesiseOptions options = small();
    options.sheet.rows = 400;
    options.sheet.style_shares = shares;
    int count = 0;
    for (std::uint64_t seed = 1; seed <= 12; ++seed)
      for (const auto& track : make_log(options, seed).layout.tracks)
        for (const auto& curve : track.curves) count += curve.style == layout::LineStyle::kDotted;
    return count;
  };
  EXPECT_GT(dotted({0.0, 1.0, 3.0, 0.0}), 2 * dotted({}));
  EXPECT_LT(4 * dotted({1.0, 1.0, 0.0, 1.0}), dotted({})) << "but where a track has more curves than codes";
}

TEST(MakeLog, DrawsWithThePensAskedFor) {
  const auto widest = [](double least, double most) {
    SynthesiseOptions options = small();
    options.sheet.dpi = 200.0;
    options.sheet.pens = {least, most};
    double width = 0.0;
    for (std::uint64_t seed = 1; seed <= 6; ++seed)
      for (const TrackSpec& track : make_log(options, seed).sheet.tracks)
        for (const CurveSpec& curve : track.curves) width = std::max(width, curve.pen.width_px);
    return width;
  };
  EXPECT_LT(widest(0.7, 0.8), 6.0);
  EXPECT_GT(widest(3.0, 4.0), 9.0);
}

TEST(MakeLog, DrawsTheTwoCurveSetting) {
  const SyntheticLog log = make_log(small(Preset::kTwoCurve), 5);
  ASSERT_EQ(log.layout.tracks.size(), 1U);
  const auto& curves = log.layout.tracks[0].curves;
  ASSERT_EQ(curves.size(), 2U);
  EXPECT_EQ(curves[0].style, layout::LineStyle::kSolid);
  EXPECT_EQ(curves[1].style, layout::LineStyle::kDashed);
  for (const auto& curve : log.truth.curves)
    for (const double value : curve.values) EXPECT_TRUE(std::isnan(value) || (value >= 0.0 && value <= 1.0));
}

TEST(MakeLog, PutsTiesWhereTheScanHasThem) {
  const SyntheticLog log = make_log(small(), 9);
  ASSERT_GE(log.layout.depth.ties.size(), 4U);
  for (const layout::Tie& tie : log.layout.depth.ties) {
    const cv::Point2d page = log.geometry.to_page({tie.x, tie.y});
    EXPECT_NEAR(page.y, log.sheet.y_of_depth(tie.depth), 0.05);
  }
}

TEST(MakeLog, PutsInkUnderTheMask) {
  const SyntheticLog log = make_log(small(Preset::kTwoCurve), 3);
  const cv::Mat mask = curve_mask(log, log.curves[0]);
  EXPECT_EQ(mask.size(), log.scan.pixels.size());
  EXPECT_GT(cv::countNonZero(mask), 100);
}

TEST(MakeLog, TakesTheLengthInFeet) {
  SynthesiseOptions options = small();
  options.sheet.rows = 0;
  options.sheet.feet = 50.0;
  const SyntheticLog log = make_log(options, 2);
  const double unit = log.sheet.unit == DepthUnit::kFeet ? 1.0 : 1.0 / kMetresPerFoot;
  EXPECT_NEAR((log.sheet.base - log.sheet.top) * unit, 50.0, 2.0);
}

TEST(MakeLog, RefusesWhatItCannotDraw) {
  SynthesiseOptions options;
  options.sheet.feet = 1.0;
  EXPECT_THROW((void)make_log(options, 1), Error);
  options = {};
  options.sheet.dpi = 5.0;
  EXPECT_THROW((void)make_log(options, 1), Error);
  options = small();
  options.wells = "no-such-folder";
  EXPECT_THROW((void)make_log(options, 1), Error);
}

TEST(LogSeed, DependsOnSeedAndIndexAlone) {
  EXPECT_EQ(log_seed(1, 5), log_seed(1, 5));
  EXPECT_NE(log_seed(1, 5), log_seed(1, 6));
  EXPECT_NE(log_seed(1, 5), log_seed(2, 5));
}

TEST(WriteLogFolder, WritesScanLayoutTruthAndMasks) {
  const auto folder = std::filesystem::temp_directory_path() / "logdigitise_write_log_folder_test";
  std::filesystem::remove_all(folder);
  const SyntheticLog log = make_log(small(Preset::kTwoCurve), 11);
  write_log_folder(log, folder);
  const layout::Layout layout = layout::read_layout(folder / "layout.json");
  EXPECT_TRUE(std::filesystem::exists(folder / layout.raster));
  EXPECT_TRUE(std::filesystem::exists(folder / "mask_1_CURVE1.png"));
  const welllog::WellLog truth = welllog::read_log(folder / "truth.las");
  ASSERT_EQ(truth.depths.size(), log.truth.depths.size());
  for (std::size_t i = 0; i < truth.depths.size(); ++i) {
    const double written = truth.curves[0].values[i];
    const double drawn = log.truth.curves[0].values[i];
    EXPECT_TRUE(same(written, drawn) || std::abs(written - drawn) < 1e-4);
  }
  EXPECT_TRUE(std::filesystem::exists(folder / "ceiling.las"));
  std::filesystem::remove_all(folder);
}

TEST(MakeLog, PrintsTheWellsDataThatItsLayoutHas) {
  SynthesiseOptions options;
  options.sheet.rows = 600;
  options.sheet.dpi = 200.0;
  options.hardness = Hardness::kClean;
  const SyntheticLog without = make_log(options, 5);
  options.sheet.well_header = true;
  const SyntheticLog log = make_log(options, 5);
  EXPECT_EQ(without.sheet.well_header_px, 0.0);
  EXPECT_GT(log.sheet.well_header_px, 4.0 * 200.0);
  EXPECT_EQ(log.layout.well, log.sheet.well);
  for (const char* key : {"WELL", "COMP", "FLD", "CNTY", "STAT", "LOC", "API", "DATE", "EKB", "SRVC"})
    EXPECT_FALSE(log.layout.well.at(key).empty()) << key;
  // The page is ink, and the log's tracks begin below it.
  const cv::Mat page = log.page.rowRange(0, static_cast<int>(log.sheet.well_header_px));
  EXPECT_LT(cv::mean(page)[0], 254.0);
  EXPECT_GE(log.sheet.header_top, log.sheet.well_header_px);
  // The log itself is the same.
  EXPECT_EQ(log.sheet.top, without.sheet.top);
  EXPECT_EQ(log.sheet.tracks.size(), without.sheet.tracks.size());
}

}  // namespace
}  // namespace logdigitise::synth
