#include "logdigitise/pipeline/convert.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "logdigitise/band/skew.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/core/sha256.hpp"
#include "logdigitise/layout/layout_json.hpp"
#include "logdigitise/pipeline/confidence.hpp"
#include "logdigitise/pipeline/doubts.hpp"
#include "logdigitise/pipeline/other_styles.hpp"
#include "logdigitise/pipeline/page_traces.hpp"
#include "logdigitise/pipeline/resample.hpp"
#include "logdigitise/pipeline/review_status.hpp"

namespace logdigitise::pipeline {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

/// A page of the log: which file holds it, and where in it.
struct PageSource {
  std::filesystem::path scan;
  int page_of_scan = 1;
};

std::vector<PageSource> list_pages(const std::vector<std::filesystem::path>& scans,
                                   const raster::RasterOptions& options) {
  std::vector<PageSource> pages;
  for (const std::filesystem::path& scan : scans) {
    raster::RasterOptions first = options;
    first.page = 1;
    const int count = raster::open_raster(scan, first)->info().pages;
    for (int page = 1; page <= count; ++page) pages.push_back({scan, page});
  }
  return pages;
}

std::vector<layout::Tie> ties_of_page(const layout::Layout& layout, int page) {
  std::vector<layout::Tie> ties;
  std::copy_if(layout.depth.ties.begin(), layout.depth.ties.end(), std::back_inserter(ties),
               [&](const layout::Tie& tie) { return tie.page == page; });
  return ties;
}

std::unique_ptr<raster::RowReader> open_page(const PageSource& source, const raster::RasterOptions& options) {
  raster::RasterOptions own = options;
  own.page = source.page_of_scan;
  return raster::open_raster(source.scan, own);
}

depth::DepthMap map_of_page(const layout::Layout& layout, int page, const PageSource& source,
                            const raster::RasterOptions& raster, StageClock& clock) {
  const std::vector<layout::Tie> ties = ties_of_page(layout, page);
  depth::DepthMap map(ties, {});
  if (map.slope_is_known()) return map;
  const std::vector<depth::SkewSample> skew = clock.time("skew", [&] {
    const auto scan = open_page(source, raster);
    const double a = map.y_from_depth(layout.depth.top);
    const double b = map.y_from_depth(layout.depth.base);
    return band::measure_skew(*scan, layout, page, std::min(a, b), std::max(a, b));
  });
  return skew.empty() ? map : depth::DepthMap(ties, skew);
}

/// A curve of one page on the LAS depths, with the chance that each value is right.
CurveSamples samples_of_page(const PageTraces& page, std::size_t which, const layout::Track& track,
                             const std::vector<double>& depths, double step,
                             const ConfidenceModel& confidence, const ConvertOptions& options) {
  const CurveRows& rows = page.curves[which];
  CurveSamples samples = resample({page.depth, rows.fraction, rows.flags}, depths, step, options.resample);
  samples.clues = sample_clues(page, which, track, depths, step);
  for (std::size_t i = 0; i < depths.size(); ++i) {
    if (!std::isnan(samples.fraction[i])) samples.confidence[i] = confidence.chance(samples.clues[i]);
  }
  flag_doubts(options.review_confidence, confidence.units.empty() ? 0.0F : options.min_confidence, samples);
  if (!options.keep_clues) samples.clues.clear();
  return samples;
}

/// Adds what this page says at depths where no earlier page said anything.
void merge(const CurveSamples& page, CurveSamples& all) {
  for (std::size_t i = 0; i < all.fraction.size(); ++i) {
    const bool better =
        std::isnan(all.fraction[i]) && (!std::isnan(page.fraction[i]) || page.flags[i] != trace::Flag::kGap);
    if (!better) continue;
    all.fraction[i] = page.fraction[i];
    all.confidence[i] = page.confidence[i];
    all.flags[i] = page.flags[i];
    if (!page.clues.empty()) all.clues[i] = page.clues[i];
  }
}

void record_depth(const depth::DepthMap& map, const std::vector<layout::Tie>& ties, int page,
                  QualityRecord& quality) {
  for (const depth::DepthMap::Knot& knot : map.knots()) {
    quality.depth_map.push_back({page, knot.y_reference, knot.depth});
  }
  for (const depth::SkewSample& skew : map.skew()) quality.skew.push_back({page, skew.y, skew.slope});
  const std::vector<double> residuals = map.residuals_px(ties);
  for (std::size_t i = 0; i < ties.size(); ++i) {
    quality.residuals.push_back({page, ties[i].x, ties[i].y, ties[i].depth, residuals[i]});
  }
}

std::vector<std::string> remarks(const QualityRecord& quality) {
  std::vector<std::string> lines;
  lines.push_back(fmt::format("Digitised from a paper log by logdigitise {}", quality.version));
  for (const auto& [file, hash] : quality.scans)
    lines.push_back(fmt::format("Scan {} SHA-256 {}", file, hash));
  lines.push_back(fmt::format("Model {} SHA-256 {}", quality.model, quality.model_sha256));
  lines.push_back(fmt::format("Status {}; see the quality record beside this file", quality.status));
  for (const CurveQuality& curve : quality.curves) {
    lines.push_back(fmt::format("{} coverage {:.1f} % mean confidence {:.2f}", curve.mnemonic,
                                100.0 * curve.coverage, curve.mean_confidence));
  }
  return lines;
}

std::string other_style_message(const layout::Layout& layout, const CurveRows& rows) {
  const layout::Curve& curve =
      layout.tracks[static_cast<std::size_t>(rows.track)].curves[static_cast<std::size_t>(rows.curve)];
  return fmt::format("{}: drawn {}; the layout says {}", curve.mnemonic,
                     layout::style_name(*rows.other_style), layout::style_name(curve.style));
}

}  // namespace

