// Each stage of a conversion alone, and what it can at best be: stage_bench LOG_FOLDER MODEL [Google
// Benchmark's options]. LOG_FOLDER holds layout.json and its scan, one page, as synthesise writes them.
// LOGDIGITISE_THREADS (default 1) and LOGDIGITISE_PRECISION (default auto) say with what the network runs.
// Rates are scan rows and pixels a second.

#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <tiffio.h>

#include <cstdlib>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "logdigitise/band/band_stream.hpp"
#include "logdigitise/core/image_channel.hpp"
#include "logdigitise/depth/depth_map.hpp"
#include "logdigitise/layout/layout_json.hpp"
#include "logdigitise/nn/model_summary.hpp"
#include "logdigitise/nn/segmenter.hpp"
#include "logdigitise/pipeline/lanes.hpp"
#include "logdigitise/pipeline/tile_feed.hpp"
#include "logdigitise/raster/reader.hpp"
#include "logdigitise/trace/tracer.hpp"
#include "tests/bench/runtime/large_convolution.hpp"

namespace logdigitise::bench {
namespace {

namespace fs = std::filesystem;

constexpr int kTileRows = 2048;

struct Bench {
  fs::path folder;
  fs::path model;
  int threads = 1;
  std::string precision = "auto";

  [[nodiscard]] layout::Layout layout() const { return layout::read_layout(folder / "layout.json"); }
  [[nodiscard]] fs::path scan() const { return folder / layout().raster; }
  [[nodiscard]] nn::Segmenter segmenter() const { return {model, {"cpu", precision, threads}}; }
};

Bench bench;  // NOLINT: Google Benchmark's functions take no arguments.

void count(benchmark::State& state, double rows, double columns) {
  const auto rate = benchmark::Counter::kIsIterationInvariantRate;
  state.counters["rows/s"] = benchmark::Counter(rows, rate);
  state.counters["Mpx/s"] = benchmark::Counter(rows * columns / 1e6, rate);
}

/// The bands of the log's page, from its beginning.
struct Bands {
  explicit Bands(const Bench& of)
      : layout(of.layout()),
        scan(raster::open_raster(of.scan())),
        map(layout.depth.ties, {}),
        geometry(band::plan_bands(layout, map, scan->info().width, scan->info().height, 1, {})),
        passes(passes_of()),
        stream(*scan, layout, map, geometry, passes),
        feed(stream, geometry.rows, kTileRows) {}

  [[nodiscard]] std::vector<std::vector<band::Pass>> passes_of() const {
    std::vector<std::vector<band::Pass>> all;
    for (const band::TrackBand& track : geometry.tracks) {
      all.push_back(band::colour_passes(layout.tracks[static_cast<std::size_t>(track.track)],
                                        scan->info().channels == 3));
    }
    return all;
  }
  [[nodiscard]] double columns() const {
    double sum = 0.0;
    for (const band::TrackBand& track : geometry.tracks) sum += track.columns;
    return sum;
  }
  [[nodiscard]] std::vector<nn::CurveQuery> queries(std::size_t track, std::size_t pass) const {
    std::vector<nn::CurveQuery> list;
    const auto which = static_cast<std::size_t>(geometry.tracks[track].track);
    for (const int c : passes[track][pass].curves) {
      const layout::Curve& curve = layout.tracks[which].curves[static_cast<std::size_t>(c)];
      list.push_back({curve.style, curve.weight});
    }
    return list;
  }

