#pragma once
// What a well's data may look like: values that cannot be are not taken.

#include <string>
#include <string_view>

namespace logdigitise::sheet {

/// Differences between two texts: letters put in, left out or changed.
[[nodiscard]] int edit_distance(std::string_view a, std::string_view b);

struct WellValue {
  std::string text;    ///< As it goes into a LAS header; empty: this cannot be a value of that kind.
  double trust = 1.0;  ///< 0..1, times the reader's confidence: what was put right counts for less.
  std::string note;    ///< What was put right, or what looks odd.
};

/// `read` as a value of `key` (a LAS mnemonic):
///   API   state and county code and number, 10, 12 or 14 digits, written 42-157-32993[-00[-00]]
///   UWI   at least ten letters and digits
///   STAT  a state or a province by its name; two letters that are off are put right
///   DATE  a day that there is, in one of the usual forms
///   EKB   a number from -500 to 15000, its unit kept
///   else  a word of two letters at least, or a number with some, most of it letters and digits
[[nodiscard]] WellValue well_value(std::string_view key, const std::string& read);

/// True if an API number is of that state (by its name, in capitals); also where one of them is not known.
[[nodiscard]] bool api_is_of_state(std::string_view api, std::string_view state);

}  // namespace logdigitise::sheet
