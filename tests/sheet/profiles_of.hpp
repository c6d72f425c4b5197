#pragma once
// The profiles of a drawn picture, as a scan gives them.

#include <opencv2/core.hpp>

#include "logdigitise/sheet/profiles.hpp"
#include "tests/nn/temporary_folder.hpp"

namespace logdigitise::testing {

[[nodiscard]] sheet::ScanProfiles profiles_of(const cv::Mat& picture, const TemporaryFolder& folder);

}  // namespace logdigitise::testing
