#include "logdigitise/raster/jpeg_check.hpp"

#include <array>
#include <csetjmp>
#include <cstddef>
#include <cstdio>  // jpeglib.h does not say that it needs it.
#include <vector>

#include <jpeglib.h>

namespace logdigitise::raster {

namespace {

// What libjpeg says goes here; `manager` comes first, so that a pointer to it is one to the whole.
struct Listener {
  jpeg_error_mgr manager;
  std::jmp_buf stop;
  std::array<char, JMSG_LENGTH_MAX> first;
  bool has_complaint;
};

void keep_first(j_common_ptr decoder) {
  auto* listener = reinterpret_cast<Listener*>(decoder->err);
  if (listener->has_complaint) return;
  decoder->err->format_message(decoder, listener->first.data());
  listener->has_complaint = true;
}

void on_message(j_common_ptr decoder, int level) {
  if (level < 0) keep_first(decoder);  // A warning: data are corrupt. Others are traces.
}

void on_error(j_common_ptr decoder) {
  keep_first(decoder);
  std::longjmp(reinterpret_cast<Listener*>(decoder->err)->stop, 1);
}

// No object with a destructor lives here, as on_error jumps over them. `row` has to hold a row of samples.
void decode(jpeg_decompress_struct& decoder, Listener& listener, std::string_view jpeg,
            std::vector<JSAMPLE>& row) {
  if (setjmp(listener.stop) != 0) return;
  jpeg_mem_src(&decoder, reinterpret_cast<const unsigned char*>(jpeg.data()), jpeg.size());
  jpeg_read_header(&decoder, TRUE);
  decoder.out_color_space = decoder.jpeg_color_space;  // Nothing to convert.
  jpeg_start_decompress(&decoder);
  row.resize(static_cast<std::size_t>(decoder.output_width) *
             static_cast<std::size_t>(decoder.output_components));
  while (decoder.output_scanline < decoder.output_height) {
    JSAMPROW rows[1] = {row.data()};
    jpeg_read_scanlines(&decoder, rows, 1);
  }
  jpeg_finish_decompress(&decoder);
}

}  // namespace

std::string complaint_of_jpeg(std::string_view jpeg) {
  jpeg_decompress_struct decoder{};
  Listener listener{};
  std::vector<JSAMPLE> row;
  decoder.err = jpeg_std_error(&listener.manager);
  listener.manager.emit_message = on_message;
  listener.manager.error_exit = on_error;
  jpeg_create_decompress(&decoder);
  decode(decoder, listener, jpeg, row);
  jpeg_destroy_decompress(&decoder);
  return listener.has_complaint ? std::string(listener.first.data()) : std::string();
}

}  // namespace logdigitise::raster
