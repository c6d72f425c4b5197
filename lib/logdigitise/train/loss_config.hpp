#pragma once
// Losses by name, and as JSON.
//
//     {"terms": [{"loss": "overlap", "weight": 1, "fp_weight": 0.3, "fn_weight": [0.7, 0.8]},
//                {"loss": "cross_entropy", "weight": 0.5, "curve_weight": 2}]}
//
// Keys are the fields of loss_options.hpp; those left out keep their defaults. Where a field is a list, one
// number stands for all curves. "reduction" is "per_image" or "per_batch".

#include <span>
#include <string>
#include <string_view>

#include "logdigitise/train/loss_options.hpp"

namespace logdigitise::train {

struct NamedLoss {
  std::string_view name;
  std::string_view what;  ///< One line, for people.
  LossOptions options;
};

/// All losses that have a name, the default first.
[[nodiscard]] std::span<const NamedLoss> named_losses();

/// `text` is JSON as above. Throws a usage error that names `source`, the term and the key.
[[nodiscard]] LossOptions parse_loss(std::string_view text, const std::string& source);

/// A name of named_losses(), or the path of a JSON file (it ends in .json).
/// Throws a usage error for a name that is none, and an input error for a file that cannot be read.
[[nodiscard]] LossOptions find_loss(const std::string& name_or_path);

/// All of it on one line of JSON, which parse_loss reads back.
[[nodiscard]] std::string loss_json(const LossOptions& options);

}  // namespace logdigitise::train
