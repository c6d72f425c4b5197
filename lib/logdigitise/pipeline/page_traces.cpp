#include "logdigitise/pipeline/page_traces.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <future>
#include <limits>
#include <stdexcept>
#include <utility>

#include "logdigitise/band/band_stream.hpp"
#include "logdigitise/core/image_channel.hpp"
#include "logdigitise/core/interrupt.hpp"
#include "logdigitise/pipeline/foreign_ink.hpp"
#include "logdigitise/pipeline/hidden_curves.hpp"
#include "logdigitise/pipeline/pass_tracing.hpp"
#include "logdigitise/pipeline/tile_feed.hpp"
#include "logdigitise/trace/operating_point.hpp"
#include "logdigitise/trace/tracer.hpp"

namespace logdigitise::pipeline {

namespace {

/// Rows that the decoder complained of carry no value, whatever was traced through them.
void blank_damaged(PageTraces& page) {
  for (const raster::DamagedRows& damage : page.damaged) {
    const int first = std::max(0, static_cast<int>(std::floor(page.geometry.row_px(damage.first))) - 1);
    const int last =
        std::min(page.geometry.rows, static_cast<int>(std::ceil(page.geometry.row_px(damage.last))) + 1);
    for (CurveRows& rows : page.curves) {
      for (int r = first; r < last; ++r) {
        const auto i = static_cast<std::size_t>(r);
        rows.fraction[i] = std::numeric_limits<float>::quiet_NaN();
        rows.evidence[i] = {};
        rows.flags[i] = trace::Flag::kDamaged;
      }
    }
  }
}

/// A tile with what the network says of it: chances[track][pass][reading], all rows with their context.
struct SegmentedTile {
  Tile tile;
  std::vector<std::vector<std::vector<Image<float>>>> chances;
};

/// Hands a tile to the tracers of its passes; one without rows to none.
/// `depth`: of the centre of each row of the page.
void trace_tile(const SegmentedTile& segmented, const std::vector<double>& depth,
                const layout::Depth& section, std::vector<std::vector<PassTracing>>& tracings) {
  const Tile& tile = segmented.tile;
  for (std::size_t t = 0; t < segmented.chances.size(); ++t) {
    for (std::size_t p = 0; p < segmented.chances[t].size(); ++p) {
      const Image<std::uint8_t>& planes = tile.planes[t][p];
      std::vector<Image<float>> chances;
      for (const Image<float>& of_reading : segmented.chances[t][p]) {
        chances.push_back(chances_in_section(of_reading, tile, depth, section));
        weaken_on_foreign_ink(planes, tile.context_above, chances.back());
      }
      tracings[t][p].push(chances, {channel_of(planes, nn::kPersistencePlane, tile.context_above, tile.rows),
                                    channel_of(planes, nn::kOwnInkPlane, tile.context_above, tile.rows)});
    }
  }
}

/// Where the bands of the page lie, and the depth of their rows; no curve yet.
PageTraces plan_page(const raster::RasterInfo& scan, const layout::Layout& layout, const depth::DepthMap& map,
                     int page, const band::BandOptions& options) {
  PageTraces result;
  result.page = page;
  result.scan_has_colour = scan.channels == 3;
  band::BandOptions band_options = options;
  band_options.scan_dpi = scan.dpi_x;
  result.geometry = band::plan_bands(layout, map, scan.width, scan.height, page, band_options);
  for (int r = 0; r < result.geometry.rows; ++r)
    result.depth.push_back(map.depth_from_y(result.geometry.y_reference(r + 0.5)));
  return result;
}

/// The passes of each track of a page, and who traces them.
struct TracksInWork {
  std::vector<std::vector<band::Pass>> passes;
  std::vector<std::vector<PassTracing>> tracings;
};

TracksInWork begin_tracks(const PageTraces& page, const layout::Layout& layout,
                          const trace::TraceOptions& options,
                          const std::vector<layout::LineStyle>& strangers) {
  TracksInWork tracks;
  for (const band::TrackBand& track_band : page.geometry.tracks) {
    const layout::Track& track = layout.tracks[static_cast<std::size_t>(track_band.track)];
    tracks.passes.push_back(band::colour_passes(track, page.scan_has_colour));
    std::vector<PassTracing>& of_track = tracks.tracings.emplace_back();
    for (const band::Pass& pass : tracks.passes.back())
      of_track.emplace_back(track, track_band, pass, options, strangers);
  }
  return tracks;
}

SegmentedTile segment_tile(Tile tile, const std::vector<std::vector<PassTracing>>& tracings,
                           nn::Segmenter& segmenter, StageClock& clock) {
  std::vector<std::vector<std::vector<Image<float>>>> chances(tracings.size());
  for (std::size_t t = 0; t < tracings.size(); ++t) {
    for (std::size_t p = 0; p < tracings[t].size(); ++p) {
      chances[t].push_back(clock.time(
          "segment", [&] { return segmenter.segment_each(tile.planes[t][p], tracings[t][p].queries()); }));
    }
  }
  return {std::move(tile), std::move(chances)};
}

}  // namespace

void PageTraces::expect_same_rows(const PageTraces& again) const {
  if (again.depth != depth)
    throw std::logic_error(
        fmt::format("{} rows of a page were read again as {} others", depth.size(), again.depth.size()));
}

PageTraces trace_page(raster::RowReader& scan, const layout::Layout& layout, const depth::DepthMap& map,
                      int page, const std::vector<layout::LineStyle>& strangers, nn::Segmenter& segmenter,
                      const ConvertOptions& options, Progress& progress, StageClock& clock) {
  PageTraces result = plan_page(scan.info(), layout, map, page, options.band);
  const int rows = result.geometry.rows;
  TracksInWork tracks = begin_tracks(
      result, layout, trace::fitted_to_model(options.trace, segmenter.calibrated(), segmenter.model_name()),
      strangers);
  band::BandStream stream(scan, layout, map, result.geometry, tracks.passes, page, options.band);
  TileFeed feed(stream, rows, options.tile_rows);
  progress.begin(fmt::format("page {}", page), rows);
  // Three tiles are in work at a time: one is cut, one is at the network, one is traced. Each stage sees the
  // tiles in their order whichever thread it runs in, so nothing but speed depends on it.
  const std::launch how = options.overlap ? std::launch::async : std::launch::deferred;
  SegmentedTile before;
  const auto trace_before = [&] {
    clock.time("trace", [&] { trace_tile(before, result.depth, layout.depth, tracks.tracings); });
  };
  Tile tile;
  bool there = clock.time("straighten", [&] { return feed.next(tile); });
  while (there) {
    throw_if_interrupted();
    Tile next;
    std::future<bool> cutting =
        std::async(how, [&] { return clock.time("straighten", [&] { return feed.next(next); }); });
    std::future<void> tracing = std::async(how, trace_before);
    SegmentedTile segmented = segment_tile(std::move(tile), tracks.tracings, segmenter, clock);
    tracing.get();
    there = cutting.get();
    progress.advance(segmented.tile.first_row + segmented.tile.rows);
    before = std::move(segmented);
    tile = std::move(next);
  }
  trace_before();
  clock.time("trace", [&] {
    for (auto& of_track : tracks.tracings) {
      std::vector<std::vector<CurveRows>> passes;
      for (PassTracing& pass : of_track) passes.push_back(pass.finish());
      if (passes.size() > 1)
        lay_hidden(layout.tracks[static_cast<std::size_t>(passes.front().front().track)], passes);
      for (std::vector<CurveRows>& curves : passes)
        for (CurveRows& curve : curves) result.curves.push_back(std::move(curve));
    }
  });
  while (scan.read_rows(1024).rows() > 0) {  // Damage below the section is part of the scan's record too.
  }
  result.damaged = scan.damaged();
  blank_damaged(result);
  return result;
}

}  // namespace logdigitise::pipeline
