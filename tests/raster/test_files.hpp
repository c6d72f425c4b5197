#pragma once
// Small files for the tests of raster, and what is to be read from them.

#include <tiffio.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "logdigitise/core/image.hpp"
#include "logdigitise/raster/reader.hpp"

namespace logdigitise::raster::testing {

/// A folder that is gone with the test.
class TestFolder {
 public:
  TestFolder();
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  ~TestFolder();

  [[nodiscard]] std::filesystem::path operator/(const std::string& name) const { return path_ / name; }
  /// Writes a file into it and returns its path.
  [[nodiscard]] std::filesystem::path write(const std::string& name, std::string_view bytes) const;

 private:
  std::filesystem::path path_;
};

[[nodiscard]] std::string file_bytes(const std::filesystem::path& path);

/// A TIFF of a made pattern: sample(x, y, s) is the same for every way to store it.
struct TiffSpec {
  std::string name;
  int bits = 1;
  int samples = 1;
  int photometric = PHOTOMETRIC_MINISWHITE;
  int compression = COMPRESSION_NONE;
  int width = 53;
  int height = 37;
  bool tiled = false;
  bool planes_apart = false;
  int orientation = 1;
  std::uint32_t rows_per_strip = 8;
  std::string mode = "w";  ///< As for TIFFOpen: l, b = byte order, 8 = BigTIFF.
  int alpha = -1;          ///< EXTRASAMPLE_.. of the last sample; -1 = no such tag.
  bool grey_palette = false;
  std::uint32_t group3_options = 0;
  int predictor = 0;
  int fill_order = FILLORDER_MSB2LSB;
  int pages = 1;  ///< Later pages have the first one's negative.
};

/// Stored sample of the pattern, page counting from 1.
[[nodiscard]] std::uint32_t sample_of(const TiffSpec& spec, int x, int y, int s, int page = 1);
void write_tiff(const std::filesystem::path& path, const TiffSpec& spec);
/// What a reader should show, orientation applied.
[[nodiscard]] Image<std::uint8_t> expected_image(const TiffSpec& spec, int page = 1);

struct ReadResult {
  RasterInfo info;
  Image<std::uint8_t> image;
  std::vector<DamagedRows> damaged;

  [[nodiscard]] bool is_damaged(int row) const;
};
/// Reads all rows, `band` at a time.
[[nodiscard]] ReadResult read_everything(const std::filesystem::path& path, const RasterOptions& options = {},
                                         int band = 7);
/// The message of the Error of `kind` that reading throws; empty if it throws none.
[[nodiscard]] std::string error_of_reading(const std::filesystem::path& path,
                                           const RasterOptions& options = {});

/// Row and column of the first difference, for a message; nothing if equal.
[[nodiscard]] std::optional<std::string> difference(const Image<std::uint8_t>& got,
                                                    const Image<std::uint8_t>& expected, int tolerance = 0);

/// A bilevel picture that looks like a log: grid lines and a wandering curve. 1 = ink.
[[nodiscard]] Image<std::uint8_t> log_like_image(int rows, int columns);
/// The same with the directory in front and one strip, so that a cut takes rows and not the directory.
/// `compression` is that of TIFF; `bits` is 1 or 8.
[[nodiscard]] std::string tiff_with_directory_first(const Image<std::uint8_t>& ink, int compression,
                                                    std::uint32_t group3_options = 0);
/// The bytes of the only strip of such an image.
[[nodiscard]] std::string encoded_strip(const Image<std::uint8_t>& ink, int compression,
                                        std::uint32_t group3_options = 0);

}  // namespace logdigitise::raster::testing
