#pragma once
// DRA, the depth registrations of GeoGraphix: comma-separated records that say which pixel of a scan is which
// depth. Nothing of tracks, curves and scales is in them (docs/layout.md has the records and their source).

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logdigitise/core/units.hpp"

namespace logdigitise::layout {

/// A pixel of the image, counted from 0 at its top left corner, y down.
struct DraPixel {
  double x = 0.0;
  double y = 0.0;
  bool operator==(const DraPixel&) const = default;
};

struct DraBox {
  DraPixel top_left;
  DraPixel bottom_right;
  bool operator==(const DraBox&) const = default;
};

/// A DPTH record: a pixel whose depth is known.
struct DraPoint {
  double depth = 0.0;
  DraPixel pixel;
  bool operator==(const DraPoint&) const = default;
};

/// A LOG record, and the CURV, HEAD and DPTH records below it.
struct DraLog {
  std::string image;  ///< File name of the scan.
  std::string name;   ///< Of the log section.
  std::string vertical_scale;
  double top = 0.0;
  double base = 0.0;
  DraBox box;
  std::optional<DraBox> curve_scales;  ///< CURV.
  std::optional<DraBox> header;        ///< HEAD.
  std::vector<DraPoint> points;
  int line = 0;  ///< Of the LOG record, from 1; 0 if it was not read.
};

struct DraWell {
  std::string id;  ///< Well ID, UWI or API.
  std::string name;
  std::string location;
  std::vector<DraLog> logs;
};

struct DraFile {
  std::string version;
  DepthUnit unit = DepthUnit::kFeet;
  std::string vendor;
  std::vector<DraWell> wells;
};

/// True if a file begins as a DRA does: its first record is FILE.
[[nodiscard]] bool looks_like_dra(std::string_view text);

/// Reads records leniently: names in any case, blanks around fields, quotes or none, line ends of all kinds,
/// empty lines, fields that are too many, texts and the box of a LOG that are missing. An input error
/// (`name:line`) says what cannot be: an unknown record, one in the wrong place, a number that is none, a
/// unit that is neither feet nor metres, an open quote.
[[nodiscard]] DraFile parse_dra(std::string_view text, const std::string& name);

/// One record a line, CR LF. Pixels are written whole, depths as short as they are exact. What a record
/// cannot hold (quotes, control characters; lines above 256 characters) is an input error that begins with
/// `name`.
[[nodiscard]] std::string dra_text(const DraFile& file, const std::string& name);

}  // namespace logdigitise::layout
