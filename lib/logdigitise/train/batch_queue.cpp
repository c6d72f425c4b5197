#include "logdigitise/train/batch_queue.hpp"

#include <vector>

#include "logdigitise/core/random.hpp"

namespace logdigitise::train {

BatchQueue::BatchQueue(const CropSampler& sampler, const AugmentOptions& augment, std::uint64_t seed,
                       int batch, std::int64_t first, int ahead)
    : sampler_(sampler), augment_(augment), seed_(seed), batch_(batch), step_(first) {
  for (int i = 0; i < ahead; ++i) start_one();
}

void BatchQueue::start_one() {
  const auto make = [this, step = step_] {
    const Random of_step = Random(seed_).fork(static_cast<std::uint64_t>(step));
    std::vector<Crop> crops;
    for (int i = 0; i < batch_; ++i) {
      Random random = of_step.fork(static_cast<std::uint64_t>(i));
      crops.push_back(sampler_.sample(random));
      train::augment(crops.back(), random, augment_);
    }
    return make_batch(crops);
  };
  pending_.push_back(std::async(std::launch::async, make));
  ++step_;
}

Batch BatchQueue::next() {
  Batch batch = pending_.front().get();
  pending_.pop_front();
  start_one();
  return batch;
}

}  // namespace logdigitise::train
