#include <string>

#include "logdigitise/core/error.hpp"
#include "logdigitise/nn/safetensors.hpp"
#include "logdigitise/welllog/csv_reader.hpp"
#include "logdigitise/welllog/las_reader.hpp"
#include "logdigitise/welllog/log_file.hpp"
#include "tests/fuzz/bytes_as_file.hpp"
#include "tests/fuzz/claim.hpp"
#include "tests/fuzz/targets.hpp"

namespace logdigitise::fuzz {

namespace {

/// Every curve has a value for every depth; what can be written can be read again.
void check(const welllog::WellLog& log) {
  for (const welllog::Curve& curve : log.curves) claim(curve.values.size() == log.depths.size());
  for (const char* name : {"fuzz.las", "fuzz.csv"}) {
    std::string text;
    try {
      text = welllog::log_text(name, log);
    } catch (const Error&) {  // Of depths without a step, say.
      continue;
    }
    const bool is_las = std::string_view(name).ends_with("las");
    const welllog::WellLog again = is_las ? welllog::parse_las(text, name) : welllog::parse_csv(text, name);
    claim(again.depths.size() == log.depths.size() && again.curves.size() == log.curves.size());
  }
}

}  // namespace

void read_las(std::string_view bytes) {
  welllog::WellLog log;
  try {
    log = welllog::parse_las(bytes, "fuzz");
  } catch (const Error&) {
    return;
  }
  check(log);
}

void read_csv(std::string_view bytes) {
  welllog::WellLog log;
  try {
    log = welllog::parse_csv(bytes, "fuzz");
  } catch (const Error&) {
    return;
  }
  check(log);
}

void read_safetensors(std::string_view bytes) {
  const BytesAsFile file(bytes);
  try {
    const nn::SafetensorsFile read(file.path(), {1U << 20U, 1U << 16U});
    for (const auto& [name, tensor] : read.tensors()) {
      if (tensor.type == nn::ElementType::kF32) static_cast<void>(read.floats(name, tensor.shape));
    }
  } catch (const Error&) {  // Refused.
  }
}

}  // namespace logdigitise::fuzz
