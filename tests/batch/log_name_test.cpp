#include "logdigitise/batch/log_name.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "logdigitise/core/error.hpp"
#include "logdigitise/core/random.hpp"
#include "logdigitise/core/sha256.hpp"

namespace logdigitise::batch {
namespace {

bool is_safe(const std::string& name) {
  return !name.empty() && name.size() <= kMostNameBytes && name[0] != '.' && name[0] != '-' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
                  c == '_' || c == '-';
         });
}

TEST(LogName, CanBeRead) {
  EXPECT_TRUE(name_from_path("county/log_7/scan.tif").starts_with("county--log_7--scan-"));
  EXPECT_EQ(name_from_path("a.tif").size(), std::string("a-").size() + 12);
}

TEST(LogName, TellsApartWhatLooksAlike) {
  const std::vector<std::string> paths = {
      "a/scan.tif", "b/scan.tif", "a/scan.pdf", "A/scan.tif", "a--scan.tif",     "a/scan",    "../x.tif",
      "/x.tif",     "x.tif",      "./x.tif",    "x\n.tif",    "x\xFF.tif",       "x\xFE.tif", ".tif",
      "..",         "",           "/",          "-o",         "caf\xC3\xA9.tif", "cafe.tif"};
  std::set<std::string> names;
  for (const std::string& path : paths) {
    const std::string name = name_from_path(path);
    EXPECT_TRUE(is_safe(name)) << name;
    std::string lower = name;
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char c) { return std::tolower(c); });
    EXPECT_TRUE(names.insert(lower).second) << path << " has the name of another: " << name;
  }
}

TEST(LogName, OfAnyBytesIsSafeAndOfItsOwn) {
  Random random(11);
  std::map<std::string, std::string> paths;
  for (int round = 0; round < 5000; ++round) {
    std::string path;
    for (int i = random.integer(0, 300); i > 0; --i) {
      path += random.chance(0.5) ? "./-a"[random.integer(0, 3)] : static_cast<char>(random.integer(1, 255));
    }
    const std::string name = name_from_path(path);
    EXPECT_TRUE(is_safe(name)) << name;
    const auto [place, is_new] = paths.emplace(name, path);
    EXPECT_TRUE(is_new || place->second == path) << name;
  }
}

TEST(LogName, TakesAGoodWishAndMakesABadOneSafe) {
  EXPECT_EQ(name_from_wish("W-12.b_3"), "W-12.b_3");
  for (const char* wish : {"../x", "/etc/passwd", "a b", "", ".hidden", "-o", "Report", "journal", "index",
                           "x\n", "caf\xC3\xA9"}) {
    EXPECT_TRUE(is_safe(name_from_wish(wish))) << wish;
    EXPECT_NE(name_from_wish(wish), wish);
  }
  EXPECT_TRUE(is_safe(name_from_wish(std::string(255, 'n'))));
}

TEST(Shard, CountsFromZeroOrFromOne) {
  EXPECT_EQ(parse_shard("0/8").index, 0U);
  EXPECT_EQ(parse_shard("8/8").index, 0U);
  EXPECT_EQ(parse_shard("3/8").index, 3U);
  EXPECT_EQ(parse_shard("3/8").count, 8U);
  EXPECT_EQ(parse_shard("1/1").index, 0U);
}

TEST(Shard, RefusesWhatIsNone) {
  for (const char* text :
       {"", "1", "/", "1/", "/2", "-1/2", "3/2", "1/0", "0/0", "a/b", "1/2/3", " 1/2", "1/2 "}) {
    try {
      (void)parse_shard(text);
      ADD_FAILURE() << text;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kUsage);
    }
  }
}

TEST(Shard, EveryLogBelongsToExactlyOne) {
  for (const std::uint32_t count : {1U, 2U, 3U, 7U, 8U, 100U, 4096U}) {
    for (int i = 0; i < 500; ++i) {
      const std::string id = sha256_hex(std::to_string(i));
      int owners = 0;
      for (std::uint32_t index = 0; index < count; ++index) owners += belongs_to(id, {index, count}) ? 1 : 0;
      ASSERT_EQ(owners, 1) << i << " of " << count;
    }
  }
}

TEST(Shard, PlacesCoverEverythingOnce) {
  for (const std::uint32_t count : {1U, 2U, 3U, 7U, 1000U, 999'983U}) {
    std::uint64_t next = 0;
    for (std::uint32_t index = 0; index < count; ++index) {
      const Places places = places_of({index, count});
      ASSERT_EQ(places.first, next);
      ASSERT_GE(places.last, places.first);
      next = std::uint64_t{places.last} + 1;
    }
    EXPECT_EQ(next, std::uint64_t{1} << 32U);
  }
}

TEST(Shard, SharesAreEven) {
  std::vector<int> logs(8);
  for (int i = 0; i < 8000; ++i) {
    for (std::uint32_t index = 0; index < 8; ++index) {
      if (belongs_to(sha256_hex(std::to_string(i)), {index, 8})) ++logs[index];
    }
  }
  for (const int count : logs) EXPECT_NEAR(count, 1000, 150);
}

}  // namespace
}  // namespace logdigitise::batch
