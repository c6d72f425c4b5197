#pragma once
// Makes a network's chances mean what they say.

#include <torch/types.h>

#include <vector>

#include "logdigitise/nn/network.hpp"
#include "logdigitise/train/calibration_result.hpp"
#include "logdigitise/train/shard.hpp"

namespace logdigitise::train {

/// Puts the result of fit_calibration into its network.
void calibrate(nn::Network& network, const Calibration& calibration);

/// Minimises the cross-entropy of soft labels over
/// every seventh row of the bands, by Newton's method. Use bands of wells that the network has not learned
/// from. Throws a usage error if no pixel is of any curve.
[[nodiscard]] Calibration fit_calibration(const nn::Network& network, const std::vector<LabelledBand>& bands,
                                          const torch::Device& device, torch::ScalarType precision,
                                          CalibrationKind kind = CalibrationKind::kShared);

}  // namespace logdigitise::train
