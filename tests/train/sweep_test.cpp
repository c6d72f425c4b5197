#include "logdigitise/train/sweep.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "logdigitise/core/error.hpp"
#include "logdigitise/train/loss_config.hpp"
#include "logdigitise/train/sweep_pictures.hpp"
#include "logdigitise/train/sweep_record.hpp"
#include "logdigitise/train/sweep_report.hpp"
#include "tests/nn/temporary_folder.hpp"
#include "tests/train/made_bands.hpp"

namespace logdigitise::train {
namespace {

using logdigitise::testing::made_band;
using logdigitise::testing::TemporaryFolder;

/// Counts the notes, one of which is written per run that is made.
class Notes final : public Progress {
 public:
  void note(std::string_view text) override {
    runs += text.find(", seed ") != std::string_view::npos ? 1 : 0;
  }
  int runs = 0;
};

SweepOptions tiny(const TemporaryFolder& folder) {
  SweepOptions options;
  options.out = folder / "sweep";
  options.entries = {{"dice", find_loss("dice")}, {"focal", find_loss("focal")}};
  options.seeds = 2;
  options.trainer.steps = 2;
  options.trainer.batch = 2;
  options.trainer.crops.rows = 64;
  options.trainer.crops.columns = 64;
  options.trainer.shape = {{4, 4, 4, 4}, 4, 4};
  options.trainer.threads = 1;
  options.trainer.precision = "fp32";
  return options;
}

TEST(Sweep, ScoresEveryLossWithEverySeedOnceAndThenFromItsRecords) {
  const TemporaryFolder folder;
  const std::vector<TrainingSet> training{{{made_band(128, 96, 2)}, 1.0}};
  const std::vector<LabelledBand> test{made_band(96, 96, 2, 1.0)};
  Notes first;
  const std::vector<SweepRun> runs = sweep(training, test, tiny(folder), first);
  EXPECT_EQ(first.runs, 4);
  ASSERT_EQ(runs.size(), 4U);
  EXPECT_EQ(runs[0].entry, "dice");
  EXPECT_EQ(runs[1].entry, "focal");
  EXPECT_EQ(runs[2].seed, 2U);
  for (const SweepRun& run : runs) {
    EXPECT_EQ(run.score.curves.size(), 2U);
    EXPECT_EQ(run.score.curves[0].rows, 96);
    EXPECT_EQ(run.score.masks.ink.positives() + run.score.masks.ink.negatives(), 96 * 96);
  }
  EXPECT_NE(runs[0].model_sha256, runs[1].model_sha256);

  Notes second;
  const std::vector<SweepRun> again = sweep(training, test, tiny(folder), second);
  EXPECT_EQ(second.runs, 0);
  EXPECT_EQ(sweep_json(summarise_sweep(again)), sweep_json(summarise_sweep(runs)));

  for (const auto change :
       {+[](TrainerOptions& o) { o.rate *= 2.0; }, +[](TrainerOptions& o) { o.steps = 3; },
        +[](TrainerOptions& o) { o.weight_decay = 0.0; }}) {
    SweepOptions other = tiny(folder);
    change(other.trainer);
    EXPECT_THROW(static_cast<void>(sweep(training, test, other, second)), Error);
  }
}

TEST(Sweep, ScoresCalibratedRunsWhereToldTo) {
  const TemporaryFolder folder;
  const std::vector<TrainingSet> training{{{made_band(128, 96, 2)}, 1.0}};
  const std::vector<LabelledBand> test{made_band(96, 96, 2, 1.0)};
  Notes notes;
  SweepOptions options = tiny(folder);
  options.entries.resize(1);
  options.seeds = 1;
  options.calibration = {made_band(192, 96, 2, 2.0)};
  const SweepRun run = sweep(training, test, options, notes).front();
  ASSERT_TRUE(run.calibration.has_value());
  EXPECT_LT(run.calibration->cross_entropy_after, run.calibration->cross_entropy_before);
  EXPECT_EQ(record_json(read_record(record_json(run), "run.json")), record_json(run));
  options.out = folder / "raw";
  options.calibration.clear();
  const SweepRun raw = sweep(training, test, options, notes).front();
  EXPECT_EQ(raw.model_sha256, run.model_sha256);
  EXPECT_LT(run.score.masks.ink.brier(), raw.score.masks.ink.brier());
}

TEST(Sweep, DoesNotGoOnWithARunThatWasBegunWithOtherOptions) {
  const TemporaryFolder folder;
  const std::vector<TrainingSet> training{{{made_band(128, 96, 1)}, 1.0}};
  const std::vector<LabelledBand> test{made_band(96, 96, 1)};
  Notes notes;
  static_cast<void>(sweep(training, test, tiny(folder), notes));
  std::filesystem::remove(folder / "sweep" / "dice" / "seed_1" / "run.json");  // As if it had been stopped.
  SweepOptions other = tiny(folder);
  other.trainer.warm_up = 0.5;
  EXPECT_THROW(static_cast<void>(sweep(training, test, other, notes)), Error);
}

TEST(Sweep, RefusesWhatCannotBeCompared) {
  const TemporaryFolder folder;
  const std::vector<TrainingSet> training{{{made_band(128, 96, 1)}, 1.0}};
  const std::vector<LabelledBand> test{made_band(96, 96, 1)};
  Notes notes;
  SweepOptions options = tiny(folder);
  options.trainer.steps = 0;
  EXPECT_THROW(static_cast<void>(sweep(training, test, options, notes)), Error);
  options = tiny(folder);
  options.entries.push_back(options.entries.front());
  EXPECT_THROW(static_cast<void>(sweep(training, test, options, notes)), Error);
  EXPECT_THROW(static_cast<void>(sweep(training, {}, tiny(folder), notes)), Error);
}

SweepRun run_with(std::uint64_t seed, std::vector<double> mae) {
  SweepRun run;
  run.entry = "dice";
  run.seed = seed;
  for (std::size_t i = 0; i < mae.size(); ++i) {
    CurveScore& score = run.score.curves.emplace_back();
    score.band = "band " + std::to_string(i / 2);
    score.place = static_cast<int>(i % 2) + 1;
    score.rows = 100;
    score.omitted = 10;
    score.blank = 50;
    score.invented = 5;
    score.mae = mae[i];
  }
  return run;
}

TEST(SummariseSweep, GivesSpreadIntervalAndTheWorstByName) {
  const std::vector<SweepRun> runs{run_with(1, {0.01, 0.02, 0.03, 0.10}),
                                   run_with(2, {0.03, 0.04, 0.05, 0.12})};
  const std::vector<EntrySummary> summaries = summarise_sweep(runs);
  ASSERT_EQ(summaries.size(), 4U);  // All, curve 1, curve 2, solid.
  const EntrySummary& all = summaries[0];
  EXPECT_EQ(all.curves, 4);
  EXPECT_NEAR(all.mae.mean, 0.05, 1e-12);
  // Seeds gave 0.04 and 0.06: t = 12.706, deviation sqrt(2) 0.01, over sqrt(2).
  EXPECT_NEAR(all.mae.half_width, 12.706 * 0.01, 1e-9);
  EXPECT_NEAR(all.worst_decile_mae.mean, 0.11, 1e-12);
  EXPECT_NEAR(all.omission.mean, 0.1, 1e-12);
  EXPECT_NEAR(all.commission.mean, 0.1, 1e-12);
  EXPECT_EQ(all.worst, "band 1, curve 2");
  EXPECT_NEAR(all.worst_mae, 0.11, 1e-12);
  EXPECT_EQ(summaries[1].group.place, 1);
  EXPECT_NEAR(summaries[1].mae.mean, 0.03, 1e-12);
  EXPECT_NE(sweep_markdown(summaries).find("| dice | 5.00 \u00b1 12.71 |"), std::string::npos)
      << sweep_markdown(summaries);
}

TEST(SummariseHardness, SplitsTheCurvesInThirdsByWhatWasMeasured) {
  std::vector<CurveHardness> hardness;  // The later, the paler.
  for (int i = 0; i < 6; ++i) hardness.push_back({0.9 - 0.1 * i, 1.0, 0.0});
  const auto found = summarise_hardness({run_with(1, {0.01, 0.01, 0.02, 0.04, 0.05, 0.07})}, hardness);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_NEAR(found[0].mae_of_third[0], 0.01, 1e-12);
  EXPECT_NEAR(found[0].mae_of_third[1], 0.03, 1e-12);
  EXPECT_NEAR(found[0].mae_of_third[2], 0.06, 1e-12);
  EXPECT_GT(found[0].by_hardness, 0.95);
  EXPECT_LT(found[0].by_contrast, -0.95);
}

TEST(SweepPictures, DrawSpreadHardnessReliabilityAndOperatingPoints) {
  SweepRun run = run_with(1, {0.01, 0.02, 0.03, 0.10});
  run.score.masks.of_place.resize(2);
  run.score.masks.of_place[0].add(200, true);
  run.score.masks.of_place[0].add(200, false);
  const std::vector<Picture> pictures =
      sweep_pictures({run}, {{0.9, 1.0, 0.0}, {0.8, 1.0, 0.0}, {0.7, 1.0, 0.0}, {0.6, 1.0, 0.0}});
  std::vector<std::string> names;
  for (const Picture& picture : pictures) names.push_back(picture.name);
  EXPECT_EQ(names, (std::vector<std::string>{"spread_curve_1.svg", "spread_curve_2.svg", "hardness.svg",
                                             "reliability.svg", "precision_recall.svg",
                                             "ink_precision_recall.svg"}));
  for (const Picture& picture : pictures)
    EXPECT_EQ(picture.svg.find("nan"), std::string::npos) << picture.name;
}

TEST(Estimate, HasNoIntervalForOneSeed) {
  const double one[] = {0.5};
  EXPECT_EQ(estimate(one).mean, 0.5);
  EXPECT_TRUE(std::isnan(estimate(one).half_width));
}

TEST(SweepRecord, ComesBackAsItWas) {
  SweepRun run = run_with(3, {0.01, 0.02});
  run.score.masks.of_place.resize(2);
  run.score.masks.of_place[1].add(200, true);
  run.score.masks.of_style[2].add(7, false);
  run.score.masks.ink.add(9, true);
  EXPECT_EQ(record_json(read_record(record_json(run), "run.json")), record_json(run));
  EXPECT_EQ(read_record(record_json(run), "run.json").score.masks.of_style[2].negatives(), 1);
}

TEST(SweepRecord, SaysWhichFileIsNone) {
  try {
    static_cast<void>(read_record("{}", "run.json"));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.where(), "run.json");
  }
  EXPECT_THROW(static_cast<void>(read_record(std::string(100'000, '['), "run.json")), Error);
}

}  // namespace
}  // namespace logdigitise::train
