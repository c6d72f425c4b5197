#include "logdigitise/pipeline/convert.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "logdigitise/core/error.hpp"
#include "logdigitise/core/sha256.hpp"
#include "logdigitise/depth/page_spans.hpp"
#include "logdigitise/layout/layout_json.hpp"
#include "logdigitise/pipeline/borrowed_strokes.hpp"
#include "logdigitise/pipeline/confidence.hpp"
#include "logdigitise/pipeline/doubtful_tracks.hpp"
#include "logdigitise/pipeline/doubts.hpp"
#include "logdigitise/pipeline/exchanged_names.hpp"
#include "logdigitise/pipeline/guessed_curves.hpp"
#include "logdigitise/pipeline/like_curves.hpp"
#include "logdigitise/pipeline/log_pages.hpp"
#include "logdigitise/pipeline/other_styles.hpp"
#include "logdigitise/pipeline/page_traces.hpp"
#include "logdigitise/pipeline/pens_apart.hpp"
#include "logdigitise/pipeline/resample.hpp"
#include "logdigitise/pipeline/restyled_tracks.hpp"
#include "logdigitise/pipeline/review_status.hpp"
#include "logdigitise/pipeline/strangers.hpp"

namespace logdigitise::pipeline {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

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
  if (!rows.drawn.empty()) {
    const std::vector<trace::Flag> no_flags(rows.drawn.size(), trace::Flag::kNone);
    const CurveSamples drawn =
        resample({page.depth, rows.drawn, no_flags}, depths, step, Resample::kInterpolate);
    for (std::size_t i = 0; i < depths.size(); ++i)
      if (!std::isnan(drawn.fraction[i])) samples.confidence[i] *= static_cast<float>(drawn.fraction[i]);
  }
  flag_doubts(options.review_confidence, confidence.units.empty() ? 0.0F : options.min_confidence, samples);
  if (!options.keep_clues) samples.clues.clear();
  return samples;
}

