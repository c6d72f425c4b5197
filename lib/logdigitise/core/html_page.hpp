#pragma once
// Pages that are one file, hold their own data and may load nothing.

#include <string>
#include <string_view>

namespace logdigitise {

/// Base 64 (RFC 4648) with padding.
[[nodiscard]] std::string base64(std::string_view bytes);

/// The parts of a page that are the same whatever it shows.
struct PageParts {
  std::string_view
      page;  ///< HTML with `@CSP@`, `@STYLE@`, `@DATA@` and `@SCRIPT@`, in this order, to fill in.
  std::string_view style;   ///< CSS.
  std::string_view script;  ///< JavaScript; it finds the data as the text of element `data`.
};

/// JSON as it may stand between the tags of a script element that is not executed: `<` is written as an
/// escape. Only strings can hold one, so it is the same JSON.
[[nodiscard]] std::string embedded_json(std::string_view json);

/// The page. Its content security policy names the hashes of its one script and one style and forbids all
/// else. `data`: from embedded_json.
[[nodiscard]] std::string filled_page(const PageParts& parts, std::string_view data);

}  // namespace logdigitise
