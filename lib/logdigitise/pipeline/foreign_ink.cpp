#include "logdigitise/pipeline/foreign_ink.hpp"

#include "logdigitise/nn/segmenter.hpp"

namespace logdigitise::pipeline {

namespace {

constexpr std::uint8_t kInk = 96;  // Of 255: antialiased rims have any colour.
constexpr int kOwnOneIn = 5;       // Less than this part of the ink is own: it is another colour's.
constexpr float kWeakened = 0.3F;  // Chances are multiplied by this there.

}  // namespace

void weaken_on_foreign_ink(const Image<std::uint8_t>& planes, int first_row, Image<float>& chances) {
  for (int r = 0; r < chances.rows(); ++r) {
    for (int x = 0; x < chances.columns(); ++x) {
      const std::uint8_t ink = planes.at(first_row + r, x, 0);
      const std::uint8_t own = planes.at(first_row + r, x, nn::kOwnInkPlane);
      if (ink < kInk || own * kOwnOneIn >= ink) continue;
      for (int k = 0; k < chances.channels(); ++k) chances.at(r, x, k) *= kWeakened;
    }
  }
}

}  // namespace logdigitise::pipeline
