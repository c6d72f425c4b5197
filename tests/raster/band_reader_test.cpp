// How complaints of rows become damaged intervals.

#include "logdigitise/raster/band_reader.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <utility>

#include "logdigitise/raster/orientation.hpp"

namespace logdigitise::raster {
namespace {

// 20 rows of 4 grey pixels, with complaints at some.
class ComplainingSource : public RowSource {
 public:
  explicit ComplainingSource(std::map<int, Complaint> complaints) : complaints_(std::move(complaints)) {
    info_.width = 4;
    info_.height = 20;
  }
  const RasterInfo& info() const override { return info_; }
  Complaint next_row(std::span<std::uint8_t> row) override {
    std::fill(row.begin(), row.end(), static_cast<std::uint8_t>(next_row_));
    return complaints_[next_row_++];
  }

 private:
  std::map<int, Complaint> complaints_;
  RasterInfo info_;
  int next_row_ = 0;
};

std::string damage_of(std::map<int, Complaint> complaints, int orientation = 1) {
  auto source = std::make_unique<ComplainingSource>(std::move(complaints));
  BandReader reader(apply_orientation(std::move(source), orientation, "log.tif"), "log.tif");
  while (reader.read_rows(3).rows() > 0) continue;
  std::string text;
  for (const DamagedRows& rows : reader.damaged())
    text += std::to_string(rows.first) + "-" + std::to_string(rows.last) + " " + rows.reason + "; ";
  return text;
}

TEST(BandReader, JoinsRowsThatTouch) {
  EXPECT_EQ(damage_of({{4, {"bad code"}}, {5, {"bad code"}}, {9, {"short"}}}), "4-6 bad code; 9-10 short; ");
}

TEST(BandReader, TakesBackRowsThatADecoderDoubtsLater) {
  EXPECT_EQ(damage_of({{9, {"bad code", 3}}}), "6-10 bad code; ");
  EXPECT_EQ(damage_of({{9, {"bad code", 300}}}), "0-10 bad code; ");
}

TEST(BandReader, KeepsTheFirstReasonWhereDoubtReachesEarlierDamage) {
  EXPECT_EQ(damage_of({{1, {"short"}}, {4, {"bad code"}}, {9, {"lost", 5}}}), "1-2 short; 4-10 bad code; ");
}

TEST(BandReader, DoubtsTheRowsBelowWhereTheScanIsUpsideDown) {
  EXPECT_EQ(damage_of({{9, {"bad code", 3}}}, 4), "10-14 bad code; ");
}

}  // namespace
}  // namespace logdigitise::raster
