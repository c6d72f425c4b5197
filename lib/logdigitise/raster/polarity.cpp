#include "logdigitise/raster/polarity.hpp"

#include <algorithm>
#include <deque>
#include <utility>
#include <vector>

namespace logdigitise::raster {

namespace {

constexpr std::size_t kLookRows = 4096;
constexpr std::size_t kLookPixels = std::size_t{4} << 20;
constexpr int kLeastContrast = 60;   // Between the lightest and the darkest pixel of a row.
constexpr int kStrokeOfWidth = 300;  // A stroke is thinner than the width over this, or than kThinStroke.
constexpr int kThinStroke = 3;
constexpr int kPaperOfWidth = 8;  // Paper between strokes is narrower than the width over this.
// Of light to dark strokes times dark to light paper. Positive scans of paper have 0.28 at most, their
// negatives 3.6 and more.
constexpr double kLeastRatio = 2.0;
constexpr std::int64_t kFewestStrokes = 500;  // Under it nothing is said.

int brightness(const std::uint8_t* pixel, int channels) {
  return channels == 1 ? pixel[0] : (pixel[0] + 2 * pixel[1] + pixel[2]) / 4;
}

class PositiveRows : public RowSource {
 public:
  PositiveRows(std::unique_ptr<RowSource> source, Polarity polarity)
      : source_(std::move(source)), info_(source_->info()), decided_(polarity != Polarity::kAuto) {
    info_.negative = polarity == Polarity::kNegative;
  }

  const RasterInfo& info() const override { return info_; }

  Complaint next_row(std::span<std::uint8_t> row) override {
    if (!decided_) look_ahead(row.size());
    Complaint complaint = take_row(row);
    if (info_.negative) {
      for (std::uint8_t& sample : row) sample = static_cast<std::uint8_t>(255 - sample);
    }
    return complaint;
  }

 private:
  struct HeldRow {
    std::vector<std::uint8_t> samples;
    Complaint complaint;
  };

  void look_ahead(std::size_t row_bytes) {
    const std::size_t width = std::max<std::size_t>(1, static_cast<std::size_t>(info_.width));
    const auto rows = static_cast<int>(std::clamp<std::size_t>(kLookPixels / width, 1, kLookRows));
    StrokeCount strokes;
    for (int y = 0; y < std::min(rows, info_.height); ++y) {
      HeldRow& held = held_.emplace_back();
      held.samples.resize(row_bytes);
      held.complaint = source_->next_row(held.samples);
      if (held.complaint.empty()) strokes.add(held.samples, info_.channels);
    }
    info_.negative = strokes.says_negative();
    decided_ = true;
  }

  Complaint take_row(std::span<std::uint8_t> row) {
    if (held_.empty()) return source_->next_row(row);
    std::copy(held_.front().samples.begin(), held_.front().samples.end(), row.begin());
    Complaint complaint = std::move(held_.front().complaint);
    held_.pop_front();
    return complaint;
  }

  std::unique_ptr<RowSource> source_;
  RasterInfo info_;
  bool decided_;
  std::deque<HeldRow> held_;
};

}  // namespace

void StrokeCount::add(std::span<const std::uint8_t> row, int channels) {
  const int width = static_cast<int>(row.size()) / channels;
  int lightest = 0;
  int darkest = 255;
  for (int x = 0; x < width; ++x) {
    const int level = brightness(row.data() + static_cast<std::ptrdiff_t>(x) * channels, channels);
    lightest = std::max(lightest, level);
    darkest = std::min(darkest, level);
  }
  if (lightest - darkest < kLeastContrast) return;
  const int middle = (lightest + darkest) / 2;
  const int stroke = std::max(kThinStroke, width / kStrokeOfWidth);
  const int paper = width / kPaperOfWidth;
  int begin = 0;
  bool dark = false;
  for (int x = 0; x < width; ++x) {
    const int level = brightness(row.data() + static_cast<std::ptrdiff_t>(x) * channels, channels);
    const bool now = level <= middle;
    if (now == dark && x > 0) continue;
    // What reaches a side of the scan may go on there.
    Shade& shade = dark ? dark_ : light_;
    if (begin > 0 && x - begin <= stroke) {
      ++shade.strokes;
    } else if (begin > 0 && x - begin <= paper) {
      shade.paper += x - begin;
    }
    begin = x;
    dark = now;
  }
}

bool StrokeCount::says_negative() const {
  if (light_.strokes < kFewestStrokes || light_.strokes <= dark_.strokes || dark_.paper <= light_.paper)
    return false;
  return static_cast<double>(light_.strokes) * static_cast<double>(dark_.paper) >=
         kLeastRatio * static_cast<double>(dark_.strokes) * static_cast<double>(light_.paper);
}

std::string_view polarity_name(Polarity polarity) {
  switch (polarity) {
    case Polarity::kPositive:
      return "positive";
    case Polarity::kNegative:
      return "negative";
    case Polarity::kAuto:
      break;
  }
  return "auto";
}

std::optional<Polarity> polarity_from_name(std::string_view name) {
  for (const Polarity polarity : {Polarity::kAuto, Polarity::kPositive, Polarity::kNegative}) {
    if (name == polarity_name(polarity)) return polarity;
  }
  return std::nullopt;
}

std::unique_ptr<RowSource> as_positive(std::unique_ptr<RowSource> source, Polarity polarity) {
  if (polarity == Polarity::kPositive) return source;
  return std::make_unique<PositiveRows>(std::move(source), polarity);
}

}  // namespace logdigitise::raster
