#include "log_picture.hpp"

#include "logdigitise/chart/log_plot.hpp"

namespace logdigitise::app {

namespace {

chart::Dash dash_of(layout::LineStyle style) {
  switch (style) {
    case layout::LineStyle::kSolid:
      return chart::Dash::kSolid;
    case layout::LineStyle::kDashed:
      return chart::Dash::kDashed;
    case layout::LineStyle::kDotted:
      return chart::Dash::kDotted;
    case layout::LineStyle::kLongDash:
      return chart::Dash::kLongDash;
  }
  return chart::Dash::kSolid;
}

}  // namespace

std::string log_picture(const welllog::WellLog& log, const layout::Layout& layout,
                        const std::string& extension) {
  chart::LogPlot plot;
  const auto name = log.well.find("WELL");
  if (name != log.well.end()) plot.title = name->second;
  plot.metric = log.depth_unit == DepthUnit::kMetres;
  plot.depths = log.depths;
  std::size_t column = 0;
  for (const layout::Track& track : layout.tracks) {
    chart::PlotTrack drawn;
    drawn.logarithmic = track.scale == layout::Scale::kLog;
    for (const layout::Curve& curve : track.curves) {
      drawn.curves.push_back({curve.mnemonic, curve.unit, curve.left, curve.right, curve.wrap,
                              dash_of(curve.style), log.curves[column].values});
      ++column;
    }
    plot.tracks.push_back(std::move(drawn));
  }
  return extension == ".pdf" ? chart::log_plot_pdf(plot) : chart::log_plot_svg(plot);
}

}  // namespace logdigitise::app
