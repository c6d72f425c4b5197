#pragma once
// What a sheet is drawn with, whatever file it ends in. Millimetres from the top left, y down.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace logdigitise::chart {

enum class Anchor { kStart, kMiddle, kEnd };

struct Stroke {
  std::string colour = "#000000";  ///< `#rrggbb`.
  double width = 0.1;
  std::vector<double> dash;  ///< Ink, gap, ink, ...; empty = solid.
  bool rounded = false;      ///< Ends and corners.
};

/// Points of each connected line; a line of one point is a dot.
using Lines = std::vector<std::vector<std::pair<double, double>>>;

class Drawing {
 public:
  Drawing() = default;
  Drawing(const Drawing&) = delete;
  Drawing& operator=(const Drawing&) = delete;
  virtual ~Drawing() = default;

  /// One line of text in a plain font; `y` is that of its foot, `size` the height of the font.
  virtual void text(double x, double y, double size, Anchor anchor, const std::string& colour,
                    std::string_view words) = 0;
  virtual void lines(const Lines& lines, const Stroke& stroke) = 0;
  /// The file; call it once, last.
  [[nodiscard]] virtual std::string finish() = 0;
};

}  // namespace logdigitise::chart
