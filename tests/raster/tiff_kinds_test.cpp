// Every way to store a TIFF that scanners and archives use, pixel by pixel.

#include <gtest/gtest.h>

#include "tests/raster/test_files.hpp"

namespace logdigitise::raster::testing {
namespace {

std::string compression_name(int compression) {
  switch (compression) {
    case COMPRESSION_NONE:
      return "None";
    case COMPRESSION_PACKBITS:
      return "PackBits";
    case COMPRESSION_CCITTRLE:
      return "Rle";
    case COMPRESSION_CCITTFAX3:
      return "G3";
    case COMPRESSION_CCITTFAX4:
      return "G4";
    case COMPRESSION_LZW:
      return "Lzw";
    default:
      return "Deflate";
  }
}

std::string photometric_name(const TiffSpec& spec) {
  switch (spec.photometric) {
    case PHOTOMETRIC_MINISWHITE:
      return "MinIsWhite";
    case PHOTOMETRIC_MINISBLACK:
      return "MinIsBlack";
    case PHOTOMETRIC_PALETTE:
      return spec.grey_palette ? "GreyPalette" : "Palette";
    case PHOTOMETRIC_SEPARATED:
      return "Cmyk";
    default:
      return "Rgb";
  }
}

void name_and_add(std::vector<TiffSpec>& specs, TiffSpec spec, const std::string& suffix = "") {
  spec.name = photometric_name(spec) + std::to_string(spec.bits) + "x" + std::to_string(spec.samples) +
              compression_name(spec.compression) + (spec.tiled ? "Tiled" : "Stripped") +
              (spec.planes_apart ? "Planes" : "") + "O" + std::to_string(spec.orientation) + suffix;
  specs.push_back(std::move(spec));
}

void add_bilevel(std::vector<TiffSpec>& specs) {
  for (const int compression :
       {COMPRESSION_NONE, COMPRESSION_PACKBITS, COMPRESSION_CCITTRLE, COMPRESSION_CCITTFAX3,
        COMPRESSION_CCITTFAX4, COMPRESSION_LZW, COMPRESSION_ADOBE_DEFLATE}) {
    for (const int photometric : {PHOTOMETRIC_MINISWHITE, PHOTOMETRIC_MINISBLACK}) {
      for (const bool tiled : {false, true}) {
        TiffSpec spec;
        spec.compression = compression;
        spec.photometric = photometric;
        spec.tiled = tiled;
        name_and_add(specs, spec);
      }
    }
  }
  for (const std::uint32_t options : {GROUP3OPT_2DENCODING, GROUP3OPT_FILLBITS}) {
    TiffSpec spec;
    spec.compression = COMPRESSION_CCITTFAX3;
    spec.group3_options = options;
    name_and_add(specs, spec, "Options" + std::to_string(options));
  }
}

void add_grey_and_colour(std::vector<TiffSpec>& specs) {
  struct Samples {
    int bits, samples, photometric, alpha;
  };
  const std::vector<Samples> kinds = {
      {2, 1, PHOTOMETRIC_MINISBLACK, -1},
      {4, 1, PHOTOMETRIC_MINISBLACK, -1},
      {4, 1, PHOTOMETRIC_MINISWHITE, -1},
      {8, 1, PHOTOMETRIC_MINISBLACK, -1},
      {8, 1, PHOTOMETRIC_MINISWHITE, -1},
      {16, 1, PHOTOMETRIC_MINISBLACK, -1},
      {16, 1, PHOTOMETRIC_MINISWHITE, -1},
      {8, 2, PHOTOMETRIC_MINISBLACK, EXTRASAMPLE_UNASSALPHA},
      {8, 3, PHOTOMETRIC_RGB, -1},
      {16, 3, PHOTOMETRIC_RGB, -1},
      {8, 4, PHOTOMETRIC_RGB, EXTRASAMPLE_UNASSALPHA},
      {8, 4, PHOTOMETRIC_RGB, EXTRASAMPLE_ASSOCALPHA},
      {8, 4, PHOTOMETRIC_RGB, EXTRASAMPLE_UNSPECIFIED},
      {16, 4, PHOTOMETRIC_RGB, EXTRASAMPLE_UNASSALPHA},
      {8, 4, PHOTOMETRIC_SEPARATED, -1},
      {4, 3, PHOTOMETRIC_RGB, -1},
  };
  for (const Samples& kind : kinds) {
    for (const int compression : {COMPRESSION_NONE, COMPRESSION_LZW}) {
      for (const bool tiled : {false, true}) {
        for (const bool planes_apart : {false, true}) {
          if (planes_apart && kind.samples == 1) continue;
          TiffSpec spec;
          spec.bits = kind.bits;
          spec.samples = kind.samples;
          spec.photometric = kind.photometric;
          spec.alpha = kind.alpha;
          spec.compression = compression;
          spec.tiled = tiled;
          spec.planes_apart = planes_apart;
          name_and_add(specs, spec, kind.alpha >= 0 ? "Alpha" + std::to_string(kind.alpha) : "");
        }
      }
    }
  }
  for (const int bits : {1, 2, 4, 8}) {
    for (const bool grey : {false, true}) {
      TiffSpec spec;
      spec.bits = bits;
      spec.photometric = PHOTOMETRIC_PALETTE;
      spec.grey_palette = grey;
      spec.compression = COMPRESSION_LZW;
      name_and_add(specs, spec);
    }
  }
}

void add_variants(std::vector<TiffSpec>& specs) {
  for (int orientation = 2; orientation <= 8; ++orientation) {
    TiffSpec bilevel;
    bilevel.compression = COMPRESSION_CCITTFAX4;
    bilevel.orientation = orientation;
    name_and_add(specs, bilevel);
    TiffSpec colour;
    colour.bits = 8;
    colour.samples = 3;
    colour.photometric = PHOTOMETRIC_RGB;
    colour.orientation = orientation;
    colour.tiled = true;
    name_and_add(specs, colour);
  }
  for (const std::string mode : {"wl", "wb", "wl8", "wb8"}) {
    TiffSpec spec;
    spec.bits = 16;
    spec.photometric = PHOTOMETRIC_MINISBLACK;
    spec.mode = mode;
    name_and_add(specs, spec, "Mode" + mode);
    spec.bits = 1;
    spec.compression = COMPRESSION_CCITTFAX4;
    name_and_add(specs, spec, "Mode" + mode);
  }
  for (const int compression : {COMPRESSION_NONE, COMPRESSION_CCITTFAX4, COMPRESSION_LZW}) {
    TiffSpec spec;
    spec.compression = compression;
    spec.fill_order = FILLORDER_LSB2MSB;
    name_and_add(specs, spec, "Lsb");
    spec.fill_order = FILLORDER_MSB2LSB;
    spec.rows_per_strip = 0xFFFFFFFFU;
    name_and_add(specs, spec, "OneStrip");
  }
  TiffSpec predicted;
  predicted.bits = 8;
  predicted.samples = 3;
  predicted.photometric = PHOTOMETRIC_RGB;
  predicted.compression = COMPRESSION_LZW;
  predicted.predictor = PREDICTOR_HORIZONTAL;
  name_and_add(specs, predicted, "Predictor");
}

std::vector<TiffSpec> all_kinds() {
  std::vector<TiffSpec> specs;
  add_bilevel(specs);
  add_grey_and_colour(specs);
  add_variants(specs);
  return specs;
}

class TiffKinds : public ::testing::TestWithParam<TiffSpec> {};

TEST_P(TiffKinds, ReadsEveryPixel) {
  const TestFolder folder;
  write_tiff(folder / "kind.tif", GetParam());
  const ReadResult result = read_everything(folder / "kind.tif");
  EXPECT_EQ(difference(result.image, expected_image(GetParam())), std::nullopt);
  EXPECT_TRUE(result.damaged.empty());
  const bool turned = GetParam().orientation >= 5;
  EXPECT_DOUBLE_EQ(result.info.dpi_x, turned ? 100.0 : 200.0);
  EXPECT_DOUBLE_EQ(result.info.dpi_y, turned ? 200.0 : 100.0);
  EXPECT_EQ(result.info.bilevel, GetParam().bits == 1 && GetParam().photometric != PHOTOMETRIC_PALETTE);
}

INSTANTIATE_TEST_SUITE_P(All, TiffKinds, ::testing::ValuesIn(all_kinds()),
                         [](const auto& parameter) { return parameter.param.name; });

TEST(TiffPages, ReadsThePageAskedFor) {
  const TestFolder folder;
  TiffSpec spec;
  spec.compression = COMPRESSION_CCITTFAX4;
  spec.pages = 3;
  write_tiff(folder / "pages.tif", spec);
  RasterOptions options;
  for (int page = 1; page <= 3; ++page) {
    options.page = page;
    const ReadResult result = read_everything(folder / "pages.tif", options);
    EXPECT_EQ(result.info.pages, 3);
    EXPECT_EQ(difference(result.image, expected_image(spec, page)), std::nullopt) << "page " << page;
  }
  options.page = 4;
  EXPECT_NE(error_of_reading(folder / "pages.tif", options).find("page 4 asked for; the file has 3 pages"),
            std::string::npos);
}

TEST(TiffResolution, ConvertsCentimetresAndLeavesUnstatedAtZero) {
  const TestFolder folder;
  TIFF* tiff = TIFFOpen((folder / "cm.tif").c_str(), "w");
  const std::uint8_t row[2] = {0, 255};
  for (const int unit : {RESUNIT_CENTIMETER, RESUNIT_NONE}) {
    TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, 2);
    TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, 1);
    TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 8);
    TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
    TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
    TIFFSetField(tiff, TIFFTAG_RESOLUTIONUNIT, unit);
    TIFFSetField(tiff, TIFFTAG_XRESOLUTION, 100.0);
    TIFFWriteScanline(tiff, const_cast<std::uint8_t*>(row), 0, 0);
    TIFFWriteDirectory(tiff);
  }
  TIFFClose(tiff);
  const RasterInfo centimetres = read_everything(folder / "cm.tif").info;
  EXPECT_DOUBLE_EQ(centimetres.dpi_x, 254.0);
  EXPECT_DOUBLE_EQ(centimetres.dpi_y, 0.0);
  RasterOptions second;
  second.page = 2;
  EXPECT_DOUBLE_EQ(read_everything(folder / "cm.tif", second).info.dpi_x, 0.0);
}

