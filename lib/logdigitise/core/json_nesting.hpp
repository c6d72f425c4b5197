#pragma once
// How deep JSON may nest: what reads, copies or writes a parsed document calls itself once a level, and a
// file of a few MB of brackets would use up the stack.

#include <string>
#include <string_view>

#include "logdigitise/core/error.hpp"

namespace logdigitise {

/// Levels of lists and objects that any JSON we read may have; our own files have six at most.
inline constexpr int kDeepestJson = 64;

/// Throws an error of `kind` that names `where` and the limit if `json` nests deeper than kDeepestJson. To be
/// called before a parser sees the text, which need not be JSON; brackets in strings do not count. O(text).
void check_json_nesting(std::string_view json, const std::string& where, ErrorKind kind = ErrorKind::kInput);

}  // namespace logdigitise
