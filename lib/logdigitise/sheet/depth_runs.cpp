#include "logdigitise/sheet/depth_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <utility>

#include "logdigitise/core/median.hpp"
#include "logdigitise/sheet/depth_columns.hpp"
#include "logdigitise/sheet/run_ends.hpp"

namespace logdigitise::sheet {

namespace {

constexpr std::size_t kMostColumns = 16;  // Candidates whose numbers are read.
constexpr double kLeastConfidence = 0.5;  // Of a number that counts as read.
constexpr double kLeastWorth = 0.3;       // Of the longest run: a shorter one is not asked.
constexpr double kLeastReach = 0.35;  // Of the strip: a shorter run may be a part of one that was not found.
constexpr std::size_t kMostInStripes = 4000;
constexpr double kLargerGlyphs = 2.0;      // Times the usual: the stated resolution is wrong, or none is.
constexpr double kBesideNumbersIn = 0.05;  // Of paper on either side of the widest number.
constexpr std::size_t kLeastOfOther = 3;   // Numbers of a run beside the main one.

/// A stripe is wider than the depth column: that is as wide as the run's numbers.
void narrow_column(DepthRun& run, double dpi) {
  std::vector<double> offsets;
  double half = 0.0;
  for (const std::size_t i : run.chain.members) {
    const PrintedNumber& number = run.numbers[i];
    offsets.push_back(number.x - run.column.left[run.column.index_at(number.y)]);
    half = std::max(half, 0.5 * number.width);
  }
  const double offset = median_of(offsets);
  half += kBesideNumbersIn * dpi;
  for (std::size_t block = 0; block < run.column.left.size(); ++block) {
    const double middle = run.column.left[block] + offset;
    run.column.left[block] = middle - half;
    run.column.right[block] = middle + half;
  }
}

/// A run that may be believed, or a part of it.
struct Choice {
  NumberColumn* column = nullptr;
  ReadChain chain;
  double worth = 0.0;

  [[nodiscard]] double y(std::size_t member) const { return column->numbers[chain.chain.members[member]].y; }
};

class RunSearch {
 public:
  RunSearch(const SheetScan& scan, SheetReaders& readers, Progress& progress)
      : scan_(scan), readers_(readers), progress_(progress) {}

  std::vector<DepthRun> find(const std::function<void()>& before_long_search);

 private:
  /// Reads the numbers of columns and finds their runs.
  void read_columns(std::vector<ColumnPath> paths, const NumberSearch& search);
  /// Reads those of the gaps between lines. `glyph_factor`: times the usual size of digits and columns.
  void read_columns_between_lines(double glyph_factor);
  /// All runs of all columns, the one that is worth most first.
  [[nodiscard]] std::vector<Choice> choices();
  /// Takes the longest run that is sure. Why there is none; empty if there is.
  [[nodiscard]] std::string pick_main();
  void refuse_contradictions();
  [[nodiscard]] DepthRun run_of(const Choice& choice) const;
  /// What of a run lies above the first, between the others and below the last of the runs that are taken.
  [[nodiscard]] std::vector<Choice> parts_beside(const Choice& choice,
                                                 const std::vector<DepthRun>& taken) const;
  void add_others(std::vector<DepthRun>& runs);

