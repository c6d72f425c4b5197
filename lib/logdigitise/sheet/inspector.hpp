#pragma once
// One inspection of a sheet: from profiles to numbers, depth, tracks and headers, in the order of `run`.

#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "logdigitise/core/error.hpp"
#include "logdigitise/sheet/depth_columns.hpp"
#include "logdigitise/sheet/depth_lines.hpp"
#include "logdigitise/sheet/digit_reader.hpp"
#include "logdigitise/sheet/header_area.hpp"
#include "logdigitise/sheet/header_curves.hpp"
#include "logdigitise/sheet/inspect.hpp"
#include "logdigitise/sheet/joint_numbers.hpp"
#include "logdigitise/sheet/profiles.hpp"
#include "logdigitise/sheet/text_reader.hpp"
#include "logdigitise/sheet/vertical_lines.hpp"

namespace logdigitise::sheet {

inline constexpr double kDefaultDpi = 200.0;
inline constexpr const char* kGiveLayout = "Write a layout (docs/layout.md) and give it with --layout";

/// A depth column with its numbers and the runs they make.
struct ReadChain {
  NumberChain chain;
  std::optional<double> margin;  ///< Of margin_of_chain, once asked.
};

struct ReadColumn {
  ColumnPath path;
  std::vector<PrintedNumber> numbers;
  std::vector<ReadChain> chains;
  bool is_stripe = false;  ///< Not between lines, but wherever numbers stand.
};

class Inspector {
 public:
  Inspector(const std::filesystem::path& scan, const InspectOptions& options, Progress& progress)
      : scan_(scan), options_(options), progress_(progress) {}

  Inspection run();

 private:
  [[noreturn]] void refuse(const std::string& why) const {
    throw refused_error(scan_.string(), why, kGiveLayout);
  }
  [[nodiscard]] std::pair<double, double> column_at(double y) const;
  /// Reads the numbers of columns and finds their runs.
  void read_columns(std::vector<ColumnPath> paths, const NumberSearch& search);
  void find_chains(ReadColumn& column) const;
  [[nodiscard]] double margin_of(const ReadColumn& column, ReadChain& read) const;
  /// Why the values of a run are not sure; empty if they are.
  [[nodiscard]] std::string doubt_of(const ReadColumn& column, ReadChain& read) const;
  [[nodiscard]] static double worth_of(const ReadColumn& column, const NumberChain& chain);
  /// Takes the longest run that is sure. Why there is none; empty if there is.
  [[nodiscard]] std::string pick_chain();
  void choose_chain();
  void narrow_column();
  void note_sections();
  /// Long stretches without a number whose scale differs from that of the rest end the run.
  void end_at_doubtful_gaps();
  /// Numbers from which on all depths are shifted end the run.
  void end_at_splices();
  void tie_depth();
  void decide_unit();
  void find_tracks();
  /// Mean ink between two places of the straightened frame, 0..1.
  [[nodiscard]] double ink_between(double left, double right, int first, int last) const;
  void read_headers();
  [[nodiscard]] double dpi_down() const {
    return profiles_.info.dpi_y > 0.0 ? profiles_.info.dpi_y : kDefaultDpi;
  }
  [[nodiscard]] std::vector<double> follow_edge(double x, int first, int last) const;
  void build_layout();

  const std::filesystem::path& scan_;
  const InspectOptions& options_;
  Progress& progress_;
  ScanProfiles profiles_;
  Image<std::uint8_t> ridges_;
  Wander wander_;
  std::deque<ReadColumn> columns_;
  ReadColumn* home_ = nullptr;  ///< The column of the run.
  NumberChain chain_;
  std::vector<NumberedDepth> numbered_;
  LineProfile lines_;
  std::vector<TrackGrid> grids_;
  std::vector<double> printed_lines_;  ///< Vertical lines of the section, straightened frame.
  HeaderArea header_;
  std::vector<std::vector<HeaderEntry>> headers_;
  DigitReader digit_reader_;
  TextReader text_reader_;
  Inspection result_;
};

}  // namespace logdigitise::sheet
