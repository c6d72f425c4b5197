#include "logdigitise/core/html_page.hpp"

#include <gtest/gtest.h>

#include <string>

namespace logdigitise {
namespace {

TEST(Base64, IsThatOfTheStandard) {
  EXPECT_EQ(base64(""), "");
  EXPECT_EQ(base64("f"), "Zg==");
  EXPECT_EQ(base64("fo"), "Zm8=");
  EXPECT_EQ(base64("foo"), "Zm9v");
  EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
}

TEST(FilledPage, NamesTheHashesOfWhatItHolds) {
  const std::string page =
      filled_page({"@CSP@|@STYLE@|@DATA@|@SCRIPT@", "b{}", ""}, embedded_json(R"({"a":"</script>@STYLE@"})"));
  // The SHA-256 of nothing, as everyone knows it, in base 64.
  EXPECT_NE(page.find("script-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"), std::string::npos);
  EXPECT_NE(page.find("default-src 'none'"), std::string::npos);
  EXPECT_NE(page.find(R"(|b{}|{"a":"\u003c/script>@STYLE@"}|)"), std::string::npos)
      << "marks in the data are data";
}

}  // namespace
}  // namespace logdigitise
