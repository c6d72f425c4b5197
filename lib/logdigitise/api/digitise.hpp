#pragma once
// The program as a library: a scan and its layout to curves. The one header that is installed, with nothing
// but plain data and the standard library in it; docs/api.md shows it in use.
//
// What holds for all functions below; only exceptions are restated.
//     errors    api::Error for whatever can be wrong with files, options and the machine, std::bad_alloc for
//               memory; anything else that is thrown is a fault of this library
//     pixels    those of the scan as stored, after its Orientation tag and then the layout's turn: origin at
//               the top left, y down, the centre of the first pixel at (0.5, 0.5)
//     values    NaN where nothing was read
//     threads   one of the program's own at a time may be in this library
// Nothing is printed, no signal is caught, no file is written but by write_log and write_conversion.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// All else in the library is hidden.
#pragma GCC visibility push(default)

namespace logdigitise::api {

/// Who can mend it.
enum class ErrorKind {
  kUsage,        ///< An option.
  kInput,        ///< A scan, layout, log or model that cannot be used.
  kRefused,      ///< A scan that can be read, but what is on it cannot be proven.
  kEnvironment,  ///< Disk full, device lost: worth a retry.
};

/// what() is one line: `<where>: <what was found>; <what was expected>. <what to do>`.
class Error : public std::runtime_error {
 public:
  Error(ErrorKind kind, std::string where, const std::string& line)
      : std::runtime_error(line), kind_(kind), where_(std::move(where)) {}
  [[nodiscard]] ErrorKind kind() const noexcept { return kind_; }
  /// File, with `:row` or `:line` where there is one; empty if the fault is in no file.
  [[nodiscard]] const std::string& where() const noexcept { return where_; }

 private:
  ErrorKind kind_;
  std::string where_;
};

/// `0.1.0`
[[nodiscard]] std::string version();

enum class DepthUnit { kFeet, kMetres };

// ---- Layouts: where depth, tracks and curves are on a scan (docs/layout.md).

enum class Scale { kLinear, kLog };
enum class LineStyle { kSolid, kDashed, kDotted, kLongDash };
enum class LineWeight { kUnknown, kLight, kMedium, kHeavy };

/// A point of the scan whose depth is known.
struct Tie {
  double x = 0.0;
  double y = 0.0;
  double depth = 0.0;
  int page = 1;  ///< From 1; which of the sheets of the log.
};

/// Where a track begins and ends at one height of the scan; interpolated along y between edges.
struct Edge {
  double y = 0.0;
  double left = 0.0;
  double right = 0.0;
  int page = 1;
};

struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
};

struct PrintedCurve {
  std::string mnemonic;
  std::string unit;
  double left = 0.0;   ///< Value at the track's left edge.
  double right = 1.0;  ///< Value at the track's right edge; may be the smaller one.
  LineStyle style = LineStyle::kSolid;
  LineWeight weight = LineWeight::kUnknown;
  std::optional<Colour> colour;  ///< Of the ink, where it is known.
  bool wrap = false;             ///< An off-scale curve re-enters at the other edge; values are unwrapped.
};

struct Track {
  std::string name;
  Scale scale = Scale::kLinear;
  std::vector<Edge> edges;  ///< At least one.
  std::vector<PrintedCurve> curves;
};

struct Layout {
  std::string raster;                ///< Of a file: the scan, relative to the file's folder; may be empty.
  std::vector<std::string> rasters;  ///< Of a file: the scans of all sheets in order; empty for one sheet.
  int turn = 0;  ///< Degrees clockwise that the scan is turned by to stand upright: 0, 90, 180 or 270.
  std::map<std::string, std::string> well;  ///< WELL, COMP, FLD, LOC, UWI, SRVC, DATE, PROV, ...
  DepthUnit depth_unit = DepthUnit::kFeet;
  double top = 0.0;   ///< Depths that are wanted.
  double base = 0.0;  ///< More than `top`.
  double step = 0.5;  ///< Of the values, in `depth_unit`.
  std::vector<Tie> ties;
  std::vector<Track> tracks;
  bool is_inspected = false;        ///< inspect() found it.
  std::vector<std::string> doubts;  ///< What inspect() could not prove; each puts the log on `review`.
};

