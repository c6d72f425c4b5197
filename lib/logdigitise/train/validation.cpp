#include "logdigitise/train/validation.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <optional>
#include <span>

#include "logdigitise/core/image_channel.hpp"
#include "logdigitise/nn/inference.hpp"
#include "logdigitise/nn/segmenter.hpp"
#include "logdigitise/nn/weights.hpp"
#include "logdigitise/trace/tracer.hpp"

namespace logdigitise::train {

namespace {

constexpr int kTileRows = 1536;  // Without its context.

int round_up(int n) { return (n + nn::kAlignment - 1) / nn::kAlignment * nn::kAlignment; }

/// Rows `first` to `last` of a band, in a picture whose sides are multiples of kAlignment.
Image<std::uint8_t> padded_rows(const Image<std::uint8_t>& planes, int first, int last) {
  Image<std::uint8_t> tile(round_up(last - first), round_up(planes.columns()), planes.channels());
  for (int r = first; r < last; ++r) {
    const auto row = planes.row(r);
    std::copy(row.begin(), row.end(), tile.row(r - first).begin());
  }
  return tile;
}

Score score_curve(std::span<const float> truth, std::span<const double> traced, double width) {
  Score score;
  for (std::size_t r = 0; r < truth.size(); ++r) {
    if (!std::isfinite(truth[r])) continue;
    ++score.rows;
    if (!std::isfinite(traced[r])) continue;
    // A wrapping curve is traced on the axis of all its lanes, its truth is folded into the track.
    const double off = (traced[r] - static_cast<double>(truth[r])) / width;
    const double error = std::abs(off - std::round(off));
    ++score.found;
    score.absolute_error += error;
    score.within_1pct += error <= 0.01 ? 1 : 0;
    score.within_2pct += error <= 0.02 ? 1 : 0;
  }
  return score;
}

/// A curve that jumps by most of the track from one row to the next has wrapped.
bool wraps(std::span<const float> x, double width) {
  for (std::size_t r = 1; r < x.size(); ++r) {
    if (std::abs(x[r] - x[r - 1]) > 0.6 * width) return true;
  }
  return false;
}

std::optional<std::size_t> earlier_twin(const std::vector<nn::CurveQuery>& queries, std::size_t k) {
  for (std::size_t j = 0; j < k; ++j) {
    if (queries[j] == queries[k]) return j;
  }
  return std::nullopt;
}

LabelledBand middle_rows(const LabelledBand& band, int max_rows) {
  const int rows = band.planes.rows();
  if (max_rows <= 0 || rows <= max_rows) return band;
  const int first = (rows - max_rows) / 2 / nn::kAlignment * nn::kAlignment;
  LabelledBand part;
  part.name = band.name;
  part.queries = band.queries;
  part.left_px = band.left_px;
  part.right_px = band.right_px;
  part.planes = Image<std::uint8_t>(max_rows, band.planes.columns(), band.planes.channels());
  const auto from = band.planes.row(first);
  std::memcpy(part.planes.data(), from.data(), part.planes.size());
  if (!band.labels.empty()) {
    part.labels = Image<std::uint8_t>(max_rows, band.labels.columns());
    std::memcpy(part.labels.data(), band.labels.row(first).data(), part.labels.size());
  }
  for (const std::vector<float>& x : band.x_px)
    part.x_px.emplace_back(x.begin() + first, x.begin() + first + max_rows);
  return part;
}

}  // namespace

void Score::add(const Score& other) {
  rows += other.rows;
  found += other.found;
  within_1pct += other.within_1pct;
  within_2pct += other.within_2pct;
  absolute_error += other.absolute_error;
}

Image<float> infer_band(nn::Network& network, const LabelledBand& band) {
  const int rows = band.planes.rows();
  const int columns = band.planes.columns();
  const auto curves = static_cast<int>(band.queries.size());
  Image<float> probability(rows, columns, curves);
  for (int first = 0; first < rows; first += kTileRows) {
    const int last = std::min(rows, first + kTileRows);
    const int from = std::max(0, first - nn::kContextRows);
    const int to = std::min(rows, last + nn::kContextRows);
    const Image<float> tile = nn::infer(network, padded_rows(band.planes, from, to), band.queries);
    for (int r = first; r < last; ++r) {
      const auto row = tile.row(r - from).first(probability.row(r).size());
      std::copy(row.begin(), row.end(), probability.row(r).begin());
    }
  }
  return probability;
}

std::vector<trace::Trace> trace_labelled_band(const LabelledBand& band, const Image<float>& probability,
                                              const trace::TraceOptions& options) {
  const double width = band.right_px - band.left_px;
  std::vector<trace::CurveTask> tasks(band.queries.size());
  for (std::size_t k = 0; k < tasks.size(); ++k) {
    if (wraps(band.x_px[k], width)) tasks[k].lanes_left = tasks[k].lanes_right = 1;
  }
  const trace::TrackFrame frame{probability.columns(), band.left_px, band.right_px, {}};
  trace::BandTracer tracer(frame, tasks, options);
  tracer.push(probability, {channel_of(band.planes, nn::kPersistencePlane, 0, band.planes.rows()), {}});
  tracer.finish();
  std::vector<trace::Trace> traces = tracer.take();
  for (std::size_t k = 0; k < tasks.size(); ++k) {
    const std::optional<std::size_t> j = earlier_twin(band.queries, k);
    if (!j) continue;
    const auto rows_right = [&](std::size_t curve, std::size_t trace) {
      return score_curve(band.x_px[curve], traces[trace].x_px, width).within_1pct;
    };
    if (rows_right(k, *j) + rows_right(*j, k) > rows_right(k, k) + rows_right(*j, *j))
      std::swap(traces[k], traces[*j]);
  }
  return traces;
}

ValidationScore score_band(const LabelledBand& band, const Image<float>& probability) {
  const double width = band.right_px - band.left_px;
  const std::vector<trace::Trace> traces = trace_labelled_band(band, probability, trace::uncalibrated());
  ValidationScore result;
  for (std::size_t k = 0; k < traces.size(); ++k) {
    const Score score = score_curve(band.x_px[k], traces[k].x_px, width);
    result.all.add(score);
    result.of_style[static_cast<std::size_t>(band.queries[k].style)].add(score);
  }
  return result;
}

void run_on_bands(
    const nn::Network& network, const std::vector<LabelledBand>& bands, const torch::Device& device,
    torch::ScalarType precision, const ValidationOptions& options,
    const std::function<void(const LabelledBand& band, const Image<float>& probability)>& look) {
  nn::Network copy(network->shape());
  copy->set_style_offsets(network->style_offsets());
  {
    const torch::NoGradGuard no_grad;
    const auto from = nn::named_tensors(network);
    const auto to = nn::named_tensors(copy);
    for (std::size_t i = 0; i < to.size(); ++i) to[i].second.copy_(from[i].second);
  }
  nn::prepare_for_inference(copy, device, precision);

  const std::size_t count = options.max_bands > 0
                                ? std::min(bands.size(), static_cast<std::size_t>(options.max_bands))
                                : bands.size();
  for (std::size_t i = 0; i < count; ++i) {
    const LabelledBand band = middle_rows(bands[i * bands.size() / count], options.max_rows);
    if (!band.queries.empty()) look(band, infer_band(copy, band));
  }
}

ValidationScore validate(const nn::Network& network, const std::vector<LabelledBand>& bands,
                         const torch::Device& device, torch::ScalarType precision,
                         const ValidationOptions& options) {
  ValidationScore total;
  run_on_bands(network, bands, device, precision, options,
               [&](const LabelledBand& band, const Image<float>& probability) {
                 const ValidationScore score = score_band(band, probability);
                 total.all.add(score.all);
                 for (std::size_t s = 0; s < total.of_style.size(); ++s)
                   total.of_style[s].add(score.of_style[s]);
               });
  return total;
}

}  // namespace logdigitise::train
