#include "logdigitise/chart/log_plot.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "logdigitise/chart/drawing.hpp"
#include "logdigitise/chart/pdf_drawing.hpp"
#include "logdigitise/chart/svg_drawing.hpp"

namespace logdigitise::chart {

namespace {

constexpr std::array<const char*, 6> kColours = {"#D55E00", "#0072B2", "#009E73",
                                                 "#CC79A7", "#56B4E9", "#E69F00"};
constexpr double kInch = 25.4;
constexpr double kTrack = 2.5 * kInch;
constexpr double kDepthColumn = 0.75 * kInch;
constexpr double kMargin = 6.0;
constexpr double kTitle = 9.0;
constexpr double kHeaderLine = 8.5;  // Height of one curve's header.

std::vector<double> dash_array(Dash dash) {
  switch (dash) {
    case Dash::kSolid:
      return {};
    case Dash::kDashed:
      return {1.4, 1.4};
    case Dash::kDotted:
      return {0.7, 0.7};
    case Dash::kLongDash:
      return {2.1, 0.7};
  }
  return {};
}

class Sheet {
 public:
  explicit Sheet(const LogPlot& plot) : plot_(plot) {
    mm_per_depth_ = plot.metric ? 1000.0 / 200.0 : 12.0 * kInch / 240.0;
    std::size_t most = 1;
    for (const PlotTrack& track : plot.tracks) most = std::max(most, track.curves.size());
    top_ = kMargin + kTitle + kHeaderLine * static_cast<double>(most) + 2.0;
    if (!plot.depths.empty()) {
      first_ = plot.depths.front();
      last_ = plot.depths.back();
    }
    width_ = 2 * kMargin + kDepthColumn + kTrack * static_cast<double>(plot.tracks.size());
    height_ = y(last_) + kMargin;
  }

  [[nodiscard]] double width() const { return width_; }
  [[nodiscard]] double height() const { return height_; }

  std::string drawn(Drawing& drawing) {
    drawing_ = &drawing;
    text(width_ / 2, kMargin + 4.0, 4.2, Anchor::kMiddle, "#000000", plot_.title);
    for (std::size_t t = 0; t < plot_.tracks.size(); ++t) {
      grid(plot_.tracks[t], left_of(t));
      header(plot_.tracks[t], left_of(t));
    }
    depth_lines();
    depth_numbers();
    for (std::size_t t = 0; t < plot_.tracks.size(); ++t) {
      for (std::size_t c = 0; c < plot_.tracks[t].curves.size(); ++c) {
        curve(plot_.tracks[t].curves[c], plot_.tracks[t].logarithmic, left_of(t),
              kColours[c % kColours.size()]);
      }
    }
    return drawing.finish();
  }

 private:
  [[nodiscard]] double left_of(std::size_t track) const {
    return kMargin + kTrack * static_cast<double>(track) + (track > 0 ? kDepthColumn : 0.0);
  }
  [[nodiscard]] double depth_left() const { return kMargin + (plot_.tracks.empty() ? 0.0 : kTrack); }
  [[nodiscard]] double y(double depth) const { return top_ + (depth - first_) * mm_per_depth_; }

  void text(double x, double at_y, double size, Anchor anchor, const char* colour, std::string_view words) {
    drawing_->text(x, at_y, size, anchor, colour, words);
  }
  void line(double x0, double y0, double x1, double y1, double width, const char* colour) {
    drawing_->lines({{{x0, y0}, {x1, y1}}}, {colour, width, {}, false});
  }

  void grid(const PlotTrack& track, double left) {
    const double bottom = y(last_);
    if (track.logarithmic && !track.curves.empty()) {
      const PlotCurve& scale = track.curves.front();
      const double low = std::min(scale.left, scale.right);
      const double high = std::max(scale.left, scale.right);
      const double span = std::log(scale.right / scale.left);
      for (double decade = std::pow(10.0, std::floor(std::log10(low))); decade < high; decade *= 10.0) {
        for (int k = 1; k <= 9; ++k) {
          const double value = k * decade;
          if (value < low * (1 + 1e-9) || value > high * (1 - 1e-9)) continue;
          line(left + kTrack * std::log(value / scale.left) / span, top_,
               left + kTrack * std::log(value / scale.left) / span, bottom, k == 1 ? 0.3 : 0.1, "#b8b8b8");
        }
      }
    } else {
      for (int k = 1; k < 10; ++k)
        line(left + kTrack * k / 10, top_, left + kTrack * k / 10, bottom, k == 5 ? 0.22 : 0.1, "#b8b8b8");
    }
    for (const double x : {left, left + kTrack}) line(x, top_, x, bottom, 0.35, "#000000");
    for (const double at : {top_, bottom}) line(left, at, left + kTrack, at, 0.35, "#000000");
  }

