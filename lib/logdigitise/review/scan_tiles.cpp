#include "logdigitise/review/scan_tiles.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgcodecs.hpp>

#include "logdigitise/core/error.hpp"
#include "logdigitise/core/image.hpp"
#include "logdigitise/core/interrupt.hpp"
#include "logdigitise/review/png.hpp"

namespace logdigitise::review {

namespace {

constexpr std::array<int, 11> kFactors{1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 64};
constexpr double kFinestShare = 0.85;
constexpr int kTileRows = 512;
constexpr int kReadRows = 256;
constexpr int kWebpQuality = 40;
/// Bits a WebP of line work takes per pixel: where to begin, checked by what comes out.
constexpr double kWebpBits = 0.7;
/// Exponent on darkness: a line one pixel wide stays visible when it is a quarter of a reduced pixel.
constexpr double kInkGamma = 0.6;

/// One level in the making: sums over boxes of factor x factor scan pixels.
class LevelBuilder {
 public:
  LevelBuilder(const raster::RasterInfo& info, int factor) : info_(info) {
    level_.factor = factor;
    level_.columns = (info.width + factor - 1) / factor;
    level_.rows = (info.height + factor - 1) / factor;
    level_.tile_rows = kTileRows;
    level_.type = info.bilevel ? "image/png" : "image/webp";
    sums_.resize(static_cast<std::size_t>(level_.columns) * channels());
    strip_ = Image<std::uint8_t>(kTileRows, level_.columns, info.channels);
    for (int d = 0; d < 256; ++d) {
      const double darkness = 1.0 - d / 255.0;
      grey_[static_cast<std::size_t>(d)] =
          static_cast<std::uint8_t>(std::lround(3.0 * (1.0 - std::pow(darkness, kInkGamma))));
    }
  }

  void add_row(std::span<const std::uint8_t> row) {
    const std::size_t step = channels();
    const auto factor = static_cast<std::size_t>(level_.factor);
    if (factor == 1) {
      std::copy(row.begin(), row.end(), strip_.row(strip_rows_).begin());
      finish_row();
      return;
    }
    for (std::size_t c = 0; c < step; ++c) {
      std::size_t x = c;
      for (std::size_t column = c; column < sums_.size(); column += step) {
        std::uint32_t sum = 0;
        const std::size_t end = std::min(x + factor * step, row.size());
        for (; x < end; x += step) sum += row[x];
        sums_[column] += sum;
      }
    }
    if (++summed_rows_ == level_.factor) reduce_row();
  }

  void finish() {
    if (summed_rows_ > 0) reduce_row();
    if (strip_rows_ > 0) encode();
  }

  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  [[nodiscard]] int factor() const { return level_.factor; }
  [[nodiscard]] TileLevel take() { return std::move(level_); }

 private:
  [[nodiscard]] std::size_t channels() const { return static_cast<std::size_t>(info_.channels); }

  void reduce_row() {
    const auto out = strip_.row(strip_rows_);
    for (std::size_t i = 0; i < sums_.size(); ++i) {
      // The last column and row may hold fewer pixels.
      const int column = static_cast<int>(i / channels());
      const int across = std::min(level_.factor, info_.width - column * level_.factor);
      out[i] = static_cast<std::uint8_t>(sums_[i] / static_cast<std::uint32_t>(across * summed_rows_));
      sums_[i] = 0;
    }
    summed_rows_ = 0;
    finish_row();
  }

  void finish_row() {
    if (++strip_rows_ == kTileRows) encode();
  }

  void encode() {
    throw_if_interrupted();
    level_.tiles.push_back(info_.bilevel ? png() : webp());
    bytes_ += level_.tiles.back().size();
    strip_rows_ = 0;
  }

