#include "logdigitise/chart/chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

#include "logdigitise/chart/svg_text.hpp"

namespace logdigitise::chart {

namespace {

constexpr std::array<const char*, 8> kColours = {"#0072B2", "#D55E00", "#009E73", "#CC79A7",
                                                 "#E69F00", "#56B4E9", "#000000", "#A0A000"};
constexpr double kLeft = 70.0;
constexpr double kTop = 40.0;
constexpr double kLegend = 190.0;

/// From values to pixels along one axis.
class Scale {
 public:
  Scale(const Axis& axis, double from_px, double to_px, std::vector<double> values)
      : axis_(axis), from_px_(from_px), to_px_(to_px) {
    if (!axis.names.empty()) {
      least_ = -0.5;
      most_ = static_cast<double>(axis.names.size()) - 0.5;
      return;
    }
    least_ = axis.least;
    most_ = axis.most;
    if (least_ == 0.0 && most_ == 0.0) fit(values);
    if (axis.logarithmic) {
      least_ = std::log10(least_);
      most_ = std::log10(most_);
    }
    if (!(most_ > least_)) most_ = least_ + 1.0;
  }

  [[nodiscard]] bool shows(double value) const {
    return std::isfinite(value) && (!axis_.logarithmic || value > 0.0);
  }
  [[nodiscard]] double px(double value) const {
    const double at = axis_.logarithmic ? std::log10(value) : value;
    const double share = std::clamp((at - least_) / (most_ - least_), 0.0, 1.0);
    return from_px_ + share * (to_px_ - from_px_);
  }

  /// Where the axis is labelled.
  [[nodiscard]] std::vector<double> ticks() const {
    std::vector<double> result;
    if (!axis_.names.empty()) {
      for (std::size_t i = 0; i < axis_.names.size(); ++i) result.push_back(static_cast<double>(i));
    } else if (axis_.logarithmic) {
      for (double decade = std::floor(least_); decade <= most_; decade += 1.0) {
        for (const double part : {1.0, 2.0, 5.0}) {
          const double value = part * std::pow(10.0, decade);
          if (std::log10(value) >= least_ - 1e-9 && std::log10(value) <= most_ + 1e-9)
            result.push_back(value);
        }
      }
    } else {
      const double raw = (most_ - least_) / 6.0;
      const double decade = std::pow(10.0, std::floor(std::log10(raw)));
      const double lead = raw / decade;
      const double step = decade * (lead < 1.5 ? 1.0 : lead < 3.5 ? 2.0 : lead < 7.5 ? 5.0 : 10.0);
      const auto first = static_cast<long>(std::ceil(least_ / step - 1e-9));
      const auto last = static_cast<long>(std::floor(most_ / step + 1e-9));
      for (long i = first; i <= last; ++i) result.push_back(static_cast<double>(i) * step);
    }
    return result;
  }
  [[nodiscard]] std::string text(double tick) const {
    return axis_.names.empty() ? fmt::format("{:.4g}", tick) : axis_.names.at(static_cast<std::size_t>(tick));
  }

 private:
  void fit(const std::vector<double>& values) {
    double least = std::numeric_limits<double>::infinity();
    double most = -least;
    for (const double value : values) {
      if (!shows(value)) continue;
      least = std::min(least, value);
      most = std::max(most, value);
    }
    if (!(least <= most)) {
      least = axis_.logarithmic ? 0.1 : 0.0;
      most = 1.0;
    }
    const double room = axis_.logarithmic ? 1.0 : 0.04 * (most - least);
    least_ = axis_.logarithmic ? least / 1.2 : least - room;
    most_ = axis_.logarithmic ? most * 1.2 : most + room;
  }

