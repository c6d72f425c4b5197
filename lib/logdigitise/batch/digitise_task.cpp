#include "logdigitise/batch/digitise_task.hpp"

#include <fmt/format.h>

#include <memory>
#include <new>
#include <utility>

#include "logdigitise/batch/log_sketch.hpp"
#include "logdigitise/batch/path_text.hpp"
#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/core/sha256.hpp"
#include "logdigitise/pipeline/convert_files.hpp"

namespace logdigitise::batch {

namespace {

LogStatus status_from(const std::string& quality_status) {
  for (const LogStatus status : {LogStatus::kOk, LogStatus::kReview, LogStatus::kDamaged}) {
    if (status_name(status) == quality_status) return status;
  }
  return LogStatus::kReview;
}

class Digitiser {
 public:
  Digitiser(const std::vector<PlannedLog>& plan, std::filesystem::path out, std::filesystem::path staging,
            const DigitiseOptions& options)
      : plan_(plan),
        out_(std::move(out)),
        staging_(std::move(staging)),
        options_(options),
        segmenter_(options.model, options.segmenter) {}

  Answer operator()(std::size_t task) {
    const PlannedLog& log = plan_.at(task);
    JournalEntry entry;
    entry.name = log.name;
    pipeline::ConvertResult result;
    std::string text;
    try {
      Progress silent;
      result = pipeline::convert_files(log.files, segmenter_, options_.convert, silent);
      entry.sketch = log_sketch(result.log, result.layout);
      if (options_.confidence) pipeline::add_confidence(result);
      text = welllog::log_text(log.name + "." + options_.format, result.log, options_.write);
    } catch (const Error& error) {
      const bool is_environment = error.kind() == ErrorKind::kEnvironment;
      const bool is_refused = error.kind() == ErrorKind::kUsage || error.kind() == ErrorKind::kRefused;
      return failure(entry, is_refused ? LogStatus::kRefused : LogStatus::kFailed,
                     is_environment ? Cause::kEnvironment : Cause::kInput, error.what());
    } catch (const std::bad_alloc&) {
      return failure(entry, LogStatus::kFailed, Cause::kEnvironment, "out of memory");
    } catch (const std::exception& error) {
      // A fault of ours, but this log's alone: the others need not suffer.
      return failure(entry, LogStatus::kFailed, Cause::kCrash,
                     fmt::format("internal error: {}; please report it", error.what()));
    }
    describe(result, entry);
    if (!options_.seconds) result.quality.seconds.clear();
    // The record first: a log that is there has its record beside it.
    const std::string file = log.name + "." + options_.format;
    write(pipeline::quality_path(file), pipeline::quality_json(result.quality), entry);
    write(file, text, entry);
    return {journal_line(entry), false};
  }

 private:
  static Answer failure(JournalEntry& entry, LogStatus status, Cause cause, const std::string& reason) {
    entry.status = status;
    entry.cause = cause;
    entry.reasons = {printable(reason)};
    return {journal_line(entry), cause == Cause::kEnvironment || cause == Cause::kCrash};
  }

  static void describe(const pipeline::ConvertResult& result, JournalEntry& entry) {
    const pipeline::QualityRecord& quality = result.quality;
    entry.status = status_from(quality.status);
    for (const std::string& reason : quality.reasons) entry.reasons.push_back(printable(reason));
    for (const auto& [file, hash] : quality.scans) entry.scans.push_back({file, hash});
    entry.layout.path = quality.layout_from == "file" ? "layout" : "";
    entry.layout.sha256 = quality.layout_sha256;
    entry.model = quality.model;
    entry.depth_unit = depth_unit_name(result.log.depth_unit);
    entry.top = result.log.depths.front();
    entry.base = result.log.depths.back();
    for (const pipeline::CurveQuality& curve : quality.curves) {
      entry.curves.push_back({printable(curve.mnemonic), curve.coverage, curve.mean_confidence});
    }
  }

  void write(const std::filesystem::path& file, const std::string& text, JournalEntry& entry) const {
    write_file_atomically(out_ / file, text, staging_);
    FileStamp stamp = stamp_of(out_ / file);
    stamp.path = file;
    stamp.sha256 = sha256_hex(text);
    entry.outputs.push_back(std::move(stamp));
  }

  const std::vector<PlannedLog>& plan_;
  std::filesystem::path out_;
  std::filesystem::path staging_;
  DigitiseOptions options_;
  nn::Segmenter segmenter_;
};

}  // namespace

std::string settings_hash(const DigitiseOptions& options, const std::string& program) {
  const pipeline::ConvertOptions& convert = options.convert;
  const trace::TraceOptions& trace = convert.trace;
  std::string text = fmt::format("program {}\nmodel {}\nprecision {}\n", program, sha256_file(options.model),
                                 options.segmenter.precision);
  text += fmt::format("max_gap {} fill {} points {} resample {}\n", convert.max_gap,
                      static_cast<int>(convert.fill), convert.points, static_cast<int>(convert.resample));
  text += fmt::format("unit {}\n", convert.unit ? depth_unit_name(*convert.unit) : "");
  if (!convert.tracks.empty()) text += fmt::format("tracks {}\n", sha256_file(convert.tracks));
  text += fmt::format("turn {}\n", convert.turn ? std::to_string(*convert.turn) : "");
  text += fmt::format("polarity {}\n", static_cast<int>(convert.raster.polarity));
  text += fmt::format("method {} even_chance {} step_cost {} absent_cost {} switch_cost {} wrap_cost {}\n",
                      static_cast<int>(trace.method), trace.even_chance, trace.step_cost, trace.absent_cost,
                      trace.switch_cost, trace.wrap_cost);
  text += fmt::format("min_confidence {} review_confidence {} review_coverage {}\n", convert.min_confidence,
                      convert.review_confidence, convert.review_coverage);
  text += fmt::format("format {} units_row {} confidence {} seconds {}\n", options.format,
                      options.write.csv.units_row, options.confidence, options.seconds);
  return sha256_hex(text);
}

StartWorker digitise_worker(const std::vector<PlannedLog>& plan, const std::filesystem::path& out,
                            const std::filesystem::path& staging, const DigitiseOptions& options) {
  return [&plan, out, staging, options]() -> DoTask {
    const auto digitiser = std::make_shared<Digitiser>(plan, out, staging, options);
    return [digitiser](std::size_t task) { return (*digitiser)(task); };
  };
}

}  // namespace logdigitise::batch
