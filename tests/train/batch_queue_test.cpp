#include "logdigitise/train/batch_queue.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "tests/train/made_bands.hpp"

namespace logdigitise::train {
namespace {

TEST(BatchQueue, GivesTheSameBatchesHoweverManyAreMadeAtOnce) {
  std::vector<TrainingSet> sets(1);
  sets[0].bands = {testing::made_band(128, 96, 2), testing::made_band(96, 128, 1, 1.0)};
  CropOptions crops;
  crops.rows = 64;
  crops.columns = 64;
  const CropSampler sampler(sets, crops);
  BatchQueue one_by_one(sampler, {}, 7, 2, 3, 1);
  BatchQueue at_once(sampler, {}, 7, 2, 3, 4);
  for (int step = 0; step < 6; ++step) {
    const Batch expected = one_by_one.next();
    const Batch got = at_once.next();
    EXPECT_TRUE(torch::equal(got.planes, expected.planes)) << step;
    EXPECT_TRUE(torch::equal(got.labels, expected.labels)) << step;
    EXPECT_TRUE(torch::equal(got.queries, expected.queries)) << step;
  }
}

TEST(BatchQueue, MayEndBeforeItsBatchesAreMade) {
  std::vector<TrainingSet> sets(1);
  sets[0].bands = {testing::made_band(128, 96, 2)};
  const CropSampler sampler(sets);
  const BatchQueue dropped(sampler, {}, 7, 2, 0, 4);
}

}  // namespace
}  // namespace logdigitise::train
