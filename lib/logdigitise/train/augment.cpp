#include "logdigitise/train/augment.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace logdigitise::train {

namespace {

constexpr int kInkPlanes = 2;  // Planes 0 and 1 hold ink and change together.

using Table = std::array<std::uint8_t, 256>;

std::uint8_t byte(double value) { return static_cast<std::uint8_t>(std::clamp(value + 0.5, 0.0, 255.0)); }

std::size_t size(int n) { return static_cast<std::size_t>(n); }

template <typename Change>
void for_each_picture(Crop& crop, Change change) {
  for (int p = 0; p < nn::kInputPlanes; ++p) change(crop.plane(p));
  change(crop.labels.data());
}

void mirror(Crop& crop) {
  for_each_picture(crop, [&](std::uint8_t* picture) {
    for (int r = 0; r < crop.rows; ++r) {
      std::uint8_t* const row = picture + size(r) * size(crop.columns);
      std::reverse(row, row + crop.columns);
    }
  });
}

void flip(Crop& crop) {
  for_each_picture(crop, [&](std::uint8_t* picture) {
    const std::size_t width = size(crop.columns);
    for (int r = 0; r < crop.rows / 2; ++r) {
      std::uint8_t* const top = picture + size(r) * width;
      std::swap_ranges(top, top + width, picture + size(crop.rows - 1 - r) * width);
    }
  });
}

void apply(Crop& crop, int plane, const Table& table) {
  std::uint8_t* const pixels = crop.plane(plane);
  for (std::size_t i = 0; i < crop.pixels(); ++i) pixels[i] = table[pixels[i]];
}

void change_ink(Crop& crop, Random& random) {
  const double gain = random.uniform(0.5, 1.5);
  const double gamma = random.log_uniform(0.6, 1.6);
  Table table{};
  for (std::size_t v = 0; v < table.size(); ++v) {
    table[v] = byte(255.0 * gain * std::pow(static_cast<double>(v) / 255.0, gamma));
  }
  for (int p = 0; p < kInkPlanes; ++p) apply(crop, p, table);
}

/// 1-2-1 along one direction; `step` is the distance of neighbours, `lines` lines begin `line_step` apart.
void smooth(std::uint8_t* pixels, std::size_t lines, std::size_t line_step, std::size_t length,
            std::size_t step) {
  for (std::size_t line = 0; line < lines; ++line) {
    std::uint8_t* const begin = pixels + line * line_step;
    int before = begin[0];
    for (std::size_t i = 0; i < length; ++i) {
      const int here = begin[i * step];
      const int after = i + 1 < length ? begin[(i + 1) * step] : here;
      begin[i * step] = static_cast<std::uint8_t>((before + 2 * here + after + 2) / 4);
      before = here;
    }
  }
}

void blur(Crop& crop) {
  for (int p = 0; p < kInkPlanes; ++p) {
    smooth(crop.plane(p), size(crop.rows), size(crop.columns), size(crop.columns), 1);
    smooth(crop.plane(p), size(crop.columns), 1, size(crop.rows), size(crop.columns));
  }
}

/// Sum of two bytes of noise per pixel: triangular, the same for both planes of ink.
void add_noise(Crop& crop, Random& random) {
  const int amplitude = random.integer(8, 70);
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < crop.pixels(); ++i) {
    if (i % 4 == 0) bits = random.next();
    const int triangular = static_cast<int>(bits & 0xffU) + static_cast<int>(bits >> 8U & 0xffU) - 255;
    bits >>= 16U;
    const int noise = triangular * amplitude / 255;
    for (int p = 0; p < kInkPlanes; ++p) {
      std::uint8_t& pixel = crop.plane(p)[i];
      pixel = static_cast<std::uint8_t>(std::clamp(pixel + noise, 0, 255));
    }
  }
}

void make_bilevel(Crop& crop, Random& random) {
  const auto threshold = size(random.integer(70, 190));
  Table table{};
  for (std::size_t v = threshold; v < table.size(); ++v) table[v] = 255;
  for (int p = 0; p < kInkPlanes; ++p) apply(crop, p, table);
}

void add_specks(Crop& crop, Random& random) {
  const double share = random.log_uniform(0.0005, 0.01);
  const auto count = static_cast<int>(share * static_cast<double>(crop.pixels()));
  const int last = static_cast<int>(crop.pixels()) - 1;
  for (int n = 0; n < count; ++n) {
    const auto at = size(random.integer(0, last));
    for (int p = 0; p < kInkPlanes; ++p)
      crop.plane(p)[at] = static_cast<std::uint8_t>(255 - crop.plane(p)[at]);
  }
}

