#pragma once
// Printed digits as scanners see them, drawn at random: what the digit network learns from.

#include <cstdint>
#include <filesystem>
#include <memory>
#include <vector>

#include "logdigitise/core/image.hpp"
#include "logdigitise/core/random.hpp"

namespace logdigitise::digits {

inline constexpr int kCellRows = 20;
inline constexpr int kCellColumns = 16;
inline constexpr int kComma = 10;
inline constexpr int kGarbage = 11;  ///< Halves, pairs, borders between digits, dirt.
inline constexpr int kClasses = 12;

struct Sample {
  Image<std::uint8_t> cell;  ///< kCellRows x kCellColumns, 255 = ink.
  int label = kGarbage;
};

/// Draws from the outline fonts below some folders and from OpenCV's stroke fonts.
class GlyphSampler {
 public:
  /// Throws an input error if there is no font that has all digits.
  explicit GlyphSampler(const std::vector<std::filesystem::path>& font_folders);
  ~GlyphSampler();
  GlyphSampler(const GlyphSampler&) = delete;
  GlyphSampler& operator=(const GlyphSampler&) = delete;

  [[nodiscard]] int fonts() const;
  [[nodiscard]] Sample draw(Random& random) const;

 private:
  struct Fonts;
  std::unique_ptr<Fonts> fonts_;
};

}  // namespace logdigitise::digits
