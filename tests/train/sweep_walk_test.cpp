#include "logdigitise/train/sweep_walk.hpp"

#include <gtest/gtest.h>

#include "logdigitise/core/error.hpp"
#include "logdigitise/train/loss_config.hpp"
#include "logdigitise/train/sweep_pictures.hpp"
#include "logdigitise/train/sweep_report.hpp"
#include "tests/nn/temporary_folder.hpp"
#include "tests/train/made_bands.hpp"

namespace logdigitise::train {
namespace {

using logdigitise::testing::made_band;
using logdigitise::testing::TemporaryFolder;

constexpr double kBalanced = trace::TraceOptions{}.even_chance;

/// Counts the notes of a walk.
class Notes final : public Progress {
 public:
  void note(std::string_view text) override {
    walks += text.find("operating points") != std::string_view::npos ? 1 : 0;
  }
  int walks = 0;
};

/// A sweep of two seeds of one loss, done.
class SweepWalk : public ::testing::Test {
 protected:
  SweepWalk() {
    options.out = folder / "sweep";
    options.entries = {{"dice", find_loss("dice")}};
    options.seeds = 2;
    options.calibration = {made_band(192, 96, 2, 2.0)};
    options.trainer.steps = 2;
    options.trainer.batch = 2;
    options.trainer.crops.rows = 64;
    options.trainer.crops.columns = 64;
    options.trainer.shape = {{4, 4, 4, 4}, 4, 4};
    options.trainer.threads = 1;
    options.trainer.precision = "fp32";
    runs = sweep({{{made_band(128, 96, 2)}, 1.0}}, test, options, notes);
  }

  TemporaryFolder folder;
  std::vector<LabelledBand> test{made_band(96, 96, 2, 1.0)};
  SweepOptions options;
  Notes notes;
  std::vector<SweepRun> runs;
};

std::int64_t omitted(const SweepRun& run) {
  std::int64_t rows = 0;
  for (const CurveScore& score : run.score.curves) rows += score.omitted;
  return rows;
}

TEST_F(SweepWalk, LeavesOutMoreTheHigherThePoint) {
  const double points[] = {0.001, kBalanced, 0.999};
  const std::vector<WalkedPoint> walk = walk_sweep(runs, test, options, points, notes);
  ASSERT_EQ(walk.size(), 3U);
  EXPECT_EQ(walk[2].even_chance, 0.999);
  ASSERT_EQ(walk[0].runs.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(walk[0].runs[i].seed, runs[i].seed);
    EXPECT_EQ(omitted(walk[1].runs[i]), omitted(runs[i]));  // The sweep's own point.
    EXPECT_LT(omitted(walk[0].runs[i]), 2 * 96);
    EXPECT_EQ(omitted(walk[2].runs[i]), 2 * 96);
    EXPECT_EQ(walk[0].runs[i].score.masks.ink.positives(), runs[i].score.masks.ink.positives());
  }
}

TEST_F(SweepWalk, IsReadFromItsRecordsTheSecondTime) {
  const double two[] = {0.1, 0.4};
  const double three[] = {0.1, 0.3, 0.4};
  const auto first = walk_sweep(runs, test, options, two, notes);
  EXPECT_EQ(notes.walks, 2);
  const auto again = walk_sweep(runs, test, options, two, notes);
  EXPECT_EQ(notes.walks, 2);
  EXPECT_EQ(sweep_json({}, {}, again), sweep_json({}, {}, first));
  static_cast<void>(walk_sweep(runs, test, options, three, notes));
  EXPECT_EQ(notes.walks, 4);
}

TEST_F(SweepWalk, IsRefusedWhereChancesMeanNothing) {
  const double points[] = {0.1};
  const double outside[] = {1.0};
  EXPECT_THROW(check_walk(outside, options), Error);
  EXPECT_NO_THROW(check_walk(points, options));
  options.calibration.clear();
  EXPECT_THROW(check_walk(points, options), Error);
  EXPECT_NO_THROW(check_walk({}, options));
}

TEST_F(SweepWalk, IsRefusedOfAModelThatIsAnother) {
  std::filesystem::copy_file(options.out / "dice/seed_2/model.safetensors",
                             options.out / "dice/seed_1/model.safetensors",
                             std::filesystem::copy_options::overwrite_existing);
  const double points[] = {0.1};
  EXPECT_THROW(static_cast<void>(walk_sweep(runs, test, options, points, notes)), Error);
}

TEST_F(SweepWalk, IsATableARowAPointAndAPictureACurve) {
  const double points[] = {0.1, 0.4};
  const auto walk = walk_sweep(runs, test, options, points, notes);
  const std::string table = sweep_markdown(summarise_sweep(runs), {}, walk);
  EXPECT_NE(table.find("## Operating points: curve 2"), std::string::npos) << table;
  EXPECT_NE(table.find(" 0.4 |"), std::string::npos) << table;
  EXPECT_EQ(table.find("## Operating points: solid"), std::string::npos) << table;
  const std::string json = sweep_json(summarise_sweep(runs), {}, walk);
  EXPECT_NE(json.find("\"operating_point\": 0.1"), std::string::npos);
  const std::vector<Picture> pictures = sweep_pictures(runs, {}, walk);
  EXPECT_EQ(pictures.back().name, "walk_curve_2.svg");
  EXPECT_NE(pictures.back().svg.find(">0.4<"), std::string::npos);
  EXPECT_EQ(sweep_pictures(runs, {}).back().name, "ink_precision_recall.svg");
}

}  // namespace
}  // namespace logdigitise::train
