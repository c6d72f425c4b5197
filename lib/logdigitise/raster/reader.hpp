#pragma once
// Scans as bands of rows: memory does not grow with the length of a log.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logdigitise/core/image.hpp"

namespace logdigitise::raster {

struct RasterInfo {
  int width = 0;         ///< Pixels, after the Orientation tag and the turn.
  int height = 0;        ///< Rows, after them too.
  int channels = 1;      ///< 1 = grey (bilevel too), 3 = red, green, blue.
  bool bilevel = false;  ///< Only 0 and 255 occur.
  double dpi_x = 0.0;    ///< 0 = not stated. Often wrong: never trust without a check.
  double dpi_y = 0.0;
  int pages = 1;  ///< Pages (IFDs) in the file.
  /// Light ink on dark paper: rows come inverted. With Polarity::kAuto known once rows were read.
  bool negative = false;
};

/// Rows [first, last) that the decoder complained of; their pixels are not to be believed.
struct DamagedRows {
  int first = 0;
  int last = 0;
  std::string reason;
};

class RowReader;

/// What is ink: the dark (positive), the light (negative), or what is thin (auto).
enum class Polarity { kAuto, kPositive, kNegative };

/// `auto`, `positive` or `negative`: the word of the command line and of quality records.
[[nodiscard]] std::string_view polarity_name(Polarity polarity);

/// Nothing for any other word.
[[nodiscard]] std::optional<Polarity> polarity_from_name(std::string_view name);

struct RasterOptions {
  int page = 1;                             ///< From 1.
  std::int64_t max_pixels = 4'000'000'000;  ///< Refused above this many pixels, before anything is allocated.
  std::int64_t max_ratio = 10'000;          ///< Refused above this many decoded bytes per byte of file.
  int max_pages = 64;                       ///< Refused above this many pages.
  double render_dpi = 200.0;                ///< For vector PDFs only.
  int turn = 0;  ///< Degrees clockwise that the scan is turned by after its Orientation tag: 0, 90, 180, 270.
  Polarity polarity = Polarity::kAuto;
  /// Opens other rows in the place of the file: several sheets read as one strip. Empty: the file itself.
  std::function<std::unique_ptr<RowReader>()> opens_instead;
};

/// Hands out rows from the top to the bottom, once.
class RowReader {
 public:
  RowReader() = default;
  RowReader(const RowReader&) = delete;
  RowReader& operator=(const RowReader&) = delete;
  virtual ~RowReader() = default;

  [[nodiscard]] virtual const RasterInfo& info() const = 0;
  /// The next `count` rows (fewer at the end, none after it): rows x width x channels, 255 = white paper,
  /// 0 = black. Damaged rows come as white, but for those that the decoder doubts only later.
  [[nodiscard]] virtual Image<std::uint8_t> read_rows(int count) = 0;
  /// Complaints so far, in order, merged where they touch; complete once all rows are read. What is said at
  /// the end may be of any row: a JPEG without restart markers whose data are damaged is not to be believed
  /// anywhere.
  [[nodiscard]] virtual const std::vector<DamagedRows>& damaged() const = 0;
};

/// Opens TIFF, PNG, JPEG or PDF by its content, not its name. Input errors name the file and what is wrong.
[[nodiscard]] std::unique_ptr<RowReader> open_raster(const std::filesystem::path& path,
                                                     const RasterOptions& options = {});

}  // namespace logdigitise::raster
