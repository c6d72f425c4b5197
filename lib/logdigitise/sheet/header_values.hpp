#pragma once
// The line samples above a track, and the values printed at their ends.

#include <cstddef>
#include <opencv2/core.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "logdigitise/sheet/header_text.hpp"
#include "logdigitise/sheet/line_samples.hpp"
#include "logdigitise/sheet/track_grid.hpp"

namespace logdigitise::sheet {

class DigitReader;
class TextReader;

/// A piece of text at one end of a line sample.
struct HeaderValue {
  const TextBox* box = nullptr;
  std::string text;         ///< Sign, digits, point; empty where it could not be read as a value.
  double confidence = 0.0;  ///< 0..1.
};

inline constexpr double kHeavyLineIn =
    0.035;  ///< Thicker lines are curves only if values stand at both ends.

struct ValuePair {
  HeaderValue left;
  HeaderValue right;
};

/// What stands above one track. Columns are those of its picture, rows those of the header's. The pointers
/// are into `words` and `over_edges`.
struct TrackHeader {
  double x_first = 0.0;  ///< Column of the header at which the track's picture begins.
  int width = 0;
  std::vector<LineSample> samples;
  std::vector<TextBox> words;       ///< Of the track's own columns.
  std::vector<TextBox> over_edges;  ///< Of the whole header: those at the track's sides.
  std::vector<HeaderValue> left;    ///< Read as values.
  std::vector<HeaderValue> right;
  std::vector<HeaderValue> unread_left;  ///< What else stands there, and may be one.
  std::vector<HeaderValue> unread_right;
  std::vector<const TextBox*> middle;  ///< All words that are no values at a side.
};

/// Whether a solid line runs from edge to edge, as rules of the form do.
[[nodiscard]] bool is_from_edge_to_edge(const LineSample& sample, int width);

/// Finds the samples of every track in the header's picture (HeaderArea::ink), and reads what stands at their
/// ends. Time: some 0.1 s a value.
[[nodiscard]] std::vector<TrackHeader> read_track_headers(const cv::Mat& ink,
                                                          const std::vector<TrackGrid>& tracks, double dpi,
                                                          const DigitReader& digits, TextReader& text);

/// The values of sample i, which stand above or below it: of the outermost pairs nearest to the line the one
/// that is read most surely. Where only one of two could be read the other's text is empty.
[[nodiscard]] std::optional<ValuePair> pair_of(const TrackHeader& header, std::size_t i, bool above,
                                               double dpi);

/// How surely the values above or below a line are its own: 0 if there are none, up to 1 where they touch it.
[[nodiscard]] double closeness(const TrackHeader& header, std::size_t i, bool above, double dpi);

/// Whether numbers stand between the two values, in their row, that do not lie between them: then the row
/// holds two scales. A number within a phrase, as in AM = 16", is none.
[[nodiscard]] bool has_another_scale(const TrackHeader& header, const ValuePair& pair,
                                     const DigitReader& digits, TextReader& text);

}  // namespace logdigitise::sheet
