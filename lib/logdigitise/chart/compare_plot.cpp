#include "logdigitise/chart/compare_plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "logdigitise/chart/curve_width.hpp"
#include "logdigitise/chart/svg_text.hpp"

namespace logdigitise::chart {

namespace {

constexpr double kAxis = 64.0;
constexpr double kTrack = 190.0;
constexpr double kDifference = 90.0;
constexpr double kGap = 22.0;
constexpr double kTop = 74.0;
constexpr double kTall = 1000.0;
constexpr double kHistogram = 90.0;
constexpr double kFigureLine = 15.0;
constexpr double kMostDifference = 0.1;
constexpr int kBars = 40;
constexpr const char* kPredicted = "#D55E00";
constexpr const char* kTruth = "#555555";

class Plot {
 public:
  explicit Plot(const ComparePlot& plot) : plot_(plot) {
    first_ = std::numeric_limits<double>::infinity();
    last_ = -first_;
    for (const ComparedCurve& curve : plot.curves) {
      if (curve.depths.empty()) continue;
      first_ = std::min(first_, curve.depths.front());
      last_ = std::max(last_, curve.depths.back());
      figures_ = std::max(figures_, curve.figures.size());
    }
    if (!(last_ > first_)) {
      first_ = std::isfinite(first_) ? first_ : 0.0;
      last_ = first_ + 1.0;
    }
  }

  std::string svg() {
    const double width =
        kAxis + static_cast<double>(plot_.curves.size()) * (kTrack + kDifference + kGap) + 10.0;
    const double height =
        kTop + kTall + 40.0 + kHistogram + 30.0 + kFigureLine * static_cast<double>(figures_) + 16.0;
    out_ = fmt::format(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
        "font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\">\n<rect width=\"{0}\" height=\"{1}\" "
        "fill=\"#fff\"/>\n",
        svg_number(width), svg_number(height));
    text(12, 22, "start", "#000", plot_.title, 15);
    out_ += fmt::format("<path d=\"M12 36h24\" stroke=\"{}\" stroke-width=\"3.5\"/>\n", kTruth);
    text(42, 40, "start", kTruth, "truth");
    out_ += fmt::format("<path d=\"M86 36h24\" stroke=\"{}\" stroke-width=\"1.6\"/>\n", kPredicted);
    text(116, 40, "start", kPredicted, "predicted; beside it the difference, shaded the worst interval");
    axis(width);
    double left = kAxis;
    for (const ComparedCurve& curve : plot_.curves) {
      draw(curve, left);
      left += kTrack + kDifference + kGap;
    }
    return std::move(out_) + "</svg>\n";
  }

 private:
  [[nodiscard]] double y(double depth) const { return kTop + kTall * (depth - first_) / (last_ - first_); }

  void text(double x, double at_y, const char* anchor, const char* colour, std::string_view words,
            int size = 12) {
    out_ += fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"{}\" fill=\"{}\" font-size=\"{}\">{}</text>\n",
                        svg_number(x), svg_number(at_y), anchor, colour, size, svg_escaped(words));
  }
  void box(double x, double at_y, double wide, double tall, const char* fill, const char* stroke = "none",
           double opacity = 1.0) {
    out_ += fmt::format(
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"{}\" stroke=\"{}\" "
        "fill-opacity=\"{}\"/>\n",
        svg_number(x), svg_number(at_y), svg_number(wide), svg_number(tall), fill, stroke, opacity);
  }

  void axis(double width) {
    const double wanted = (last_ - first_) / 20.0;
    double step = std::pow(10.0, std::floor(std::log10(wanted)));
    for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
      if (factor * step >= wanted) {
        step *= factor;
        break;
      }
    }
    for (double k = std::ceil(first_ / step - 1e-9); k * step <= last_ + 1e-9; k += 1.0) {
      out_ += fmt::format("<path d=\"M{} {}H{}\" stroke=\"#e2e2e2\"/>\n", svg_number(kAxis - 6),
                          svg_number(y(k * step)), svg_number(width - 10));
      text(kAxis - 10, y(k * step) + 4, "end", "#000", fmt::format("{:g}", k * step));
    }
    text(kAxis - 10, kTop - 14, "end", "#000", plot_.depth_unit);
  }

  /// A path of fractions `at(i)`, NaN a gap; in each pixel row the extremes.
  template <typename At>
  std::string path(const ComparedCurve& curve, double left, double wide, At&& at) const {
    std::string d;
    bool open = false;
    std::size_t i = 0;
    while (i < curve.depths.size()) {
      const double row = std::floor(y(curve.depths[i]) * 2.0);
      double least = std::numeric_limits<double>::infinity();
      double most = -least;
      double last = 0.0;
      bool gap = false;
      std::size_t k = i;
      for (; k < curve.depths.size() && (k == i || std::floor(y(curve.depths[k]) * 2.0) == row); ++k) {
        const double u = at(k);
        if (std::isnan(u)) {
          gap = true;
          continue;
        }
        least = std::min(least, u);
        most = std::max(most, u);
        last = u;
      }
      if (least <= most) {
        const auto point = [&](double u) {
          d += fmt::format("{}{} {}", open ? "L" : "M", svg_number(left + wide * std::clamp(u, 0.0, 1.0)),
                           svg_number(y(curve.depths[i])));
          open = true;
        };
        if (k - i > 1 && most > least) {
          point(least);
          point(most);
        }
        point(last);
      }
      if (gap || least > most) open = false;
      i = k;
    }
    return d;
  }