[[nodiscard]] Layout read_layout(const std::filesystem::path& path);

/// The JSON of a layout that a program made or changed, without `doubts`. Checked as a file is: what a layout
/// must not be is an input error.
[[nodiscard]] std::string layout_text(const Layout& layout);

/// Finds depth, tracks and curves on a scan, whichever way round it lies (docs/inspect.md). What it cannot
/// prove is an error of kind kRefused.
[[nodiscard]] Layout inspect(const std::filesystem::path& scan);

// ---- Logs: curves over depth.

struct Curve {
  std::string mnemonic;
  std::string unit;
  std::string description;
  std::vector<double> values;  ///< One per depth.
};

struct Log {
  std::map<std::string, std::string> well;
  DepthUnit depth_unit = DepthUnit::kFeet;
  std::vector<double> depths;  ///< Increasing or decreasing, as in the file.
  std::vector<Curve> curves;
  std::vector<std::string> remarks;  ///< Where it came from, one line each.
};

/// `.las` (1.2 and 2.0) or `.csv`.
[[nodiscard]] Log read_log(const std::filesystem::path& path);

/// `.las` (2.0) or `.csv`, whole or not at all.
void write_log(const std::filesystem::path& path, const Log& log);

// ---- Digitising.

/// Depths to look at, and why: gap, off scale, damaged, faint, bridged, jump, overlap, crossing, unsure.
struct Flag {
  double from = 0.0;
  double to = 0.0;
  std::string reason;
};

struct CurveQuality {
  double coverage = 0.0;           ///< Share of depths with a value.
  double mean_confidence = 0.0;    ///< Over the depths with a value.
  std::vector<double> confidence;  ///< Per depth: the chance that the value is within 1 % of the track, 0..1.
  std::vector<Flag> flags;
};

struct Conversion {
  Log log;
  std::string status;                 ///< `ok`, `review` or `damaged`.
  std::vector<std::string> reasons;   ///< For `review` and `damaged`.
  std::vector<CurveQuality> quality;  ///< Per curve of `log`, in its order.
  std::string record;  ///< The quality record, as `logdigitise convert` writes it beside a log (JSON).
};

/// Writes the log to `out` and the record beside it (OUT.qc.json), so that `logdigitise review` can show it:
/// both or none.
void write_conversion(const std::filesystem::path& out, const Conversion& conversion);

struct DigitiserOptions {
  std::string model;               ///< A name or a file; empty: the one that is installed.
  std::string device = "auto";     ///< auto, cpu, cuda or cuda:N.
  std::string precision = "auto";  ///< auto, fp32, bf16 or fp16.
  int threads = 0;                 ///< CPU threads; 0 = all cores this process may run on.
};

struct ConvertOptions {
  double max_gap = -1.0;          ///< Gaps up to this long are bridged and flagged, in the unit of the depth;
                                  ///< negative = 1 ft or 0.3 m.
  double min_confidence = 0.1;    ///< Samples below this are NaN, 0..1.
  double flag_confidence = 0.65;  ///< Samples below this are flagged, 0..1.
  std::int64_t max_pixels = 4'000'000'000;  ///< Larger scans are refused.
};

/// Told now and then how far a conversion is: a stage, and how much of it is done. What it throws ends the
/// conversion and comes out of it.
using OnProgress = std::function<void(std::string_view stage, std::int64_t done, std::int64_t total)>;

/// A model, loaded once, for any number of logs.
class Digitiser {
 public:
  explicit Digitiser(const DigitiserOptions& options = {});
  ~Digitiser();
  Digitiser(Digitiser&&) noexcept;
  Digitiser& operator=(Digitiser&&) noexcept;

  /// `scans`: the sheets of one log, in order (TIFF, PDF, PNG, JPEG). Memory does not grow with their length
  /// but for the result.
  [[nodiscard]] Conversion convert(const std::vector<std::filesystem::path>& scans, const Layout& layout,
                                   const ConvertOptions& options = {}, const OnProgress& on_progress = {});

  [[nodiscard]] const std::filesystem::path& model() const;  ///< The file of weights.
  [[nodiscard]] const std::string& device() const;           ///< `cpu`, `cuda:0`

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace logdigitise::api

#pragma GCC visibility pop
