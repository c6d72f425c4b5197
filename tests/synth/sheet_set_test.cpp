#include "logdigitise/synth/sheet_set.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "logdigitise/core/error.hpp"
#include "logdigitise/layout/layout_json.hpp"

namespace logdigitise::synth {
namespace {

SheetSetOptions small() {
  SheetSetOptions options;
  options.log.hardness = Hardness::kTypical;
  options.log.sheet.dpi = 100.0;
  options.log.sheet.rows = 1500;
  options.sheets = 3;
  options.least_overlap_in = 0.2;
  options.most_overlap_in = 1.0;
  return options;
}

TEST(MakeSheetSet, IsTheSameForTheSameSeed) {
  const SheetSet a = make_sheet_set(small(), 5);
  const SheetSet b = make_sheet_set(small(), 5);
  EXPECT_EQ(layout::layout_to_json(a.layout), layout::layout_to_json(b.layout));
  EXPECT_EQ(cv::norm(a.sheets[1].scan.pixels, b.sheets[1].scan.pixels, cv::NORM_INF), 0.0);
}

TEST(MakeSheetSet, CoversTheStripAndOverlapsAsAsked) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    const SheetSet set = make_sheet_set(small(), seed);
    ASSERT_EQ(set.sheets.size(), 3U);
    EXPECT_EQ(set.sheets.front().first_row, 0);
    EXPECT_EQ(set.sheets.back().last_row, set.sheet.height_px);
    for (std::size_t i = 1; i < 3; ++i) {
      const int overlap = set.sheets[i - 1].last_row - set.sheets[i].first_row;
      EXPECT_GE(overlap, 18);
      EXPECT_LE(overlap, 100);
    }
  }
}

TEST(MakeSheetSet, EachSheetLiesInTheScannerByItself) {
  const SheetSet set = make_sheet_set(small(), 2);
  EXPECT_NE(set.sheets[0].settings.skew_deg, set.sheets[1].settings.skew_deg);
  EXPECT_EQ(set.sheets[0].settings.output, set.sheets[1].settings.output);
  EXPECT_EQ(set.sheets[0].settings.dpi, set.sheets[1].settings.dpi);
}

TEST(MakeSheetSet, TellsTheDepthOfEachPage) {
  const SheetSet set = make_sheet_set(small(), 3);
  for (const layout::Tie& tie : set.layout.depth.ties) {
    const ScannedSheet& sheet = set.sheets[static_cast<std::size_t>(tie.page - 1)];
    const double row = sheet.geometry.to_page({tie.x, tie.y}).y + sheet.first_row;
    EXPECT_NEAR(set.sheet.depth_of_y(row) * set.sheet.px_per_unit, tie.depth * set.sheet.px_per_unit, 0.1);
  }
  EXPECT_NO_THROW(static_cast<void>(layout::parse_layout(layout::layout_to_json(set.layout), "it")));
}

TEST(MakeSheetSet, RefusesWhatCannotBeCut) {
  SheetSetOptions options = small();
  options.sheets = 1;
  EXPECT_THROW(static_cast<void>(make_sheet_set(options, 1)), Error);
  options = small();
  options.least_overlap_in = 2.0;
  EXPECT_THROW(static_cast<void>(make_sheet_set(options, 1)), Error);
  options = small();
  options.sheets = 20;
  EXPECT_THROW(static_cast<void>(make_sheet_set(options, 1)), Error);
}

}  // namespace
}  // namespace logdigitise::synth
