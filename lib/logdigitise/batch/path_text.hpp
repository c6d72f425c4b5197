#pragma once
// File names as text: a name may hold any bytes, a journal, a table or a terminal may not.

#include <filesystem>
#include <string>
#include <string_view>

namespace logdigitise::batch {

/// `bytes` as one line of valid UTF-8 without control characters: every other byte becomes `\xNN`, a
/// backslash becomes `\\`. Different bytes give different texts.
[[nodiscard]] std::string text_from_path(const std::filesystem::path& path);

/// Inverse of text_from_path. A backslash that begins no escape stands for itself.
[[nodiscard]] std::filesystem::path path_from_text(std::string_view text);

/// A message about files, which may quote their names: what is no UTF-8 or a control character becomes
/// `\xNN`, all else, backslashes too, stays.
[[nodiscard]] std::string printable(std::string_view message);

}  // namespace logdigitise::batch
