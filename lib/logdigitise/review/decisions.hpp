#pragma once
// What a reviewer decided: the file that the review page saves.

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace logdigitise::review {

/// A point of a redrawn curve.
struct DepthPoint {
  double depth = 0.0;
  double value = 0.0;
};

/// One correction. Curves go by their names in the log that was reviewed, whatever a decision before says.
struct Decision {
  enum class Kind {
    kDraw,    ///< `points`: the curve between the first and the last of them, straight on the paper.
    kDelete,  ///< `from`..`to` becomes null.
    kAccept,  ///< What is flagged in `from`..`to` is right as it is.
    kLane,    ///< `from`..`to` moves by `by` whole track widths to the right.
    kMove,    ///< The same with any `by`: the stretch was read too far left or right.
    kScale,   ///< The curve's values at the track's edges are `left` and `right`.
    kRename,  ///< The curve is called `name`.
    kTie,     ///< Tie number `tie` of the layout (from 0) stands at height `y` and says `depth`.
  };
  Kind kind = Kind::kAccept;
  std::string curve;
  double from = 0.0;
  double to = 0.0;
  std::vector<DepthPoint> points;  ///< Strictly increasing depths, two at least.
  double by = 0.0;
  double left = 0.0;
  double right = 0.0;
  std::string name;
  std::size_t tie = 0;
  double y = 0.0;
  double depth = 0.0;
};

struct Decisions {
  std::string file;        ///< Name of the decisions file.
  std::string sha256;      ///< Of the decisions file.
  std::string log_sha256;  ///< Of the log they are about.
  std::string log_file;    ///< Its name, for messages.
  std::vector<Decision> list;
};

/// Parses a decisions file; `name` stands in error messages. Input errors say which decision (from 1) and
/// what was expected.
[[nodiscard]] Decisions parse_decisions(std::string_view json, const std::string& name);

/// parse_decisions of a file of at most 64 MiB.
[[nodiscard]] Decisions read_decisions(const std::filesystem::path& path);

}  // namespace logdigitise::review
