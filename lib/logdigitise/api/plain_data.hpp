#pragma once
// Between the structs of the public header and those the modules work with: the former stay as they are when
// the latter change.

#include "logdigitise/api/digitise.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/layout/layout.hpp"
#include "logdigitise/pipeline/convert.hpp"
#include "logdigitise/welllog/well_log.hpp"

namespace logdigitise::api {

[[nodiscard]] Layout public_layout(const layout::Layout& layout);
/// Checked: input errors start with `layout` and the place.
[[nodiscard]] layout::Layout checked_layout(const Layout& layout);

[[nodiscard]] Log public_log(const welllog::WellLog& log);
[[nodiscard]] welllog::WellLog inner_log(const Log& log);

[[nodiscard]] Conversion public_conversion(const pipeline::ConvertResult& result);

/// What `work` returns; its errors as those of the public header.
template <typename Work>
auto with_public_errors(const Work& work) {
  try {
    return work();
  } catch (const logdigitise::Error& error) {
    throw Error(static_cast<ErrorKind>(error.kind()), error.where(), error.what());
  }
}

}  // namespace logdigitise::api
