#include "logdigitise/nn/segmenter.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>

#include "logdigitise/core/error.hpp"
#include "logdigitise/nn/weights.hpp"
#include "tests/nn/temporary_folder.hpp"

namespace logdigitise::nn {
namespace {

using layout::LineStyle;
using layout::LineWeight;
using logdigitise::testing::TemporaryFolder;

const std::vector<CurveQuery> kQueries{{LineStyle::kSolid, LineWeight::kUnknown},
                                       {LineStyle::kDashed, LineWeight::kHeavy}};

Image<std::uint8_t> made_planes(int rows, int columns) {
  Image<std::uint8_t> planes(rows, columns, kInputPlanes);
  for (int r = 0; r < rows; ++r) {
    const int x = columns / 2 + static_cast<int>(8.0 * std::sin(r * 0.05));
    for (int c = x - 1; c <= x + 1; ++c) planes.at(r, c, 0) = planes.at(r, c, 1) = 230;
  }
  return planes;
}

class SegmenterTest : public ::testing::Test {
 protected:
  SegmenterTest() { sha256_ = save_weights(weights_, Network(NetworkShape{}, 4), "for-tests"); }
  [[nodiscard]] Segmenter segmenter(const std::string& precision) const {
    SegmenterOptions options;
    options.device = "cpu";
    options.precision = precision;
    return {weights_, options};
  }
  TemporaryFolder folder_;
  std::filesystem::path weights_ = folder_ / "m.safetensors";
  std::string sha256_;
};

TEST_F(SegmenterTest, GivesChancesThatLeaveTheRestToPaper) {
  Segmenter made = segmenter("fp32");
  const Image<float> chances = made.segment(made_planes(96, 64), kQueries);
  ASSERT_EQ(chances.rows(), 96);
  ASSERT_EQ(chances.columns(), 64);
  ASSERT_EQ(chances.channels(), 2);
  for (int r = 0; r < 96; ++r) {
    for (int c = 0; c < 64; ++c) {
      EXPECT_GE(chances.at(r, c, 0), 0.0F);
      EXPECT_LE(chances.at(r, c, 0) + chances.at(r, c, 1), 1.0F + 1e-5F);
    }
  }
}

TEST_F(SegmenterTest, TellsWhatItRunsWith) {
  const Segmenter made = segmenter("fp32");
  EXPECT_EQ(made.device(), "cpu");
  EXPECT_EQ(made.precision(), "fp32");
  EXPECT_EQ(made.model_name(), "for-tests");
  EXPECT_EQ(made.sha256(), sha256_);
}

TEST_F(SegmenterTest, GivesTheSameTwice) {
  Segmenter first = segmenter("auto");
  Segmenter second = segmenter("auto");
  const Image<std::uint8_t> planes = made_planes(64, 64);
  const Image<float> a = first.segment(planes, kQueries);
  const Image<float> b = second.segment(planes, kQueries);
  EXPECT_TRUE(std::equal(a.data(), a.data() + a.size(), b.data()));
}

/// bf16 keeps 8 bits: chances of an untrained network stay within 0.05 of fp32.
TEST_F(SegmenterTest, StaysCloseToFp32InBf16) {
  const Image<std::uint8_t> planes = made_planes(128, 96);
  const Image<float> exact = segmenter("fp32").segment(planes, kQueries);
  const Image<float> coarse = segmenter("bf16").segment(planes, kQueries);
  float worst = 0.0F;
  for (std::size_t i = 0; i < exact.size(); ++i)
    worst = std::max(worst, std::abs(exact.data()[i] - coarse.data()[i]));
  EXPECT_LT(worst, 0.05F);
}

TEST_F(SegmenterTest, RefusesPicturesThatDoNotFit) {
  Segmenter made = segmenter("fp32");
  EXPECT_THROW(static_cast<void>(made.segment(made_planes(100, 64), kQueries)), std::logic_error);
  EXPECT_THROW(static_cast<void>(made.segment(made_planes(64, 72), kQueries)), std::logic_error);
  EXPECT_THROW(static_cast<void>(made.segment(Image<std::uint8_t>(64, 64, 3), kQueries)), std::logic_error);
  EXPECT_THROW(static_cast<void>(made.segment(Image<std::uint8_t>(), kQueries)), std::logic_error);
  EXPECT_THROW(static_cast<void>(made.segment(made_planes(64, 64), {})), std::logic_error);
}

TEST_F(SegmenterTest, RefusesAFileThatIsNotThere) {
  EXPECT_THROW(Segmenter(folder_ / "none.safetensors"), Error);
}

}  // namespace
}  // namespace logdigitise::nn
