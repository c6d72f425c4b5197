// Memory does not grow with the length of a log.

#include <gtest/gtest.h>

#include <fstream>

#include "tests/raster/test_files.hpp"

namespace logdigitise::raster::testing {
namespace {

long status_kib(const std::string& key) {
  std::ifstream status("/proc/self/status");
  std::string word;
  while (status >> word) {
    long value = 0;
    if (word == key + ":" && status >> value) return value;
  }
  return -1;
}

// Sets the high-water mark of this process back to what it holds now.
bool reset_peak() {
  std::ofstream file("/proc/self/clear_refs");
  file << "5" << std::flush;
  return file.good();
}

TEST(BoundedMemory, ReadsATallScanOfOneStripInAFewMegabytes) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "a sanitizer keeps freed memory, so the peak says nothing";
#endif
  const TestFolder folder;
  // 120,000 rows of 2,000 pixels: 240 MB as bytes, 30 MB packed.
  TiffSpec spec;
  spec.width = 2000;
  spec.height = 120'000;
  spec.rows_per_strip = 0xFFFFFFFFU;
  for (const int compression : {COMPRESSION_NONE, COMPRESSION_CCITTFAX4}) {
    const std::filesystem::path path = folder / "tall.tif";
    TIFF* tiff = TIFFOpen(path.c_str(), "w");
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, spec.width);
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, spec.height);
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 1);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
    TIFFSetField(tiff, TIFFTAG_COMPRESSION, compression);
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, spec.height);
    std::vector<std::uint8_t> row(250);
    for (int y = 0; y < spec.height; ++y) {
      row[static_cast<std::size_t>(y / 10 % 250)] ^= 0x18;
      TIFFWriteScanline(tiff, row.data(), static_cast<std::uint32_t>(y), 0);
    }
    TIFFClose(tiff);

    const std::unique_ptr<RowReader> reader = open_raster(path);
    if (!reset_peak()) GTEST_SKIP() << "the peak of memory cannot be reset here";
    const long before = status_kib("VmRSS");
    int rows = 0;
    while (true) {
      const Image<std::uint8_t> band = reader->read_rows(64);
      if (band.empty()) break;
      rows += band.rows();
    }
    EXPECT_EQ(rows, spec.height);
    EXPECT_LT(status_kib("VmHWM") - before, 8 * 1024) << "compression " << compression;
  }
}

}  // namespace
}  // namespace logdigitise::raster::testing
