#include "logdigitise/core/json_nesting.hpp"

#include <gtest/gtest.h>

#include <string>

namespace logdigitise {
namespace {

std::string nested(int levels) {
  return std::string(static_cast<std::size_t>(levels), '[') +
         std::string(static_cast<std::size_t>(levels), ']');
}

TEST(CheckJsonNesting, TakesAsManyLevelsAsTheLimit) {
  EXPECT_NO_THROW(check_json_nesting(nested(kDeepestJson), "a.json"));
}

TEST(CheckJsonNesting, RefusesOneLevelMoreAndNamesFileAndLimit) {
  try {
    check_json_nesting(nested(kDeepestJson + 1), "a.json");
    FAIL() << "not refused";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    EXPECT_STREQ(error.what(), "a.json: nests lists and objects deeper than the limit of 64 levels");
  }
}

TEST(CheckJsonNesting, CountsObjectsAndListsTogether) {
  std::string text;
  for (int i = 0; i < kDeepestJson; ++i) text += i % 2 == 0 ? "{\"a\":" : "[";
  EXPECT_NO_THROW(check_json_nesting(text, ""));
  EXPECT_THROW(check_json_nesting(text + "{", ""), Error);
}

TEST(CheckJsonNesting, ListsSideBySideAreNotDeep) {
  std::string text = "[";
  for (int i = 0; i < 1000; ++i) text += "[],";
  EXPECT_NO_THROW(check_json_nesting(text + "[]]", ""));
}

TEST(CheckJsonNesting, BracketsInStringsDoNotCount) {
  const std::string brackets(1000, '[');
  EXPECT_NO_THROW(check_json_nesting("{\"a\": \"" + brackets + "\"}", ""));
  EXPECT_NO_THROW(
      check_json_nesting(R"({"a\"[": "\\)" + std::string("\", \"b\": \"") + brackets + "\"}", ""));
  EXPECT_THROW(check_json_nesting(R"(["\\",)" + brackets, ""), Error);
}

}  // namespace
}  // namespace logdigitise
