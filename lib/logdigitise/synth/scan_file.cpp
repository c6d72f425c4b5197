#include "logdigitise/synth/scan_file.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdarg>
#include <cstdint>
#include <cstdio>
#include <opencv2/imgcodecs.hpp>
#include <string>
#include <utility>
#include <vector>

#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"

#include <tiffio.h>

namespace logdigitise::synth {
namespace {

constexpr int kTallestJpeg = 65500;

std::string lower_extension(const std::filesystem::path& path) {
  std::string extension = path.extension().string();
  std::transform(extension.begin(), extension.end(), extension.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return extension;
}

/// A TIFF in memory, as libtiff wants to see it.
struct MemoryFile {
  std::string bytes;
  std::size_t position = 0;
};

tmsize_t memory_read(thandle_t handle, void* to, tmsize_t size) {
  auto& file = *static_cast<MemoryFile*>(handle);
  const std::size_t left = file.bytes.size() - std::min(file.position, file.bytes.size());
  const std::size_t count = std::min(left, static_cast<std::size_t>(size));
  std::copy_n(file.bytes.data() + file.position, count, static_cast<char*>(to));
  file.position += count;
  return static_cast<tmsize_t>(count);
}

tmsize_t memory_write(thandle_t handle, void* from, tmsize_t size) {
  auto& file = *static_cast<MemoryFile*>(handle);
  const auto count = static_cast<std::size_t>(size);
  if (file.bytes.size() < file.position + count) file.bytes.resize(file.position + count);
  std::copy_n(static_cast<const char*>(from), count, file.bytes.data() + file.position);
  file.position += count;
  return size;
}

toff_t memory_seek(thandle_t handle, toff_t offset, int whence) {
  auto& file = *static_cast<MemoryFile*>(handle);
  const std::size_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? file.position : file.bytes.size();
  file.position = base + static_cast<std::size_t>(offset);
  return file.position;
}

int memory_close(thandle_t) { return 0; }
toff_t memory_size(thandle_t handle) { return static_cast<MemoryFile*>(handle)->bytes.size(); }

/// One row of 0 and 255 as bits, 1 = black.
void pack_row(const std::uint8_t* pixels, int columns, std::vector<std::uint8_t>& bits) {
  std::fill(bits.begin(), bits.end(), std::uint8_t{0});
  for (int x = 0; x < columns; ++x) {
    if (pixels[x] < 128) {
      bits[static_cast<std::size_t>(x) / 8] |=
          static_cast<std::uint8_t>(0x80U >> (static_cast<unsigned>(x) % 8U));
    }
  }
}

/// Keeps what libtiff has to say instead of printing it.
int keep_message(TIFF*, void* to, const char* module, const char* format, va_list values) {
  std::array<char, 400> text{};
  std::vsnprintf(text.data(), text.size(), format, values);
  *static_cast<std::string*>(to) = (module == nullptr ? "" : std::string(module) + ": ") + text.data();
  return 1;
}

int ignore_message(TIFF*, void*, const char*, const char*, va_list) { return 1; }

void set_tags(TIFF* tiff, const Scan& scan) {
  const cv::Mat& pixels = scan.pixels;
  const int channels = pixels.channels();
  const bool jpeg = !scan.bilevel && scan.jpeg_quality > 0;
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, static_cast<std::uint32_t>(pixels.cols));
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, static_cast<std::uint32_t>(pixels.rows));
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, scan.bilevel ? 1 : 8);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, channels);
  TIFFSetField(tiff, TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION,
               scan.bilevel ? COMPRESSION_CCITTFAX4
               : jpeg       ? COMPRESSION_JPEG
                            : COMPRESSION_LZW);
  if (scan.bilevel) {
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISWHITE);
  } else if (channels == 1) {
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
  } else {
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, jpeg ? PHOTOMETRIC_YCBCR : PHOTOMETRIC_RGB);
  }
  if (jpeg) {
    TIFFSetField(tiff, TIFFTAG_JPEGQUALITY, scan.jpeg_quality);
    if (channels == 3) TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
  }
  TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, static_cast<std::uint32_t>(scan.bilevel ? pixels.rows : 64));
  if (scan.dpi_x > 0.0 && scan.dpi_y > 0.0) {
    TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH);
    TIFFSetField(tiff, TIFFTAG_XRESOLUTION, scan.dpi_x);
    TIFFSetField(tiff, TIFFTAG_YRESOLUTION, scan.dpi_y);
  }
}