/// Sets a rectangle of ink to 0; labels go with it when it is too tall to be bridged.
void clear_ink(Crop& crop, int row, int column, int rows, int columns) {
  for (int r = row; r < std::min(crop.rows, row + rows); ++r) {
    const std::size_t at = size(r) * size(crop.columns) + size(column);
    const std::size_t count = size(std::min(columns, crop.columns - column));
    for (int p = 0; p < kInkPlanes; ++p) std::fill_n(crop.plane(p) + at, count, std::uint8_t{0});
    if (rows > kBridgedRows) std::fill_n(crop.labels.data() + at, count, std::uint8_t{0});
  }
}

void white_out(Crop& crop, Random& random) {
  for (int n = random.integer(1, 3); n > 0; --n) {
    const int rows =
        random.chance(0.7) ? random.integer(1, kBridgedRows) : random.integer(kBridgedRows + 1, 60);
    clear_ink(crop, random.integer(0, crop.rows - 1), 0, rows, crop.columns);
  }
}

void erase(Crop& crop, Random& random) {
  for (int n = random.integer(1, 3); n > 0; --n) {
    const int rows =
        random.chance(0.7) ? random.integer(2, kBridgedRows) : random.integer(kBridgedRows + 1, 48);
    const int columns = random.integer(4, std::max(4, crop.columns / 3));
    clear_ink(crop, random.integer(0, crop.rows - 1), random.integer(0, crop.columns - 1), rows, columns);
  }
}

void smear(Crop& crop, Random& random) {
  const int row = random.integer(0, crop.rows - 1);
  const int rows = random.integer(1, 7);
  const int darkness = random.integer(60, 255);
  for (int r = row; r < std::min(crop.rows, row + rows); ++r) {
    const std::size_t at = size(r) * size(crop.columns);
    for (int p = 0; p < kInkPlanes; ++p) {
      for (std::size_t i = at; i < at + size(crop.columns); ++i) {
        crop.plane(p)[i] = static_cast<std::uint8_t>(std::min(255, crop.plane(p)[i] + darkness));
      }
    }
  }
}

void change_persistence(Crop& crop, double gain) {
  constexpr int kPersistence = 2;
  Table table{};
  for (std::size_t v = 0; v < table.size(); ++v) table[v] = byte(gain * static_cast<double>(v));
  apply(crop, kPersistence, table);
}

// Headers are misread, and some curves are dashed there and drawn solid: what is asked for is then told from
// the other curves by elimination. A style that two curves share stays, so that nothing else changes its
// meaning.
void misdeclare(Crop& crop, Random& random) {
  const auto curves_of = [&](layout::LineStyle wanted) {
    return std::count_if(crop.queries.begin(), crop.queries.end(),
                         [&](const nn::CurveQuery& query) { return query.style == wanted; });
  };
  std::vector<std::size_t> alone;
  for (std::size_t k = 0; k < crop.queries.size(); ++k)
    if (curves_of(crop.queries[k].style) == 1) alone.push_back(k);
  std::vector<layout::LineStyle> unused;
  for (const layout::LineStyle style : {layout::LineStyle::kSolid, layout::LineStyle::kDashed,
                                        layout::LineStyle::kDotted, layout::LineStyle::kLongDash})
    if (curves_of(style) == 0) unused.push_back(style);
  if (alone.empty() || unused.empty()) return;
  const auto any_of = [&](const auto& values) {
    return values[size(random.integer(0, static_cast<int>(values.size()) - 1))];
  };
  crop.queries[any_of(alone)].style = any_of(unused);
}

}  // namespace

void augment(Crop& crop, Random& random, const AugmentOptions& options) {
  if (random.chance(options.mirror)) mirror(crop);
  if (random.chance(options.flip)) flip(crop);
  if (random.chance(options.white_out)) white_out(crop, random);
  if (random.chance(options.erase)) erase(crop, random);
  if (random.chance(options.smear)) smear(crop, random);
  if (random.chance(options.ink)) change_ink(crop, random);
  if (random.chance(options.blur)) blur(crop);
  if (random.chance(options.noise)) add_noise(crop, random);
  if (random.chance(options.bilevel)) make_bilevel(crop, random);
  if (random.chance(options.specks)) add_specks(crop, random);
  if (random.chance(options.no_persistence)) {
    change_persistence(crop, 0.0);
  } else if (random.chance(options.persistence)) {
    change_persistence(crop, random.uniform(0.5, 1.5));
  }
  if (options.wrong_style > 0.0 && random.chance(options.wrong_style)) misdeclare(crop, random);
}

}  // namespace logdigitise::train
