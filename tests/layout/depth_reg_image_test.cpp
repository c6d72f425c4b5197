// The export in the words of WITSML: names as the public schema has them, pixels where the lines meet the
// edges.

#include "logdigitise/layout/depth_reg_image.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "logdigitise/core/error.hpp"
#include "logdigitise/layout/layout_json.hpp"
#include "tests/layout/example.hpp"

namespace logdigitise::layout {
namespace {

using nlohmann::json;

json image_of(const Layout& layout, const std::optional<ImageSize>& size = {}) {
  return json::parse(depth_reg_image_json(layout, size, "l")).at("DepthRegImage");
}

TEST(DepthRegImage, HasTracksCurvesAndScalesUnderTheirNames) {
  const json image = image_of(parse_layout(kExample, "layout.json"));
  EXPECT_EQ(image["FileName"], "scan.tif");
  EXPECT_EQ(image["FileNameType"], "file name");
  EXPECT_FALSE(image.contains("ImageBoundary"));
  const json section = image["LogSection"][0];
  EXPECT_EQ(section["IndexKind"], "measured depth");
  EXPECT_EQ(section["IndexUom"], "ft");
  EXPECT_EQ(section["IndexInterval"]["MdMin"], 5000);
  EXPECT_EQ(section["IndexInterval"]["MdMax"], 5400);
  const json track = section["Track"][0];
  EXPECT_EQ(track["uid"], "track-1");
  EXPECT_EQ(track["Type"], "curves");
  EXPECT_EQ(track["LeftEdge"], 51);
  EXPECT_EQ(track["RightEdge"], 551);
  const json curve = track["AssociatedCurve"][1];
  EXPECT_EQ(curve["CurveInfo"], "SP");
  EXPECT_EQ(curve["LineStyle"], "dashed");
  EXPECT_EQ(curve["CurveScaleType"], "linear");
  EXPECT_EQ(curve["CurveUnit"], "MV");
  EXPECT_EQ(curve["CurveLeftScaleValue"], -160);
  EXPECT_EQ(curve["CurveRightScaleValue"], 40);
  EXPECT_EQ(curve["CurveBackupScaleType"], "other");
  EXPECT_EQ(track["AssociatedCurve"][0]["CurveBackupScaleType"], "offscale left/right");
}

TEST(DepthRegImage, HasAPointWhereEachDepthLineMeetsEachEdge) {
  Layout layout = parse_layout(kExample, "layout.json");
  // Lines that fall by 10 px over 1000.
  layout.depth.ties = {{0.5, 400.5, 5000, 1}, {1000.5, 410.5, 5000, 1}, {0.5, 4400.5, 5400, 1}};
  const json points = image_of(layout)["LogSection"][0]["CalibrationPoint"];
  ASSERT_EQ(points.size(), 4U);
  EXPECT_EQ(points[0]["Index"], json({{"value", 5000}, {"uom", "ft"}}));
  EXPECT_EQ(points[0]["Track"], "track-1");
  EXPECT_EQ(points[0]["Role"], "left edge");
  EXPECT_EQ(points[0]["Point"], json({{"X", 51}, {"Y", 401}}));
  EXPECT_EQ(points[1]["Role"], "right edge");
  EXPECT_EQ(points[1]["Point"], json({{"X", 551}, {"Y", 406}}));
  EXPECT_EQ(points[3]["Point"], json({{"X", 553}, {"Y", 4400}}));
}

TEST(DepthRegImage, TellsTheSizeOfTheImageWhereItIsKnown) {
  const json image = image_of(parse_layout(kExample, "layout.json"), ImageSize{900, 5000});
  EXPECT_EQ(image["ImagePixelWidth"], 900);
  EXPECT_EQ(image["ImageBoundary"]["Lr"], json({{"X", 899}, {"Y", 4999}}));
}

TEST(DepthRegImage, LeavesPointsBesideTheImageOut) {
  Layout layout = parse_layout(kExample, "layout.json");
  for (Edge& edge : layout.tracks[0].edges) edge.left = -5.0;
  const json points = image_of(layout)["LogSection"][0]["CalibrationPoint"];
  ASSERT_EQ(points.size(), 2U);
  EXPECT_EQ(points[0]["Role"], "right edge");
}

TEST(DepthRegImage, RefusesWhatItCannotSay) {
  Layout layout = parse_layout(kExample, "layout.json");
  layout.turn = 180;
  EXPECT_THROW(static_cast<void>(image_of(layout)), Error);
  layout.turn = 0;
  layout.depth.ties.back().page = 2;
  EXPECT_THROW(static_cast<void>(image_of(layout)), Error);
  layout.depth.ties.back().page = 1;
  layout.tracks.clear();
  EXPECT_THROW(static_cast<void>(image_of(layout)), Error);
}

}  // namespace
}  // namespace logdigitise::layout
