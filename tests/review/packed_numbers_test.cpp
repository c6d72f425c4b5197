#include "logdigitise/review/packed_numbers.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

#include "logdigitise/core/html_page.hpp"

namespace logdigitise::review {
namespace {

TEST(PackNumbers, WritesDifferencesOfWholeNumbers) {
  const double nan = std::numeric_limits<double>::quiet_NaN();
  // 1.5, 1.6, null, -3.0 are 15, +1, null, -46 tenths: zigzag 30, 2, -, 91; one more each; 92 < 128.
  const PackedNumbers packed = pack_numbers(std::vector<double>{1.5, 1.6, nan, -3.0});
  EXPECT_EQ(packed.decimals, 1);
  EXPECT_EQ(packed.base64, base64(std::string({31, 3, 0, 92})));
}

TEST(PackNumbers, TakesTwoBytesForALogsUsualSteps) {
  std::vector<double> values;
  for (int i = 0; i < 9000; ++i) values.push_back((60000 + (i * 7919) % 2000) / 1000.0);
  const PackedNumbers packed = pack_numbers(values);
  EXPECT_EQ(packed.decimals, 3);
  EXPECT_LT(packed.base64.size(), 9000U * 2 * 4 / 3 + 8);
}

TEST(PackNumbers, KeepsNumbersOfManyDigitsAsTheyAre) {
  const PackedNumbers packed = pack_numbers(std::vector<double>{1.0 / 3.0});
  EXPECT_EQ(packed.decimals, -1);
  EXPECT_EQ(packed.base64.size(), 12U);
  EXPECT_EQ(pack_numbers(std::vector<double>{1e-8, 1e9}).decimals, -1)
      << "what fits one alone need not fit both";
}

}  // namespace
}  // namespace logdigitise::review
