#include <gtest/gtest.h>

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "logdigitise/batch/digitise_task.hpp"
#include "logdigitise/core/atomic_file.hpp"
#include "tests/nn/temporary_folder.hpp"

namespace logdigitise::batch {
namespace {

/// Every option of the command line that changes a result must make `--resume` do the log again.
TEST(SettingsHash, ChangesWithEveryOptionThatChangesAResult) {
  const testing::TemporaryFolder folder;
  write_file_atomically(folder / "model", "weights");
  DigitiseOptions plain;
  plain.model = folder / "model";
  const std::vector<std::function<void(DigitiseOptions&)>> changes = {
      [](auto& o) { o.convert.max_gap = 2.0; },
      [](auto& o) { o.convert.fill = pipeline::Fill::kSpline; },
      [](auto& o) { o.convert.points = 300; },
      [](auto& o) { o.convert.unit = DepthUnit::kMetres; },
      [](auto& o) { o.convert.resample = pipeline::Resample::kMean; },
      [](auto& o) { o.convert.trace.method = trace::Method::kArgmax; },
      [](auto& o) { o.convert.trace.even_chance = 0.4; },
      [](auto& o) { o.convert.trace.step_cost *= 2.0; },
      [](auto& o) { o.convert.trace.absent_cost *= 2.0; },
      [](auto& o) { o.convert.trace.switch_cost *= 2.0; },
      [](auto& o) { o.convert.trace.wrap_cost *= 2.0; },
      [](auto& o) { o.convert.min_confidence = 0.3F; },
      [](auto& o) { o.convert.review_confidence = 0.3F; },
      [](auto& o) { o.convert.review_coverage = 0.3; },
      [](auto& o) { o.segmenter.precision = "fp32"; },
      [](auto& o) { o.format = "csv"; },
      [](auto& o) { o.confidence = true; },
  };
  std::set<std::string> hashes{settings_hash(plain, "1")};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    DigitiseOptions changed = plain;
    changes[i](changed);
    EXPECT_TRUE(hashes.insert(settings_hash(changed, "1")).second) << "change " << i;
  }
  EXPECT_TRUE(hashes.insert(settings_hash(plain, "2")).second);
  write_file_atomically(folder / "model", "other weights");
  EXPECT_TRUE(hashes.insert(settings_hash(plain, "1")).second);
}

}  // namespace
}  // namespace logdigitise::batch
