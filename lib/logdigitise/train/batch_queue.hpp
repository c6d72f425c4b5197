#pragma once
// Batches made ahead of their use, in the order of the steps.

#include <torch/types.h>

#include <cstdint>
#include <deque>
#include <future>

#include "logdigitise/train/augment.hpp"
#include "logdigitise/train/crops.hpp"
#include "logdigitise/train/targets.hpp"

namespace logdigitise::train {

/// Makes the batches of steps `first`, `first + 1`, ... on threads of their own. What is in a batch follows
/// from the seed and the step alone, so a resumed run sees the batches that an undisturbed one would have
/// seen.
class BatchQueue {
 public:
  /// `ahead`: how many batches are made in advance, >= 1.
  BatchQueue(const CropSampler& sampler, const AugmentOptions& augment, std::uint64_t seed, int batch,
             std::int64_t first, int ahead);
  [[nodiscard]] Batch next();

 private:
  void start_one();

  const CropSampler& sampler_;
  AugmentOptions augment_;
  std::uint64_t seed_;
  int batch_;
  std::int64_t step_;
  std::deque<std::future<Batch>> pending_;
};

}  // namespace logdigitise::train