  const Axis& axis_;
  double from_px_;
  double to_px_;
  double least_ = 0.0;
  double most_ = 1.0;
};

std::string line(double x0, double y0, double x1, double y1, const char* colour, double width = 1.0) {
  return fmt::format(
      "<line x1=\"{:.1f}\" y1=\"{:.1f}\" x2=\"{:.1f}\" y2=\"{:.1f}\" stroke=\"{}\" "
      "stroke-width=\"{:.1f}\"/>\n",
      x0, y0, x1, y1, colour, width);
}

std::string text_at(double x, double y, std::string_view text, const char* anchor, int size = 12,
                    std::string_view more = "") {
  return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" font-size=\"{}\"{}>{}</text>\n", x,
                     y, anchor, size, more, svg_escaped(text));
}

std::string marks(const Series& series, const Scale& across, const Scale& up) {
  const char* const colour = kColours.at(static_cast<std::size_t>(series.colour) % kColours.size());
  std::string path;
  std::string shapes;
  for (std::size_t i = 0; i < series.points.size(); ++i) {
    const Point& point = series.points[i];
    if (!across.shows(point.x) || !up.shows(point.y)) continue;
    const double x = across.px(point.x);
    const double y = up.px(point.y);
    path += fmt::format("{}{:.1f} {:.1f}", path.empty() ? "M" : " L", x, y);
    if (series.mark == Mark::kDots) {
      shapes +=
          fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"2.5\" fill=\"{}\" fill-opacity=\"0.45\"/>\n",
                      x, y, colour);
    } else if (series.mark == Mark::kPoints || series.mark == Mark::kLineAndPoints) {
      shapes += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4.5\" fill=\"{}\"/>\n", x, y, colour);
    } else if (series.mark == Mark::kBars) {
      shapes += line(x - 11.0, y, x + 11.0, y, colour, 3.0);
    }
    if (i < series.labels.size()) shapes += text_at(x + 7.0, y - 5.0, series.labels[i], "start", 11);
  }
  if (series.mark == Mark::kLine || series.mark == Mark::kLineAndPoints)
    path = fmt::format("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"2\"/>\n", path, colour);
  else
    path.clear();
  return path + shapes;
}

std::string legend(const std::vector<Series>& all, double x) {
  std::string text;
  double y = kTop + 10.0;
  for (const Series& series : all) {
    if (series.name.empty()) continue;
    const char* const colour = kColours.at(static_cast<std::size_t>(series.colour) % kColours.size());
    if (series.mark == Mark::kDots || series.mark == Mark::kPoints) {
      text += fmt::format("<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"4\" fill=\"{}\"/>\n", x + 9.0, y - 4.0,
                          colour);
    } else {
      text += line(x, y - 4.0, x + 18.0, y - 4.0, colour, 3.0);
    }
    text += text_at(x + 24.0, y, series.name, "start");
    y += 18.0;
  }
  return text;
}

std::string axes(const Chart& chart, const Scale& across, const Scale& up, double right, double bottom) {
  std::string text;
  for (const double tick : up.ticks()) {
    text += line(kLeft, up.px(tick), right, up.px(tick), "#e4e4e4");
    text += text_at(kLeft - 6.0, up.px(tick) + 4.0, up.text(tick), "end");
  }
  const bool long_names = std::any_of(chart.x.names.begin(), chart.x.names.end(),
                                      [](const std::string& name) { return name.size() > 9; });
  for (const double tick : across.ticks()) {
    const double x = across.px(tick);
    if (chart.x.names.empty()) text += line(x, kTop, x, bottom, "#e4e4e4");
    const std::string turn =
        long_names ? fmt::format(" transform=\"rotate(-28 {:.1f} {:.1f})\"", x, bottom + 16.0) : "";
    text += text_at(x, bottom + 16.0, across.text(tick), long_names ? "end" : "middle", 12, turn);
  }
  text += line(kLeft, bottom, right, bottom, "#333333") + line(kLeft, kTop, kLeft, bottom, "#333333");
  text += text_at((kLeft + right) / 2.0, chart.height - 8.0, chart.x.label, "middle");
  const double middle = (kTop + bottom) / 2.0;
  text += text_at(16.0, middle, chart.y.label, "middle", 12,
                  fmt::format(" transform=\"rotate(-90 16 {:.1f})\"", middle));
  return text;
}

}  // namespace

std::string svg(const Chart& chart) {
  std::vector<double> all_x;
  std::vector<double> all_y;
  for (const Series& series : chart.series) {
    for (const Point& point : series.points) {
      all_x.push_back(point.x);
      all_y.push_back(point.y);
    }
  }
  const bool named = std::any_of(chart.series.begin(), chart.series.end(),
                                 [](const Series& series) { return !series.name.empty(); });
  const double right = chart.width - (named ? kLegend : 20.0);
  const double bottom = chart.height - (chart.x.names.empty() ? 56.0 : 110.0);
  const Scale across(chart.x, kLeft, right, std::move(all_x));
  const Scale up(chart.y, bottom, kTop, std::move(all_y));

  std::string text = fmt::format(
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}\" height=\"{1}\" viewBox=\"0 0 {0} {1}\" "
      "font-family=\"sans-serif\" fill=\"#222222\">\n<rect width=\"{0}\" height=\"{1}\" fill=\"#ffffff\"/>\n",
      chart.width, chart.height);
  text += text_at(kLeft, 24.0, chart.title, "start", 15);
  text += axes(chart, across, up, right, bottom);
  if (chart.diagonal) text += line(across.px(0.0), up.px(0.0), across.px(1.0), up.px(1.0), "#999999");
  for (const Series& series : chart.series) text += marks(series, across, up);
  if (named) text += legend(chart.series, right + 14.0);
  return text + "</svg>\n";
}

}  // namespace logdigitise::chart
