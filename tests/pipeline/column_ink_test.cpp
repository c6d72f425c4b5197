#include "logdigitise/pipeline/column_ink.hpp"

#include <gtest/gtest.h>

namespace logdigitise::pipeline {
namespace {

TEST(ColumnInk, IsTheMeanOfBlocksWhateverTheTiles) {
  ColumnInk ink;
  Image<std::uint8_t> rows(10, 3);
  for (int r = 0; r < 10; ++r) rows.at(r, 1) = 160;
  for (int i = 0; i < 4; ++i) ink.push(rows);
  ASSERT_EQ(ink.blocks(), 2) << "of 40 rows";
  EXPECT_EQ(ink.mean(1, 1), 160);
  EXPECT_EQ(ink.mean(1, 2), 0);
}

}  // namespace
}  // namespace logdigitise::pipeline