  void stroke(const std::string& d, const char* colour, double width) {
    if (d.empty()) return;
    out_ += fmt::format(
        "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\" stroke-linejoin=\"round\"/>\n", d,
        colour, width);
  }

  void draw(const ComparedCurve& curve, double left) {
    const CurveWidth width(curve);
    const double right = left + kTrack + 6.0;
    if (curve.worst_to > curve.worst_from) {
      const double y0 = y(std::max(curve.worst_from, first_));
      box(left, y0, kTrack + 6.0 + kDifference, std::max(2.0, y(std::min(curve.worst_to, last_)) - y0),
          "#F0E442", "none", 0.3);
    }
    box(left, kTop, kTrack, kTall, "none", "#000");
    box(right, kTop, kDifference, kTall, "none", "#000");
    text(left + kTrack / 2, kTop - 18, "middle", "#000", curve.name.substr(0, 40), 13);
    text(left, kTop - 4, "start", "#000", fmt::format("{:.4g}", width.left()), 11);
    text(left + kTrack / 2, kTop - 4, "middle", "#555", curve.unit.substr(0, 16), 11);
    text(left + kTrack, kTop - 4, "end", "#000", fmt::format("{:.4g}", width.right()), 11);
    text(right, kTop - 4, "start", "#000", "-10 %", 11);
    text(right + kDifference, kTop - 4, "end", "#000", "+10 %", 11);
    out_ += fmt::format("<path d=\"M{} {}V{}\" stroke=\"#999\"/>\n", svg_number(right + kDifference / 2),
                        svg_number(kTop), svg_number(kTop + kTall));

    const auto difference = [&](std::size_t i) {
      return width.fraction(curve.predicted[i]) - width.fraction(curve.truth[i]);
    };
    stroke(path(curve, left, kTrack, [&](std::size_t i) { return width.fraction(curve.truth[i]); }), kTruth,
           3.5);
    stroke(path(curve, left, kTrack, [&](std::size_t i) { return width.fraction(curve.predicted[i]); }),
           kPredicted, 1.4);
    stroke(path(curve, right, kDifference,
                [&](std::size_t i) { return 0.5 + 0.5 * difference(i) / kMostDifference; }),
           "#0072B2", 1.0);
    histogram(curve, left, difference);
    double at = kTop + kTall + 40.0 + kHistogram + 34.0;
    for (const auto& [name, value] : curve.figures) {
      text(left, at, "start", "#555", name);
      text(left + kTrack + 6.0 + kDifference, at, "end", "#000", value);
      at += kFigureLine;
    }
  }

  template <typename Difference>
  void histogram(const ComparedCurve& curve, double left, Difference&& difference) {
    std::array<int, kBars> counts{};
    for (std::size_t i = 0; i < curve.depths.size(); ++i) {
      const double d = difference(i);
      if (std::isnan(d)) continue;
      const double place = (std::clamp(d / kMostDifference, -1.0, 1.0) + 1.0) / 2.0 * kBars;
      ++counts[static_cast<std::size_t>(std::clamp(static_cast<int>(place), 0, kBars - 1))];
    }
    const double wide = kTrack + 6.0 + kDifference;
    const double bottom = kTop + kTall + 34.0 + kHistogram;
    const int most = std::max(1, *std::max_element(counts.begin(), counts.end()));
    for (int k = 0; k < kBars; ++k) {
      const double tall = kHistogram * counts[static_cast<std::size_t>(k)] / most;
      if (tall > 0.0) box(left + wide * k / kBars, bottom - tall, wide / kBars - 1.0, tall, "#0072B2");
    }
    out_ += fmt::format("<path d=\"M{} {}h{}\" stroke=\"#000\"/>\n", svg_number(left), svg_number(bottom),
                        svg_number(wide));
    text(left, bottom + 14, "start", "#555", "-10 %", 11);
    text(left + wide / 2, bottom + 14, "middle", "#555", "difference", 11);
    text(left + wide, bottom + 14, "end", "#555", "+10 %", 11);
  }

  const ComparePlot& plot_;
  double first_ = 0.0;
  double last_ = 1.0;
  std::size_t figures_ = 0;
  std::string out_;
};

}  // namespace

std::string compare_plot_svg(const ComparePlot& plot) { return Plot(plot).svg(); }

}  // namespace logdigitise::chart
