#include "logdigitise/sheet/inspect.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <functional>
#include <memory>
#include <numeric>
#include <optional>

#include "logdigitise/core/error.hpp"
#include "logdigitise/sheet/section_inspector.hpp"
#include "logdigitise/sheet/way_up.hpp"
#include "logdigitise/sheet/well_header.hpp"

namespace logdigitise::sheet {

namespace {

constexpr double kSameScale = 0.05;
constexpr double kLeastShared = 0.5;  // Of a section's depths, for it to repeat another.

SectionEvidence evidence_of(const DepthRun& run, double dpi) {
  SectionEvidence section;
  section.y_first = run.y_first();
  section.y_last = run.y_last();
  section.depth_first = static_cast<double>(run.chain.values.front());
  section.depth_last = static_cast<double>(run.chain.values.back());
  section.px_per_unit = run.chain.px_per_unit;
  section.inches_per_100 = dpi > 0.0 ? 100.0 * run.chain.px_per_unit / dpi : 0.0;
  section.increment = static_cast<double>(run.chain.increment);
  section.numbers = static_cast<int>(run.chain.members.size());
  section.misread = static_cast<int>(run.chain.misread.size());
  return section;
}

/// Whether most depths of `one` are in the longer `other`, at the same scale.
bool is_repeated_by(const SectionEvidence& one, const SectionEvidence& other) {
  const double length = one.depth_last - one.depth_first;
  const double shared =
      std::min(one.depth_last, other.depth_last) - std::max(one.depth_first, other.depth_first);
  return length < other.depth_last - other.depth_first && shared > kLeastShared * length &&
         std::abs(one.px_per_unit / other.px_per_unit - 1.0) < kSameScale;
}

raster::RasterOptions turned(raster::RasterOptions raster, int turn) {
  raster.turn = turn;
  return raster;
}

/// The runs of a strip in the order in which they stand on it.
class Strip {
 public:
  /// `options` must outlive it; `before_long_search` is that of find_depth_runs.
  Strip(const std::filesystem::path& scan, int turn, const InspectOptions& options, Progress& progress,
        const std::function<void()>& before_long_search)
      : scan_(look_at_scan(scan, turned(options.raster, turn), progress)),
        options_(options),
        progress_(progress) {
    runs_ = find_depth_runs(scan_, readers_, progress, before_long_search);
    order_.resize(runs_.size());
    std::iota(order_.begin(), order_.end(), 0U);
    std::sort(order_.begin(), order_.end(),
              [&](std::size_t a, std::size_t b) { return runs_[a].y_first() < runs_[b].y_first(); });
    for (const std::size_t i : order_) {
      sections_.push_back(evidence_of(runs_[i], scan_.profiles.info.dpi_y));
      sections_.back().number = static_cast<int>(sections_.size());
      sections_.back().is_main = i == 0;
    }
    for (SectionEvidence& section : sections_)
      for (const SectionEvidence& other : sections_)
        if (is_repeated_by(section, other)) section.repeats = other.number;
  }

  [[nodiscard]] const std::vector<SectionEvidence>& sections() const { return sections_; }

  /// Depth numbers that the main section rests on.
  [[nodiscard]] int numbers() const { return sections_[static_cast<std::size_t>(main_number() - 1)].numbers; }

  /// Number of the section that the options ask for; refuses one that is not there.
  [[nodiscard]] int wanted() const {
    if (options_.section == 0) return main_number();
    if (options_.section < 0 || options_.section > static_cast<int>(sections_.size())) {
      std::string there;
      for (const SectionEvidence& section : sections_) there += fmt::format(", {}", describe(section));
      throw refused_error(scan_.path.string(),
                          fmt::format("there is no section {}; found: {}", options_.section, there.substr(2)),
                          "See `logdigitise inspect --json` for the sections");
    }
    return options_.section;
  }

  [[nodiscard]] Inspection inspect(int number) {
    const std::size_t i = order_[static_cast<std::size_t>(number - 1)];
    Inspection found = SectionInspector(scan_, readers_, runs_[i], options_, progress_).run();
    found.layout.turn = scan_.raster.turn;
    if (found.layout.turn != 0 && !options_.turn) {
      found.flags.push_back(fmt::format(
          "the scan lies the wrong way up: it is turned by {} degrees clockwise", found.layout.turn));
    }
    if (found.info.negative && scan_.raster.polarity == raster::Polarity::kAuto)
      found.flags.emplace_back("the scan has light ink on dark paper and is read as a negative");
    found.sections = sections_;
    found.sections[static_cast<std::size_t>(number - 1)].is_inspected = true;
    if (!well_) well_ = read_well();
    found.well = *well_;
    put_well_data(found.well, found.layout, found.flags);
    return found;
  }

