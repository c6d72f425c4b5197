#pragma once
// One section of a strip: from its depth numbers to ties, tracks and headers, in the order of `run`.

#include <optional>
#include <utility>
#include <vector>

#include "logdigitise/sheet/depth_lines.hpp"
#include "logdigitise/sheet/depth_runs.hpp"
#include "logdigitise/sheet/depth_ticks.hpp"
#include "logdigitise/sheet/header_area.hpp"
#include "logdigitise/sheet/header_boxes.hpp"
#include "logdigitise/sheet/header_curves.hpp"
#include "logdigitise/sheet/header_rules.hpp"
#include "logdigitise/sheet/inspect.hpp"
#include "logdigitise/sheet/line_ends.hpp"
#include "logdigitise/sheet/sheet_scan.hpp"

namespace logdigitise::sheet {

class SectionInspector {
 public:
  SectionInspector(const SheetScan& scan, SheetReaders& readers, const DepthRun& run,
                   const InspectOptions& options, Progress& progress)
      : scan_(scan),
        readers_(readers),
        run_(run),
        options_(options),
        progress_(progress),
        wander_(scan.wander) {}

  /// Throws a refusal that says what could not be proven.
  Inspection run();

 private:
  [[nodiscard]] std::pair<double, double> column_at(double y) const;
  /// Takes ties away beyond the first and the last number that have no line of their own where the numbers
  /// have: what goes on there is a header.
  void drop_ends_without_line(double column_left, double column_right);
  /// Ties where the lines between two ties are too faint for the profile, but can be followed across.
  void add_faint_ties(double column_left, double column_right);
  void tie_depth();
  /// Of the run's numbers, px, in the mean.
  [[nodiscard]] double digit_height() const;
  [[nodiscard]] TieOptions tie_options() const;
  void tie_by_lines(double column_left, double column_right);
  /// Whether most of the numbers have a line of their own.
  [[nodiscard]] bool is_confirmed() const;
  /// Where lines alone do not prove the depth: ticks, or strokes beside the numbers, say which lines are
  /// theirs, or stand in for them.
  void try_ticks(double column_left, double column_right);
  /// Where no lines stand out: ties by those strips alone in which specks come again at the numbers' scale.
  /// Leaves things as they are if that does not confirm the numbers.
  void try_faint_strips(double column_left, double column_right);
  /// Whether ticks and ties of one depth are in one place.
  [[nodiscard]] bool is_borne_out(const TickedDepth& ticked) const;
  /// Ties the run's numbers to lines; `numbered` becomes the numbers at the lines' reference column.
  [[nodiscard]] TiedDepth tie_to(const LineProfile& lines, std::vector<NumberedDepth>& numbered) const;
  /// Measures the slope of the lines again where they were found, and ties anew if that shows more of them.
  void lean_on_ties(double column_left, double column_right);
  /// Moves ties to their own line where the lines around it, or other things, drew them away.
  void settle_ties(double column_left, double column_right);
  void decide_unit();
  /// Px that depths may be off and still be called right. Once the unit is decided.
  [[nodiscard]] double most_off_px() const;
  /// Ends the depth at stretches without ties over which paper may run unevenly. Once the unit is decided.
  void end_at_wide_gaps();
  /// Pixels per inch: as the scan states, or else as the scale of the form tells. Once the unit is decided.
  [[nodiscard]] double dpi_down() const;
  [[nodiscard]] double dpi_across() const;
  /// Upright lines of the section, in a frame that follows the print; settles the wander.
  [[nodiscard]] std::vector<VerticalLine> follow_lines(double dpi);
  void find_tracks();
  void find_header(const std::vector<VerticalLine>& lines);
  /// Looks for the header's boxes; where what was cut has none, but what is below does, cuts anew.
  void find_boxes(HeaderPlace place, const std::vector<VerticalLine>& lines);
  /// Leaves tables above the header's boxes out of it.
  void leave_tables(const std::vector<HeaderRule>& rules);
  /// Sides of the depth column, straightened frame. It reaches from vertical line to vertical line; where
  /// depth lines end nearer to the numbers, tracks do.
  [[nodiscard]] std::pair<double, double> column_between(const std::vector<LineExtent>& extents) const;
  /// Mean ink between two places of the straightened frame, 0..1.
  [[nodiscard]] double ink_between(double left, double right) const;
  void read_headers();
  /// Divides grids that may be those of two tracks and whose line samples stand over one half or the other,
  /// and trusts those whose samples reach over both. Whether any was divided.
  bool settle_doubles();
  [[nodiscard]] std::vector<double> follow_edge(double x, int first, int last) const;
  void build_layout();
  /// Tracks without a header get the curves that their ink shows.
  void count_headerless_curves();

  const SheetScan& scan_;
  SheetReaders& readers_;
  const DepthRun& run_;
  const InspectOptions& options_;
  Progress& progress_;
  Wander wander_;  ///< Of the section: the scan's, put right where the paper was spliced.
  std::vector<NumberedDepth> numbered_;
  LineProfile lines_;
  bool is_ticked_ = false;                ///< No line shows, and ticks alone tell the depth:
  double far_off_px_ = 0.0;               ///< how far off depths may be then, at the far side of the sheet.
  std::optional<double> told_offset_px_;  ///< From a number to its line, as strokes beside it say.
  int first_block_ = 0;                   ///< Blocks of the section: [first, last).
  int last_block_ = 0;
  std::vector<TrackGrid> grids_;
  std::vector<double> printed_lines_;  ///< Vertical lines of the section, straightened frame.
  HeaderArea header_;
  std::vector<HeaderBox> boxes_;  ///< Of the header.
  std::vector<std::vector<HeaderEntry>> headers_;
  Inspection result_;
};

}  // namespace logdigitise::sheet
