#include "logdigitise/api/digitise.hpp"

#include <dlfcn.h>

#include <utility>

#include "logdigitise/api/plain_data.hpp"
#include "logdigitise/core/output_files.hpp"
#include "logdigitise/core/progress.hpp"
#include "logdigitise/core/sha256.hpp"
#include "logdigitise/layout/layout_json.hpp"
#include "logdigitise/nn/model_files.hpp"
#include "logdigitise/nn/segmenter.hpp"
#include "logdigitise/pipeline/quality.hpp"
#include "logdigitise/sheet/inspect.hpp"
#include "logdigitise/welllog/log_file.hpp"

namespace logdigitise::api {

namespace {

/// Where this library lies: its models are beside it.
std::filesystem::path own_file() {
  Dl_info info{};
  if (dladdr(reinterpret_cast<const void*>(&own_file), &info) == 0 || info.dli_fname == nullptr) return {};
  return info.dli_fname;
}

class ProgressCall : public Progress {
 public:
  explicit ProgressCall(const OnProgress& call) : call_(call) {}
  void begin(std::string_view stage, std::int64_t total) override {
    stage_ = stage;
    total_ = total;
    advance(0);
  }
  void advance(std::int64_t done) override {
    if (call_) call_(stage_, done, total_);
  }

 private:
  const OnProgress& call_;
  std::string stage_;
  std::int64_t total_ = 0;
};

pipeline::ConvertOptions inner_options(const ConvertOptions& options, int threads) {
  pipeline::ConvertOptions inner;
  inner.max_gap = options.max_gap;
  inner.min_confidence = static_cast<float>(options.min_confidence);
  inner.review_confidence = static_cast<float>(options.flag_confidence);
  inner.raster.max_pixels = options.max_pixels;
  inner.overlap = threads != 1;
  return inner;
}

}  // namespace

std::string version() { return LOGDIGITISE_VERSION; }

Layout read_layout(const std::filesystem::path& path) {
  return with_public_errors([&] { return public_layout(layout::read_layout(path)); });
}

std::string layout_text(const Layout& layout) {
  return with_public_errors([&] { return layout::layout_to_json(checked_layout(layout)); });
}

Layout inspect(const std::filesystem::path& scan) {
  return with_public_errors([&] {
    Progress silent;
    const sheet::Inspection found = sheet::inspect_sheet(scan, {}, silent);
    Layout layout = public_layout(found.layout);
    layout.is_inspected = true;
    layout.doubts = found.flags;
    return layout;
  });
}

Log read_log(const std::filesystem::path& path) {
  return with_public_errors([&] { return public_log(welllog::read_log(path)); });
}

void write_log(const std::filesystem::path& path, const Log& log) {
  with_public_errors([&] { welllog::write_log(path, inner_log(log)); });
}

void write_conversion(const std::filesystem::path& out, const Conversion& conversion) {
  with_public_errors([&] {
    const std::string text = welllog::log_text(out, inner_log(conversion.log));
    OutputFiles files;
    // The record first: a log that is there has its record beside it.
    files.write(pipeline::quality_path(out), conversion.record);
    files.write(out, text);
    files.keep();
  });
}

struct Digitiser::State {
  std::filesystem::path model;
  int threads;
  nn::Segmenter segmenter;
};

Digitiser::Digitiser(const DigitiserOptions& options) {
  with_public_errors([&] {
    const std::filesystem::path model = nn::find_model(options.model, nn::model_folders(own_file()));
    state_.reset(new State{model, options.threads,
                           nn::Segmenter(model, {options.device, options.precision, options.threads})});
  });
}

Digitiser::~Digitiser() = default;
Digitiser::Digitiser(Digitiser&&) noexcept = default;
Digitiser& Digitiser::operator=(Digitiser&&) noexcept = default;

Conversion Digitiser::convert(const std::vector<std::filesystem::path>& scans, const Layout& layout,
                              const ConvertOptions& options, const OnProgress& on_progress) {
  return with_public_errors([&] {
    if (scans.empty()) throw usage_error("", "no scan is named", "Name the sheets of the log in order");
    const layout::Layout inner = checked_layout(layout);
    const pipeline::LayoutOrigin origin{layout.is_inspected ? "inspection" : "file",
                                        sha256_hex(layout::layout_to_json(inner)), layout.doubts};
    ProgressCall progress(on_progress);
    return public_conversion(pipeline::convert_log(
        scans, inner, state_->segmenter, inner_options(options, state_->threads), progress, origin));
  });
}

const std::filesystem::path& Digitiser::model() const { return state_->model; }
const std::string& Digitiser::device() const { return state_->segmenter.device(); }

}  // namespace logdigitise::api
