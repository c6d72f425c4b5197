// A drawn page above a log, read as a whole.

#include "logdigitise/sheet/well_header.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <opencv2/imgproc.hpp>
#include <string>

#include "tests/nn/temporary_folder.hpp"
#include "tests/sheet/drawn_sheet.hpp"

namespace logdigitise::sheet {
namespace {

/// 255 = paper; 5 in by 4 in at 200 dpi, at the top of a longer strip.
cv::Mat page(bool filled) {
  cv::Mat form(1000, 800, CV_8UC1, cv::Scalar(255));
  int y = 120;
  for (const auto& [label, value] :
       {std::pair{"COMPANY", "UNION DRILLING INC"}, std::pair{"WELL", "OLSEN 4"},
        std::pair{"FIELD", "BOLING"}, std::pair{"COUNTY", "FORT BEND"}, std::pair{"STATE", "TEXAS"}}) {
    cv::putText(form, label, {60, y}, cv::FONT_HERSHEY_DUPLEX, 0.8, cv::Scalar(0), 1, cv::LINE_AA);
    if (filled)
      cv::putText(form, value, {260, y}, cv::FONT_HERSHEY_DUPLEX, 0.8, cv::Scalar(0), 1, cv::LINE_AA);
    y += 70;
  }
  return form;
}

WellHeader read(const cv::Mat& form) {
  const logdigitise::testing::TemporaryFolder folder;
  cv::Mat strip(2000, form.cols, CV_8UC1, cv::Scalar(255));
  form.copyTo(strip.rowRange(0, form.rows));
  testing::write_scan(strip, folder / "scan.tif");
  TextReader reader;
  return read_well_header(folder / "scan.tif", {}, 1500, 200.0, reader);
}

std::string value_of(const WellHeader& header, const std::string& key) {
  const auto found =
      std::find_if(header.facts.begin(), header.facts.end(), [&](const WellFact& f) { return f.key == key; });
  return found == header.facts.end() ? "" : found->value;
}

TEST(ReadWellHeader, ReadsAPageThatStandsUprightOrLiesOnItsSide) {
  for (const int turn : {0, 90}) {
    cv::Mat form = page(true);
    if (turn == 90) cv::rotate(form, form, cv::ROTATE_90_CLOCKWISE);
    const WellHeader header = read(form);
    EXPECT_EQ(header.turn, turn);
    EXPECT_EQ(value_of(header, "FLD"), "BOLING") << turn;
    EXPECT_EQ(value_of(header, "CNTY"), "FORT BEND") << turn;
    EXPECT_EQ(value_of(header, "STAT"), "TEXAS") << turn;
  }
}

TEST(ReadWellHeader, SaysNothingOfAnEmptyFormOrAnEmptyPage) {
  EXPECT_TRUE(read(page(false)).facts.empty());
  EXPECT_TRUE(read(cv::Mat(1000, 800, CV_8UC1, cv::Scalar(255))).facts.empty());
}

}  // namespace
}  // namespace logdigitise::sheet
