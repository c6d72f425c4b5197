#pragma once
// A libtiff handle that reads from a ByteSource and keeps what the decoder complains of.

#include <tiffio.h>

#include <cstdint>
#include <memory>
#include <string>

#include "logdigitise/raster/byte_source.hpp"

namespace logdigitise::raster {

/// libtiff tells of damaged G3 and G4 data only through its handlers: return codes stay good. So each handle
/// has handlers of its own, and callers ask `take_complaint` after every call.
class TiffHandle {
 public:
  /// Input error if the header or the first directory cannot be read, or page `page` (from 1) is missing;
  /// std::bad_alloc where that was for want of memory, which libtiff tells in words alone.
  TiffHandle(std::shared_ptr<const ByteSource> bytes, const std::string& where, int page);
  TiffHandle(const TiffHandle&) = delete;
  TiffHandle& operator=(const TiffHandle&) = delete;
  ~TiffHandle();

  [[nodiscard]] TIFF* get() const { return tiff_; }
  [[nodiscard]] const ByteSource& bytes() const { return *bytes_; }
  /// The first complaint since the last call, on one line; empty if there was none. Throws std::bad_alloc
  /// where libtiff was short of memory: then rows are lost that a second try will find.
  [[nodiscard]] std::string take_complaint();
  /// Reads past the end of the file give zeros while on, so that the rows before a cut can be decoded.
  void pad_missing_bytes(bool on) { pad_missing_ = on; }

 private:
  static int on_message(TIFF* tiff, void* self, const char* module, const char* format, va_list arguments);
  static tmsize_t read(thandle_t self, void* out, tmsize_t size);
  static tmsize_t write(thandle_t self, void* in, tmsize_t size);
  static toff_t seek(thandle_t self, toff_t offset, int whence);
  static int close(thandle_t self);
  static toff_t size(thandle_t self);

  std::shared_ptr<const ByteSource> bytes_;
  std::int64_t position_ = 0;
  bool pad_missing_ = false;
  std::string complaint_;
  bool is_short_of_memory_ = false;
  TIFF* tiff_ = nullptr;
};

}  // namespace logdigitise::raster
