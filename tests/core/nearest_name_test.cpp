#include "logdigitise/core/nearest_name.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

namespace logdigitise {
namespace {

constexpr std::array<std::string_view, 5> kVerbs{"convert", "compare", "train", "style", "x"};

TEST(NearestName, FindsAWrongAMissingAnExtraAndASwappedLetter) {
  EXPECT_EQ(nearest_name("stile", kVerbs), "style");
  EXPECT_EQ(nearest_name("convrt", kVerbs), "convert");
  EXPECT_EQ(nearest_name("traiin", kVerbs), "train");
  EXPECT_EQ(nearest_name("comapre", kVerbs), "compare");
}

TEST(NearestName, DoesNotCareForLetterCase) { EXPECT_EQ(nearest_name("CONVERT", kVerbs), "convert"); }

TEST(NearestName, OffersNothingForANameThatIsFarFromAll) {
  EXPECT_EQ(nearest_name("frobnicate", kVerbs), "");
  EXPECT_EQ(nearest_name("", kVerbs), "");
  EXPECT_EQ(nearest_name("q", kVerbs), "");
  EXPECT_EQ(nearest_name(std::string(100'000, 'c'), kVerbs), "");
}

TEST(NearestName, TakesTheFirstOfEquals) {
  constexpr std::array<std::string_view, 2> kTwins{"left", "lift"};
  EXPECT_EQ(nearest_name("lxft", kTwins), "left");
}

}  // namespace
}  // namespace logdigitise
