#include "logdigitise/train/loss_config.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <utility>

#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/core/json_nesting.hpp"
#include "logdigitise/core/nearest_name.hpp"

namespace logdigitise::train {

namespace {

using nlohmann::json;

// The fields of each loss, once for reading and writing.
template <typename Fields>
void visit_fields(OverlapOptions& o, Fields&& field) {
  field("fp_weight", o.fp_weight);
  field("fn_weight", o.fn_weight);
  field("class_weight", o.class_weight);
  field("smooth", o.smooth);
  field("error_exponent", o.error_exponent);
  field("focal_exponent", o.focal_exponent);
  field("with_paper", o.with_paper);
  field("reduction", o.reduction);
}
template <typename Fields>
void visit_fields(CrossEntropyOptions& o, Fields&& field) {
  field("curve_weight", o.curve_weight);
  field("paper_weight", o.paper_weight);
  field("curve_focus", o.curve_focus);
  field("paper_focus", o.paper_focus);
  field("reduction", o.reduction);
}
template <typename Fields>
void visit_fields(BinaryCrossEntropyOptions& o, Fields&& field) {
  field("curve_weight", o.curve_weight);
  field("reduction", o.reduction);
}
template <typename Fields>
void visit_fields(LovaszOptions& o, Fields&& field) {
  field("class_weight", o.class_weight);
  field("with_paper", o.with_paper);
  field("reduction", o.reduction);
}

constexpr std::array<std::string_view, 4> kLosses = {"overlap", "cross_entropy", "binary_cross_entropy",
                                                     "lovasz"};

/// Reads the fields of one term; `where` names it in errors.
struct Reader {
  const json& term;
  std::string where;
  std::vector<std::string_view> known{"loss", "weight"};

  void operator()(std::string_view key, double& value) {
    if (const json* found = find(key)) value = number(key, *found);
  }
  void operator()(std::string_view key, bool& value) {
    const json* const found = find(key);
    if (found == nullptr) return;
    if (!found->is_boolean()) fail(key, "must be true or false");
    value = found->get<bool>();
  }
  void operator()(std::string_view key, std::vector<double>& value) {
    const json* const found = find(key);
    if (found == nullptr) return;
    value.clear();
    if (!found->is_array()) {
      value.push_back(number(key, *found));
      return;
    }
    for (const json& item : *found) value.push_back(number(key, item));
    if (value.empty()) fail(key, "must not be an empty list");
  }
  void operator()(std::string_view key, Reduction& value) {
    const json* const found = find(key);
    if (found == nullptr) return;
    if (*found != "per_image" && *found != "per_batch") fail(key, R"(must be "per_image" or "per_batch")");
    value = *found == "per_image" ? Reduction::kPerImage : Reduction::kPerBatch;
  }

  void refuse_unknown() const {
    for (const auto& [key, value] : term.items()) {
      if (std::find(known.begin(), known.end(), key) == known.end())
        throw usage_error(where, fmt::format("unknown key \"{}\"", key), did_you_mean(key, known));
    }
  }