  std::string png() {
    const int bits = level_.factor == 1 ? 1 : 2;
    Image<std::uint8_t> greys(strip_rows_, level_.columns);
    for (int r = 0; r < strip_rows_; ++r) {
      const auto from = strip_.row(r);
      const auto to = greys.row(r);
      for (std::size_t x = 0; x < to.size(); ++x) {
        to[x] = bits == 1 ? static_cast<std::uint8_t>(from[x] >= 128 ? 1 : 0) : grey_[from[x]];
      }
    }
    return few_greys_png(greys, bits);
  }

  std::string webp() {
    const cv::Mat pixels(strip_rows_, level_.columns, info_.channels == 3 ? CV_8UC3 : CV_8UC1, strip_.data());
    cv::Mat picture = pixels;
    if (info_.channels == 3) {
      picture = pixels.clone();
      for (int r = 0; r < picture.rows; ++r) {
        auto* row = picture.ptr<std::uint8_t>(r);
        for (int x = 0; x < picture.cols; ++x) std::swap(row[3 * x], row[3 * x + 2]);
      }
    }
    std::vector<std::uint8_t> bytes;
    try {
      cv::imencode(".webp", picture, bytes, {cv::IMWRITE_WEBP_QUALITY, kWebpQuality});
    } catch (const cv::Exception& error) {
      throw environment_error("", "a picture could not be written as WebP: " + std::string(error.what()));
    }
    return {bytes.begin(), bytes.end()};
  }

  raster::RasterInfo info_;
  TileLevel level_;
  std::vector<std::uint32_t> sums_;
  int summed_rows_ = 0;
  Image<std::uint8_t> strip_;
  int strip_rows_ = 0;
  std::size_t bytes_ = 0;
  std::array<std::uint8_t, 256> grey_{};
};

/// Factors worth trying. PNG is quick and hard to foretell, so all are; WebP is slow and even.
std::vector<int> factors_to_try(const raster::RasterInfo& info, const TileOptions& options) {
  std::vector<int> factors;
  const double pixels = static_cast<double>(info.width) * info.height;
  const double room = kFinestShare * static_cast<double>(options.max_bytes);
  int first = 0;
  for (const int factor : kFactors) {
    if (factor < options.finest) continue;
    const double guess = pixels / factor / factor * kWebpBits / 8.0;
    if (!info.bilevel && (guess > room || (first > 0 && factor != 2 * first && factor < 4 * first))) continue;
    if (first == 0) first = factor;
    factors.push_back(factor);
  }
  if (factors.empty()) factors.push_back(kFactors.back());
  return factors;
}

}  // namespace

std::size_t TileLevel::bytes() const {
  std::size_t sum = 0;
  for (const std::string& tile : tiles) sum += tile.size();
  return sum;
}

std::vector<TileLevel> make_tiles(raster::RowReader& scan, const TileOptions& options) {
  std::vector<LevelBuilder> builders;
  for (const int factor : factors_to_try(scan.info(), options)) builders.emplace_back(scan.info(), factor);
  const double room = kFinestShare * static_cast<double>(options.max_bytes);
  const auto drop_too_large = [&] {
    while (builders.size() > 1 && static_cast<double>(builders.front().bytes()) > room)
      builders.erase(builders.begin());
  };
  for (Image<std::uint8_t> rows = scan.read_rows(kReadRows); rows.rows() > 0;
       rows = scan.read_rows(kReadRows)) {
    for (LevelBuilder& builder : builders) {
      for (int r = 0; r < rows.rows(); ++r) builder.add_row(rows.row(r));
    }
    drop_too_large();
  }
  for (LevelBuilder& builder : builders) builder.finish();
  drop_too_large();

  std::vector<TileLevel> levels;
  const int finest = builders.front().factor();
  for (LevelBuilder& builder : builders) {
    const bool wanted = levels.empty() || builder.factor() >= 4 * levels.back().factor;
    if (wanted && builder.factor() <= 16 * finest) levels.push_back(builder.take());
  }
  return levels;
}

}  // namespace logdigitise::review
