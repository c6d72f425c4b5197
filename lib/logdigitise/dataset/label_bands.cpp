#include "logdigitise/dataset/label_bands.hpp"

#include <fmt/format.h>

#include <cstring>
#include <limits>
#include <opencv2/core.hpp>

#include "logdigitise/band/band_stream.hpp"
#include "logdigitise/dataset/centreline.hpp"
#include "logdigitise/dataset/image_rows.hpp"
#include "logdigitise/nn/segmenter.hpp"

namespace logdigitise::dataset {

namespace {

constexpr int kMostLabels = 8;  // Bits of a label pixel.

layout::Layout with_errors(layout::Layout layout, double error_px, Random& random) {
  for (layout::Track& track : layout.tracks) {
    const double shift = 0.5 * error_px * random.normal();
    for (layout::Edge& edge : track.edges) {
      edge.left += shift + 0.5 * error_px * random.normal();
      edge.right += shift + 0.5 * error_px * random.normal();
    }
  }
  for (layout::Tie& tie : layout.depth.ties) tie.y += 0.3 * error_px * random.normal();
  return layout;
}

std::vector<Stroke> strokes_in_band(const synth::SyntheticLog& log, int track, int curve,
                                    const layout::Layout& layout, const depth::DepthMap& map,
                                    const band::BandGeometry& geometry, const band::TrackBand& band) {
  std::vector<Stroke> strokes;
  for (const synth::DrawnCurve& drawn : log.curves) {
    if (drawn.track != track || drawn.curve != curve) continue;
    for (const auto& piece : drawn.strokes) {
      Stroke stroke;
      for (const cv::Point2d& point : piece) {
        const cv::Point2d scan = log.geometry.to_scan(point);
        const band::ScanPoint p = band::band_from_scan(layout, map, geometry, band, 1, {scan.x, scan.y});
        stroke.emplace_back(p.x, p.y);
      }
      strokes.push_back(std::move(stroke));
    }
  }
  return strokes;
}

/// Takes labels and truth away where the ink did not survive the scan.
void drop_unseen(const LabelOptions& options, train::LabelledBand& band) {
  for (std::size_t k = 0; k < band.x_px.size(); ++k) {
    const std::vector<bool> unseen =
        unseen_rows(band.planes, band.x_px[k], options.unseen_reach_rows, options.unseen_ink);
    for (int r = 0; r < band.labels.rows(); ++r) {
      const auto row = static_cast<std::size_t>(r);
      if (!unseen[row]) continue;
      band.x_px[k][row] = std::numeric_limits<float>::quiet_NaN();
      for (std::uint8_t& label : band.labels.row(r)) label = static_cast<std::uint8_t>(label & ~(1U << k));
    }
  }
}

void copy_rows(const Image<std::uint8_t>& from, int first_row, Image<std::uint8_t>& to) {
  std::memcpy(to.row(first_row).data(), from.data(), from.size());
}

}  // namespace

std::vector<train::LabelledBand> label_bands(const synth::SyntheticLog& log, Random& random,
                                             const LabelOptions& options) {
  const layout::Layout layout = with_errors(log.layout, options.layout_error_px, random);
  const depth::DepthMap map(layout.depth.ties, {});
  ImageRows scan(log.scan.pixels, log.scan.bilevel);
  const band::BandGeometry geometry =
      band::plan_bands(layout, map, scan.info().width, scan.info().height, 1, options.band);

  std::vector<std::vector<band::Pass>> passes;
  std::vector<std::vector<train::LabelledBand>> bands;
  for (const band::TrackBand& track_band : geometry.tracks) {
    const layout::Track& track = layout.tracks[static_cast<std::size_t>(track_band.track)];
    passes.push_back(band::colour_passes(track, scan.info().channels == 3));
    std::vector<train::LabelledBand>& of_track = bands.emplace_back();
    for (const band::Pass& pass : passes.back()) {
      train::LabelledBand& one = of_track.emplace_back();
      one.name = fmt::format("{}/{}", log.name, track.name);
      one.planes = Image<std::uint8_t>(geometry.rows, track_band.columns, nn::kInputPlanes);
      one.labels = Image<std::uint8_t>(geometry.rows, track_band.columns);
      one.left_px = static_cast<float>(track_band.left_px);
      one.right_px = static_cast<float>(track_band.right_px);
      cv::Mat labels(geometry.rows, track_band.columns, CV_8UC1, one.labels.data());
      for (const int c : pass.curves) {
        if (one.queries.size() == kMostLabels) break;
        const layout::Curve& curve = track.curves[static_cast<std::size_t>(c)];
        const std::vector<Stroke> strokes =
            strokes_in_band(log, track_band.track, c, layout, map, geometry, track_band);
        mark_strokes(strokes, options.label_width_px, static_cast<unsigned>(one.queries.size()), labels);
        one.x_px.push_back(row_positions(strokes, geometry.rows));
        one.queries.push_back({curve.style, curve.weight});
      }
    }
  }

  band::BandStream stream(scan, layout, map, geometry, passes, 1, options.band);
  band::BandBlock block;
  while (stream.next(block)) {
    for (std::size_t t = 0; t < bands.size(); ++t) {
      for (std::size_t p = 0; p < bands[t].size(); ++p) {
        copy_rows(block.planes[t][p], block.first_row, bands[t][p].planes);
      }
    }
  }

  std::vector<train::LabelledBand> all;
  for (auto& of_track : bands) {
    for (auto& one : of_track) {
      drop_unseen(options, one);
      all.push_back(std::move(one));
    }
  }
  return all;
}

}  // namespace logdigitise::dataset