std::vector<double> output_depths(const layout::Depth& depth, int points) {
  const double step = depth.step;
  const auto first = static_cast<long long>(std::ceil(depth.top / step - 1e-6));
  const auto last = static_cast<long long>(std::floor(depth.base / step + 1e-6));
  if (last < first) {
    throw usage_error(
        {},
        fmt::format("no multiple of the step {:g} lies between {:g} and {:g}", step, depth.top, depth.base),
        "Change top, base or step of the layout");
  }
  std::vector<double> depths;
  if (points > 1) {
    const double from = static_cast<double>(first) * step;
    const double to = static_cast<double>(last) * step;
    for (int i = 0; i < points; ++i) depths.push_back(from + (to - from) * i / (points - 1));
  } else {
    for (long long k = first; k <= last; ++k) depths.push_back(static_cast<double>(k) * step);
  }
  return depths;
}

ConvertResult convert_log(const std::vector<std::filesystem::path>& scans, const layout::Layout& layout,
                          nn::Segmenter& segmenter, const ConvertOptions& options, Progress& progress,
                          const LayoutOrigin& origin) {
  for (const float bound : {options.min_confidence, options.review_confidence}) {
    if (!(bound >= 0.0F && bound <= 1.0F))
      throw usage_error("", fmt::format("a confidence of {} is asked for; expected 0 to 1", bound));
  }
  StageClock clock;
  ConvertResult result;
  QualityRecord& quality = result.quality;
  const std::vector<double> depths = output_depths(layout.depth, options.points);
  const double step = depths.size() > 1 ? depths[1] - depths[0] : layout.depth.step;
  const double max_gap =
      options.max_gap >= 0.0 ? options.max_gap : (layout.depth.unit == DepthUnit::kFeet ? 1.0 : 0.3);

  const ConfidenceModel confidence = read_confidence_model(segmenter.metadata());
  raster::RasterOptions raster = options.raster;
  raster.turn = layout.turn;
  const std::vector<PageSource> sources = list_pages(scans, options.raster);
  std::set<int> wanted;
  for (const layout::Tie& tie : layout.depth.ties) wanted.insert(tie.page);

  std::vector<std::vector<CurveSamples>> samples(layout.tracks.size());
  for (std::size_t t = 0; t < layout.tracks.size(); ++t) {
    samples[t].resize(layout.tracks[t].curves.size());
    for (CurveSamples& one : samples[t]) {
      one.fraction.assign(depths.size(), kNan);
      one.confidence.assign(depths.size(), 0.0F);
      one.flags.assign(depths.size(), trace::Flag::kGap);
      if (options.keep_clues) one.clues.resize(depths.size());
    }
  }

  for (const int page : wanted) {
    if (page < 1 || page > static_cast<int>(sources.size())) {
      throw input_error(
          scans.front().string(),
          fmt::format("the layout has ties on page {}; there are {} page(s)", page, sources.size()),
          "Name all sheets of the log in order");
    }
    const PageSource& source = sources[static_cast<std::size_t>(page - 1)];
    try {
      const depth::DepthMap map = map_of_page(layout, page, source, raster, clock);
      const auto scan = open_page(source, raster);
      PageTraces traces = trace_page(*scan, layout, map, page, segmenter, options, progress, clock);
      if (const auto unseen = tracks_hardly_seen(traces, layout); !unseen.empty()) {
        const auto again = open_page(source, raster);
        take_styles_seen(trace_page(*again, in_other_styles(layout, unseen), map, page, segmenter, options,
                                    progress, clock),
                         layout, unseen, traces);
      }
      for (const CurveRows& rows : traces.curves) {
        if (rows.other_style) quality.reasons.push_back(other_style_message(layout, rows));
      }
      clock.time("values", [&] {
        for (std::size_t k = 0; k < traces.curves.size(); ++k) {
          const CurveRows& rows = traces.curves[k];
          merge(samples_of_page(traces, k, layout.tracks[static_cast<std::size_t>(rows.track)], depths, step,
                                confidence, options),
                samples[static_cast<std::size_t>(rows.track)][static_cast<std::size_t>(rows.curve)]);
        }
      });
      record_depth(map, ties_of_page(layout, page), page, quality);
      for (const raster::DamagedRows& damage : traces.damaged) {
        quality.damaged.push_back({page, damage.first, damage.last, damage.reason});
      }
    } catch (const Error& error) {
      if (!error.where().empty()) throw;
      throw Error(error.kind(), source.scan.string(), error.what());
    }
  }

  welllog::WellLog& log = result.log;
  log.well = layout.well;
  log.depth_unit = layout.depth.unit;
  log.depths = depths;
  for (std::size_t t = 0; t < layout.tracks.size(); ++t) {
    const layout::Track& track = layout.tracks[t];
    for (std::size_t c = 0; c < track.curves.size(); ++c) {
      const layout::Curve& curve = track.curves[c];
      CurveSamples& own = samples[t][c];
      bridge_gaps(depths, max_gap, options.fill, curve.wrap, own);
      welllog::Curve written{curve.mnemonic, curve.unit, fmt::format("track {}", track.name), {}};
      welllog::Curve sure{curve.mnemonic + "_CONF", "", "confidence of " + curve.mnemonic, {}};
      for (std::size_t i = 0; i < depths.size(); ++i) {
        const double u = own.fraction[i];
        written.values.push_back(std::isnan(u) ? kNan : layout::value_from_fraction(curve, track.scale, u));
        sure.values.push_back(own.confidence[i]);
      }
      log.curves.push_back(std::move(written));
      result.confidence.push_back(std::move(sure));
      if (options.keep_clues) result.clues.push_back(std::move(own.clues));
      quality.curves.push_back(assess_curve(curve.mnemonic, track.name, depths, own));
    }
  }

  clock.time("hash", [&] {
    for (const std::filesystem::path& scan : scans) {
      quality.scans.emplace_back(scan.filename().string(), sha256_file(scan));
      quality.scan_paths.push_back(std::filesystem::absolute(scan).lexically_normal().string());
    }
  });
  result.layout = layout;
  quality.layout_json = layout::layout_to_json(layout);
  quality.layout_from = origin.from;
  quality.layout_sha256 = origin.sha256;
  quality.layout_flags = origin.flags;
  quality.version = LOGDIGITISE_VERSION;
  quality.model = segmenter.model_name();
  quality.model_sha256 = segmenter.sha256();
  quality.device = segmenter.device();
  quality.precision = segmenter.precision();
  quality.seconds = clock.seconds();
  set_status(options.review_coverage, quality);
  log.remarks = remarks(quality);
  return result;
}

}  // namespace logdigitise::pipeline
