#include "tests/sheet/profiles_of.hpp"

#include "logdigitise/core/progress.hpp"
#include "tests/sheet/drawn_sheet.hpp"

namespace logdigitise::testing {

sheet::ScanProfiles profiles_of(const cv::Mat& picture, const TemporaryFolder& folder) {
  sheet::testing::write_scan(picture, folder / "scan.tif");
  Progress silent;
  return sheet::profile_scan(folder / "scan.tif", {}, silent);
}

}  // namespace logdigitise::testing