  void header(const PlotTrack& track, double left) {
    double at = top_ - 2.0 - kHeaderLine * static_cast<double>(track.curves.size());
    for (std::size_t c = 0; c < track.curves.size(); ++c, at += kHeaderLine) {
      const PlotCurve& curve = track.curves[c];
      const char* colour = kColours[c % kColours.size()];
      const std::string name = curve.name.size() > 40 ? curve.name.substr(0, 40) : curve.name;
      text(left + kTrack / 2, at + 3.6, 3.2, Anchor::kMiddle, colour,
           curve.unit.empty() ? name : name + " (" + curve.unit + ")");
      text(left + 1.0, at + 3.6, 2.6, Anchor::kStart, colour, fmt::format("{:g}", curve.left));
      text(left + kTrack - 1.0, at + 3.6, 2.6, Anchor::kEnd, colour, fmt::format("{:g}", curve.right));
      drawing_->lines({{{left + 1.0, at + 5.4}, {left + kTrack - 1.0, at + 5.4}}},
                      {colour, 0.5, dash_array(curve.dash), false});
    }
  }

  void depth_lines() {
    const double step = plot_.metric ? 1.0 : 2.0;
    for (double k = std::ceil(first_ / step - 1e-9); k * step <= last_ + 1e-9; k += 1.0) {
      const bool heavy = std::fmod(std::abs(k), 25.0) == 0.0;
      const bool medium = std::fmod(std::abs(k), 5.0) == 0.0;
      for (std::size_t t = 0; t < plot_.tracks.size(); ++t) {
        line(left_of(t), y(k * step), left_of(t) + kTrack, y(k * step),
             heavy    ? 0.35
             : medium ? 0.2
                      : 0.1,
             "#a8a8a8");
      }
    }
  }

  void depth_numbers() {
    // A short log would have no number at all.
    const double usual = plot_.metric ? 25.0 : 50.0;
    const double step = last_ - first_ < 3.0 * usual ? usual / 5.0 : usual;
    for (double k = std::ceil(first_ / step - 1e-9); k * step <= last_ + 1e-9; k += 1.0) {
      text(depth_left() + kDepthColumn / 2, y(k * step) + 1.4, 4.0, Anchor::kMiddle, "#000000",
           fmt::format("{:g}", k * step));
    }
    text(depth_left() + kDepthColumn / 2, top_ - 3.0, 3.0, Anchor::kMiddle, "#000000",
         plot_.metric ? "M 1:200" : "FT 1:240");
  }

  void curve(const PlotCurve& curve, bool logarithmic, double left, const char* colour) {
    Lines lines;
    bool open = false;
    double last_lane = 0.0;
    for (std::size_t i = 0; i < plot_.depths.size() && i < curve.values.size(); ++i) {
      const double value = curve.values[i];
      double u = logarithmic ? std::log(value / curve.left) / std::log(curve.right / curve.left)
                             : (value - curve.left) / (curve.right - curve.left);
      if (!std::isfinite(u)) {
        open = false;
        continue;
      }
      double lane = 0.0;
      if (curve.wraps) {
        lane = u >= 0.0 && u <= 1.0 ? 0.0 : std::floor(u);
        u -= lane;
      }
      u = std::clamp(u, 0.0, 1.0);
      if (lane != last_lane) open = false;
      last_lane = lane;
      if (!open) lines.emplace_back();
      lines.back().emplace_back(left + u * kTrack, y(plot_.depths[i]));
      open = true;
    }
    drawing_->lines(lines, {colour, 0.35, dash_array(curve.dash), curve.dash == Dash::kSolid});
  }

  const LogPlot& plot_;
  double mm_per_depth_ = 1.0;
  double top_ = 0.0;
  double first_ = 0.0;
  double last_ = 0.0;
  double width_ = 0.0;
  double height_ = 0.0;
  Drawing* drawing_ = nullptr;
};

}  // namespace

std::string log_plot_svg(const LogPlot& plot) {
  Sheet sheet(plot);
  return sheet.drawn(*svg_drawing(sheet.width(), sheet.height()));
}

std::string log_plot_pdf(const LogPlot& plot) {
  Sheet sheet(plot);
  return sheet.drawn(*pdf_drawing(sheet.width(), sheet.height()));
}

}  // namespace logdigitise::chart
