#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <string>

#include "logdigitise/core/interrupt.hpp"
#include "logdigitise/layout/layout_json.hpp"
#include "logdigitise/nn/model_files.hpp"
#include "logdigitise/pipeline/convert.hpp"

namespace logdigitise::pipeline {
namespace {

/// A tenth of the sample, in tiles of 64 rows.
class Overlap : public testing::Test {
 protected:
  Overlap()
      : segmenter_(std::filesystem::path(LOGDIGITISE_SOURCE_DIR) / "models" /
                       (std::string(nn::kDefaultModel) + ".safetensors"),
                   {"cpu", "fp32", 1}),
        layout_(layout::read_layout(sample_ / "layout.json")) {
    layout_.depth.base = 5384.0;
    options_.tile_rows = 64;
  }

  ConvertResult convert(bool overlap, Progress& progress) {
    options_.overlap = overlap;
    return convert_log({sample_ / "scan.tif"}, layout_, segmenter_, options_, progress);
  }

  std::filesystem::path sample_ = std::filesystem::path(LOGDIGITISE_SOURCE_DIR) / "samples" / "two_curve";
  nn::Segmenter segmenter_;
  layout::Layout layout_;
  ConvertOptions options_;
};

TEST_F(Overlap, OfStagesChangesNoValue) {
  Progress silent;
  const ConvertResult one_by_one = convert(false, silent);
  const ConvertResult at_once = convert(true, silent);
  ASSERT_EQ(one_by_one.log.curves.size(), 2U);
  for (std::size_t c = 0; c < 2; ++c) {
    const auto& expected = one_by_one.log.curves[c].values;
    EXPECT_GT(expected.size(), 20U);
    EXPECT_TRUE(std::equal(expected.begin(), expected.end(), at_once.log.curves[c].values.begin(),
                           at_once.log.curves[c].values.end(),
                           [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }));
    EXPECT_EQ(one_by_one.confidence[c].values, at_once.confidence[c].values);
  }
}

/// Stops the work when some rows are done.
class Stop : public Progress {
 public:
  void advance(std::int64_t done) override {
    if (done >= 192) throw Interrupted(2);
  }
};

TEST_F(Overlap, EndsWithItsThreadsWhereItIsStopped) {
  Stop stop;
  EXPECT_THROW(static_cast<void>(convert(true, stop)), Interrupted);
  Progress silent;
  EXPECT_EQ(convert(true, silent).log.curves.size(), 2U) << "and the same segmenter goes on";
}

}  // namespace
}  // namespace logdigitise::pipeline
