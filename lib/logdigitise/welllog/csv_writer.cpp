#include "logdigitise/welllog/csv_writer.hpp"

#include <fmt/format.h>

#include "logdigitise/core/error.hpp"
#include "logdigitise/welllog/mnemonics.hpp"
#include "logdigitise/welllog/number_text.hpp"

namespace logdigitise::welllog {

namespace {

constexpr std::string_view kLineEnd = "\r\n";

std::string quoted(std::string_view field) {
  if (field.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(field);
  std::string text = "\"";
  for (const char c : field) {
    if (c == '"') text += '"';
    text += c;
  }
  return text + '"';
}

std::string header(const WellLog& log) {
  UniqueNames names;
  // Readers, ours too, look for the depth by its name: a curve called MD must not be taken for it.
  std::string text = quoted(names.add(is_depth_name(log.index_mnemonic) ? log.index_mnemonic : "DEPT"));
  for (const Curve& curve : log.curves) text += "," + quoted(names.add(curve.mnemonic));
  return text.append(kLineEnd);
}

std::string units(const WellLog& log) {
  std::string text(depth_unit_name(log.depth_unit));
  for (const Curve& curve : log.curves) text += "," + quoted(curve.unit);
  return text.append(kLineEnd);
}

}  // namespace

std::string csv_text(const WellLog& log, const CsvWriteOptions& options) {
  std::vector<int> decimals;
  for (const Curve& curve : log.curves) {
    if (curve.values.size() != log.depths.size()) {
      throw input_error("", fmt::format("curve {} has {} values; expected one for each of the {} depths",
                                        curve.mnemonic, curve.values.size(), log.depths.size()));
    }
    decimals.push_back(curve_format(curve.values).decimals);
  }
  const DepthTicks index = depth_ticks(log.depths);
  std::string text = header(log);
  if (options.units_row) text += units(log);
  for (std::size_t row = 0; row < log.depths.size(); ++row) {
    text += tick_text(index.ticks[row], index.decimals);
    for (std::size_t i = 0; i < log.curves.size(); ++i) {
      text += ',';
      const double value = log.curves[i].values[row];
      if (is_writable(value)) append_number(text, value, decimals[i]);
    }
    text += kLineEnd;
  }
  return text;
}

}  // namespace logdigitise::welllog
