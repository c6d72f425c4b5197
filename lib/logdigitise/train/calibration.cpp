#include "logdigitise/train/calibration.hpp"

#include <ATen/Functions.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <optional>

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

constexpr std::uint8_t kPaper = 255;

/// Pixels one after another: for each its classes (paper first), style, log chance and label share of each.
struct Pixels {
  std::vector<std::uint8_t> classes;
  std::vector<std::uint8_t> style;  ///< layout::LineStyle of each class; of paper, kPaper.
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
      pixels.style.push_back(kPaper);
      pixels.log_chance.push_back(std::log(std::max(1.0F - ink, kLeastChance)));
      pixels.label.push_back(label == 0 ? 1.0F : 0.0F);
      const auto sharing = static_cast<float>(std::popcount(label));
      for (std::size_t k = 0; k < curves; ++k) {
        pixels.style.push_back(static_cast<std::uint8_t>(band.queries[k].style));
        pixels.log_chance.push_back(
            std::log(std::max(probability.at(r, x, static_cast<int>(k)), kLeastChance)));
        pixels.label.push_back((label >> k & 1U) != 0 ? 1.0F / sharing : 0.0F);
      }
    }
  }
}

/// Slope, offset, and the offsets of the four styles beside it.
constexpr std::size_t kNumbers = 6;
using Numbers = std::array<double, kNumbers>;
constexpr std::size_t kFirstStyle = 2;

/// What one class's log odds are with these numbers.
double log_odds(const Numbers& numbers, const Pixels& pixels, std::size_t at) {
  const double scaled = numbers[0] * static_cast<double>(pixels.log_chance[at]);
  if (pixels.style[at] == kPaper) return scaled;
  return scaled + numbers[1] + numbers.at(kFirstStyle + pixels.style[at]);
}

/// Cross-entropy with these numbers, and its first and second derivatives by them.
struct Slope {
  double value = 0.0;
  Numbers first{};
  std::array<Numbers, kNumbers> second{};
};

/// A style's offset costs a little, so that a style that no curve has keeps the shared one.
constexpr double kPriceOfAnOffset = 1e-4;  // Times half the square, a pixel.

void add_price(const Numbers& numbers, double pixels, Slope& sum) {
  for (std::size_t i = kFirstStyle; i < kNumbers; ++i) {
    sum.value += 0.5 * kPriceOfAnOffset * pixels * numbers.at(i) * numbers.at(i);
    sum.first.at(i) += kPriceOfAnOffset * pixels * numbers.at(i);
    sum.second.at(i).at(i) += kPriceOfAnOffset * pixels;
  }
}

/// Adds one pixel, whose classes begin at `at`.
void add_pixel(const Pixels& pixels, std::size_t at, std::size_t classes, const Numbers& numbers,
               Slope& sum) {
  std::array<double, 16> odds{};
  double most = -1e300;
  for (std::size_t c = 0; c < classes; ++c) {
    odds.at(c) = log_odds(numbers, pixels, at + c);
    most = std::max(most, odds.at(c));
  }
  double total = 0.0;
  for (std::size_t c = 0; c < classes; ++c) total += std::exp(odds.at(c) - most);
  const double log_total = most + std::log(total);

  Numbers mean{};
  std::array<Numbers, kNumbers> mean_of_products{};
  for (std::size_t c = 0; c < classes; ++c) {
    Numbers by{};  // The derivatives of this class's log odds.
    by[0] = static_cast<double>(pixels.log_chance[at + c]);
    if (pixels.style[at + c] != kPaper) {
      by[1] = 1.0;
      by.at(kFirstStyle + pixels.style[at + c]) = 1.0;
    }
    const auto label = static_cast<double>(pixels.label[at + c]);
    const double chance = std::exp(odds.at(c) - log_total);
    sum.value -= label * (odds.at(c) - log_total);
    for (std::size_t i = 0; i < kNumbers; ++i) {
      if (by.at(i) == 0.0) continue;
      sum.first.at(i) -= label * by.at(i);
      mean.at(i) += chance * by.at(i);
      for (std::size_t j = 0; j <= i; ++j) mean_of_products.at(i).at(j) += chance * by.at(i) * by.at(j);
    }
  }
  for (std::size_t i = 0; i < kNumbers; ++i) {
    sum.first.at(i) += mean.at(i);
    for (std::size_t j = 0; j <= i; ++j)
      sum.second.at(i).at(j) += mean_of_products.at(i).at(j) - mean.at(i) * mean.at(j);
  }
}

Slope evaluate(const Pixels& pixels, const std::vector<bool>& chosen, const Numbers& numbers) {
  Slope sum;
  std::size_t at = 0;
  for (std::size_t i = 0; i < pixels.classes.size(); at += pixels.classes[i], ++i)
    if (chosen[i]) add_pixel(pixels, at, pixels.classes[i], numbers, sum);
  return sum;
}

/// What is minimised: with the price of the offsets.
Slope evaluate_priced(const Pixels& pixels, const std::vector<bool>& chosen, const Numbers& numbers) {
  Slope sum = evaluate(pixels, chosen, numbers);
  add_price(numbers, static_cast<double>(std::count(chosen.begin(), chosen.end(), true)), sum);
  return sum;
}

