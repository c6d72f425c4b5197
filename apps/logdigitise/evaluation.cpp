#include "evaluation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "logdigitise/core/error.hpp"
#include "logdigitise/layout/layout_file.hpp"
#include "logdigitise/layout/layout_json.hpp"
#include "logdigitise/metrics/compare_logs.hpp"
#include "logdigitise/pipeline/convert.hpp"
#include "logdigitise/welllog/log_file.hpp"

namespace logdigitise::app {

namespace {

namespace fs = std::filesystem;
constexpr double kNan = std::numeric_limits<double>::quiet_NaN();

bool holds_a_log(const fs::path& folder) {
  return fs::is_regular_file(folder / "layout.json") && fs::is_regular_file(folder / "truth.las");
}

/// Where a curve stands in the layout: its place in its track and its style.
void place_curve(const layout::Layout& layout, CurveScore& score) {
  for (const layout::Track& track : layout.tracks) {
    for (std::size_t c = 0; c < track.curves.size(); ++c) {
      if (track.curves[c].mnemonic != score.mnemonic) continue;
      score.place = static_cast<int>(c) + 1;
      score.style = track.curves[c].style;
    }
  }
}

void add_errors(const metrics::ErrorCounts& more, metrics::ErrorCounts& sum) {
  sum.gross += more.gross;
  sum.missing += more.missing;
  sum.lane += more.lane;
  sum.swapped += more.swapped;
  sum.jump += more.jump;
}

/// Mean of the values that are numbers; NaN if none is.
double mean_of(const std::vector<const CurveScore*>& scores, double CurveScore::*field) {
  double sum = 0.0;
  int count = 0;
  for (const CurveScore* score : scores) {
    if (!std::isfinite(score->*field)) continue;
    sum += score->*field;
    ++count;
  }
  return count > 0 ? sum / count : kNan;
}

double median_r2(const std::vector<const CurveScore*>& scores) {
  std::vector<double> values;
  for (const CurveScore* score : scores) {
    if (std::isfinite(score->r2)) values.push_back(score->r2);
  }
  if (values.empty()) return kNan;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

GroupScore group(const std::string& name, const std::vector<CurveScore>& scores,
                 const std::function<bool(const CurveScore&)>& belongs) {
  std::vector<const CurveScore*> members;
  GroupScore result;
  result.name = name;
  for (const CurveScore& score : scores) {
    if (!belongs(score) || score.samples == 0) continue;
    members.push_back(&score);
    add_errors(score.errors, result.errors);
  }
  result.curves = static_cast<int>(members.size());
  result.coverage = mean_of(members, &CurveScore::coverage);
  result.mae = mean_of(members, &CurveScore::mae);
  result.mse = mean_of(members, &CurveScore::mse);
  result.median_r2 = median_r2(members);
  result.within_1_percent = mean_of(members, &CurveScore::within_1_percent);
  result.within_2_percent = mean_of(members, &CurveScore::within_2_percent);
  result.ceiling_1_percent = mean_of(members, &CurveScore::ceiling_1_percent);
  result.ceiling_2_percent = mean_of(members, &CurveScore::ceiling_2_percent);
  std::vector<metrics::JudgedSample> judged;
  for (const CurveScore* score : members)
    judged.insert(judged.end(), score->judged.begin(), score->judged.end());
  result.confidence = metrics::confidence_score(judged);
  return result;
}

/// What was said of the samples of a curve before they were held against the truth.
void judge_samples(const pipeline::ConvertResult& result, const metrics::CurveComparison& curve,
                   CurveScore& score) {
  constexpr double kRight = 0.01;  // Share of the track.
  const std::vector<double>& depths = result.log.depths;
  for (std::size_t c = 0; c < result.log.curves.size(); ++c) {
    if (result.log.curves[c].mnemonic != curve.predicted) continue;
    const std::vector<pipeline::Interval>& flagged = result.quality.curves[c].flagged;
    std::size_t interval = 0;
    std::size_t i = 0;
    for (const metrics::Sample& sample : curve.samples) {
      if (std::isnan(sample.predicted_track) || std::isnan(sample.truth_track)) continue;
      while (i + 1 < depths.size() &&
             std::abs(depths[i + 1] - sample.depth) < std::abs(depths[i] - sample.depth))
        ++i;
      while (interval < flagged.size() && flagged[interval].to < depths[i]) ++interval;
      const double error = std::abs(sample.predicted_track - sample.truth_track);
      score.judged.push_back({static_cast<float>(result.confidence[c].values[i]), error,
                              interval < flagged.size() && flagged[interval].from <= depths[i]});
      if (!result.clues.empty()) score.clues.push_back({result.clues[c][i], error <= kRight});
    }
  }
}

}  // namespace

std::vector<fs::path> log_folders(const fs::path& root) {
  if (!fs::is_directory(root)) throw input_error(root.string(), "is not a folder");
  std::vector<fs::path> folders;
  if (holds_a_log(root)) folders.push_back(root);
  for (const fs::directory_entry& entry : fs::directory_iterator(root)) {
    if (entry.is_directory() && holds_a_log(entry.path())) folders.push_back(entry.path());
  }
  if (folders.empty()) {
    throw input_error(root.string(), "holds no log with layout.json and truth.las",
                      "Make some with: logdigitise synthesise --out DIR --count N --seed S");
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

std::vector<CurveScore> score_log(const fs::path& folder, nn::Segmenter& segmenter,
                                  const pipeline::ConvertOptions& options, const fs::path& save_las,
                                  Progress& progress) {
  const layout::Layout layout = layout::read_layout(folder / "layout.json");
  const std::vector<fs::path> scans = layout::named_scans(layout, folder / "layout.json");
  if (scans.empty()) throw input_error((folder / "layout.json").string(), "names no raster");
  const pipeline::ConvertResult result = pipeline::convert_log(scans, layout, segmenter, options, progress);
  const std::string name = folder.filename().string();
  if (!save_las.empty()) welllog::write_log(save_las / (name + ".las"), result.log);

  const welllog::WellLog truth = welllog::read_log(folder / "truth.las");
  const metrics::Comparison own = metrics::compare_logs(result.log, truth, &layout);
  const metrics::ErrorShares shares = metrics::error_shares(own);
  metrics::Comparison best;
  if (fs::is_regular_file(folder / "ceiling.las")) {
    best = metrics::compare_logs(welllog::read_log(folder / "ceiling.las"), truth, &layout);
  }

  std::vector<CurveScore> scores;
  for (const metrics::CurveComparison& curve : own.curves) {
    if (!curve.track) continue;
    CurveScore& score = scores.emplace_back();
    score.log = name;
    score.mnemonic = curve.mnemonic;
    place_curve(layout, score);
    score.samples = curve.n;
    score.coverage = curve.coverage;
    score.extra = curve.extra;
    score.mae = curve.track->errors.mae;
    score.mse = curve.track->errors.mse;
    score.r2 = curve.track->errors.r2;
    score.within_1_percent = curve.track->within_1_percent;
    score.within_2_percent = curve.track->within_2_percent;
    judge_samples(result, curve, score);
    score.ceiling_1_percent = score.ceiling_2_percent = kNan;
    for (const metrics::CurveComparison& other : best.curves) {
      if (other.mnemonic != curve.mnemonic || !other.track) continue;
      score.ceiling_1_percent = other.track->within_1_percent;
      score.ceiling_2_percent = other.track->within_2_percent;
    }
    for (const metrics::CurveErrorCounts& counts : shares.curves) {
      if (counts.mnemonic == curve.mnemonic) score.errors = counts.counts;
    }
  }
  return scores;
}

std::vector<GroupScore> group_scores(const std::vector<CurveScore>& scores) {
  std::vector<GroupScore> groups;
  groups.push_back(group("all", scores, [](const CurveScore&) { return true; }));
  for (int place = 1; place <= 4; ++place) {
    groups.push_back(group(fmt::format("curve {}", place), scores,
                           [place](const CurveScore& score) { return score.place == place; }));
  }
  for (const layout::LineStyle style : {layout::LineStyle::kSolid, layout::LineStyle::kDashed,
                                        layout::LineStyle::kLongDash, layout::LineStyle::kDotted}) {
    groups.push_back(group(std::string(layout::style_name(style)), scores,
                           [style](const CurveScore& score) { return score.style == style; }));
  }
  std::erase_if(groups, [](const GroupScore& g) { return g.curves == 0; });
  return groups;
}

}  // namespace logdigitise::app
