#include "logdigitise/nn/pixel_chances.hpp"

#include <ATen/Parallel.h>
#include <torch/utils.h>

#include <algorithm>

namespace logdigitise::nn {

namespace {

constexpr std::int64_t kRowsTogether = 8;  // Of the logits; what they need stays in the cache.

/// Logits of one picture, four pixels side by side.
template <typename Logit>
struct Plane {
  const Logit* quarters;
  float offset;
};

/// One band row of logits, `y` being the upper or lower pixels of row `row` of fours.
template <typename Logit>
void copy_row(const Plane<Logit>& plane, std::int64_t row, std::int64_t y, std::int64_t fours, float* to) {
  const Logit* from = plane.quarters + 4 * fours * row + 2 * y;
  for (std::int64_t i = 0; i < fours; ++i) {
    to[2 * i] = static_cast<float>(from[4 * i]) + plane.offset;
    to[2 * i + 1] = static_cast<float>(from[4 * i + 1]) + plane.offset;
  }
}

/// `logits`: one picture after the other, `pixels` each; `largest`: room for one. Takes the largest of a
/// pixel off all of them.
void subtract_largest(float* logits, std::size_t pictures, std::int64_t pixels, float* largest) {
  std::copy_n(logits, pixels, largest);
  for (std::size_t k = 1; k < pictures; ++k) {
    const float* const own = logits + static_cast<std::int64_t>(k) * pixels;
    for (std::int64_t i = 0; i < pixels; ++i) largest[i] = largest[i] < own[i] ? own[i] : largest[i];
  }
  for (std::size_t k = 0; k < pictures; ++k) {
    float* const own = logits + static_cast<std::int64_t>(k) * pixels;
    for (std::int64_t i = 0; i < pixels; ++i) own[i] -= largest[i];
  }
}

/// `odds`: as above; `sums`: room for one picture; `chances`: pixels x (pictures - 1), without the first
/// picture.
void share_out(float* odds, std::size_t pictures, std::int64_t pixels, float* sums, float* chances) {
  std::copy_n(odds, pixels, sums);
  for (std::size_t k = 1; k < pictures; ++k) {
    const float* const own = odds + static_cast<std::int64_t>(k) * pixels;
    for (std::int64_t i = 0; i < pixels; ++i) sums[i] += own[i];
  }
  const auto curves = static_cast<std::int64_t>(pictures - 1);
  for (std::int64_t k = 0; k < curves; ++k) {
    float* const own = odds + (k + 1) * pixels;
    for (std::int64_t i = 0; i < pixels; ++i) own[i] /= sums[i];
    for (std::int64_t i = 0; i < pixels; ++i) chances[i * curves + k] = own[i];
  }
}

template <typename Logit>
void fill_chances(const std::vector<Plane<Logit>>& planes, std::int64_t fours, Image<float>& chances) {
  const std::int64_t columns = chances.columns();
  const auto pictures = static_cast<std::int64_t>(planes.size());
  at::parallel_for(0, chances.rows() / 2, kRowsTogether, [&](std::int64_t begin, std::int64_t end) {
    const c10::InferenceMode inference;
    torch::Tensor buffer = torch::empty({(pictures + 1) * 2 * kRowsTogether * columns});
    for (std::int64_t first = begin; first < end; first += kRowsTogether) {
      const std::int64_t rows = std::min(kRowsTogether, end - first);
      const std::int64_t pixels = 2 * rows * columns;
      torch::Tensor used = buffer.narrow(0, 0, pictures * pixels);
      auto* const logits = used.data_ptr<float>();
      for (std::int64_t k = 0; k < pictures; ++k) {
        for (std::int64_t r = 0; r < 2 * rows; ++r)
          copy_row(planes[static_cast<std::size_t>(k)], first + r / 2, r % 2, fours,
                   logits + k * pixels + r * columns);
      }
      float* const room = logits + pictures * pixels;
      subtract_largest(logits, planes.size(), pixels, room);
      torch::exp_(used);
      share_out(logits, planes.size(), pixels, room, chances.row(static_cast<int>(2 * first)).data());
    }
  });
}

template <typename Logit>
Image<float> chances_of(const torch::Tensor& paper, const std::vector<torch::Tensor>& curves,
                        const std::vector<float>& offsets) {
  const auto by_pixel = [](const torch::Tensor& quarters) {
    return quarters.permute({0, 2, 3, 1}).contiguous();  // As they come; nothing is moved.
  };
  std::vector<torch::Tensor> kept{by_pixel(paper)};
  std::vector<Plane<Logit>> planes{{kept.back().data_ptr<Logit>(), 0.0F}};
  for (std::size_t k = 0; k < curves.size(); ++k) {
    kept.push_back(by_pixel(curves[k]));
    planes.push_back({kept.back().data_ptr<Logit>(), offsets[k]});
  }
  Image<float> chances(static_cast<int>(2 * paper.size(2)), static_cast<int>(2 * paper.size(3)),
                       static_cast<int>(curves.size()));
  fill_chances(planes, paper.size(3), chances);
  return chances;
}

}  // namespace

Image<float> pixel_chances(const torch::Tensor& paper, const std::vector<torch::Tensor>& curves,
                           const std::vector<float>& offsets) {
  return paper.scalar_type() == torch::kBFloat16 ? chances_of<at::BFloat16>(paper, curves, offsets)
                                                 : chances_of<float>(paper, curves, offsets);
}

}  // namespace logdigitise::nn
