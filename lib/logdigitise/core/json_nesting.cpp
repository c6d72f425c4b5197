#include "logdigitise/core/json_nesting.hpp"

#include <fmt/format.h>

#include <cstddef>

namespace logdigitise {

void check_json_nesting(std::string_view json, const std::string& where, ErrorKind kind) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
      continue;
    }
    if (c == '"') in_string = true;
    if (c == '[' || c == '{') ++depth;
    if (c == ']' || c == '}') --depth;
    if (depth > kDeepestJson) {
      throw Error(kind, where,
                  fmt::format("nests lists and objects deeper than the limit of {} levels", kDeepestJson));
    }
  }
}

}  // namespace logdigitise