 private:
  const json* find(std::string_view key) {
    known.push_back(key);
    const auto found = term.find(std::string(key));
    return found == term.end() ? nullptr : &*found;
  }
  double number(std::string_view key, const json& value) const {
    if (!value.is_number()) fail(key, "must be a number");
    return value.get<double>();
  }
  [[noreturn]] void fail(std::string_view key, std::string_view what) const {
    throw usage_error(where, fmt::format("\"{}\" {}", key, what));
  }
};

struct Writer {
  json& term;
  template <typename Value>
  void operator()(std::string_view key, const Value& value) {
    term[std::string(key)] = value;
  }
  void operator()(std::string_view key, const std::vector<double>& value) {
    term[std::string(key)] = value.size() == 1 ? json(value.front()) : json(value);
  }
  void operator()(std::string_view key, const Reduction& value) {
    term[std::string(key)] = value == Reduction::kPerImage ? "per_image" : "per_batch";
  }
};

LossTerm parse_term(const json& term, const std::string& where) {
  if (!term.is_object()) throw usage_error(where, "is no object");
  const auto named = term.find("loss");
  const std::string loss = named != term.end() && named->is_string() ? named->get<std::string>() : "";
  LossTerm result;
  if (loss == kLosses[0]) {
    result.loss = OverlapOptions{};
  } else if (loss == kLosses[1]) {
    result.loss = CrossEntropyOptions{};
  } else if (loss == kLosses[2]) {
    result.loss = BinaryCrossEntropyOptions{};
  } else if (loss == kLosses[3]) {
    result.loss = LovaszOptions{};
  } else {
    throw usage_error(where, fmt::format(R"("loss" is "{}")", loss), did_you_mean(loss, kLosses));
  }
  Reader reader{term, where};
  reader("weight", result.weight);
  std::visit([&](auto& options) { visit_fields(options, reader); }, result.loss);
  reader.refuse_unknown();
  return result;
}

OverlapOptions overlap(double fp_weight, double fn_weight) {
  OverlapOptions options;
  options.fp_weight = {fp_weight};
  options.fn_weight = {fn_weight};
  return options;
}

OverlapOptions with_errors_to_the(double exponent, OverlapOptions options) {
  options.error_exponent = exponent;
  return options;
}

OverlapOptions focused(double exponent, OverlapOptions options) {
  options.focal_exponent = exponent;
  return options;
}

OverlapOptions over_the_batch(OverlapOptions options) {
  options.reduction = Reduction::kPerBatch;
  return options;
}

CrossEntropyOptions weighted(double curve_weight) {
  CrossEntropyOptions options;
  options.curve_weight = {curve_weight};
  return options;
}

CrossEntropyOptions focal(double gamma) {
  CrossEntropyOptions options;
  options.curve_focus = gamma;
  options.paper_focus = gamma;
  return options;
}

// Yeung et al. (2022), with their weights (lambda 0.5, delta 0.6, gamma 0.5) and the DSC++ errors of Yeung et
// al. (2023): curves are focused by the overlap, paper by the cross-entropy.
LossOptions unified_focal(double error_exponent) {
  constexpr double kDelta = 0.6;
  constexpr double kGamma = 0.5;
  CrossEntropyOptions pixels;
  pixels.curve_weight = {kDelta};
  pixels.paper_weight = 1.0 - kDelta;
  pixels.paper_focus = kGamma;
  OverlapOptions regions = overlap(1.0 - kDelta, kDelta);
  regions.with_paper = true;
  regions.focal_exponent = 1.0 - kGamma;
  regions.error_exponent = error_exponent;
  return {{{0.5, pixels}, {0.5, regions}}};
}

std::vector<NamedLoss> make_named_losses() {
  const double gamma = 2.0;           // Of DSC++, as in its paper.
  const double exponent = 3.0 / 4.0;  // Of focal Tversky: 1 / gamma with gamma = 4/3.
  const OverlapOptions tversky = overlap(0.3, 0.7);
  const OverlapOptions dice = overlap(0.5, 0.5);
  const CrossEntropyOptions entropy;
  return {
      {"tversky_cross_entropy", "Tversky 0.3 / 0.7 and cross-entropy in equal parts", {}},
      {"cross_entropy", "cross-entropy of soft labels", {{{1.0, entropy}}}},
      {"weighted_cross_entropy", "the same, curves' pixels times 10", {{{1.0, weighted(10.0)}}}},
      {"binary_cross_entropy", "curve or not", {{{1.0, BinaryCrossEntropyOptions{}}}}},
      {"focal", "focal loss, gamma 2", {{{1.0, focal(2.0)}}}},
      {"dice", "Dice", {{{1.0, dice}}}},
      {"jaccard", "Jaccard", {{{1.0, overlap(1.0, 1.0)}}}},
      {"tversky", "Tversky, 0.3 a false alarm, 0.7 a miss", {{{1.0, tversky}}}},
      {"tversky_batch", "the same, counted over the batch", {{{1.0, over_the_batch(tversky)}}}},
      {"focal_tversky", "Tversky to the power 3/4", {{{1.0, focused(exponent, tversky)}}}},
      {"lovasz", "Lovasz-softmax", {{{1.0, LovaszOptions{}}}}},
      {"dice++", "DSC++, gamma 2", {{{1.0, with_errors_to_the(gamma, dice)}}}},
      {"dice++_cross_entropy",
       "DSC++ and cross-entropy in equal parts",
       {{{1.0, with_errors_to_the(gamma, dice)}, {1.0, entropy}}}},
      {"tversky++", "Tversky with DSC++ errors", {{{1.0, with_errors_to_the(gamma, tversky)}}}},
      {"focal_tversky++",
       "focal Tversky with DSC++ errors",
       {{{1.0, focused(exponent, with_errors_to_the(gamma, tversky))}}}},
      {"unified_focal", "asymmetric unified focal loss", unified_focal(1.0)},
      {"unified_focal++", "the same with DSC++ errors", unified_focal(gamma)},
      {"tversky++_cross_entropy",
       "Tversky with DSC++ errors and cross-entropy in equal parts",
       {{{1.0, with_errors_to_the(gamma, tversky)}, {1.0, entropy}}}},
  };
}

}  // namespace

std::span<const NamedLoss> named_losses() {
  static const std::vector<NamedLoss> kAll = make_named_losses();
  return kAll;
}

LossOptions parse_loss(std::string_view text, const std::string& source) {
  check_json_nesting(text, source, ErrorKind::kUsage);
  const json document = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (document.is_discarded()) throw usage_error(source, "is no valid JSON");
  if (!document.is_object() || !document.contains("terms") || !document["terms"].is_array() ||
      document["terms"].empty() || document.size() != 1) {
    throw usage_error(source, R"(is no loss; expected {"terms": [...]} with at least one term)");
  }
  LossOptions options;
  options.terms.clear();
  for (const json& term : document["terms"])
    options.terms.push_back(parse_term(term, fmt::format("{}: term {}", source, options.terms.size() + 1)));
  return options;
}

LossOptions find_loss(const std::string& name_or_path) {
  for (const NamedLoss& loss : named_losses())
    if (loss.name == name_or_path) return loss.options;
  if (!name_or_path.ends_with(".json")) {
    std::vector<std::string_view> names;
    for (const NamedLoss& loss : named_losses()) names.push_back(loss.name);
    throw usage_error("--loss", fmt::format("\"{}\" is no loss", name_or_path),
                      did_you_mean(name_or_path, names));
  }
  constexpr std::size_t kLargestFile = 1 << 20;
  return parse_loss(read_file(name_or_path, kLargestFile), name_or_path);
}

std::string loss_json(const LossOptions& options) {
  json terms = json::array();
  for (LossTerm term : options.terms) {
    json one{{"loss", kLosses[term.loss.index()]}, {"weight", term.weight}};
    std::visit([&](auto& fields) { visit_fields(fields, Writer{one}); }, term.loss);
    terms.push_back(std::move(one));
  }
  return json{{"terms", std::move(terms)}}.dump();
}

}  // namespace logdigitise::train
