#pragma once
// The parts of the comparison page that are the same for every pair of logs (page/, put into the program when
// it is built).

#include <string_view>

namespace logdigitise::chart {

[[nodiscard]] std::string_view page_template();
[[nodiscard]] std::string_view page_style();
[[nodiscard]] std::string_view page_script();

}  // namespace logdigitise::chart
