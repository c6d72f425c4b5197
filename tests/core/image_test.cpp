#include "logdigitise/core/image.hpp"

#include <gtest/gtest.h>

#include <cstdint>

#include "logdigitise/core/image_channel.hpp"

namespace logdigitise {
namespace {

TEST(Image, IsRowMajorWithChannelsInterleaved) {
  Image<int> image(2, 3, 4);
  image.at(1, 2, 3) = 7;
  EXPECT_EQ(image.size(), 24U);
  EXPECT_EQ(image.data()[(1 * 3 + 2) * 4 + 3], 7);
  EXPECT_EQ(image.row(1).size(), 12U);
  EXPECT_EQ(image.row(1)[11], 7);
}

TEST(Image, StartsWithTheFillValue) {
  const Image<std::uint8_t> image(2, 2, 1, 255);
  for (std::size_t i = 0; i < image.size(); ++i) EXPECT_EQ(image.data()[i], 255);
}

TEST(Image, GivesOneChannelOfSomeRows) {
  Image<int> image(4, 3, 2);
  for (int r = 0; r < 4; ++r)
    for (int x = 0; x < 3; ++x)
      for (int c = 0; c < 2; ++c) image.at(r, x, c) = 100 * r + 10 * x + c;
  const Image<int> channel = channel_of(image, 1, 2, 2);
  EXPECT_EQ(channel.rows(), 2);
  EXPECT_EQ(channel.channels(), 1);
  EXPECT_EQ(channel.at(0, 0), 201);
  EXPECT_EQ(channel.at(1, 2), 321);
}

TEST(Image, IsEmptyByDefault) {
  EXPECT_TRUE(Image<float>().empty());
  EXPECT_TRUE(Image<float>(0, 5).empty());
  EXPECT_FALSE(Image<float>(1, 1).empty());
}

}  // namespace
}  // namespace logdigitise