 private:
  [[nodiscard]] int main_number() const {
    return std::find_if(sections_.begin(), sections_.end(),
                        [](const SectionEvidence& section) { return section.is_main; })
        ->number;
  }

  /// What the page above the first section says, for all sections.
  [[nodiscard]] std::vector<WellFact> read_well() {
    progress_.begin("well data", 0);
    const int end = static_cast<int>(sections_.front().y_first);
    return read_well_header(scan_.path, scan_.raster, end, scan_.dpi_down(), readers_.text).facts;
  }

  SheetScan scan_;
  SheetReaders readers_;
  const InspectOptions& options_;
  Progress& progress_;
  std::vector<DepthRun> runs_;      ///< The main one first.
  std::vector<std::size_t> order_;  ///< Of the runs, down the strip.
  std::vector<SectionEvidence> sections_;
  std::optional<std::vector<WellFact>> well_;
};

/// Ends a look before its long search.
class EndOfLook : public std::exception {};

/// A strip turned by so many degrees whose wanted section is accepted; nothing if there is none to be found
/// without a long search.
std::unique_ptr<Strip> accepted_strip(const std::filesystem::path& scan, int turn,
                                      const InspectOptions& options, Progress& progress) {
  try {
    auto strip = std::make_unique<Strip>(scan, turn, options, progress, [] { throw EndOfLook(); });
    static_cast<void>(strip->inspect(strip->wanted()));
    return strip;
  } catch (const EndOfLook&) {
    return nullptr;
  } catch (const Error& error) {
    if (error.kind() == ErrorKind::kEnvironment) throw;
    return nullptr;
  }
}

/// The strip of a scan, the way up in which depth numbers can be read. Two numbers may be chance: they count
/// only if all that is inspected agrees with them, and if nothing does with the scan on its head.
std::unique_ptr<Strip> find_strip(const std::filesystem::path& scan, const InspectOptions& options,
                                  Progress& progress) {
  const WaysUp ways = options.turn ? WaysUp{{*options.turn}, false}
                                   : likely_ways_up(raster::open_raster(scan, options.raster)->info());
  const auto is_sure = [&](const Strip& strip) { return options.turn || strip.numbers() > 2; };
  std::unique_ptr<Strip> strip;
  const int turn = find_way_up(ways, [&](int tried, const std::function<void()>& before_long_search) {
    auto looked = std::make_unique<Strip>(scan, tried, options, progress, before_long_search);
    if (!is_sure(*looked)) {
      try {
        static_cast<void>(looked->inspect(looked->wanted()));
      } catch (const Error& error) {
        if (error.kind() == ErrorKind::kRefused) before_long_search();
        throw;
      }
    }
    strip = std::move(looked);
  });
  if (is_sure(*strip)) return strip;
  std::unique_ptr<Strip> on_its_head = accepted_strip(scan, (turn + 180) % 360, options, progress);
  if (on_its_head == nullptr) return strip;
  if (is_sure(*on_its_head)) return on_its_head;
  throw refused_error(scan.string(), "two depth numbers can be read either way up",
                      "Say with --turn how it lies");
}

}  // namespace

std::string describe(const SectionEvidence& section) {
  std::string text = fmt::format("{} ({:g} to {:g}", section.number, section.depth_first, section.depth_last);
  if (section.inches_per_100 > 0.0) text += fmt::format(", {:.1f} in per 100", section.inches_per_100);
  if (section.repeats > 0) text += fmt::format(", repeats {}", section.repeats);
  return text + (section.is_main ? ", the main one)" : ")");
}

Inspection inspect_sheet(const std::filesystem::path& scan, const InspectOptions& options,
                         Progress& progress) {
  const std::unique_ptr<Strip> strip = find_strip(scan, options, progress);
  return strip->inspect(strip->wanted());
}

std::vector<SectionOutcome> inspect_sections(const std::filesystem::path& scan, const InspectOptions& options,
                                             Progress& progress) {
  const std::unique_ptr<Strip> strip = find_strip(scan, options, progress);
  std::vector<SectionOutcome> outcomes;
  for (const SectionEvidence& section : strip->sections()) {
    SectionOutcome outcome;
    outcome.evidence = section;
    try {
      outcome.inspection = strip->inspect(section.number);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::kRefused) throw;
      outcome.refusal = error.what();
    }
    outcomes.push_back(std::move(outcome));
  }
  return outcomes;
}

}  // namespace logdigitise::sheet