/// Adds what this page says at depths that are its own, and at those of no page where no earlier one said
/// anything. `owners`: of each depth the page between whose ties it lies, 0 = none.
void merge(const CurveSamples& page, int number, const std::vector<int>& owners, CurveSamples& all) {
  for (std::size_t i = 0; i < all.fraction.size(); ++i) {
    if (owners[i] != 0 && owners[i] != number) continue;
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

CurveSamples nothing_yet(std::size_t depths, bool keep_clues) {
  CurveSamples samples;
  samples.fraction.assign(depths, kNan);
  samples.confidence.assign(depths, 0.0F);
  samples.flags.assign(depths, trace::Flag::kGap);
  if (keep_clues) samples.clues.resize(depths);
  return samples;
}

void check_bounds(const ConvertOptions& options) {
  for (const float bound : {options.min_confidence, options.review_confidence}) {
    if (!(bound >= 0.0F && bound <= 1.0F))
      throw usage_error("", fmt::format("a confidence of {} is asked for; expected 0 to 1", bound));
  }
}

/// Of gaps that are bridged, in the unit of the depths.
double longest_bridge(const ConvertOptions& options, DepthUnit unit) {
  if (options.max_gap >= 0.0) return options.max_gap;
  return unit == DepthUnit::kFeet ? 1.0 : 0.3;
}

/// One log on its way: its pages one after the other, then what they say together.
class Conversion {
 public:
  Conversion(const std::vector<std::filesystem::path>& scans, const layout::Layout& layout,
             nn::Segmenter& segmenter, const ConvertOptions& options, Progress& progress)
      : scans_(scans),
        layout_(layout),
        segmenter_(segmenter),
        options_(options),
        progress_(progress),
        depths_(output_depths(layout.depth, options.points)),
        step_(depths_.size() > 1 ? depths_[1] - depths_[0] : layout.depth.step),
        confidence_(read_confidence_model(segmenter.metadata())),
        raster_(options.raster),
        sources_(raster::list_pages(scans, options.raster)) {
    raster_.turn = layout.turn;
    const std::vector<depth::PageSpan> spans = depth::page_spans(layout.depth.ties);
    for (const double depth : depths_) owners_.push_back(depth::page_between_ties(spans, depth));
    for (const layout::Track& track : layout.tracks) {
      samples_.emplace_back(track.curves.size(), nothing_yet(depths_.size(), options.keep_clues));
    }
  }

  ConvertResult run(const LayoutOrigin& origin) {
    std::set<int> wanted;
    for (const layout::Tie& tie : layout_.depth.ties) wanted.insert(tie.page);
    for (const std::filesystem::path& scan : untied_scans(layout_, sources_))
      progress_.warn(fmt::format("{}: the layout has no tie on it; nothing of it is read", scan.string()));
    for (const int page : wanted) {
      const raster::ScanPage& source = source_of(page);
      try {
        read_page(page, source);
      } catch (const Error& error) {
        if (!error.where().empty()) throw;
        throw Error(error.kind(), source.scan.string(), error.what());
      }
    }
    write_curves();
    record_origin(origin);
    return std::move(result_);
  }

 private:
  [[nodiscard]] const raster::ScanPage& source_of(int page) const {
    if (page < 1 || page > static_cast<int>(sources_.size())) {
      throw input_error(
          scans_.front().string(),
          fmt::format("the layout has ties on page {}; there are {} page(s)", page, sources_.size()),
          "Name all sheets of the log in order");
    }
    return sources_[static_cast<std::size_t>(page - 1)];
  }

  void read_page(int page, const raster::ScanPage& source) {
    const depth::DepthMap map = map_of_page(layout_, page, source, raster_, clock_);
    PageTraces traces = trace_until_seen(page, source, map);
    for (std::string& borrowed : leave_borrowed_strokes(layout_, traces)) add_reason(std::move(borrowed));
    const layout::Layout found = as_found(layout_, traces);
    name_like_curves(found, traces);
    for (const CurveRows& rows : traces.curves) {
      if (rows.other_style) result_.quality.reasons.push_back(other_style_message(layout_, rows));
    }
    for (std::string& alike : like_curve_messages(found, traces.scan_has_colour))
      add_reason(std::move(alike));
    for (std::string& exchanged : exchanged_name_messages(layout_, traces)) add_reason(std::move(exchanged));
    if (traces.is_negative && raster_.polarity == raster::Polarity::kAuto) {
      result_.quality.reasons.push_back(
          fmt::format("page {}: the scan has light ink on dark paper and is read as a negative", page));
    }
    clock_.time("values", [&] { take_values(traces, found); });
    record_depth(map, ties_of_page(layout_, page), page, result_.quality);
    for (const raster::DamagedRows& damage : traces.damaged) {
      result_.quality.damaged.push_back({page, damage.first, damage.last, damage.reason});
    }
  }

  /// As the layout draws the curves. Tracks in doubt again, beside all kinds of strangers; curves that are
  /// hardly seen even so, in the other styles too, alone on their track or beside its other curves.
  [[nodiscard]] PageTraces trace_until_seen(int page, const raster::ScanPage& source,
                                            const depth::DepthMap& map) {
    ConvertOptions options = options_;
    const auto trace_as = [&](const layout::Layout& drawn, const std::vector<layout::LineStyle>& strangers) {
      const auto scan = raster::open_page(source, raster_);
      return trace_page(*scan, drawn, map, page, strangers, segmenter_, options, progress_, clock_);
    };
    PageTraces traces = trace_as(layout_, usual_strangers());
    options.band.scale = traces.geometry.scale;  // Else a row of some tracks would be another depth.
    const auto doubtful = take_read_beside_all(tracks_in_doubt(traces, layout_), traces);
    if (!doubtful.empty())
      take_tracks(trace_as(only_tracks(layout_, doubtful), all_strangers()), doubtful, traces);
    const auto on_one_stroke = tracks_on_one_stroke(traces, layout_);
    if (!on_one_stroke.empty()) {
      const layout::Layout apart = with_pens_apart(layout_, on_one_stroke, traces.scan_has_colour);
      take_pens_apart(trace_as(apart, usual_strangers()), layout_, on_one_stroke, traces);
    }
    const auto unseen = tracks_hardly_seen(traces, layout_);
    if (!unseen.empty())
      take_styles_seen(trace_as(in_other_styles(layout_, unseen), usual_strangers()), layout_, unseen,
                       traces);
    const auto styles = styles_to_try(traces, layout_);
    if (!styles.empty())
      take_restyled(trace_as(restyled(layout_, styles), all_strangers()), layout_, styles, traces);
    return traces;
  }

  /// Once, whatever the number of pages.
  void add_reason(std::string reason) {
    std::vector<std::string>& reasons = result_.quality.reasons;
    if (std::find(reasons.begin(), reasons.end(), reason) == reasons.end())
      reasons.push_back(std::move(reason));
  }

  /// `found`: the layout with curves in the styles that this page has them in.
  void take_values(const PageTraces& traces, const layout::Layout& found) {
    for (std::size_t k = 0; k < traces.curves.size(); ++k) {
      const auto t = static_cast<std::size_t>(traces.curves[k].track);
      const auto c = static_cast<std::size_t>(traces.curves[k].curve);
      CurveSamples own = samples_of_page(traces, k, found.tracks[t], depths_, step_, confidence_, options_);
      doubt_names_of(traces, found, k, own);
      merge(own, traces.page, owners_, samples_[t][c]);
    }
  }

  /// `own`: samples of the page's curve `which`.
  void doubt_names_of(const PageTraces& page, const layout::Layout& found, std::size_t which,
                      CurveSamples& own) const {
    const CurveRows& rows = page.curves[which];
    if (rows.named.empty()) return;
    const auto on_depths = [&](const std::vector<float>& values, const std::vector<trace::Flag>& flags,
                               Resample how) {
      return resample({page.depth, values, flags}, depths_, step_, how).fraction;
    };
    const layout::Track& track = found.tracks[static_cast<std::size_t>(rows.track)];
    std::vector<std::vector<double>> others;
    for (const std::vector<int>& group : nearly_like_curves(track, page.scan_has_colour)) {
      if (std::find(group.begin(), group.end(), rows.curve) == group.end()) continue;
      for (const CurveRows& other : page.curves) {
        const bool is_like = &other != &rows && other.track == rows.track &&
                             std::find(group.begin(), group.end(), other.curve) != group.end();
        if (is_like) others.push_back(on_depths(other.fraction, other.flags, options_.resample));
      }
    }
    const std::vector<trace::Flag> no_flags(rows.named.size(), trace::Flag::kNone);
    doubt_names(on_depths(rows.named, no_flags, Resample::kInterpolate), others, options_.review_confidence,
                own);
  }

  void write_curves() {
    result_.log.well = layout_.well;
    result_.log.depth_unit = layout_.depth.unit;
    result_.log.depths = depths_;
    const double max_gap = longest_bridge(options_, layout_.depth.unit);
    for (std::size_t t = 0; t < layout_.tracks.size(); ++t) {
      const layout::Track& track = layout_.tracks[t];
      if (!confidence_.units.empty()) drop_unseen_guesses(track, samples_[t]);
      for (std::size_t c = 0; c < track.curves.size(); ++c) {
        bridge_gaps(depths_, max_gap, options_.fill, track.curves[c].wrap, samples_[t][c]);
        write_curve(track, track.curves[c], samples_[t][c]);
      }
    }
  }

  void write_curve(const layout::Track& track, const layout::Curve& curve, CurveSamples& own) {
    welllog::Curve written{curve.mnemonic, curve.unit, fmt::format("track {}", track.name), {}};
    welllog::Curve sure{curve.mnemonic + "_CONF", "", "confidence of " + curve.mnemonic, {}};
    for (std::size_t i = 0; i < depths_.size(); ++i) {
      const double u = own.fraction[i];
      written.values.push_back(std::isnan(u) ? kNan : layout::value_from_fraction(curve, track.scale, u));
      sure.values.push_back(own.confidence[i]);
    }
    result_.log.curves.push_back(std::move(written));
    result_.confidence.push_back(std::move(sure));
    if (options_.keep_clues) result_.clues.push_back(std::move(own.clues));
    result_.quality.curves.push_back(assess_curve(curve.mnemonic, track.name, depths_, own));
  }

  /// What the log was made from and with; the last step, because the record's status sums all up.
  void record_origin(const LayoutOrigin& origin) {
    QualityRecord& quality = result_.quality;
    clock_.time("hash", [&] {
      for (const std::filesystem::path& scan : scans_) {
        quality.scans.emplace_back(scan.filename().string(), sha256_file(scan));
        quality.scan_paths.push_back(std::filesystem::absolute(scan).lexically_normal().string());
      }
    });
    if (raster_.polarity != raster::Polarity::kAuto)
      quality.polarity = raster::polarity_name(raster_.polarity);
    result_.layout = layout_;
    quality.layout_json = layout::layout_to_json(layout_);
    quality.layout_from = origin.from;
    quality.layout_sha256 = origin.sha256;
    quality.layout_flags = origin.flags;
    quality.joints = origin.joints;
    quality.version = LOGDIGITISE_VERSION;
    quality.model = segmenter_.model_name();
    quality.model_sha256 = segmenter_.sha256();
    quality.device = segmenter_.device();
    quality.precision = segmenter_.precision();
    quality.seconds = clock_.seconds();
    set_status(options_.review_coverage, quality);
    result_.log.remarks = remarks(quality);
  }

  const std::vector<std::filesystem::path>& scans_;
  const layout::Layout& layout_;
  nn::Segmenter& segmenter_;
  const ConvertOptions& options_;
  Progress& progress_;
  StageClock clock_;
  std::vector<double> depths_;
  std::vector<int> owners_;  ///< Of each depth: the page that tells it.
  double step_;
  ConfidenceModel confidence_;
  raster::RasterOptions raster_;  ///< Turned as the layout turns its scan.
  std::vector<raster::ScanPage> sources_;
  std::vector<std::vector<CurveSamples>> samples_;  // Per track and curve of the layout, on `depths_`.
  ConvertResult result_;
};

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
  check_bounds(options);
  return Conversion(scans, layout, segmenter, options, progress).run(origin);
}

}  // namespace logdigitise::pipeline
