#include "logdigitise/pipeline/page_traces.hpp"

#include <fmt/format.h>

#include <cmath>
#include <future>
#include <stdexcept>
#include <utility>

#include "logdigitise/band/band_stream.hpp"
#include "logdigitise/core/interrupt.hpp"
#include "logdigitise/pipeline/damaged_rows.hpp"
#include "logdigitise/pipeline/early_doubt.hpp"
#include "logdigitise/pipeline/hidden_curves.hpp"
#include "logdigitise/pipeline/tile_feed.hpp"
#include "logdigitise/pipeline/tile_tracing.hpp"
#include "logdigitise/trace/operating_point.hpp"
#include "logdigitise/trace/tracer.hpp"

namespace logdigitise::pipeline {

namespace {

/// Rows that the decoder complained of carry no value, whatever was traced through them.
void blank_damaged(PageTraces& page) {
  std::vector<RowRange> damaged;
  for (const raster::DamagedRows& damage : page.damaged) {
    damaged.push_back({static_cast<int>(std::floor(page.geometry.row_px(damage.first))) - 1,
                       static_cast<int>(std::ceil(page.geometry.row_px(damage.last))) + 1});
  }
  const std::vector<RowRange> lost = rows_lost(std::move(damaged), page.geometry.rows);
  blank_damaged(lost, page.curves);
  blank_damaged(lost, page.beside_all_strangers);
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
      of_track.emplace_back(track, track_band, pass, options, strangers)
          .expect_rows(static_cast<std::size_t>(page.geometry.rows));
  }
  return tracks;
}

/// `passes`: the curves of one track.
void append_track(const layout::Layout& layout, std::vector<std::vector<CurveRows>> passes,
                  std::vector<CurveRows>& all) {
  if (passes.size() > 1)
    lay_hidden(layout.tracks[static_cast<std::size_t>(passes.front().front().track)], passes);
  for (std::vector<CurveRows>& curves : passes)
    for (CurveRows& curve : curves) all.push_back(std::move(curve));
}

void finish_tracks(const layout::Layout& layout, std::vector<std::vector<PassTracing>>& tracings,
                   PageTraces& result) {
  for (std::vector<PassTracing>& of_track : tracings) {
    std::vector<std::vector<CurveRows>> passes;
    std::vector<std::vector<CurveRows>> late;
    for (PassTracing& pass : of_track) {
      passes.push_back(pass.finish());
      late.push_back(pass.beside_late_strangers());
    }
    const bool looked_again =
        std::any_of(late.begin(), late.end(), [](const auto& of_pass) { return !of_pass.empty(); });
    if (looked_again) {
      for (std::size_t p = 0; p < late.size(); ++p)
        if (late[p].empty()) late[p] = passes[p];
      append_track(layout, std::move(late), result.beside_all_strangers);
    }
    append_track(layout, std::move(passes), result.curves);
  }
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
  EarlyDoubt early(rows, layout, result.depth);
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
    clock.time("segment", [&] { early.look(before.tile, segmented, tracks.tracings, segmenter); });
    before = std::move(segmented);
    tile = std::move(next);
  }
  trace_before();
  clock.time("trace", [&] { finish_tracks(layout, tracks.tracings, result); });
  while (scan.read_rows(1024).rows() > 0) {  // Damage below the section is part of the scan's record too.
  }
  result.damaged = scan.damaged();
  result.is_negative = scan.info().negative;
  blank_damaged(result);
  return result;
}

}  // namespace logdigitise::pipeline
