#include "logdigitise/raster/decoded_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <new>
#include <opencv2/core/utility.hpp>
#include <opencv2/imgcodecs.hpp>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "logdigitise/core/error.hpp"

namespace logdigitise::raster {

namespace {

/// What OpenCV calls before it throws.
int throw_if_short(int status, const char* /*function*/, const char* /*message*/, const char* /*file*/,
                   int /*line*/, void* /*unused*/) {
  if (status == cv::Error::StsNoMem) throw std::bad_alloc();
  return 0;
}

class DecodedSource : public RowSource {
 public:
  DecodedSource(cv::Mat pixels, RasterInfo info) : pixels_(std::move(pixels)), info_(info) {}

  const RasterInfo& info() const override { return info_; }

  Complaint next_row(std::span<std::uint8_t> row) override {
    std::memcpy(row.data(), pixels_.ptr(next_row_++), row.size());
    return {};
  }

 private:
  cv::Mat pixels_;
  RasterInfo info_;
  int next_row_ = 0;
};

// In place, over white; the alpha channel is dropped.
cv::Mat without_alpha(const cv::Mat& bgra) {
  cv::Mat bgr(bgra.size(), CV_8UC3);
  for (int y = 0; y < bgra.rows; ++y) {
    const std::uint8_t* from = bgra.ptr(y);
    std::uint8_t* to = bgr.ptr(y);
    for (int x = 0; x < bgra.cols; ++x, from += 4, to += 3) {
      const int alpha = from[3];
      for (int c = 0; c < 3; ++c)
        to[c] = static_cast<std::uint8_t>((from[c] * alpha + 255 * (255 - alpha) + 127) / 255);
    }
  }
  return bgr;
}

bool is_grey(const cv::Mat& bgr) {
  for (int y = 0; y < bgr.rows; ++y) {
    const std::uint8_t* p = bgr.ptr(y);
    for (int x = 0; x < bgr.cols; ++x, p += 3) {
      if (p[0] != p[1] || p[1] != p[2]) return false;
    }
  }
  return true;
}

/// What OpenCV and libpng take; neither says which limit it was.
void check_size_decoded_whole(const std::string& where, const RasterInfo& info) {
  constexpr int kMostOnASide = 1'000'000;
  constexpr std::int64_t kMostPixels = std::int64_t{1} << 30;
  if (info.width <= kMostOnASide && info.height <= kMostOnASide &&
      std::int64_t{info.width} * info.height <= kMostPixels)
    return;
  throw input_error(
      where,
      fmt::format("image of {} x {} pixels; expected at most {} on a side and {} in all of a PNG or "
                  "of a progressive or CMYK JPEG",
                  info.width, info.height, kMostOnASide, kMostPixels),
      "Save it as TIFF");
}

}  // namespace

std::unique_ptr<RowSource> decode_whole(std::string_view encoded, const std::string& where,
                                        const RasterInfo& info, bool reduce_to_grey) {
  check_size_decoded_whole(where, info);
  cv::Mat pixels;
  try {
    const cv::Mat bytes(1, static_cast<int>(encoded.size()), CV_8UC1, const_cast<char*>(encoded.data()));
    pixels = cv::imdecode(bytes, cv::IMREAD_UNCHANGED);
    if (pixels.empty()) throw input_error(where, "image data that cannot be decoded", "Get another copy");
    if (pixels.depth() == CV_16U) pixels.convertTo(pixels, CV_8U, 1.0 / 257.0);
    if (pixels.channels() == 4) pixels = without_alpha(pixels);
    if (pixels.channels() == 3 && reduce_to_grey && is_grey(pixels))
      cv::extractChannel(pixels.clone(), pixels, 0);
    if (pixels.channels() == 3) cv::cvtColor(pixels, pixels, cv::COLOR_BGR2RGB);
  } catch (const cv::Exception& failure) {
    throw input_error(where, fmt::format("image data that cannot be decoded ({})", failure.err),
                      "Save it as TIFF with CCITT G4, LZW or Deflate");
  }
  if (pixels.depth() != CV_8U || pixels.cols != info.width || pixels.rows != info.height ||
      (pixels.channels() != 1 && pixels.channels() != 3)) {
    throw input_error(where,
                      fmt::format("image data of {} x {} pixels in {} channels; the header says {} x {}",
                                  pixels.cols, pixels.rows, pixels.channels(), info.width, info.height));
  }
  RasterInfo decoded = info;
  decoded.channels = pixels.channels();
  return std::make_unique<DecodedSource>(std::move(pixels), decoded);
}

void take_opencv_shortages_as_bad_alloc() {
  static const bool done = [] {
    cv::redirectError(throw_if_short);
    return true;
  }();
  static_cast<void>(done);
}

}  // namespace logdigitise::raster
