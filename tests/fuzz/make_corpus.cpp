// Writes the seeds of the binary formats: small made pictures in every way that the readers know, and a
// weights file.
//
// usage: fuzz_make_corpus FOLDER     writes FOLDER/{tiff,pdf,image,safetensors}/*

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <opencv2/imgcodecs.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "logdigitise/nn/safetensors.hpp"
#include "tests/raster/test_files.hpp"

namespace {

namespace fs = std::filesystem;
using logdigitise::Image;
using logdigitise::raster::testing::TiffSpec;

void write(const fs::path& path, std::string_view bytes) { std::ofstream(path, std::ios::binary) << bytes; }

/// A small scan, changed in one way or another.
template <typename Change>
void write_one(const fs::path& folder, const std::string& name, Change change) {
  TiffSpec spec;
  spec.width = 21;
  spec.height = 18;
  change(spec);
  logdigitise::raster::testing::write_tiff(folder / (name + ".tif"), spec);
}

void make_bilevel_tiffs(const fs::path& folder) {
  write_one(folder, "plain", [](TiffSpec&) {});
  write_one(folder, "g4", [](TiffSpec& spec) { spec.compression = COMPRESSION_CCITTFAX4; });
  write_one(folder, "g3", [](TiffSpec& spec) { spec.compression = COMPRESSION_CCITTFAX3; });
  write_one(folder, "g3_2d", [](TiffSpec& spec) {
    spec.compression = COMPRESSION_CCITTFAX3;
    spec.group3_options = GROUP3OPT_2DENCODING;
  });
  write_one(folder, "packbits_turned", [](TiffSpec& spec) {
    spec.compression = COMPRESSION_PACKBITS;
    spec.orientation = 6;
  });
  write_one(folder, "two_pages", [](TiffSpec& spec) { spec.pages = 2; });
}

void make_grey_tiffs(const fs::path& folder) {
  const auto grey = [](TiffSpec& spec) {
    spec.bits = 8;
    spec.photometric = PHOTOMETRIC_MINISBLACK;
  };
  write_one(folder, "grey_lzw_predicted", [&](TiffSpec& spec) {
    grey(spec);
    spec.compression = COMPRESSION_LZW;
    spec.predictor = 2;
  });
  write_one(folder, "grey_big_tiff", [&](TiffSpec& spec) {
    grey(spec);
    spec.mode = "w8";
  });
  write_one(folder, "grey_jpeg", [&](TiffSpec& spec) {
    grey(spec);
    spec.compression = COMPRESSION_JPEG;
    spec.width = spec.height = 32;
    spec.rows_per_strip = 16;
  });
  write_one(folder, "grey16_big_endian", [&](TiffSpec& spec) {
    grey(spec);
    spec.bits = 16;
    spec.mode = "wb";
  });
}

void make_colour_tiffs(const fs::path& folder) {
  const auto colour = [](TiffSpec& spec) {
    spec.bits = 8;
    spec.samples = 3;
    spec.photometric = PHOTOMETRIC_RGB;
  };
  write_one(folder, "colour_deflate_tiled", [&](TiffSpec& spec) {
    colour(spec);
    spec.compression = COMPRESSION_ADOBE_DEFLATE;
    spec.tiled = true;
  });
  write_one(folder, "colour_planes", [&](TiffSpec& spec) {
    colour(spec);
    spec.planes_apart = true;
  });
  write_one(folder, "colour_alpha", [&](TiffSpec& spec) {
    colour(spec);
    spec.samples = 4;
    spec.alpha = EXTRASAMPLE_UNASSALPHA;
  });
  write_one(folder, "palette", [](TiffSpec& spec) {
    spec.bits = 4;
    spec.photometric = PHOTOMETRIC_PALETTE;
  });
}

void make_tiffs(const fs::path& folder) {
  fs::create_directories(folder);
  make_bilevel_tiffs(folder);
  make_grey_tiffs(folder);
  make_colour_tiffs(folder);
}

cv::Mat picture(int type) {
  cv::Mat pixels(24, 32, type);
  for (int y = 0; y < pixels.rows; ++y) {
    for (std::size_t i = 0; i < static_cast<std::size_t>(pixels.cols) * pixels.elemSize(); ++i)
      pixels.ptr(y)[i] = static_cast<unsigned char>((7 * i + 11 * static_cast<std::size_t>(y)) % 256);
  }
  return pixels;
}

std::string encoded(const char* extension, int type, const std::vector<int>& parameters = {}) {
  std::vector<unsigned char> bytes;
  cv::imencode(extension, picture(type), bytes, parameters);
  return {bytes.begin(), bytes.end()};
}

void make_images(const fs::path& folder) {
  fs::create_directories(folder);
  write(folder / "grey.jpg", encoded(".jpg", CV_8UC1));
  write(folder / "colour.jpg", encoded(".jpg", CV_8UC3));
  write(folder / "progressive.jpg", encoded(".jpg", CV_8UC3, {cv::IMWRITE_JPEG_PROGRESSIVE, 1}));
  write(folder / "restarts.jpg", encoded(".jpg", CV_8UC1, {cv::IMWRITE_JPEG_RST_INTERVAL, 2}));
  write(folder / "grey.png", encoded(".png", CV_8UC1));
  write(folder / "alpha.png", encoded(".png", CV_8UC4));
  write(folder / "deep.png", encoded(".png", CV_16UC3));
}

std::string stream(const std::string& dictionary, const std::string& data) {
  return "<<" + dictionary + "/Length " + std::to_string(data.size()) + ">>\nstream\n" + data + "\nendstream";
}

/// A page that shows one image, its data as they are.
std::string pdf(const std::string& image, const std::string& data, const std::string& content) {
  const std::vector<std::string> objects{
      "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 90 50]/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>>>",
      stream("", content), stream("/Type/XObject/Subtype/Image" + image, data)};
  std::string text = "%PDF-1.4\n";
  std::string table = "0000000000 65535 f \n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    const std::string offset = std::to_string(text.size());
    table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
    text += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string start = std::to_string(text.size());
  return text + "xref\n0 6\n" + table + "trailer<</Size 6/Root 1 0 R>>\nstartxref\n" + start + "\n%%EOF\n";
}

void make_pdfs(const fs::path& folder) {
  using namespace logdigitise::raster::testing;
  fs::create_directories(folder);
  const std::string draw = "q 90 0 0 50 0 0 cm /I Do Q";
  const Image<std::uint8_t> ink = log_like_image(20, 40);
  const auto fax = [&](const char* parameters) {
    return std::string(
               "/Width 40/Height 20/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/CCITTFaxDecode"
               "/DecodeParms<</Columns 40/Rows 20") +
           parameters + ">>";
  };
  write(folder / "g4.pdf", pdf(fax("/K -1"), encoded_strip(ink, COMPRESSION_CCITTFAX4), draw));
  write(folder / "g3.pdf", pdf(fax("/K 0"), encoded_strip(ink, COMPRESSION_CCITTFAX3), draw));
  write(folder / "turned.pdf",
        pdf(fax("/K -1"), encoded_strip(ink, COMPRESSION_CCITTFAX4), "q 0 50 -90 0 90 0 cm /I Do Q"));
  write(folder / "jpeg.pdf",
        pdf("/Width 32/Height 24/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/DCTDecode",
            encoded(".jpg", CV_8UC1), draw));
  write(folder / "plain.pdf", pdf("/Width 4/Height 4/BitsPerComponent 8/ColorSpace/DeviceRGB",
                                  std::string(48, 'z'), "BT 3 Tr (hidden) Tj ET " + draw));
  write(folder / "indexed.pdf",
        pdf("/Width 8/Height 4/BitsPerComponent 1/ColorSpace[/Indexed/DeviceGray 1<00ff>]",
            "\x55\xAA\x55\xAA", draw));
}

void make_safetensors(const fs::path& folder) {
  using logdigitise::nn::ElementType;
  fs::create_directories(folder);
  const std::vector<float> numbers{1.0F, -2.5F, 0.0F, 3.0F};
  const std::string bytes = "abc";
  const std::int64_t count = 7;
  logdigitise::nn::write_safetensors(folder / "three.safetensors",
                                     {{"w", ElementType::kF32, {2, 2}, numbers.data()},
                                      {"b", ElementType::kU8, {3}, bytes.data()},
                                      {"n", ElementType::kI64, {}, &count}},
                                     {{"name", "m"}});
  logdigitise::nn::write_safetensors(folder / "none.safetensors", {}, {});
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: fuzz_make_corpus FOLDER\n");
    return 2;
  }
  try {
    const fs::path folder = argv[1];
    make_tiffs(folder / "tiff");
    make_images(folder / "image");
    make_pdfs(folder / "pdf");
    make_safetensors(folder / "safetensors");
    fs::copy_file(folder / "tiff/g4.tif", folder / "image/g4.tif", fs::copy_options::overwrite_existing);
    fs::copy_file(folder / "pdf/g4.pdf", folder / "image/g4.pdf", fs::copy_options::overwrite_existing);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "fuzz_make_corpus: %s\n", error.what());
    return 1;
  }
}
