#include "logdigitise/train/calibration.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "logdigitise/core/error.hpp"
#include "logdigitise/train/validation.hpp"

namespace logdigitise::train {

namespace {

constexpr int kEveryRow = 7;
// A chance can be put right only where one was given: pixels whose calibrated chance of any curve is below
// this are left out whatever is drawn there, since the curves that were not seen at all would pull all others
// down.
constexpr double kLeastInk = 0.02;
constexpr float kLeastCollected = 0.0005F;  // Before calibration; such pixels never come to kLeastInk.
constexpr float kLeastChance = 1e-6F;

/// Pixels one after another: for each its classes (paper first), log chance and label share of each.
struct Pixels {
  std::vector<std::uint8_t> classes;
  std::vector<float> log_chance;
  std::vector<float> label;
};

void collect(const LabelledBand& band, const Image<float>& probability, Pixels& pixels) {
  const std::size_t curves = band.queries.size();
  for (int r = 0; r < band.labels.rows(); r += kEveryRow) {
    for (int x = 0; x < band.labels.columns(); ++x) {
      const auto label = static_cast<unsigned>(band.labels.at(r, x));
      float ink = 0.0F;
      for (std::size_t k = 0; k < curves; ++k) ink += probability.at(r, x, static_cast<int>(k));
      if (ink < kLeastCollected) continue;
      pixels.classes.push_back(static_cast<std::uint8_t>(curves + 1));
      pixels.log_chance.push_back(std::log(std::max(1.0F - ink, kLeastChance)));
      pixels.label.push_back(label == 0 ? 1.0F : 0.0F);
      const auto sharing = static_cast<float>(std::popcount(label));
      for (std::size_t k = 0; k < curves; ++k) {
        pixels.log_chance.push_back(
            std::log(std::max(probability.at(r, x, static_cast<int>(k)), kLeastChance)));
        pixels.label.push_back((label >> k & 1U) != 0 ? 1.0F / sharing : 0.0F);
      }
    }
  }
}

/// Cross-entropy with these two numbers, and its first and second derivatives by them.
struct Slope {
  double value = 0.0;
  std::array<double, 2> first{};
  std::array<double, 3> second{};  // aa, ab, bb
};

Slope evaluate(const Pixels& pixels, const std::vector<bool>& chosen, double slope, double offset) {
  Slope sum;
  std::size_t at = 0;
  std::array<double, 16> chance{};
  for (std::size_t i = 0; i < pixels.classes.size(); at += pixels.classes[i], ++i) {
    if (!chosen[i]) continue;
    const std::size_t classes = pixels.classes[i];
    double most = -1e300;
    for (std::size_t c = 0; c < classes; ++c) {
      chance.at(c) = slope * static_cast<double>(pixels.log_chance[at + c]) + (c > 0 ? offset : 0.0);
      most = std::max(most, chance.at(c));
    }
    double total = 0.0;
    for (std::size_t c = 0; c < classes; ++c) total += std::exp(chance.at(c) - most);
    const double log_total = most + std::log(total);
    double mean_a = 0.0;
    double mean_b = 0.0;
    double mean_aa = 0.0;
    double mean_ab = 0.0;
    for (std::size_t c = 0; c < classes; ++c) {
      const auto a = static_cast<double>(pixels.log_chance[at + c]);
      const double b = c > 0 ? 1.0 : 0.0;
      const auto label = static_cast<double>(pixels.label[at + c]);
      sum.value -= label * (chance.at(c) - log_total);
      sum.first[0] -= label * a;
      sum.first[1] -= label * b;
      const double p = std::exp(chance.at(c) - log_total);
      mean_a += p * a;
      mean_b += p * b;
      mean_aa += p * a * a;
      mean_ab += p * a * b;
    }
    sum.first[0] += mean_a;
    sum.first[1] += mean_b;
    sum.second[0] += mean_aa - mean_a * mean_a;
    sum.second[1] += mean_ab - mean_a * mean_b;
    sum.second[2] += mean_b - mean_b * mean_b;
  }
  return sum;
}

/// Pixels with a chance of any curve of at least kLeastInk under these two numbers.
std::vector<bool> choose(const Pixels& pixels, double slope, double offset) {
  std::vector<bool> chosen;
  chosen.reserve(pixels.classes.size());
  std::size_t at = 0;
  for (const std::size_t classes : pixels.classes) {
    const double paper = std::exp(slope * static_cast<double>(pixels.log_chance[at]));
    double ink = 0.0;
    for (std::size_t c = 1; c < classes; ++c)
      ink += std::exp(slope * static_cast<double>(pixels.log_chance[at + c]) + offset);
    chosen.push_back(ink / (paper + ink) >= kLeastInk);
    at += classes;
  }
  return chosen;
}

/// Newton's method from where `result` stands.
void minimise(const Pixels& pixels, const std::vector<bool>& chosen, Calibration& result) {
  Slope here = evaluate(pixels, chosen, result.slope, result.offset);
  const auto count = static_cast<double>(std::count(chosen.begin(), chosen.end(), true));
  constexpr int kMostSteps = 30;
  for (int step = 0; step < kMostSteps; ++step) {
    const auto [aa, ab, bb] = here.second;
    const double determinant = aa * bb - ab * ab;
    if (!(determinant > 0.0)) break;
    const double by_slope = (bb * here.first[0] - ab * here.first[1]) / determinant;
    const double by_offset = (aa * here.first[1] - ab * here.first[0]) / determinant;
    // The function is convex: halving the step until it falls always ends.
    double share = 1.0;
    Slope next = here;
    for (; share > 1e-4; share /= 2.0) {
      const double slope = result.slope - share * by_slope;
      if (slope <= 0.01) continue;
      next = evaluate(pixels, chosen, slope, result.offset - share * by_offset);
      if (next.value <= here.value) break;
    }
    if (share <= 1e-4) break;
    result.slope -= share * by_slope;
    result.offset -= share * by_offset;
    const double gain = (here.value - next.value) / count;
    here = next;
    if (gain < 1e-9) break;
  }
}

}  // namespace

Calibration fit_calibration(const nn::Network& network, const std::vector<LabelledBand>& bands,
                            const torch::Device& device, torch::ScalarType precision) {
  Pixels pixels;
  run_on_bands(
      network, bands, device, precision, {0, 0},
      [&](const LabelledBand& band, const Image<float>& probability) { collect(band, probability, pixels); });
  const bool any = std::any_of(bands.begin(), bands.end(), [](const LabelledBand& band) {
    return std::any_of(band.labels.data(), band.labels.data() + band.labels.size(),
                       [](std::uint8_t label) { return label != 0; });
  });
  if (!any) throw usage_error("--data", "has no pixel of any curve to calibrate with");

  // Which pixels count depends on the calibration: choose and fit in turn.
  Calibration result;
  std::vector<bool> chosen;
  constexpr int kMostTurns = 12;
  for (int turn = 0; turn < kMostTurns; ++turn) {
    const Calibration before = result;
    chosen = choose(pixels, result.slope, result.offset);
    if (std::find(chosen.begin(), chosen.end(), true) == chosen.end()) {
      throw usage_error("--data",
                        "shows the model nothing that it takes for a curve; it cannot be calibrated");
    }
    minimise(pixels, chosen, result);
    if (std::abs(result.slope - before.slope) < 1e-4 && std::abs(result.offset - before.offset) < 1e-4) break;
  }
  result.pixels = std::count(chosen.begin(), chosen.end(), true);
  const auto count = static_cast<double>(result.pixels);
  result.cross_entropy_before = evaluate(pixels, chosen, 1.0, 0.0).value / count;
  result.cross_entropy_after = evaluate(pixels, chosen, result.slope, result.offset).value / count;
  return result;
}

}  // namespace logdigitise::train
