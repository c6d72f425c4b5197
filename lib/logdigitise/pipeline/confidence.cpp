#include "logdigitise/pipeline/confidence.hpp"

#include <fmt/format.h>

#include <cmath>
#include <sstream>

#include "logdigitise/core/error.hpp"

namespace logdigitise::pipeline {

namespace {

constexpr const char* kFormat = "tanh-1";
constexpr std::size_t kMostUnits = 256;

[[noreturn]] void refuse(const std::string& what) {
  throw input_error("the model's confidence", what,
                    "Fit it again with `logdigitise evaluate --fit-confidence`");
}

float read_number(std::istream& text) {
  float number = 0.0F;
  if (!(text >> number) || !std::isfinite(number)) refuse("is cut short or holds what is no number");
  return number;
}

}  // namespace

float ConfidenceModel::chance(const SampleClues& clues) const {
  if (units.empty()) return clues.front();
  double sum = bias;
  for (const Unit& unit : units) {
    double in = unit.bias;
    for (std::size_t i = 0; i < clues.size(); ++i) in += static_cast<double>(unit.weights[i]) * clues[i];
    sum += unit.output * std::tanh(in);
  }
  return static_cast<float>(1.0 / (1.0 + std::exp(-sum)));
}

std::string confidence_text(const ConfidenceModel& model) {
  std::string text = fmt::format("{} {} {}", kFormat, kClueNames.size(), model.units.size());
  for (const std::string_view name : kClueNames) text += fmt::format(" {}", name);
  text += fmt::format(" {:.5g}", model.bias);
  for (const ConfidenceModel::Unit& unit : model.units) {
    text += fmt::format(" {:.5g} {:.5g}", unit.output, unit.bias);
    for (const float weight : unit.weights) text += fmt::format(" {:.5g}", weight);
  }
  return text;
}

ConfidenceModel read_confidence_model(const std::map<std::string, std::string>& metadata) {
  ConfidenceModel model;
  const auto found = metadata.find(kConfidenceKey);
  if (found == metadata.end()) return model;
  std::istringstream text(found->second);
  text.imbue(std::locale::classic());
  text.exceptions(std::ios::badbit);  // Out of memory is not for streams to keep to themselves.
  std::string format;
  std::size_t clues = 0;
  std::size_t units = 0;
  text >> format >> clues >> units;
  if (!text || format != kFormat || units == 0 || units > kMostUnits) refuse("is of an unknown form");
  if (clues != kClueNames.size()) refuse("is made for other clues than this program has");
  for (const std::string_view name : kClueNames) {
    std::string own;
    if (!(text >> own) || own != name) refuse("is made for other clues than this program has");
  }
  model.bias = read_number(text);
  for (std::size_t u = 0; u < units; ++u) {
    ConfidenceModel::Unit& unit = model.units.emplace_back();
    unit.output = read_number(text);
    unit.bias = read_number(text);
    for (std::size_t i = 0; i < clues; ++i) unit.weights.push_back(read_number(text));
  }
  return model;
}

}  // namespace logdigitise::pipeline
