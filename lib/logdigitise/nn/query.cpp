#include "logdigitise/nn/query.hpp"

namespace logdigitise::nn {

namespace {

constexpr std::size_t kWeights = 4;
static_assert(2 * kStyles + kWeights == kQueryLength);

}  // namespace

std::vector<std::array<float, kQueryLength>> encode_queries(const std::vector<CurveQuery>& queries) {
  std::array<float, kStyles> count_of_style{};
  for (const CurveQuery& query : queries) count_of_style[static_cast<std::size_t>(query.style)] += 1.0F;
  std::vector<std::array<float, kQueryLength>> encoded;
  encoded.reserve(queries.size());
  for (const CurveQuery& query : queries) {
    std::array<float, kQueryLength> row{};
    row[static_cast<std::size_t>(query.style)] = 1.0F;
    row[kStyles + static_cast<std::size_t>(query.weight)] = 1.0F;
    for (std::size_t s = 0; s < kStyles; ++s) row[kStyles + kWeights + s] = count_of_style[s] / 4.0F;
    encoded.push_back(row);
  }
  return encoded;
}

}  // namespace logdigitise::nn
