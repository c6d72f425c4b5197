#include "logdigitise/dataset/label_bands.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace logdigitise::dataset {
namespace {

synth::SyntheticLog clean_log() {
  synth::SynthesiseOptions options;
  options.sheet.preset = synth::Preset::kTwoCurve;
  options.hardness = synth::Hardness::kClean;
  options.sheet.rows = 900;
  options.sheet.dpi = 200;
  return synth::make_log(options, 11);
}

TEST(LabelBands, LieOnTheInkOfTheirCurves) {
  Random random(1);
  LabelOptions options;
  options.layout_error_px = 0.0;
  const std::vector<train::LabelledBand> bands = label_bands(clean_log(), random, options);
  ASSERT_FALSE(bands.empty());
  for (const train::LabelledBand& band : bands) {
    ASSERT_EQ(band.queries.size(), band.x_px.size());
    for (std::size_t k = 0; k < band.queries.size(); ++k) {
      if (band.queries[k].style != layout::LineStyle::kSolid) continue;
      int dark = 0;
      int drawn = 0;
      for (int r = 0; r < band.planes.rows(); ++r) {
        const float x = band.x_px[k][static_cast<std::size_t>(r)];
        if (std::isnan(x)) continue;
        ++drawn;
        dark += band.planes.at(r, static_cast<int>(x), 0) > 100 ? 1 : 0;
      }
      EXPECT_GT(drawn, 300);
      // A steep row's mean position may lie beside its ink, where the stroke turns.
      EXPECT_GT(dark, 0.85 * drawn);
    }
  }
}

TEST(LabelBands, DependOnTheSeedAlone) {
  Random one(5);
  Random other(5);
  const auto a = label_bands(clean_log(), one);
  const auto b = label_bands(clean_log(), other);
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    ASSERT_EQ(a[i].planes.size(), b[i].planes.size());
    EXPECT_TRUE(std::equal(a[i].planes.data(), a[i].planes.data() + a[i].planes.size(), b[i].planes.data()));
  }
}

}  // namespace
}  // namespace logdigitise::dataset
