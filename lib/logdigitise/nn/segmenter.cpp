#include "logdigitise/nn/segmenter.hpp"

#include <c10/util/Exception.h>
#include <fmt/format.h>

#include <algorithm>
#include <new>
#include <stdexcept>
#include <utility>

#include "logdigitise/core/error.hpp"
#include "logdigitise/nn/cpu_kernels.hpp"
#include "logdigitise/nn/device.hpp"
#include "logdigitise/nn/inference.hpp"
#include "logdigitise/nn/weights.hpp"

namespace logdigitise::nn {

namespace {

/// LibTorch's errors run over many lines; the first says what happened.
std::string first_line(const c10::Error& error) {
  const std::string text = error.what_without_backtrace();
  return text.substr(0, text.find('\n'));
}

}  // namespace

struct Segmenter::State {
  Network network{nullptr};
  std::string device;
  std::string precision;
  std::string name;
  std::string sha256;
  bool calibrated = false;
  Metadata metadata;
};

Segmenter::Segmenter(const std::filesystem::path& weights, const SegmenterOptions& options)
    : state_(std::make_unique<State>()) {
  use_threads(options.threads);
  const torch::Device device = choose_device(options.device);
  const torch::ScalarType precision = choose_precision(options.precision, device);
  LoadedNetwork loaded;
  try {
    if (device.is_cpu()) check_cpu_kernels();
    loaded = load_weights(weights);
    prepare_for_inference(loaded.network, device, precision);
  } catch (const c10::Error& error) {
    throw environment_error(weights.string(),
                            fmt::format("cannot be put on {}: {}", device_name(device), first_line(error)));
  }
  *state_ = {loaded.network,     device_name(device),      precision_name(precision), loaded.info.name,
             loaded.info.sha256, loaded.info.calibrated(), loaded.info.metadata};
}

Segmenter::~Segmenter() = default;
Segmenter::Segmenter(Segmenter&&) noexcept = default;
Segmenter& Segmenter::operator=(Segmenter&&) noexcept = default;

Image<float> Segmenter::segment(const Image<std::uint8_t>& planes, const std::vector<CurveQuery>& queries) {
  return std::move(segment_each(planes, {queries}).front());
}

std::vector<Image<float>> Segmenter::segment_each(const Image<std::uint8_t>& planes,
                                                  const std::vector<std::vector<CurveQuery>>& lists) {
  if (planes.channels() != kInputPlanes || planes.empty() || planes.rows() % kAlignment != 0 ||
      planes.columns() % kAlignment != 0) {
    throw std::logic_error(
        fmt::format("Segmenter::segment: {} x {} x {} planes; rows and columns must be multiples "
                    "of {}, planes {}",
                    planes.rows(), planes.columns(), planes.channels(), kAlignment, kInputPlanes));
  }
  if (lists.empty() ||
      std::any_of(lists.begin(), lists.end(), [](const auto& queries) { return queries.empty(); })) {
    throw std::logic_error("Segmenter::segment: no queries");
  }
  try {
    return infer_each(state_->network, planes, lists);
  } catch (const c10::Error& error) {
    throw environment_error(state_->device, fmt::format("cannot run the network: {}", first_line(error)));
  } catch (const std::bad_alloc&) {
    throw environment_error(state_->device, "has too little memory for the network");
  }
}

const std::string& Segmenter::device() const { return state_->device; }
const std::string& Segmenter::precision() const { return state_->precision; }
const std::string& Segmenter::model_name() const { return state_->name; }
const std::string& Segmenter::sha256() const { return state_->sha256; }
bool Segmenter::calibrated() const { return state_->calibrated; }
const std::map<std::string, std::string>& Segmenter::metadata() const { return state_->metadata; }

}  // namespace logdigitise::nn
