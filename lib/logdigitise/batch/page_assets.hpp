#pragma once
// The parts of the index page that are the same for every batch (page/, put into the program when it is
// built).

#include <string_view>

namespace logdigitise::batch {

[[nodiscard]] std::string_view page_template();
[[nodiscard]] std::string_view page_style();
[[nodiscard]] std::string_view page_script();

}  // namespace logdigitise::batch
