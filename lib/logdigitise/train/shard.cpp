#include "logdigitise/train/shard.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstring>
#include <utility>

#include "logdigitise/core/error.hpp"
#include "logdigitise/nn/safetensors.hpp"
#include "logdigitise/nn/segmenter.hpp"

namespace logdigitise::train {

namespace {

using nn::ElementType;

constexpr const char* kFormat = "logdigitise-shard-1";
constexpr std::size_t kMostCurves = 8;  // A label is one byte with a bit per curve.
constexpr int kStyles = 4;
constexpr int kWeights = 4;

/// Numbers of a band beside its pictures, in one tensor so that each band has four.
constexpr std::size_t kFrameNumbers = 2;

std::string key(std::size_t band, const char* part) { return fmt::format("{:06}.{}", band, part); }

std::int64_t length(std::size_t n) { return static_cast<std::int64_t>(n); }

/// The small tensors of a band while they are being written.
struct Packed {
  std::vector<std::uint8_t> queries;
  std::vector<float> x_px;
  std::vector<float> frame;
};

Packed pack(const std::string& file, const LabelledBand& band) {
  const auto rows = static_cast<std::size_t>(band.planes.rows());
  const bool fits = band.planes.channels() == nn::kInputPlanes && band.labels.channels() == 1 &&
                    band.labels.rows() == band.planes.rows() &&
                    band.labels.columns() == band.planes.columns() &&
                    band.queries.size() == band.x_px.size() && band.queries.size() <= kMostCurves;
  if (!fits)
    throw input_error(file, fmt::format("cannot hold the band '{}': its parts do not fit", band.name));
  Packed packed;
  for (const nn::CurveQuery& query : band.queries) {
    packed.queries.push_back(static_cast<std::uint8_t>(query.style));
    packed.queries.push_back(static_cast<std::uint8_t>(query.weight));
  }
  for (const std::vector<float>& x : band.x_px) {
    if (x.size() != rows) {
      throw input_error(
          file, fmt::format("cannot hold the band '{}': {} truths for {} rows", band.name, x.size(), rows));
    }
    packed.x_px.insert(packed.x_px.end(), x.begin(), x.end());
  }
  packed.frame = {band.left_px, band.right_px};
  return packed;
}

Image<std::uint8_t> picture(const nn::SafetensorsFile::Tensor& tensor, int rows, int columns, int channels) {
  Image<std::uint8_t> image(rows, columns, channels);
  if (!image.empty()) std::memcpy(image.data(), tensor.bytes.data(), image.size());
  return image;
}

LabelledBand read_band(const nn::SafetensorsFile& file, std::size_t index) {
  LabelledBand band;
  band.name = file.text(key(index, "name"));
  const auto& planes = file.tensor(key(index, "planes"), ElementType::kU8, {-1, -1, nn::kInputPlanes});
  const std::int64_t rows = planes.shape[0];
  const std::int64_t columns = planes.shape[1];
  const auto& labels = file.tensor(key(index, "labels"), ElementType::kU8, {rows, columns});
  band.planes = picture(planes, static_cast<int>(rows), static_cast<int>(columns), nn::kInputPlanes);
  band.labels = picture(labels, static_cast<int>(rows), static_cast<int>(columns), 1);

  const auto& queries = file.tensor(key(index, "queries"), ElementType::kU8, {-1, 2});
  const auto curves = static_cast<std::size_t>(queries.shape[0]);
  if (curves > kMostCurves) {
    throw input_error(file.name(), fmt::format("has {} curves in the band '{}'; expected at most {}", curves,
                                               band.name, kMostCurves));
  }
  for (std::size_t k = 0; k < curves; ++k) {
    const int style = static_cast<unsigned char>(queries.bytes[2 * k]);
    const int weight = static_cast<unsigned char>(queries.bytes[2 * k + 1]);
    if (style >= kStyles || weight >= kWeights) {
      throw input_error(file.name(),
                        fmt::format("has style {} and weight {} in the band '{}'; expected 0 to 3", style,
                                    weight, band.name));
    }
    band.queries.push_back({static_cast<layout::LineStyle>(style), static_cast<layout::LineWeight>(weight)});
  }
  const std::vector<float> x = file.floats(key(index, "x_px"), {length(curves), rows}, /*nan_allowed=*/true);
  for (std::size_t k = 0; k < curves; ++k) {
    const auto begin = x.begin() + length(k) * rows;
    band.x_px.emplace_back(begin, begin + rows);
  }
  const std::vector<float> frame = file.floats(key(index, "frame"), {length(kFrameNumbers)});
  band.left_px = frame[0];
  band.right_px = frame[1];
  return band;
}

}  // namespace

void write_shard(const std::filesystem::path& path, const std::vector<LabelledBand>& bands) {
  std::vector<Packed> packed;  // Complete before any pointer into it is taken.
  for (const LabelledBand& band : bands) packed.push_back(pack(path.string(), band));
  nn::Metadata metadata{{"format", kFormat}, {"bands", std::to_string(bands.size())}};
  std::vector<nn::TensorToWrite> tensors;
  for (std::size_t i = 0; i < bands.size(); ++i) {
    const LabelledBand& band = bands[i];
    const std::int64_t rows = band.planes.rows();
    const std::int64_t columns = band.planes.columns();
    const std::int64_t curves = length(band.queries.size());
    metadata[key(i, "name")] = band.name;
    tensors.push_back({key(i, "x_px"), ElementType::kF32, {curves, rows}, packed[i].x_px.data()});
    tensors.push_back({key(i, "frame"), ElementType::kF32, {length(kFrameNumbers)}, packed[i].frame.data()});
    tensors.push_back(
        {key(i, "planes"), ElementType::kU8, {rows, columns, nn::kInputPlanes}, band.planes.data()});
    tensors.push_back({key(i, "labels"), ElementType::kU8, {rows, columns}, band.labels.data()});
    tensors.push_back({key(i, "queries"), ElementType::kU8, {curves, 2}, packed[i].queries.data()});
  }
  nn::write_safetensors(path, tensors, std::move(metadata));
}

std::vector<LabelledBand> read_shard(const std::filesystem::path& path) {
  const nn::SafetensorsFile file(path);
  if (file.text("format") != kFormat) {
    throw input_error(file.name(),
                      fmt::format("is no shard of training data; expected the format {}", kFormat),
                      "Make shards with `logdigitise synthesise --shards`");
  }
  const std::int64_t count = file.whole_number("bands", 0, length(file.tensors().size()));
  std::vector<LabelledBand> bands;
  for (std::int64_t i = 0; i < count; ++i) bands.push_back(read_band(file, static_cast<std::size_t>(i)));
  return bands;
}

}  // namespace logdigitise::train
