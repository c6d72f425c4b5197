#pragma once
// Whether a PDF page shows one image and nothing else, and how it lies on the page.

#include <optional>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFPageObjectHelper.hh>

namespace logdigitise::raster {

struct PageImage {
  QPDFObjectHandle image;  ///< The image XObject.
  int orientation = 1;     ///< How its rows and columns lie for the reader, as in the TIFF tag.
  double dpi_x = 0.0;      ///< Along its rows; 0 = not known.
  double dpi_y = 0.0;
};

/// The image, if the page's content draws one image XObject along the axes and no visible text, line, area or
/// shading; nothing otherwise. Text that is drawn invisibly (mode 3) does not count.
[[nodiscard]] std::optional<PageImage> single_image_of_page(QPDF& pdf, QPDFPageObjectHelper page);

/// Decoded data of a stream, at most `max_bytes` of it.
struct StreamData {
  std::string bytes;
  bool decoded = true;    ///< False: a filter of it is not known to qpdf or its data are damaged.
  bool too_long = false;  ///< There was more than `max_bytes`.
};
/// `raw` leaves the stream's filters on.
[[nodiscard]] StreamData stream_data(QPDFObjectHandle stream, bool raw, std::size_t max_bytes);

}  // namespace logdigitise::raster
