#pragma once
// Weights of the digit network, packed as text so that they travel with the program.

namespace logdigitise::sheet {

/// `count` weights of eight bits: value = (byte - 128) * scale; each byte as two letters, A to P, high half
/// first.
struct PackedTensor {
  float scale;
  int count;
  const char* text;
};

// Cells of 20 x 16 go through: 3 x 3 convolution to 12 planes, relu, 2 x 2 maximum, 3 x 3 convolution to 24
// planes, relu, 2 x 2 maximum, 64 hidden units, relu, 12 classes. Layout of weights as in LibTorch.
extern const PackedTensor kFirstWeights;   ///< [12, 1, 3, 3]
extern const PackedTensor kFirstBias;      ///< [12]
extern const PackedTensor kSecondWeights;  ///< [24, 12, 3, 3]
extern const PackedTensor kSecondBias;     ///< [24]
extern const PackedTensor kHiddenWeights;  ///< [64, 24 * 5 * 4]
extern const PackedTensor kHiddenBias;     ///< [64]
extern const PackedTensor kLastWeights;    ///< [12, 64]
extern const PackedTensor kLastBias;       ///< [12]

}  // namespace logdigitise::sheet
