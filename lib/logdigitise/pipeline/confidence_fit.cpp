#include "logdigitise/pipeline/confidence_fit.hpp"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "logdigitise/core/error.hpp"
#include "logdigitise/core/random.hpp"

namespace logdigitise::pipeline {

namespace {

constexpr std::size_t kClues = kClueNames.size();

/// Numbers that are fitted, with what Adam remembers of them.
struct Fitted {
  std::vector<double> value;
  std::vector<double> slope;
  std::vector<double> mean;
  std::vector<double> square;

  explicit Fitted(std::size_t n) : value(n), slope(n), mean(n), square(n) {}

  void step(double rate, double shrinkage, int t) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      const double g = slope[i] + shrinkage * value[i];
      mean[i] = 0.9 * mean[i] + 0.1 * g;
      square[i] = 0.999 * square[i] + 0.001 * g * g;
      value[i] -= rate * (mean[i] / (1.0 - std::pow(0.9, t))) /
                  (std::sqrt(square[i] / (1.0 - std::pow(0.999, t))) + 1e-8);
      slope[i] = 0.0;
    }
  }
};

void check(const std::vector<JudgedClues>& samples, const ConfidenceFitOptions& options) {
  if (options.units <= 0 || options.passes <= 0 || options.batch <= 0 || options.rate <= 0.0 ||
      options.shrinkage < 0.0) {
    throw std::invalid_argument("fit_confidence: options out of range");
  }
  const auto right =
      std::count_if(samples.begin(), samples.end(), [](const JudgedClues& s) { return s.right; });
  if (right == 0 || right == static_cast<std::ptrdiff_t>(samples.size())) {
    throw usage_error("the logs", "hold no sample, or only right or only wrong ones",
                      "Give logs on which the model is sometimes wrong");
  }
}

}  // namespace

ConfidenceModel fit_confidence(const std::vector<JudgedClues>& samples, const ConfidenceFitOptions& options) {
  check(samples, options);
  const auto units = static_cast<std::size_t>(options.units);
  // Per unit: the weights of the clues, its bias, its weight in the result; last the bias of the result.
  constexpr std::size_t kPerUnit = kClues + 2;
  Fitted numbers(units * kPerUnit + 1);
  Random random(options.seed);
  for (std::size_t u = 0; u < units; ++u) {
    for (std::size_t i = 0; i < kPerUnit; ++i)
      numbers.value[u * kPerUnit + i] = i == kClues ? 0.0 : 0.3 * random.normal();
  }
  std::vector<double> hidden(units);
  const long steps = std::max<long>(
      1, static_cast<long>(options.passes) * static_cast<long>(samples.size()) / options.batch);
  for (long step = 0; step < steps; ++step) {
    for (int b = 0; b < options.batch; ++b) {
      const JudgedClues& sample = samples[random.next() % samples.size()];
      double sum = numbers.value.back();
      for (std::size_t u = 0; u < units; ++u) {
        const double* unit = &numbers.value[u * kPerUnit];
        double in = unit[kClues];
        for (std::size_t i = 0; i < kClues; ++i) in += unit[i] * sample.clues[i];
        hidden[u] = std::tanh(in);
        sum += unit[kClues + 1] * hidden[u];
      }
      const double miss = (1.0 / (1.0 + std::exp(-sum)) - (sample.right ? 1.0 : 0.0)) / options.batch;
      numbers.slope.back() += miss;
      for (std::size_t u = 0; u < units; ++u) {
        double* slope = &numbers.slope[u * kPerUnit];
        const double into = miss * numbers.value[u * kPerUnit + kClues + 1] * (1.0 - hidden[u] * hidden[u]);
        for (std::size_t i = 0; i < kClues; ++i) slope[i] += into * sample.clues[i];
        slope[kClues] += into;
        slope[kClues + 1] += miss * hidden[u];
      }
    }
    const double left = 1.0 - static_cast<double>(step) / static_cast<double>(steps);
    numbers.step(options.rate * left, options.shrinkage, static_cast<int>(step) + 1);
  }
  ConfidenceModel model;
  model.bias = static_cast<float>(numbers.value.back());
  for (std::size_t u = 0; u < units; ++u) {
    const double* unit = &numbers.value[u * kPerUnit];
    ConfidenceModel::Unit& made = model.units.emplace_back();
    made.weights.assign(unit, unit + kClues);
    made.bias = static_cast<float>(unit[kClues]);
    made.output = static_cast<float>(unit[kClues + 1]);
  }
  return model;
}

}  // namespace logdigitise::pipeline
