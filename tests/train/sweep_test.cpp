#include "logdigitise/train/sweep.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "logdigitise/core/error.hpp"
#include "logdigitise/train/loss_config.hpp"
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
  EXPECT_EQ(runs[0].loss, "dice");
  EXPECT_EQ(runs[1].loss, "focal");
  EXPECT_EQ(runs[2].seed, 2U);
  for (const SweepRun& run : runs) {
    EXPECT_EQ(run.curves.size(), 2U);
    EXPECT_EQ(run.curves[0].rows, 96);
    EXPECT_EQ(run.ink_mask.positives() + run.ink_mask.negatives(), 96 * 96);
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
  run.loss = "dice";
  run.seed = seed;
  for (std::size_t i = 0; i < mae.size(); ++i) {
    CurveScore& score = run.curves.emplace_back();
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
  const std::vector<LossSummary> summaries = summarise_sweep(runs);
  ASSERT_EQ(summaries.size(), 3U);  // All, curve 1, curve 2.
  const LossSummary& all = summaries[0];
  EXPECT_EQ(all.curves, 4);
  EXPECT_NEAR(all.mae.mean, 0.05, 1e-12);
  // Seeds gave 0.04 and 0.06: t = 12.706, deviation sqrt(2) 0.01, over sqrt(2).
  EXPECT_NEAR(all.mae.half_width, 12.706 * 0.01, 1e-9);
  EXPECT_NEAR(all.worst_decile_mae.mean, 0.11, 1e-12);
  EXPECT_NEAR(all.omission.mean, 0.1, 1e-12);
  EXPECT_NEAR(all.commission.mean, 0.1, 1e-12);
  EXPECT_EQ(all.worst, "band 1, curve 2");
  EXPECT_NEAR(all.worst_mae, 0.11, 1e-12);
  EXPECT_EQ(summaries[1].place, 1);
  EXPECT_NEAR(summaries[1].mae.mean, 0.03, 1e-12);
  EXPECT_NE(sweep_markdown(summaries).find("| dice | 5.00 \u00b1 12.71 |"), std::string::npos)
      << sweep_markdown(summaries);
}

TEST(Estimate, HasNoIntervalForOneSeed) {
  const double one[] = {0.5};
  EXPECT_EQ(estimate(one).mean, 0.5);
  EXPECT_TRUE(std::isnan(estimate(one).half_width));
}

TEST(SweepRecord, SaysWhichFileIsNone) {
  try {
    static_cast<void>(read_record("{}", "run.json"));
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.where(), "run.json");
  }
}

}  // namespace
}  // namespace logdigitise::train