  const SheetScan& scan_;
  SheetReaders& readers_;
  Progress& progress_;
  std::deque<NumberColumn> columns_;
  Choice main_;
};

void RunSearch::read_columns(std::vector<ColumnPath> paths, const NumberSearch& search) {
  progress_.begin("depth numbers", 0);
  std::vector<std::vector<PrintedNumber>> numbers =
      read_depth_numbers(scan_.path, scan_.raster, paths, readers_.digits, readers_.text, search);
  for (std::size_t i = 0; i < paths.size(); ++i) {
    NumberColumn column{std::move(paths[i]), std::move(numbers[i]), {}, search.is_isolated};
    find_chains(column);
    columns_.push_back(std::move(column));
  }
}

std::vector<Choice> RunSearch::choices() {
  std::vector<Choice> all;
  for (NumberColumn& column : columns_) {
    for (const ReadChain& chain : column.chains)
      all.push_back({&column, chain, worth_of(column, chain.chain)});
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Choice& a, const Choice& b) { return a.worth > b.worth; });
  return all;
}

std::string RunSearch::pick_main() {
  std::vector<Choice> all = choices();
  if (all.empty()) {
    std::size_t found = 0;
    for (const NumberColumn& column : columns_)
      for (const PrintedNumber& number : column.numbers)
        found += number.confidence >= kLeastConfidence ? 1 : 0;
    return found == 0
               ? "no depth number could be read in a column beside the tracks"
               : fmt::format("{} number(s) could be read, but no two of them make a depth scale", found);
  }
  std::string first_doubt;
  for (Choice& choice : all) {
    if (choice.worth < kLeastWorth * all.front().worth) break;
    std::string doubt = doubt_of(*choice.column, choice.chain);
    if (doubt.empty()) {
      main_ = std::move(choice);
      return {};
    }
    if (first_doubt.empty()) first_doubt = std::move(doubt);
  }
  return first_doubt;
}

void RunSearch::refuse_contradictions() {
  const NumberChain& chain = main_.chain.chain;
  for (ReadChain& other : main_.column->chains) {
    const double first = main_.column->numbers[other.chain.members.front()].y;
    const double last = main_.column->numbers[other.chain.members.back()].y;
    const bool inside = first < main_.y(chain.members.size() - 1) && last > main_.y(0);
    if (!inside || 2 * other.chain.members.size() <= chain.members.size()) continue;
    const bool shares =
        std::any_of(other.chain.members.begin(), other.chain.members.end(), [&](std::size_t i) {
          return std::find(chain.members.begin(), chain.members.end(), i) != chain.members.end();
        });
    if (shares || !doubt_of(*main_.column, other).empty()) continue;
    scan_.refuse(
        fmt::format("the depth numbers contradict each other between rows {:.0f} and {:.0f}", first, last));
  }
}

DepthRun RunSearch::run_of(const Choice& choice) const {
  DepthRun run;
  run.column = choice.column->path;
  run.numbers = choice.column->numbers;
  run.chain = choice.chain.chain;
  if (choice.column->is_stripe) narrow_column(run, scan_.dpi_across());
  const std::size_t members = run.chain.members.size();
  end_at_splices(run);
  end_at_doubtful_gaps(run);
  run.ends_in_jump = run.chain.members.size() != members;
  return run;
}

std::vector<Choice> RunSearch::parts_beside(const Choice& choice, const std::vector<DepthRun>& taken) const {
  std::vector<Choice> parts;
  const NumberChain& whole = choice.chain.chain;
  Choice part{choice.column, {}, 0.0};
  const auto close = [&] {
    if (part.chain.chain.members.size() >= kLeastOfOther) {
      part.chain.chain.increment = whole.increment;
      part.chain.chain.px_per_unit = whole.px_per_unit;
      part.worth = worth_of(*part.column, part.chain.chain);
      parts.push_back(part);
    }
    part.chain = {};
  };
  const DepthRun* last_above = nullptr;  // The lowest of the runs above the member before.
  for (std::size_t k = 0; k < whole.members.size(); ++k) {
    const double y = choice.y(k);
    const DepthRun* above = nullptr;
    bool inside = false;
    for (const DepthRun& run : taken) {
      inside = inside || (y >= run.y_first() && y <= run.y_last());
      if (run.y_last() < y && (above == nullptr || run.y_last() > above->y_last())) above = &run;
    }
    if (inside || above != last_above) close();
    last_above = above;
    if (inside) continue;
    part.chain.chain.members.push_back(whole.members[k]);
    part.chain.chain.values.push_back(whole.values[k]);
  }
  close();
  return parts;
}

void RunSearch::add_others(std::vector<DepthRun>& runs) {
  std::vector<Choice> left = choices();
  while (!left.empty()) {
    const auto longest = std::max_element(left.begin(), left.end(),
                                          [](const Choice& a, const Choice& b) { return a.worth < b.worth; });
    Choice choice = std::move(*longest);
    left.erase(longest);
    if (choice.chain.chain.members.size() < kLeastOfOther) continue;
    std::vector<Choice> parts = parts_beside(choice, runs);
    const bool is_whole =
        parts.size() == 1 && parts.front().chain.chain.members == choice.chain.chain.members;
    if (!is_whole) {
      left.insert(left.end(), parts.begin(), parts.end());
      continue;
    }
    if (!doubt_of(*choice.column, choice.chain).empty()) continue;
    DepthRun run = run_of(choice);
    if (run.chain.members.size() < kLeastOfOther) continue;
    runs.push_back(std::move(run));
    left.push_back(std::move(choice));  // What the run's ends have cut off may be another.
  }
}

void RunSearch::read_columns_between_lines(double glyph_factor) {
  std::vector<ColumnPath> paths;
  for (ColumnCandidate& candidate :
       find_depth_columns(scan_.profiles, scan_.ridges, scan_.wander, glyph_factor))
    if (paths.size() < kMostColumns) paths.push_back(std::move(candidate.path));
  NumberSearch search;
  search.glyph_factor = glyph_factor;
  read_columns(std::move(paths), search);
}

std::vector<DepthRun> RunSearch::find(const std::function<void()>& before_long_search) {
  read_columns_between_lines(1.0);
  std::string doubt = pick_main();
  const auto reach = [&] { return doubt.empty() ? main_.worth / scan_.profiles.info.height : 0.0; };
  if (reach() < kLeastReach && scan_.profiles.info.dpi_x <= 0.0) {
    // The resolution is not known and may be twice the usual one.
    read_columns_between_lines(kLargerGlyphs);
    doubt = pick_main();
  }
  if (reach() < kLeastReach) {
    if (!doubt.empty() && before_long_search) before_long_search();
    // Columns without lines beside them.
    NumberSearch search;
    search.is_isolated = true;
    search.most_per_inch = 5.0;
    search.most_in_all = kMostInStripes;
    read_columns(number_stripes(scan_.profiles, scan_.wander), search);
    std::string again = pick_main();
    if (!again.empty() && !doubt.empty()) {
      // The stated resolution may be half the true one.
      search.glyph_factor = kLargerGlyphs;
      read_columns(number_stripes(scan_.profiles, scan_.wander), search);
      again = pick_main();
    }
    if (again.empty()) doubt.clear();
  }
  if (!doubt.empty()) scan_.refuse(doubt);
  refuse_contradictions();
  std::vector<DepthRun> runs{run_of(main_)};
  add_others(runs);
  return runs;
}

}  // namespace

std::vector<DepthRun> find_depth_runs(const SheetScan& scan, SheetReaders& readers, Progress& progress,
                                      const std::function<void()>& before_long_search) {
  return RunSearch(scan, readers, progress).find(before_long_search);
}

}  // namespace logdigitise::sheet
