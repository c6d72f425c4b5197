#include "logdigitise/api/digitise.hpp"
#include "tests/core/bytes_of.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace logdigitise::api {
namespace {

namespace fs = std::filesystem;
using logdigitise::testing::bytes_of;

const fs::path kSample = fs::path(LOGDIGITISE_SOURCE_DIR) / "samples" / "two_curve";

/// The error that `work` ends with.
template <typename Work>
Error error_of(const Work& work) {
  try {
    work();
  } catch (const Error& error) {
    return error;
  }
  return {ErrorKind::kEnvironment, "", "nothing was thrown"};
}

/// The first 21 ft of the sample: a second's work.
Layout short_layout() {
  Layout layout = read_layout(kSample / "layout.json");
  layout.base = 5384.0;
  return layout;
}

class Api : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(::testing::TempDir()) /
              ("api_" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }
  fs::path folder_;
};

TEST_F(Api, GivesTheBytesOfTheProgram) {
  Layout layout = short_layout();
  std::ofstream(folder_ / "layout.json") << layout_text(layout);
  const std::string command =
      std::string(LOGDIGITISE_BINARY) + " convert " + (kSample / "scan.tif").string() + " --layout " +
      (folder_ / "layout.json").string() + " -o " + (folder_ / "program.las").string() + " --threads 1";
  ASSERT_EQ(std::system(command.c_str()), 0);  // NOLINT(concurrency-mt-unsafe): no threads yet.

  Digitiser digitiser({"", "cpu", "auto", 1});
  std::int64_t last = 0;
  const auto count = [&](std::string_view, std::int64_t done, std::int64_t) { last = done; };
  const Conversion conversion = digitiser.convert({kSample / "scan.tif"}, layout, {}, count);
  write_conversion(folder_ / "library.las", conversion);
  EXPECT_EQ(bytes_of(folder_ / "library.las"), bytes_of(folder_ / "program.las"));
  EXPECT_EQ(bytes_of(folder_ / "library.qc.json"), conversion.record);
  EXPECT_GT(last, 0);

  ASSERT_EQ(conversion.quality.size(), conversion.log.curves.size());
  EXPECT_EQ(conversion.quality[0].confidence.size(), conversion.log.depths.size());
  EXPECT_GT(conversion.quality[0].coverage, 0.5);

  const Log read = read_log(folder_ / "library.las");
  ASSERT_EQ(read.curves.size(), conversion.log.curves.size());
  EXPECT_EQ(read.depths, conversion.log.depths);
  EXPECT_EQ(read.well, read_log(folder_ / "program.las").well);

  EXPECT_THROW(static_cast<void>(digitiser.convert(
                   {kSample / "scan.tif"}, layout, {},
                   [](std::string_view, std::int64_t, std::int64_t) { throw std::out_of_range("enough"); })),
               std::out_of_range);
  EXPECT_EQ(error_of([&] { static_cast<void>(digitiser.convert({}, layout)); }).kind(), ErrorKind::kUsage);
  const Error missing = error_of([&] { static_cast<void>(digitiser.convert({folder_ / "no.tif"}, layout)); });
  EXPECT_EQ(missing.kind(), ErrorKind::kInput);
  EXPECT_EQ(missing.where(), (folder_ / "no.tif").string());
}

TEST_F(Api, ALayoutComesBackAsItWas) {
  for (const fs::directory_entry& sample : fs::directory_iterator(kSample.parent_path())) {
    if (!fs::exists(sample.path() / "layout.json")) continue;
    const std::string text = layout_text(read_layout(sample.path() / "layout.json"));
    std::ofstream(folder_ / "layout.json") << text;
    EXPECT_EQ(layout_text(read_layout(folder_ / "layout.json")), text) << sample.path();
  }
}

TEST_F(Api, ALayoutKeepsWhatTellsCurvesApart) {
  Layout layout = short_layout();
  layout.tracks[0].curves[0].style = LineStyle::kLongDash;
  layout.tracks[0].curves[0].weight = LineWeight::kHeavy;
  layout.tracks[0].curves[0].colour = Colour{255, 128, 1};
  std::ofstream(folder_ / "layout.json") << layout_text(layout);
  const PrintedCurve curve = read_layout(folder_ / "layout.json").tracks[0].curves[0];
  EXPECT_EQ(curve.style, LineStyle::kLongDash);
  EXPECT_EQ(curve.weight, LineWeight::kHeavy);
  ASSERT_TRUE(curve.colour);
  EXPECT_EQ(curve.colour->green, 128);
}

TEST_F(Api, ALayoutOfAProgramIsHeldToWhatOneInAFileIs) {
  const auto refusal = [](void (*spoil)(Layout&)) {
    Layout layout = short_layout();
    spoil(layout);
    const Error error = error_of([&] { static_cast<void>(layout_text(layout)); });
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    return std::string(error.what());
  };
  EXPECT_NE(refusal([](Layout& layout) { layout.step = 0.0; }).find("step"), std::string::npos);
  EXPECT_NE(refusal([](Layout& layout) { layout.ties[0].y = std::nan(""); }).find("depth.ties[0].y"),
            std::string::npos);
  EXPECT_NE(refusal([](Layout& layout) { layout.tracks.clear(); }).find("tracks"), std::string::npos);
}

TEST_F(Api, ALogIsWrittenWholeOrTheErrorSaysWhy) {
  Log log{{{"WELL", "A-1"}},
          DepthUnit::kMetres,
          {1.0, 1.5, 2.0},
          {{"GR", "GAPI", "", {10.0, std::nan(""), 30.0}}},
          {}};
  write_log(folder_ / "a.csv", log);
  write_log(folder_ / "a.las", log);
  const Log read = read_log(folder_ / "a.las");
  EXPECT_EQ(read.depth_unit, DepthUnit::kMetres);
  EXPECT_EQ(read.curves[0].values[2], 30.0);
  EXPECT_TRUE(std::isnan(read.curves[0].values[1]));
  log.curves[0].values.pop_back();
  EXPECT_NE(std::string(error_of([&] { write_log(folder_ / "b.las", log); }).what()), "nothing was thrown");
  EXPECT_FALSE(fs::exists(folder_ / "b.las"));
  EXPECT_EQ(error_of([&] { write_log(folder_ / "a.xls", log); }).kind(), ErrorKind::kUsage);
}

TEST_F(Api, AScanThatProvesNothingIsRefused) {
  EXPECT_EQ(error_of([] { static_cast<void>(inspect(kSample / "scan.tif")); }).kind(), ErrorKind::kRefused);
}

TEST_F(Api, AnUnknownModelIsAUsageError) {
  EXPECT_EQ(error_of([] { Digitiser digitiser({"no_such_model"}); }).kind(), ErrorKind::kUsage);
}

}  // namespace
}  // namespace logdigitise::api
