#pragma once
// Options of a conversion, the same at every verb that converts.

#include <CLI/CLI.hpp>
#include <memory>

#include "logdigitise/nn/segmenter.hpp"
#include "logdigitise/pipeline/options.hpp"
#include "option_groups.hpp"

namespace logdigitise::app {

/// Adds --max-gap, --fill, --points, --method, --resample and the tracer's prices; `options` must outlive
/// the parsing.
void add_convert_options(CLI::App& verb, pipeline::ConvertOptions& options);

/// A segmenter for the model, device and precision of the command line.
[[nodiscard]] nn::Segmenter make_segmenter(const CommonOptions& common);

}  // namespace logdigitise::app