/// False if libtiff could not write them.
bool write_rows(TIFF* tiff, const Scan& scan) {
  const cv::Mat& pixels = scan.pixels;
  const int channels = pixels.channels();
  std::vector<std::uint8_t> row(scan.bilevel ? static_cast<std::size_t>(pixels.cols + 7) / 8
                                             : static_cast<std::size_t>(pixels.cols * channels));
  for (int y = 0; y < pixels.rows; ++y) {
    const auto* in = pixels.ptr<std::uint8_t>(y);
    if (scan.bilevel) {
      pack_row(in, pixels.cols, row);
    } else if (channels == 1) {
      std::copy_n(in, row.size(), row.begin());
    } else {
      for (std::size_t i = 0; i < row.size(); i += 3) {
        row[i] = in[i + 2];
        row[i + 1] = in[i + 1];
        row[i + 2] = in[i];
      }
    }
    if (TIFFWriteScanline(tiff, row.data(), static_cast<std::uint32_t>(y), 0) != 1) return false;
  }
  return true;
}

std::string tiff_bytes(const std::vector<const Scan*>& pages, const std::string& name) {
  MemoryFile file;
  std::string message = "no reason given";
  TIFFOpenOptions* options = TIFFOpenOptionsAlloc();
  if (options == nullptr) throw environment_error(name, "no memory for a TIFF");
  TIFFOpenOptionsSetErrorHandlerExtR(options, keep_message, &message);
  TIFFOpenOptionsSetWarningHandlerExtR(options, ignore_message, nullptr);
  TIFF* tiff = TIFFClientOpenExt(name.c_str(), "w", &file, memory_read, memory_write, memory_seek,
                                 memory_close, memory_size, nullptr, nullptr, options);
  TIFFOpenOptionsFree(options);
  if (tiff == nullptr) throw environment_error(name, "libtiff could not start a file (" + message + ")");
  bool good = true;
  for (std::size_t i = 0; i < pages.size() && good; ++i) {
    set_tags(tiff, *pages[i]);
    good = write_rows(tiff, *pages[i]) && (i + 1 == pages.size() || TIFFWriteDirectory(tiff) == 1);
  }
  good = good && TIFFFlush(tiff) == 1;
  TIFFClose(tiff);
  if (!good) throw environment_error(name, "libtiff could not write the scan (" + message + ")");
  return std::move(file.bytes);
}

std::string codec_bytes(const Scan& scan, const std::string& extension, const std::string& name) {
  if (extension != ".png" && scan.pixels.rows > kTallestJpeg) {
    throw usage_error(name,
                      "a scan of " + std::to_string(scan.pixels.rows) + " rows; JPEG holds at most " +
                          std::to_string(kTallestJpeg),
                      "write a .tif");
  }
  std::vector<std::uint8_t> bytes;
  std::vector<int> options;
  bool good = false;
  if (extension == ".png") {
    options = {cv::IMWRITE_PNG_COMPRESSION, 3};
    if (scan.bilevel) options.insert(options.end(), {cv::IMWRITE_PNG_BILEVEL, 1});
  } else {
    options = {cv::IMWRITE_JPEG_QUALITY, scan.jpeg_quality > 0 ? scan.jpeg_quality : 90};
  }
  try {
    good = cv::imencode(extension, scan.pixels, bytes, options);
  } catch (const cv::Exception& error) {
    throw environment_error(name, "the scan cannot be coded as " + extension + " (" + error.err + ")");
  }
  if (!good) throw environment_error(name, "the scan cannot be coded as " + extension);
  return {bytes.begin(), bytes.end()};
}

void check_scan(const Scan& scan, const std::string& name) {
  const bool known_type = scan.pixels.type() == CV_8UC1 || (scan.pixels.type() == CV_8UC3 && !scan.bilevel);
  if (scan.pixels.empty() || !known_type) {
    throw usage_error(name, "a scan without pixels, or not of 8 bits in one or three channels",
                      "write only what scan_page made");
  }
}

}  // namespace

void write_scan(const Scan& scan, const std::filesystem::path& path) {
  const std::string name = path.string();
  const std::string extension = lower_extension(path);
  if (extension == ".tif" || extension == ".tiff") {
    write_pages({&scan}, path);
  } else if (extension == ".png" || extension == ".jpg" || extension == ".jpeg") {
    check_scan(scan, name);
    write_file_atomically(path, codec_bytes(scan, extension, name));
  } else {
    throw usage_error(name, "a scan cannot be written as '" + extension + "'; known are .tif, .png and .jpg",
                      "change the name of the file");
  }
}

void write_pages(const std::vector<const Scan*>& pages, const std::filesystem::path& path) {
  for (const Scan* page : pages) check_scan(*page, path.string());
  write_file_atomically(path, tiff_bytes(pages, path.string()));
}

}  // namespace logdigitise::synth