// A smooth picture, so that JPEG keeps it to within a few levels.
void write_jpeg_in_tiff(const std::filesystem::path& path, int photometric, bool tiled) {
  const int samples = photometric == PHOTOMETRIC_MINISBLACK ? 1 : 3;
  TIFF* tiff = TIFFOpen(path.c_str(), "w");
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, 48);
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, 40);
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 8);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, samples);
  TIFFSetField(tiff, TIFFTAG_COMPRESSION, COMPRESSION_JPEG);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, photometric);
  TIFFSetField(tiff, TIFFTAG_JPEGQUALITY, 98);
  if (samples == 3) TIFFSetField(tiff, TIFFTAG_JPEGCOLORMODE, JPEGCOLORMODE_RGB);
  std::vector<std::uint8_t> row;
  if (tiled) {
    TIFFSetField(tiff, TIFFTAG_TILEWIDTH, 48);
    TIFFSetField(tiff, TIFFTAG_TILELENGTH, 48);
  } else {
    TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, 16);
  }
  std::vector<std::uint8_t> all;
  for (int y = 0; y < 48; ++y) {
    for (int x = 0; x < 48; ++x) {
      for (int s = 0; s < samples; ++s)
        all.push_back(static_cast<std::uint8_t>(s == 0 ? x * 4 : s == 1 ? y * 4 : 128));
    }
  }
  const std::size_t row_bytes = std::size_t{48} * static_cast<std::size_t>(samples);
  if (tiled) {
    TIFFWriteTile(tiff, all.data(), 0, 0, 0, 0);
  } else {
    for (std::uint32_t y = 0; y < 40; ++y) TIFFWriteScanline(tiff, all.data() + y * row_bytes, y, 0);
  }
  TIFFClose(tiff);
}

