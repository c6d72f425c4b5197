#pragma once
// Probabilities of every curve in every pixel of a straightened band. No LibTorch type shows here.

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "logdigitise/core/image.hpp"
#include "logdigitise/nn/query.hpp"

namespace logdigitise::nn {

/// Planes the network reads for each pixel of a band, all of them 0..255 (see band/band.hpp, which makes
/// them).
///   0  ink          how dark the pixel is against its paper
///   1  own ink      the ink that has the colour of this pass's curves; equals plane 0 without colour
///   2  persistence  mean ink of this column over several hundred rows: tells a printed vertical line from a
///                   slow curve
///   3  frame        255 on the track's left and right edge, falling to 0 eight pixels from it
inline constexpr int kInputPlanes = 4;
inline constexpr int kOwnInkPlane = 1;
inline constexpr int kPersistencePlane = 2;

/// Rows and columns handed to Segmenter::segment are multiples of this.
inline constexpr int kAlignment = 32;

/// Rows of context at each side of a tile that a result depends on: results of tiles that overlap by this
/// much on each side do not depend on where the tiles begin, when the tiles begin at multiples of kAlignment.
inline constexpr int kContextRows = 192;

struct SegmenterOptions {
  std::string device = "auto";     ///< auto, cpu, cuda or cuda:N. auto takes CUDA where there is one.
  std::string precision = "auto";  ///< auto, fp32, bf16 or fp16. auto takes bf16 where the hardware has it.
  int threads = 0;                 ///< CPU threads; 0 = all cores this process may run on.
};

class Segmenter {
 public:
  /// Loads weights (safetensors), checks their hash, shapes and finiteness; input error if anything is off.
  Segmenter(const std::filesystem::path& weights, const SegmenterOptions& options = {});
  ~Segmenter();
  Segmenter(Segmenter&&) noexcept;
  Segmenter& operator=(Segmenter&&) noexcept;

  /// `planes`: rows x columns x kInputPlanes. Returns, for each query, the chance in each pixel that this
  /// curve's centreline (about 3 px wide, dashes joined) runs through it: rows x columns x queries, 0..1,
  /// background being what is left to 1.
  [[nodiscard]] Image<float> segment(const Image<std::uint8_t>& planes,
                                     const std::vector<CurveQuery>& queries);
  /// The same for several lists of queries, each as if it were asked alone; the picture is looked at once.
  [[nodiscard]] std::vector<Image<float>> segment_each(const Image<std::uint8_t>& planes,
                                                       const std::vector<std::vector<CurveQuery>>& lists);

  [[nodiscard]] const std::string& device() const;      ///< `cpu`, `cuda:0`
  [[nodiscard]] const std::string& precision() const;   ///< `fp32`, `bf16`, `fp16`
  [[nodiscard]] const std::string& model_name() const;  ///< From the weights' metadata.
  [[nodiscard]] const std::string& sha256() const;      ///< Of the tensors.
  [[nodiscard]] bool calibrated() const;                ///< Whether chances mean what they say.
  /// What the weights say about themselves.
  [[nodiscard]] const std::map<std::string, std::string>& metadata() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace logdigitise::nn
