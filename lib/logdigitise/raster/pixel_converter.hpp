#pragma once
// Packed samples as stored -> 8-bit grey or RGB, 255 = white.

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "logdigitise/raster/tiff_layout.hpp"

namespace logdigitise::raster {

/// Converts rows of one layout: bilevel, grey, palette, RGB, CMYK, each of 1 to 16 bits, with or without
/// alpha, samples together or in planes. Alpha is laid over white. 16-bit samples in the machine's byte
/// order.
class PixelConverter {
 public:
  explicit PixelConverter(const TiffLayout& layout);

  [[nodiscard]] int channels() const { return channels_; }
  [[nodiscard]] bool bilevel() const { return bilevel_; }
  /// `planes`: one packed row if samples are together, else one per sample. `out`: width * channels.
  void convert(std::span<const std::vector<std::uint8_t>> planes, std::span<std::uint8_t> out) const;

 private:
  using Samples = std::array<std::uint32_t, 8>;

  void convert_bits(const std::vector<std::uint8_t>& packed, std::span<std::uint8_t> out) const;
  void convert_bytes(const std::vector<std::uint8_t>& packed, std::span<std::uint8_t> out) const;
  void convert_pixel(const Samples& samples, std::uint8_t* out) const;
  [[nodiscard]] std::uint8_t to_8_bit(std::uint32_t value) const;

  enum class Kind { kGrey, kPalette, kRgb, kCmyk };

  Kind kind_ = Kind::kGrey;
  int bits_;
  int samples_;
  bool planes_apart_;
  bool invert_ = false;
  int alpha_sample_;
  bool alpha_premultiplied_;
  int channels_ = 1;
  bool bilevel_ = false;
  std::vector<std::array<std::uint8_t, 3>> palette_;
  std::vector<std::uint8_t> grey_of_value_;  ///< Of every stored value, where it alone decides.
};

}  // namespace logdigitise::raster
