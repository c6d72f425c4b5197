#include "logdigitise/batch/path_text.hpp"

#include <gtest/gtest.h>

#include <string>

#include "logdigitise/core/random.hpp"

namespace logdigitise::batch {
namespace {

TEST(PathText, KeepsWhatCanBeRead) {
  EXPECT_EQ(text_from_path("county/log 7.tif"), "county/log 7.tif");
  EXPECT_EQ(text_from_path("caf\xC3\xA9.tif"), "caf\xC3\xA9.tif");
}

TEST(PathText, ShowsEveryOtherByte) {
  EXPECT_EQ(text_from_path("a\nb\x7F.tif"), "a\\x0Ab\\x7F.tif");
  EXPECT_EQ(text_from_path("a\xFF\xC3.tif"), "a\\xFF\\xC3.tif");
  EXPECT_EQ(text_from_path("a\\b"), "a\\\\b");
  // An overlong slash, a surrogate, a right-to-left override.
  EXPECT_EQ(text_from_path("\xC0\xAF\xED\xA0\x80\xE2\x80\xAE"), "\\xC0\\xAF\\xED\\xA0\\x80\\xE2\\x80\\xAE");
}

TEST(PathText, ComesBackByteForByte) {
  Random random(5);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes;
    for (int i = random.integer(0, 12); i > 0; --i) {
      // Backslashes, hexadecimal digits and x often, so that escapes meet what looks like one.
      const char* const common = "\\x0Aa\xC3\xA9";
      bytes += random.chance(0.6) ? common[random.integer(0, 6)] : static_cast<char>(random.integer(1, 255));
    }
    EXPECT_EQ(path_from_text(text_from_path(bytes)).string(), bytes) << text_from_path(bytes);
  }
}

TEST(PathText, LeavesBackslashesOfMessagesAlone) { EXPECT_EQ(printable("a\\b\tc"), "a\\b\\x09c"); }

}  // namespace
}  // namespace logdigitise::batch
