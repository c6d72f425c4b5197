#include "logdigitise/raster/deflate_check.hpp"

#include <zlib.h>

#include <algorithm>
#include <memory>
#include <new>
#include <vector>

namespace logdigitise::raster {

namespace {

struct InflateEnd {
  void operator()(z_stream* stream) const { inflateEnd(stream); }
};

}  // namespace

bool is_sound_deflate(const ByteSource& bytes, std::int64_t offset, std::int64_t count) {
  constexpr std::int64_t kChunk = std::int64_t{1} << 16;
  std::vector<std::uint8_t> in(static_cast<std::size_t>(std::clamp<std::int64_t>(count, 1, kChunk)));
  std::vector<std::uint8_t> out(kChunk);
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) throw std::bad_alloc();
  const std::unique_ptr<z_stream, InflateEnd> ended_with_scope(&stream);
  int result = Z_OK;
  for (std::int64_t at = 0; at < count && result != Z_STREAM_END;) {
    const auto wanted = static_cast<std::size_t>(std::min<std::int64_t>(kChunk, count - at));
    const std::size_t got = bytes.read_at(offset + at, {in.data(), wanted});
    if (got == 0) break;
    at += static_cast<std::int64_t>(got);
    stream.next_in = in.data();
    stream.avail_in = static_cast<uInt>(got);
    do {
      stream.next_out = out.data();
      stream.avail_out = static_cast<uInt>(out.size());
      result = inflate(&stream, Z_NO_FLUSH);
      if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR) return false;
    } while (stream.avail_out == 0 && result != Z_STREAM_END);
  }
  return true;
}

}  // namespace logdigitise::raster
