#include "logdigitise/raster/pdf_image.hpp"

#include <fmt/format.h>
#include <tiff.h>

#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "logdigitise/core/error.hpp"
#include "logdigitise/raster/image_file_reader.hpp"
#include "logdigitise/raster/limits.hpp"
#include "logdigitise/raster/tiff_reader.hpp"
#include "logdigitise/raster/tiff_wrapper.hpp"

namespace logdigitise::raster {

namespace {

using Palette = std::vector<std::array<std::uint8_t, 3>>;

int integer(QPDFObjectHandle dict, const std::string& key, int otherwise) {
  QPDFObjectHandle value = dict.isDictionary() ? dict.getKey(key) : QPDFObjectHandle::newNull();
  return value.isInteger() ? value.getIntValueAsInt() : otherwise;
}

bool flag(QPDFObjectHandle dict, const std::string& key) {
  QPDFObjectHandle value = dict.isDictionary() ? dict.getKey(key) : QPDFObjectHandle::newNull();
  return value.isBool() && value.getBoolValue();
}

std::vector<std::string> filter_names(QPDFObjectHandle dict) {
  std::vector<std::string> names;
  QPDFObjectHandle filter = dict.getKey("/Filter");
  if (filter.isName()) names.push_back(filter.getName());
  if (filter.isArray()) {
    for (QPDFObjectHandle item : filter.getArrayAsVector())
      names.push_back(item.isName() ? item.getName() : "");
  }
  return names;
}

// Parameters of the only filter.
QPDFObjectHandle decode_parameters(QPDFObjectHandle dict) {
  QPDFObjectHandle parameters = dict.getKey("/DecodeParms");
  if (parameters.isArray() && parameters.getArrayNItems() == 1) return parameters.getArrayItem(0);
  return parameters;
}

// Samples per pixel of a colour space, 0 if it is none of grey and RGB.
int components_of(QPDFObjectHandle space) {
  if (space.isName()) {
    if (space.getName() == "/DeviceGray" || space.getName() == "/CalGray" || space.getName() == "/G")
      return 1;
    if (space.getName() == "/DeviceRGB" || space.getName() == "/CalRGB" || space.getName() == "/RGB")
      return 3;
    return 0;
  }
  if (!space.isArray() || space.getArrayNItems() < 2 || !space.getArrayItem(0).isName()) return 0;
  const std::string family = space.getArrayItem(0).getName();
  if (family == "/CalGray") return 1;
  if (family == "/CalRGB") return 3;
  if (family == "/ICCBased" && space.getArrayItem(1).isStream()) {
    const int n = integer(space.getArrayItem(1).getDict(), "/N", 0);
    return n == 1 || n == 3 ? n : 0;
  }
  return 0;
}

// [/Indexed base highest table]; the entries beyond the table are black.
std::optional<Palette> palette_of(QPDFObjectHandle space, int bits) {
  if (!space.isArray() || space.getArrayNItems() != 4 || !space.getArrayItem(0).isNameAndEquals("/Indexed")) {
    return std::nullopt;
  }
  const int components = components_of(space.getArrayItem(1));
  QPDFObjectHandle lookup = space.getArrayItem(3);
  std::string table;
  if (lookup.isString()) table = lookup.getStringValue();
  if (lookup.isStream()) table = stream_data(lookup, false, 4096).bytes;
  if (components == 0 || bits > 8) return std::nullopt;
  Palette palette(std::size_t{1} << bits);
  const auto step = static_cast<std::size_t>(components);
  for (std::size_t i = 0; i < palette.size() && (i + 1) * step <= table.size(); ++i) {
    for (std::size_t c = 0; c < 3; ++c) {
      palette[i][c] = static_cast<std::uint8_t>(table[i * step + (components == 3 ? c : 0)]);
    }
  }
  return palette;
}

// Colours of an image: straight, inverted or through a palette.
struct Colours {
  int components = 1;
  bool inverted = false;
  std::optional<Palette> palette;
};

std::optional<Colours> colours_of(QPDFObjectHandle dict, int bits, bool is_mask) {
  Colours colours;
  QPDFObjectHandle space = dict.getKey("/ColorSpace");
  if (!is_mask) {
    colours.palette = palette_of(space, bits);
    colours.components = colours.palette ? 1 : components_of(space);
    if (colours.components == 0) return std::nullopt;
  }
  QPDFObjectHandle decode = dict.getKey("/Decode");
  if (!decode.isArray()) return colours;
  const double top = colours.palette ? std::ldexp(1.0, bits) - 1.0 : 1.0;
  std::vector<double> values;
  for (QPDFObjectHandle item : decode.getArrayAsVector())
    values.push_back(item.isNumber() ? item.getNumericValue() : -1);
  if (values.size() != 2 * static_cast<std::size_t>(colours.components)) return std::nullopt;
  for (std::size_t i = 0; i < values.size(); i += 2) {
    const bool straight = values[i] == 0.0 && values[i + 1] == top;
    const bool inverted = values[i] == top && values[i + 1] == 0.0;
    if (!straight && !(inverted && colours.components == 1 && !colours.palette)) return std::nullopt;
    colours.inverted = inverted;
  }
  return colours;
}

// Whether fax data begin with an end-of-line code: at least eleven zero bits, then a one.
bool begins_with_eol(const std::string& data) {
  return data.size() >= 2 && data[0] == 0 && static_cast<unsigned char>(data[1]) < 0x20;
}

// Settles which kind of fax TIFF the stream would be; false if libtiff has no such kind.
bool describe_fax(QPDFObjectHandle parameters, const Colours& colours, const std::string& data,
                  WrappedImage& image) {
  const int k = integer(parameters, "/K", 0);
  const bool aligned = flag(parameters, "/EncodedByteAlign");
  const bool black_is_1 = flag(parameters, "/BlackIs1");
  if (integer(parameters, "/Columns", 1728) != static_cast<int>(image.width) || image.bits != 1) return false;
  if (k < 0) {
    if (aligned) return false;
    image.compression = COMPRESSION_CCITTFAX4;
  } else if (begins_with_eol(data)) {
    image.compression = COMPRESSION_CCITTFAX3;
    image.group3_options = (k > 0 ? GROUP3OPT_2DENCODING : 0U) | (aligned ? GROUP3OPT_FILLBITS : 0U);
  } else if (k == 0 && aligned) {
    image.compression = COMPRESSION_CCITTRLE;
  } else {
    return false;
  }
  // libtiff gives 1 for the black of the fax; the PDF gives 0 unless BlackIs1, and 0 is black in grey.
  bool fax_black_is_black = !black_is_1 != colours.inverted;
  if (colours.palette) {
    const Palette& palette = *colours.palette;
    const auto& of_black = palette[black_is_1 ? 1 : 0];
    const auto& of_white = palette[black_is_1 ? 0 : 1];
    const auto all = [](const std::array<std::uint8_t, 3>& c, int v) {
      return c[0] == v && c[1] == v && c[2] == v;
    };
    fax_black_is_black = all(of_black, 0) && all(of_white, 255);
    if (!fax_black_is_black && !(all(of_black, 255) && all(of_white, 0))) return false;
  }
  image.photometric = fax_black_is_black ? PHOTOMETRIC_MINISWHITE : PHOTOMETRIC_MINISBLACK;
  return true;
}

// Samples as qpdf decodes them.
std::unique_ptr<RowSource> open_samples(QPDFObjectHandle stream, const Colours& colours, WrappedImage image,
                                        const std::string& where, const RasterOptions& options) {
  const std::size_t row_bytes =
      (std::size_t{image.width} * image.bits * static_cast<std::size_t>(colours.components) + 7) / 8;
  constexpr std::size_t kSlack = 4096;  // Writers add a line end or a padded row.
  StreamData data =
      stream_data(std::move(stream), false, row_bytes * (image.height + std::size_t{1}) + kSlack);
  if (data.too_long || (!data.decoded && data.bytes.empty())) {
    throw input_error(where, "PDF image whose data do not decode to its stated size",
                      "Get another copy of the file");
  }
  image.samples = static_cast<std::uint16_t>(colours.components);
  image.compression = COMPRESSION_NONE;
  image.photometric = colours.components == 3 ? PHOTOMETRIC_RGB
                      : colours.palette       ? PHOTOMETRIC_PALETTE
                      : colours.inverted      ? PHOTOMETRIC_MINISWHITE
                                              : PHOTOMETRIC_MINISBLACK;
  if (colours.palette) image.palette = *colours.palette;
  return open_tiff(wrap_as_tiff(image, std::move(data.bytes)), where, options);
}

bool is_lossless(const std::vector<std::string>& filters) {
  static const std::set<std::string> known = {"/FlateDecode", "/LZWDecode", "/RunLengthDecode",
                                              "/ASCII85Decode", "/ASCIIHexDecode"};
  for (const std::string& name : filters) {
    if (!known.contains(name)) return false;
  }
  return true;
}

}  // namespace

std::unique_ptr<RowSource> open_pdf_image(const PageImage& page_image, const std::string& where,
                                          std::int64_t file_bytes, const RasterOptions& options) {
  QPDFObjectHandle stream = page_image.image;
  QPDFObjectHandle dict = stream.getDict();
  const std::int64_t width = integer(dict, "/Width", 0);
  const std::int64_t height = integer(dict, "/Height", 0);
  const bool is_mask = flag(dict, "/ImageMask");
  const int bits = is_mask ? 1 : integer(dict, "/BitsPerComponent", 1);
  if (dict.hasKey("/SMask") || dict.hasKey("/Mask")) return nullptr;
  if (bits != 1 && bits != 2 && bits != 4 && bits != 8 && bits != 16) return nullptr;
  const std::vector<std::string> filters = filter_names(dict);
  const std::optional<Colours> colours = colours_of(dict, bits, is_mask);
  if (!colours) return nullptr;
  check_size(where, width, height, bits * colours->components, file_bytes, options);

  RasterOptions one_page = options;
  one_page.page = 1;
  const bool single = filters.size() == 1;
  const auto raw = [&] {
    return stream_data(stream, true, std::numeric_limits<std::size_t>::max() / 2).bytes;
  };
  if (single && filters[0] == "/DCTDecode") {
    if (colours->inverted || colours->palette || is_mask) return nullptr;
    return open_jpeg(raw(), where, one_page, {page_image.orientation, page_image.dpi_x, page_image.dpi_y});
  }
  WrappedImage image;
  image.width = static_cast<std::uint32_t>(width);
  image.height = static_cast<std::uint32_t>(height);
  image.bits = static_cast<std::uint16_t>(bits);
  image.orientation = static_cast<std::uint16_t>(page_image.orientation);
  image.dpi_x = page_image.dpi_x;
  image.dpi_y = page_image.dpi_y;
  if (single && filters[0] == "/CCITTFaxDecode") {
    std::string data = raw();
    if (!describe_fax(decode_parameters(dict), *colours, data, image)) return nullptr;
    return open_tiff(wrap_as_tiff(image, std::move(data)), where, one_page);
  }
  if (is_lossless(filters)) return open_samples(stream, *colours, std::move(image), where, one_page);
  return nullptr;
}

}  // namespace logdigitise::raster
