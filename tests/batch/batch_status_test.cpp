#include "logdigitise/batch/batch_status.hpp"

#include <gtest/gtest.h>

namespace logdigitise::batch {
namespace {

TEST(DurationText, GrowsCoarserAsItGrows) {
  EXPECT_EQ(duration_text(0.0), "0 s");
  EXPECT_EQ(duration_text(44.2), "45 s");
  EXPECT_EQ(duration_text(22.0 * 60), "22 min");
  EXPECT_EQ(duration_text(3 * 3600 + 5 * 60 + 10), "3 h 05 min");
  EXPECT_EQ(duration_text(52.0 * 3600), "2 d 4 h");
}

TEST(StatusText, TellsRateAndTimeLeft) {
  EXPECT_EQ(status_text({1000, 120, 3, 180.0}), "120 of 1000 logs, 3 failed, 2400 logs/hour, 22 min left");
  EXPECT_EQ(status_text({1000, 0, 0, 5.0}), "0 of 1000 logs");
}

}  // namespace
}  // namespace logdigitise::batch