/// Pixels with a chance of any curve of at least kLeastInk under these numbers.
std::vector<bool> choose(const Pixels& pixels, const Numbers& numbers) {
  std::vector<bool> chosen;
  chosen.reserve(pixels.classes.size());
  std::size_t at = 0;
  for (const std::size_t classes : pixels.classes) {
    const double paper = std::exp(log_odds(numbers, pixels, at));
    double ink = 0.0;
    for (std::size_t c = 1; c < classes; ++c) ink += std::exp(log_odds(numbers, pixels, at + c));
    chosen.push_back(ink / (paper + ink) >= kLeastInk);
    at += classes;
  }
  return chosen;
}

/// Newton's step in the first `free` numbers; none where the second derivatives do not allow one.
std::optional<Numbers> newton_step(const Slope& here, std::size_t free) {
  const auto n = static_cast<std::int64_t>(free);
  const torch::Tensor second = torch::zeros({n, n}, torch::kFloat64);
  const torch::Tensor first = torch::zeros({n, 1}, torch::kFloat64);
  auto entries = second.accessor<double, 2>();
  for (std::size_t i = 0; i < free; ++i) {
    first[static_cast<std::int64_t>(i)][0] = here.first.at(i);
    for (std::size_t j = 0; j < free; ++j)
      entries[static_cast<std::int64_t>(i)][static_cast<std::int64_t>(j)] =
          here.second.at(std::max(i, j)).at(std::min(i, j));
  }
  const auto [factor, failed] = torch::linalg_cholesky_ex(second);
  if (failed.item<int>() != 0) return std::nullopt;
  const torch::Tensor step = torch::cholesky_solve(first, factor);
  Numbers numbers{};
  for (std::size_t i = 0; i < free; ++i) numbers.at(i) = step[static_cast<std::int64_t>(i)][0].item<double>();
  return numbers;
}

/// Newton's method from where `numbers` stand, in the first `free` of them.
void minimise(const Pixels& pixels, const std::vector<bool>& chosen, std::size_t free, Numbers& numbers) {
  Slope here = evaluate_priced(pixels, chosen, numbers);
  const auto count = static_cast<double>(std::count(chosen.begin(), chosen.end(), true));
  constexpr int kMostSteps = 30;
  for (int turn = 0; turn < kMostSteps; ++turn) {
    const std::optional<Numbers> step = newton_step(here, free);
    if (!step) break;
    // The function is convex: halving the step until it falls always ends.
    double share = 1.0;
    Slope next = here;
    Numbers moved = numbers;
    for (; share > 1e-4; share /= 2.0) {
      for (std::size_t i = 0; i < kNumbers; ++i) moved.at(i) = numbers.at(i) - share * step->at(i);
      if (moved[0] <= 0.01) continue;
      next = evaluate_priced(pixels, chosen, moved);
      if (next.value <= here.value) break;
    }
    if (share <= 1e-4) break;
    numbers = moved;
    const double gain = (here.value - next.value) / count;
    here = next;
    if (gain < 1e-9) break;
  }
}

double largest_change(const Numbers& a, const Numbers& b) {
  double most = 0.0;
  for (std::size_t i = 0; i < kNumbers; ++i) most = std::max(most, std::abs(a.at(i) - b.at(i)));
  return most;
}

}  // namespace

void calibrate(nn::Network& network, const Calibration& calibration) {
  network->scale_logits(calibration.slope, calibration.offset);
  nn::NetworkImpl::StyleOffsets offsets = network->style_offsets();
  for (std::size_t s = 0; s < offsets.size(); ++s) offsets.at(s) += calibration.style_offset.at(s);
  network->set_style_offsets(offsets);
}

Calibration fit_calibration(const nn::Network& network, const std::vector<LabelledBand>& bands,
                            const torch::Device& device, torch::ScalarType precision, CalibrationKind kind) {
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
  const std::size_t free = kind == CalibrationKind::kByStyle ? kNumbers : kFirstStyle;
  constexpr Numbers kAsItIs = {1.0, 0.0};
  Numbers numbers = kAsItIs;
  std::vector<bool> chosen;
  constexpr int kMostTurns = 12;
  for (int turn = 0; turn < kMostTurns; ++turn) {
    const Numbers before = numbers;
    chosen = choose(pixels, numbers);
    if (std::find(chosen.begin(), chosen.end(), true) == chosen.end()) {
      throw usage_error("--data",
                        "shows the model nothing that it takes for a curve; it cannot be calibrated");
    }
    minimise(pixels, chosen, free, numbers);
    if (largest_change(before, numbers) < 1e-4) break;
  }
  Calibration result;
  result.slope = numbers[0];
  result.offset = numbers[1];
  std::copy(numbers.begin() + kFirstStyle, numbers.end(), result.style_offset.begin());
  result.pixels = std::count(chosen.begin(), chosen.end(), true);
  const auto count = static_cast<double>(result.pixels);
  result.cross_entropy_before = evaluate(pixels, chosen, kAsItIs).value / count;
  result.cross_entropy_after = evaluate(pixels, chosen, numbers).value / count;
  return result;
}

}  // namespace logdigitise::train
