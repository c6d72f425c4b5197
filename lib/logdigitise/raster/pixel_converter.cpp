#include "logdigitise/raster/pixel_converter.hpp"

#include <algorithm>
#include <cstring>

namespace logdigitise::raster {

namespace {

// Sample `index` of a packed row, most significant bit first.
std::uint32_t packed_sample(const std::uint8_t* row, std::size_t index, int bits) {
  if (bits == 8) return row[index];
  if (bits == 16) {
    std::uint16_t value = 0;
    std::memcpy(&value, row + 2 * index, 2);
    return value;
  }
  const std::size_t first_bit = index * static_cast<std::size_t>(bits);
  std::uint32_t value = 0;
  for (int b = 0; b < bits; ++b) {
    const std::size_t bit = first_bit + static_cast<std::size_t>(b);
    value = value << 1 | (static_cast<std::uint32_t>(row[bit / 8]) >> (7 - bit % 8) & 1U);
  }
  return value;
}

std::uint8_t over_white(std::uint32_t colour, std::uint32_t alpha, bool premultiplied) {
  const std::uint32_t weighted = premultiplied ? colour * 255U : colour * alpha;
  return static_cast<std::uint8_t>(std::min(255U, (weighted + (255U - alpha) * 255U + 127U) / 255U));
}

}  // namespace

PixelConverter::PixelConverter(const TiffLayout& layout)
    : bits_(layout.bits),
      samples_(layout.samples),
      planes_apart_(layout.planes_apart),
      invert_(layout.photometric == PHOTOMETRIC_MINISWHITE),
      alpha_sample_(layout.alpha_sample),
      alpha_premultiplied_(layout.alpha_premultiplied),
      palette_(layout.palette) {
  if (layout.photometric == PHOTOMETRIC_RGB) kind_ = Kind::kRgb;
  if (layout.photometric == PHOTOMETRIC_SEPARATED) kind_ = Kind::kCmyk;
  if (layout.photometric == PHOTOMETRIC_PALETTE) {
    const bool grey = std::all_of(palette_.begin(), palette_.end(), [](const auto& colour) {
      return colour[0] == colour[1] && colour[1] == colour[2];
    });
    kind_ = grey ? Kind::kGrey : Kind::kPalette;
  }
  channels_ = kind_ == Kind::kGrey ? 1 : 3;
  if (kind_ != Kind::kGrey || bits_ > 8) return;
  grey_of_value_.resize(std::size_t{1} << bits_);
  for (std::size_t v = 0; v < grey_of_value_.size(); ++v) {
    grey_of_value_[v] = palette_.empty() ? to_8_bit(static_cast<std::uint32_t>(v)) : palette_[v][0];
    if (invert_) grey_of_value_[v] = static_cast<std::uint8_t>(255 - grey_of_value_[v]);
  }
  bilevel_ = samples_ == 1 && std::all_of(grey_of_value_.begin(), grey_of_value_.end(),
                                          [](std::uint8_t grey) { return grey == 0 || grey == 255; });
}

void PixelConverter::convert(std::span<const std::vector<std::uint8_t>> planes,
                             std::span<std::uint8_t> out) const {
  if (kind_ == Kind::kGrey && samples_ == 1 && bits_ == 1) return convert_bits(planes[0], out);
  if (kind_ == Kind::kGrey && samples_ == 1 && bits_ == 8) return convert_bytes(planes[0], out);
  if (kind_ == Kind::kRgb && samples_ == 3 && bits_ == 8 && !planes_apart_) {
    std::copy_n(planes[0].begin(), out.size(), out.begin());
    return;
  }
  const std::size_t width = out.size() / static_cast<std::size_t>(channels_);
  const auto count = static_cast<std::size_t>(samples_);
  Samples samples{};
  for (std::size_t x = 0; x < width; ++x) {
    for (std::size_t s = 0; s < count; ++s) {
      samples[s] = planes_apart_ ? packed_sample(planes[s].data(), x, bits_)
                                 : packed_sample(planes[0].data(), x * count + s, bits_);
    }
    convert_pixel(samples, out.data() + x * static_cast<std::size_t>(channels_));
  }
}

void PixelConverter::convert_bits(const std::vector<std::uint8_t>& packed,
                                  std::span<std::uint8_t> out) const {
  const std::uint8_t values[2] = {grey_of_value_[0], grey_of_value_[1]};
  for (std::size_t x = 0; x < out.size(); ++x) out[x] = values[packed[x / 8] >> (7 - x % 8) & 1];
}

void PixelConverter::convert_bytes(const std::vector<std::uint8_t>& packed,
                                   std::span<std::uint8_t> out) const {
  for (std::size_t x = 0; x < out.size(); ++x) out[x] = grey_of_value_[packed[x]];
}

void PixelConverter::convert_pixel(const Samples& samples, std::uint8_t* out) const {
  std::array<std::uint32_t, 3> colour{};
  switch (kind_) {
    case Kind::kGrey:
      colour[0] = !grey_of_value_.empty() ? grey_of_value_[samples[0]]
                  : invert_               ? 255U - to_8_bit(samples[0])
                                          : to_8_bit(samples[0]);
      break;
    case Kind::kPalette:
      for (std::size_t c = 0; c < 3; ++c) colour[c] = palette_[samples[0]][c];
      break;
    case Kind::kRgb:
      for (std::size_t c = 0; c < 3; ++c) colour[c] = to_8_bit(samples[c]);
      break;
    case Kind::kCmyk: {
      const std::uint32_t light = 255U - to_8_bit(samples[3]);
      for (std::size_t c = 0; c < 3; ++c) colour[c] = ((255U - to_8_bit(samples[c])) * light + 127U) / 255U;
      break;
    }
  }
  const auto channels = static_cast<std::size_t>(channels_);
  if (alpha_sample_ < 0) {
    for (std::size_t c = 0; c < channels; ++c) out[c] = static_cast<std::uint8_t>(colour[c]);
    return;
  }
  const std::uint32_t alpha = to_8_bit(samples[static_cast<std::size_t>(alpha_sample_)]);
  for (std::size_t c = 0; c < channels; ++c) out[c] = over_white(colour[c], alpha, alpha_premultiplied_);
}

std::uint8_t PixelConverter::to_8_bit(std::uint32_t value) const {
  const std::uint32_t top = (1U << bits_) - 1U;
  return static_cast<std::uint8_t>((value * 255U + top / 2) / top);
}

}  // namespace logdigitise::raster
