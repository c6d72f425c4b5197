// The curves of a section's tracks that have no header: told from their ink.

#include "logdigitise/sheet/header_scale.hpp"
#include "logdigitise/sheet/headerless_curves.hpp"
#include "logdigitise/sheet/section_inspector.hpp"
#include "logdigitise/sheet/track_ink.hpp"

namespace logdigitise::sheet {

void SectionInspector::count_headerless_curves() {
  std::vector<const layout::Track*> tracks;
  std::vector<std::size_t> places;
  for (std::size_t t = 0; t < result_.tracks.size(); ++t) {
    if (!result_.tracks[t].header.empty()) continue;
    tracks.push_back(&result_.layout.tracks[t]);
    places.push_back(t);
  }
  if (tracks.empty()) return;
  progress_.begin("curves without a header", 0);
  const std::vector<LineTie>& ties = result_.depth.ties;
  const auto windows =
      read_track_windows(scan_.path, scan_.raster, tracks, ties.front().y, ties.back().y, lines_.x_reference,
                         [this](double y) { return lines_.slope_at(y); });
  for (std::size_t k = 0; k < places.size(); ++k) {
    const auto scale = usual_scale_of_grid(grids_[places[k]]);
    HeaderlessCurves found = curves_from_ink(static_cast<int>(places[k]) + 1,
                                             count_curves(without_grid(windows[k]), dpi_down()), scale);
    layout::Track& track = result_.layout.tracks[places[k]];
    track.curves = std::move(found.curves);
    if (scale) track.scale = layout::Scale::kLog;
    for (std::string& flag : found.flags) result_.flags.push_back(std::move(flag));
  }
}

}  // namespace logdigitise::sheet