  layout::Layout layout;
  std::unique_ptr<raster::RowReader> scan;
  depth::DepthMap map;
  band::BandGeometry geometry;
  std::vector<std::vector<band::Pass>> passes;
  band::BandStream stream;
  pipeline::TileFeed feed;
};

/// The least that reading the scan costs: libtiff alone, its pixels thrown away.
void PlainDecode(benchmark::State& state) {
  double rows = 0.0;
  double columns = 0.0;
  for (auto _ : state) {
    TIFF* const tiff = TIFFOpen(bench.scan().c_str(), "r");
    if (tiff == nullptr) throw std::runtime_error("the scan is no TIFF");
    std::uint32_t width = 0;
    std::uint32_t height = 0;
    TIFFGetField(tiff, TIFFTAG_IMAGEWIDTH, &width);
    TIFFGetField(tiff, TIFFTAG_IMAGELENGTH, &height);
    std::vector<char> strip(static_cast<std::size_t>(TIFFStripSize(tiff)));
    for (tstrip_t s = 0; s < TIFFNumberOfStrips(tiff); ++s) {
      TIFFReadEncodedStrip(tiff, s, strip.data(), static_cast<tmsize_t>(strip.size()));
      benchmark::DoNotOptimize(strip.data());
    }
    TIFFClose(tiff);
    rows = height;
    columns = width;
  }
  count(state, rows, columns);
}
BENCHMARK(PlainDecode)->Unit(benchmark::kMillisecond);

/// What the network could run at.
void LargeConvolutions(benchmark::State& state) {
  LargeConvolution convolution(bench.precision, bench.threads);
  convolution.run();
  for (auto _ : state) convolution.run();
  state.counters["GMAC/s"] = benchmark::Counter(LargeConvolution::multiply_adds() / 1e9,
                                                benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(LargeConvolutions)->Unit(benchmark::kMillisecond)->UseRealTime()->MinTime(1.0);

void ReadRows(benchmark::State& state) {
  raster::RasterInfo info;
  for (auto _ : state) {
    const auto scan = raster::open_raster(bench.scan());
    while (scan->read_rows(1024).rows() > 0) {
    }
    info = scan->info();
  }
  count(state, info.height, info.width);
}
BENCHMARK(ReadRows)->Unit(benchmark::kMillisecond);

/// With reading, since it pulls the rows.
void Straighten(benchmark::State& state) {
  double rows = 0.0;
  double columns = 0.0;
  for (auto _ : state) {
    Bands bands(bench);
    pipeline::Tile tile;
    while (bands.feed.next(tile)) benchmark::DoNotOptimize(tile.planes.data());
    rows = bands.geometry.rows;
    columns = bands.columns();
  }
  count(state, rows, columns);
}
BENCHMARK(Straighten)->Unit(benchmark::kMillisecond);

/// One tile of the first track: its own rows count, those of the context are the price of tiling.
void Segment(benchmark::State& state) {
  Bands bands(bench);
  nn::Segmenter segmenter = bench.segmenter();
  pipeline::Tile tile;
  if (!bands.feed.next(tile)) throw std::runtime_error("the log has no rows");
  const std::vector<nn::CurveQuery> queries = bands.queries(0, 0);
  for (auto _ : state) benchmark::DoNotOptimize(segmenter.segment(tile.planes[0][0], queries));
  const double columns = bands.geometry.tracks[0].columns;
  count(state, tile.rows, columns);
  state.counters["GMAC/s"] = benchmark::Counter(
      nn::summarise_model(bench.model).multiply_adds_per_pixel * tile.planes[0][0].rows() * columns / 1e9,
      benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(Segment)->Unit(benchmark::kMillisecond)->UseRealTime()->MinTime(1.0);

/// The first tile of the first track, from its chances.
void Trace(benchmark::State& state) {
  Bands bands(bench);
  nn::Segmenter segmenter = bench.segmenter();
  pipeline::Tile tile;
  if (!bands.feed.next(tile)) throw std::runtime_error("the log has no rows");
  const Image<std::uint8_t>& planes = tile.planes[0][0];
  std::vector<double> depths;
  for (int r = 0; r < bands.geometry.rows; ++r)
    depths.push_back(bands.map.depth_from_y(bands.geometry.y_reference(r + 0.5)));
  const Image<float> chances = pipeline::chances_in_section(segmenter.segment(planes, bands.queries(0, 0)),
                                                            tile, depths, bands.layout.depth);
  const band::TrackBand& track = bands.geometry.tracks[0];
  std::vector<trace::CurveTask> tasks;
  for (const int c : bands.passes[0][0].curves) {
    const layout::Track& of = bands.layout.tracks[static_cast<std::size_t>(track.track)];
    const pipeline::Lanes lanes = pipeline::lanes_of(of.curves[static_cast<std::size_t>(c)], of.scale);
    tasks.push_back({lanes.left, lanes.right});
  }
  for (auto _ : state) {
    trace::BandTracer tracer({track.columns, track.left_px, track.right_px, {}}, tasks);
    tracer.push(chances, {channel_of(planes, nn::kPersistencePlane, tile.context_above, tile.rows),
                          channel_of(planes, nn::kOwnInkPlane, tile.context_above, tile.rows)});
    tracer.finish();
    benchmark::DoNotOptimize(tracer.take());
  }
  count(state, tile.rows, track.columns);
}
BENCHMARK(Trace)->Unit(benchmark::kMillisecond)->MinTime(1.0);

}  // namespace
}  // namespace logdigitise::bench

int main(int argc, char** argv) {
  if (argc < 3 || argv[1][0] == '-') {
    fmt::print(stderr, "usage: stage_bench LOG_FOLDER MODEL [--benchmark_...]\n");
    return 2;
  }
  using logdigitise::bench::bench;
  bench.folder = argv[1];
  bench.model = argv[2];
  if (const char* threads = std::getenv("LOGDIGITISE_THREADS")) bench.threads = std::atoi(threads);
  if (const char* precision = std::getenv("LOGDIGITISE_PRECISION")) bench.precision = precision;
  int rest = argc - 2;
  argv[2] = argv[0];
  benchmark::Initialize(&rest, argv + 2);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
