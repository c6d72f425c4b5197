// Which way up a scan lies: the turns that are tried, in which order, and whose refusal is told.

#include "logdigitise/sheet/way_up.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <opencv2/core.hpp>
#include <optional>
#include <string>

#include "logdigitise/core/error.hpp"
#include "logdigitise/layout/layout_json.hpp"
#include "logdigitise/sheet/inspect.hpp"
#include "tests/nn/temporary_folder.hpp"
#include "tests/sheet/drawn_sheet.hpp"

namespace logdigitise::sheet {
namespace {

WaysUp ways_of(int width, int height) {
  raster::RasterInfo info;
  info.width = width;
  info.height = height;
  return likely_ways_up(info);
}

TEST(LikelyWaysUp, GoByTheShapeOfTheScan) {
  EXPECT_EQ(ways_of(1650, 100'000).turns, (std::vector<int>{0, 180}));
  EXPECT_EQ(ways_of(100'000, 1650).turns, (std::vector<int>{90, 270}));
  EXPECT_EQ(ways_of(1650, 2500).turns, (std::vector<int>{0, 180, 90, 270}));
  EXPECT_EQ(ways_of(1650, 1400).turns, (std::vector<int>{0, 180, 90, 270}));
  EXPECT_EQ(ways_of(2500, 1650).turns, (std::vector<int>{90, 270, 0, 180}));
}

TEST(LikelyWaysUp, AreWorthALongSearchOfPagesAndOfWhatLiesOnASide) {
  EXPECT_FALSE(ways_of(1650, 100'000).searches_long);
  EXPECT_TRUE(ways_of(100'000, 1650).searches_long);
  EXPECT_TRUE(ways_of(1650, 3500).searches_long);
}

Error refusal(const std::string& why) { return refused_error("scan.tif", why, "Write a layout"); }

/// What looks find, and what is asked of them: `90` a short look, `90+` one that went on to the long search.
struct Tried {
  std::string asked;
  std::string message;
  int accepted = -1;
};

struct Found {
  std::map<int, Error> errors;     ///< By turn, what the long search comes to; else a refusal.
  int accepted = -1;               ///< This turn is accepted,
  bool after_long_search = false;  ///< at once or so.
};

Tried tried(const WaysUp& ways, const Found& found) {
  Tried tried;
  try {
    tried.accepted = find_way_up(ways, [&](int turn, const std::function<void()>& before_long_search) {
      tried.asked += (tried.asked.empty() ? "" : " ") + std::to_string(turn);
      if (turn == found.accepted && !found.after_long_search) return;
      before_long_search();
      tried.asked += " " + std::to_string(turn) + "+";
      if (turn == found.accepted) return;
      const auto error = found.errors.find(turn);
      if (error != found.errors.end()) throw Error(error->second);
      throw refusal("no numbers at " + std::to_string(turn));
    });
  } catch (const Error& error) {
    tried.message = error.what();
  }
  return tried;
}

const WaysUp kAllTurns{{0, 180, 90, 270}, false};

TEST(FindWayUp, TakesOneLookAtAScanThatStandsUpright) {
  EXPECT_EQ(tried(kAllTurns, {{}, 0, false}).asked, "0");
}

TEST(FindWayUp, LooksAtAScanOnItsHeadBeforeItSearchesLong) {
  const Tried one = tried(kAllTurns, {{}, 180, false});
  EXPECT_EQ(one.asked, "0 180");
  EXPECT_EQ(one.accepted, 180);
  const Tried upright = tried(kAllTurns, {{}, 0, true});
  EXPECT_EQ(upright.asked, "0 180 0+");
  EXPECT_EQ(upright.accepted, 0);
}

TEST(FindWayUp, LooksAtTheSidesShortly) {
  EXPECT_EQ(tried(kAllTurns, {{}, 270, false}).asked, "0 180 0+ 90 270");
  EXPECT_EQ(tried(kAllTurns, {{}, 270, false}).accepted, 270);
  EXPECT_EQ(tried(kAllTurns, {{}, 270, true}).accepted, -1);
}

TEST(FindWayUp, SearchesLongAtEveryTurnIfItIsAskedTo) {
  const Tried one = tried({{90, 270}, true}, {{}, 270, true});
  EXPECT_EQ(one.asked, "90 270 90+ 270 270+");
  EXPECT_EQ(one.accepted, 270);
}

TEST(FindWayUp, TriesNoOtherTurnIfNumbersAreNotWhatIsWanting) {
  int looks = 0;
  const LookAtTurn look = [&](int, const std::function<void()>&) {
    ++looks;
    throw refusal("it has 3 pages");
  };
  EXPECT_THROW(static_cast<void>(find_way_up(kAllTurns, look)), Error);
  EXPECT_EQ(looks, 1);
}

TEST(FindWayUp, TellsTheFirstRefusalAndWhatWasTried) {
  EXPECT_EQ(tried({{0, 180}, false}, {}).message,
            "scan.tif: refused: no numbers at 0. Write a layout (looked at turned by 0 and 180 degrees)");
  EXPECT_EQ(tried({{0}, false}, {}).message, "scan.tif: refused: no numbers at 0. Write a layout");
  EXPECT_EQ(tried({{90}, false}, {}).message,
            "scan.tif: refused: no numbers at 90. Write a layout (turned by 90 degrees)");
}

TEST(FindWayUp, TakesWhatCannotBeTurnedForARefusalUnlessItIsTheFirst) {
  const Error damaged = input_error("scan.tif", "row 7 is damaged");
  EXPECT_EQ(tried({{90, 270}, true}, {{{270, damaged}}}).message,
            "scan.tif: refused: no numbers at 90. Write a layout (looked at turned by 90 and 270 degrees)");
  EXPECT_EQ(tried({{90, 270}, true}, {{{90, damaged}}}).message, "scan.tif: row 7 is damaged");
  const Error lost = environment_error("scan.tif", "disk lost");
  EXPECT_EQ(tried({{90, 270}, true}, {{{270, lost}}}).message, "scan.tif: disk lost");
}

/// What inspection finds on a sheet that needs a turn of `turn` degrees clockwise to stand upright.
Inspection inspect_turned(const testing::DrawnSheet& sheet, int turn, std::optional<int> told = {}) {
  const logdigitise::testing::TemporaryFolder folder;
  cv::Mat page = sheet.draw();
  if (turn == 90) cv::rotate(page, page, cv::ROTATE_90_COUNTERCLOCKWISE);
  if (turn == 180) cv::rotate(page, page, cv::ROTATE_180);
  if (turn == 270) cv::rotate(page, page, cv::ROTATE_90_CLOCKWISE);
  testing::write_scan(page, folder / "scan.tif");
  InspectOptions options;
  options.turn = told;
  Progress silent;
  return inspect_sheet(folder / "scan.tif", options, silent);
}

std::string without_turn(layout::Layout layout) {
  layout.turn = 0;
  return layout::layout_to_json(layout);
}

TEST(InspectTurnedSheet, FindsTheSameLayoutWhicheverWayTheScanLies) {
  const testing::DrawnSheet sheet;
  const Inspection upright = inspect_turned(sheet, 0);
  EXPECT_EQ(upright.layout.turn, 0);
  for (const int turn : {90, 180, 270}) {
    const Inspection found = inspect_turned(sheet, turn);
    EXPECT_EQ(found.layout.turn, turn);
    EXPECT_EQ(without_turn(found.layout), without_turn(upright.layout)) << turn;
    EXPECT_NE(found.flags.back().find("turned by " + std::to_string(turn) + " degrees"), std::string::npos);
    EXPECT_EQ(found.flags.size(), upright.flags.size() + 1);
  }
}

TEST(InspectTurnedSheet, TakesTheTurnThatItIsToldAndNoOther) {
  const testing::DrawnSheet sheet;
  EXPECT_EQ(inspect_turned(sheet, 180, 180).layout.turn, 180);
  for (const int told : {0, 90, 270}) {
    EXPECT_THROW(static_cast<void>(inspect_turned(sheet, 180, told)), Error) << told;
  }
}

// Digits that are digits on their heads too: the way in which they increase must not be mistaken.
TEST(InspectTurnedSheet, IsNotFooledByNumbersOfSixesNinesEightsZerosAndOnes) {
  testing::DrawnSheet sheet;
  for (const int top : {600, 1800, 6600, 9600}) {
    sheet.top_ft = top;
    sheet.base_ft = top + 300;
    const Inspection found = inspect_turned(sheet, 180);
    EXPECT_EQ(found.layout.turn, 180) << top;
    EXPECT_EQ(without_turn(found.layout), without_turn(inspect_turned(sheet, 0).layout)) << top;
    EXPECT_THROW(static_cast<void>(inspect_turned(sheet, 180, 0)), Error) << top;
  }
}

}  // namespace
}  // namespace logdigitise::sheet