TEST(TiffJpeg, ComesAsGreyOrRgb) {
  const TestFolder folder;
  for (const int photometric : {PHOTOMETRIC_MINISBLACK, PHOTOMETRIC_YCBCR}) {
    for (const bool tiled : {false, true}) {
      write_jpeg_in_tiff(folder / "jpeg.tif", photometric, tiled);
      const ReadResult result = read_everything(folder / "jpeg.tif");
      ASSERT_EQ(result.info.channels, photometric == PHOTOMETRIC_YCBCR ? 3 : 1);
      EXPECT_TRUE(result.damaged.empty());
      for (int y = 4; y < 36; ++y) {
        for (int x = 4; x < 44; ++x) {
          EXPECT_NEAR(result.image.at(y, x, 0), x * 4, 8)
              << "photometric " << photometric << " tiled " << tiled;
          if (result.info.channels == 3) {
            EXPECT_NEAR(result.image.at(y, x, 1), y * 4, 8);
          }
        }
      }
    }
  }
}

TEST(TiffYCbCr, WithoutJpegGoesThroughRgba) {
  const TestFolder folder;
  const std::filesystem::path path = folder / "ycbcr.tif";
  TIFF* tiff = TIFFOpen(path.c_str(), "w");
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, 6);
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, 5);
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 8);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 3);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_YCBCR);
  TIFFSetField(tiff, TIFFTAG_YCBCRSUBSAMPLING, 1, 1);
  TIFFSetField(tiff, TIFFTAG_ROWSPERSTRIP, 2);
  for (std::uint32_t y = 0; y < 5; ++y) {
    std::vector<std::uint8_t> row;
    for (int x = 0; x < 6; ++x) row.insert(row.end(), {static_cast<std::uint8_t>(y * 50), 128, 128});
    TIFFWriteScanline(tiff, row.data(), y, 0);
  }
  TIFFClose(tiff);
  const ReadResult result = read_everything(path);
  ASSERT_EQ(result.info.channels, 3);
  for (int y = 0; y < 5; ++y) EXPECT_NEAR(result.image.at(y, 3, 1), y * 50, 1) << "row " << y;
}

TEST(TiffKindsRefused, NameWhatTheyAre) {
  const TestFolder folder;
  TIFF* tiff = TIFFOpen((folder / "float.tif").c_str(), "w");
  TIFFSetField(tiff, TIFFTAG_IMAGEWIDTH, 1);
  TIFFSetField(tiff, TIFFTAG_IMAGELENGTH, 1);
  TIFFSetField(tiff, TIFFTAG_BITSPERSAMPLE, 32);
  TIFFSetField(tiff, TIFFTAG_SAMPLESPERPIXEL, 1);
  TIFFSetField(tiff, TIFFTAG_SAMPLEFORMAT, SAMPLEFORMAT_IEEEFP);
  TIFFSetField(tiff, TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_MINISBLACK);
  float value = 1.0F;
  TIFFWriteScanline(tiff, &value, 0, 0);
  TIFFClose(tiff);
  EXPECT_NE(error_of_reading(folder / "float.tif").find("sample format 3"), std::string::npos);
}

}  // namespace
}  // namespace logdigitise::raster::testing
