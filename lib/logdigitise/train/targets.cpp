#include "logdigitise/train/targets.hpp"

#include <algorithm>
#include <cstring>

#include "logdigitise/nn/query.hpp"
#include "logdigitise/train/losses.hpp"

namespace logdigitise::train {

Batch Batch::to(const torch::Device& device) const {
  return {planes.to(device), labels.to(device), queries.to(device), present.to(device), twins.to(device)};
}

Batch make_batch(const std::vector<Crop>& crops) {
  const auto n = static_cast<std::int64_t>(crops.size());
  const std::int64_t rows = crops.front().rows;
  const std::int64_t columns = crops.front().columns;
  std::size_t most = 1;
  for (const Crop& crop : crops) most = std::max(most, crop.queries.size());
  const auto curves = static_cast<std::int64_t>(most);

  Batch batch;
  batch.planes = torch::empty({n, nn::kInputPlanes, rows, columns}, torch::kUInt8);
  batch.labels = torch::empty({n, rows, columns}, torch::kUInt8);
  batch.queries = torch::zeros({n, curves, nn::kQueryLength});
  batch.present = torch::zeros({n, 1 + curves});
  batch.twins = torch::zeros({n, curves, curves});
  auto present = batch.present.accessor<float, 2>();
  auto twins = batch.twins.accessor<float, 3>();
  for (std::int64_t i = 0; i < n; ++i) {
    const Crop& crop = crops[static_cast<std::size_t>(i)];
    std::memcpy(batch.planes[i].data_ptr<std::uint8_t>(), crop.planes.data(), crop.planes.size());
    std::memcpy(batch.labels[i].data_ptr<std::uint8_t>(), crop.labels.data(), crop.labels.size());
    const auto encoded = nn::encode_queries(crop.queries);
    present[i][0] = 1.0F;
    for (std::size_t k = 0; k < encoded.size(); ++k) {
      const auto row = static_cast<std::int64_t>(k);
      std::memcpy(batch.queries[i][row].data_ptr<float>(), encoded[k].data(), sizeof encoded[k]);
      present[i][row + 1] = 1.0F;
      const auto same = std::count(crop.queries.begin(), crop.queries.end(), crop.queries[k]);
      for (std::size_t j = 0; j < encoded.size(); ++j) {
        if (crop.queries[j] == crop.queries[k])
          twins[i][row][static_cast<std::int64_t>(j)] = 1.0F / static_cast<float>(same);
      }
    }
  }
  return batch;
}

torch::Tensor make_target(const Batch& batch) {
  const torch::NoGradGuard no_grad;
  const std::int64_t n = batch.labels.size(0);
  const std::int64_t curves = batch.queries.size(1);
  std::vector<torch::Tensor> bits;
  for (std::int64_t k = 0; k < curves; ++k) {
    const torch::Tensor bit =
        batch.labels.bitwise_and(static_cast<std::int64_t>(1) << k).ne(0).to(torch::kFloat32);
    bits.push_back(bit * batch.present.select(1, k + 1).view({n, 1, 1}));
  }
  torch::Tensor share = torch::stack(bits, 1);
  const torch::Tensor count = share.sum(1, /*keepdim=*/true);
  share = share / count.clamp_min(1.0);
  share = torch::bmm(batch.twins, share.flatten(2)).view_as(share);
  return torch::cat({count.eq(0.0).to(torch::kFloat32), share}, 1);
}

torch::Tensor mask_padding(const torch::Tensor& logits, const torch::Tensor& present) {
  return logits.masked_fill(present.eq(0.0).view({present.size(0), present.size(1), 1, 1}), kPaddingLogit);
}

}  // namespace logdigitise::train
