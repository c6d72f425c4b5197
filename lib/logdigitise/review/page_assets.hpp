#pragma once
// The parts of the review page that are the same for every log (page/, put into the program when it is
// built).

#include <string_view>

namespace logdigitise::review {

[[nodiscard]] std::string_view
page_template();  ///< With `@CSP@`, `@STYLE@`, `@DATA@` and `@SCRIPT@` to fill in.
[[nodiscard]] std::string_view page_style();
[[nodiscard]] std::string_view page_script();

}  // namespace logdigitise::review
