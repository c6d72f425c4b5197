#include "logdigitise/raster/tiff_handle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <new>
#include <string_view>
#include <utility>

#include "logdigitise/core/error.hpp"

namespace logdigitise::raster {

namespace {

// What libtiff says of files that are in order all the same.
bool is_harmless(std::string_view text) {
  for (const std::string_view harmless :
       {"Old-style LZW codes", "Improper JPEG strip/tile size", "Invalid SOS parameters"}) {
    if (text.find(harmless) != std::string_view::npos) return true;
  }
  return false;
}

struct OpenOptionsDeleter {
  void operator()(TIFFOpenOptions* options) const { TIFFOpenOptionsFree(options); }
};

}  // namespace

TiffHandle::TiffHandle(std::shared_ptr<const ByteSource> bytes, const std::string& where, int page)
    : bytes_(std::move(bytes)) {
  // One allocation of libtiff holds at most a strip as stored or a table of strips: never much more than the
  // file itself, but small files may name large tiles.
  constexpr std::int64_t kSmallestCap = std::int64_t{256} << 20;
  const std::int64_t cap = std::max(kSmallestCap, 2 * bytes_->size());
  const std::unique_ptr<TIFFOpenOptions, OpenOptionsDeleter> options(TIFFOpenOptionsAlloc());
  if (!options) throw environment_error(where, "out of memory");
  TIFFOpenOptionsSetMaxSingleMemAlloc(options.get(), static_cast<tmsize_t>(cap));
  TIFFOpenOptionsSetErrorHandlerExtR(options.get(), &TiffHandle::on_message, this);
  TIFFOpenOptionsSetWarningHandlerExtR(options.get(), &TiffHandle::on_message, this);
  errno = 0;
  tiff_ =
      TIFFClientOpenExt(where.c_str(), "rm", this, &TiffHandle::read, &TiffHandle::write, &TiffHandle::seek,
                        &TiffHandle::close, &TiffHandle::size, nullptr, nullptr, options.get());
  const bool is_open =
      tiff_ != nullptr && (page <= 1 || TIFFSetDirectory(tiff_, static_cast<tdir_t>(page - 1)) != 0);
  if (!is_open && errno == ENOMEM) is_short_of_memory_ = true;
  // What is said while a directory is read (unknown tags, mostly) is no damage to any row; but for want of
  // memory tags are passed over too.
  const std::string reason = std::exchange(complaint_, {});
  if (is_open && !is_short_of_memory_) return;
  if (tiff_ != nullptr) TIFFClose(tiff_);
  if (is_short_of_memory_) throw std::bad_alloc();
  throw input_error(where,
                    fmt::format("TIFF whose directory of page {} cannot be read ({})", page,
                                reason.empty() ? "no reason given" : reason),
                    "The file is cut off or damaged; get another copy");
}

TiffHandle::~TiffHandle() {
  if (tiff_ != nullptr) TIFFClose(tiff_);
}

std::string TiffHandle::take_complaint() {
  if (is_short_of_memory_) throw std::bad_alloc();
  return std::exchange(complaint_, {});
}

int TiffHandle::on_message(TIFF* /*tiff*/, void* self, const char* module, const char* format,
                           va_list arguments) {
  auto* handle = static_cast<TiffHandle*>(self);
  if (errno == ENOMEM) handle->is_short_of_memory_ = true;
  char text[512];
  std::vsnprintf(text, sizeof text, format, arguments);
  if (handle->complaint_.empty() && !is_harmless(text)) {
    handle->complaint_ = module != nullptr ? fmt::format("{}: {}", module, text) : std::string(text);
    for (char& c : handle->complaint_) {
      if (static_cast<unsigned char>(c) < 32 || static_cast<unsigned char>(c) > 126) c = ' ';
    }
  }
  return 1;  // Handled: nothing is printed.
}

tmsize_t TiffHandle::read(thandle_t self, void* out, tmsize_t size) {
  auto* handle = static_cast<TiffHandle*>(self);
  errno = 0;
  auto* target = static_cast<std::uint8_t*>(out);
  auto wanted = static_cast<std::size_t>(std::max<tmsize_t>(size, 0));
  std::size_t got = handle->bytes_->read_at(handle->position_, {target, wanted});
  if (got < wanted && handle->pad_missing_) {
    std::memset(target + got, 0, wanted - got);
    got = wanted;
  }
  handle->position_ += static_cast<std::int64_t>(got);
  return static_cast<tmsize_t>(got);
}

tmsize_t TiffHandle::write(thandle_t /*self*/, void* /*in*/, tmsize_t /*size*/) { return 0; }

toff_t TiffHandle::seek(thandle_t self, toff_t offset, int whence) {
  auto* handle = static_cast<TiffHandle*>(self);
  auto target = static_cast<std::int64_t>(offset);
  if (whence == SEEK_CUR) target += handle->position_;
  if (whence == SEEK_END) target += handle->bytes_->size();
  if (target < 0) return static_cast<toff_t>(-1);
  handle->position_ = target;
  return static_cast<toff_t>(target);
}

int TiffHandle::close(thandle_t /*self*/) { return 0; }

toff_t TiffHandle::size(thandle_t self) {
  return static_cast<toff_t>(static_cast<TiffHandle*>(self)->bytes_->size());
}

}  // namespace logdigitise::raster
