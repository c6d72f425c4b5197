// Scanned PDFs give the scan's own pixels; drawn ones are rendered.

#include <gtest/gtest.h>
#include <stdlib.h>

#include <opencv2/imgcodecs.hpp>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFWriter.hh>

#include "logdigitise/core/error.hpp"
#include "logdigitise/raster/child_process.hpp"
#include "tests/raster/test_files.hpp"

namespace logdigitise::raster::testing {
namespace {

std::string stream_object(const std::string& dictionary, const std::string& data) {
  return "<<" + dictionary + " /Length " + std::to_string(data.size()) + ">>\nstream\n" + data +
         "\nendstream";
}

struct PdfSpec {
  std::string image_dictionary;  ///< Without /Type, /Subtype and /Length.
  std::string image_data;
  std::string content = "q 100 0 0 50 0 0 cm /Im0 Do Q";
  std::string page_entries;
  int pages = 1;
};

std::string pdf_of(const PdfSpec& spec) {
  std::vector<std::string> objects;
  std::string kids;
  for (int p = 0; p < spec.pages; ++p) kids += std::to_string(p == 0 ? 3 : 5 + p) + " 0 R ";
  objects.push_back("<</Type/Catalog/Pages 2 0 R>>");
  objects.push_back("<</Type/Pages/Kids[" + kids + "]/Count " + std::to_string(spec.pages) + ">>");
  const std::string page =
      "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 50]/Contents 4 0 R/Resources<</XObject<</Im0 5 0 R>>>>" +
      spec.page_entries + ">>";
  objects.push_back(page);
  objects.push_back(stream_object("", spec.content));
  objects.push_back(stream_object("/Type/XObject/Subtype/Image " + spec.image_dictionary, spec.image_data));
  for (int p = 1; p < spec.pages; ++p) objects.push_back(page);
  std::string pdf = "%PDF-1.4\n";
  std::string table = "0000000000 65535 f \n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    std::string offset = std::to_string(pdf.size());
    table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
    pdf += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::string count = std::to_string(objects.size() + 1);
  const std::string start = std::to_string(pdf.size());
  return pdf + "xref\n0 " + count + "\n" + table + "trailer<</Size " + count + "/Root 1 0 R>>\nstartxref\n" +
         start + "\n%%EOF\n";
}

constexpr int kRows = 60;
constexpr int kColumns = 120;

PdfSpec fax_pdf(const std::string& parameters = "/K -1", int compression = COMPRESSION_CCITTFAX4,
                std::uint32_t group3_options = 0) {
  PdfSpec spec;
  spec.image_dictionary =
      "/Width 120/Height 60/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/CCITTFaxDecode"
      "/DecodeParms<</Columns 120/Rows 60 " +
      parameters + ">>";
  spec.image_data = encoded_strip(log_like_image(kRows, kColumns), compression, group3_options);
  return spec;
}

Image<std::uint8_t> seen(bool negative = false) {
  const Image<std::uint8_t> ink = log_like_image(kRows, kColumns);
  Image<std::uint8_t> image(kRows, kColumns);
  for (std::size_t i = 0; i < ink.size(); ++i) image.data()[i] = (ink.data()[i] != 0) != negative ? 0 : 255;
  return image;
}

// A quarter turn clockwise.
Image<std::uint8_t> turned(const Image<std::uint8_t>& image) {
  Image<std::uint8_t> result(image.columns(), image.rows());
  for (int y = 0; y < image.rows(); ++y) {
    for (int x = 0; x < image.columns(); ++x) result.at(x, image.rows() - 1 - y) = image.at(y, x);
  }
  return result;
}

TEST(Pdf, GivesTheFaxImageUnchanged) {
  const TestFolder folder;
  const ReadResult result = read_everything(folder.write("g4.pdf", pdf_of(fax_pdf())));
  EXPECT_EQ(difference(result.image, seen()), std::nullopt);
  EXPECT_TRUE(result.info.bilevel);
  EXPECT_TRUE(result.damaged.empty());
  EXPECT_NEAR(result.info.dpi_x, 120.0 * 72.0 / 100.0, 0.01);
  EXPECT_NEAR(result.info.dpi_y, 60.0 * 72.0 / 50.0, 0.01);
}

TEST(Pdf, IsTurnedAsAsked) {
  const TestFolder folder;
  RasterOptions options;
  options.turn = 90;
  const ReadResult result = read_everything(folder.write("g4.pdf", pdf_of(fax_pdf())), options);
  EXPECT_EQ(difference(result.image, turned(seen())), std::nullopt);
}

TEST(Pdf, HonoursTheParametersOfAFax) {
  const TestFolder folder;
  const auto read = [&](const PdfSpec& spec) {
    return read_everything(folder.write("fax.pdf", pdf_of(spec))).image;
  };
  EXPECT_EQ(difference(read(fax_pdf("/K -1/BlackIs1 true")), seen(true)), std::nullopt);
  PdfSpec both = fax_pdf("/K -1/BlackIs1 true");
  both.image_dictionary += "/Decode[1 0]";
  EXPECT_EQ(difference(read(both), seen()), std::nullopt);
  EXPECT_EQ(difference(read(fax_pdf("/K 0", COMPRESSION_CCITTFAX3)), seen()), std::nullopt);
  EXPECT_EQ(difference(read(fax_pdf("/K 4", COMPRESSION_CCITTFAX3, GROUP3OPT_2DENCODING)), seen()),
            std::nullopt);
  EXPECT_EQ(difference(read(fax_pdf("/K 0/EncodedByteAlign true", COMPRESSION_CCITTRLE)), seen()),
            std::nullopt);
}

TEST(Pdf, TurnsTheImageAsThePageIsTurned) {
  const TestFolder folder;
  Image<std::uint8_t> expected = seen();
  for (int degrees = 0; degrees < 360; degrees += 90) {
    PdfSpec spec = fax_pdf();
    spec.page_entries = "/Rotate " + std::to_string(degrees);
    EXPECT_EQ(difference(read_everything(folder.write("turned.pdf", pdf_of(spec))).image, expected),
              std::nullopt)
        << degrees;
    expected = turned(expected);
  }
}

TEST(Pdf, TurnsTheImageAsItsMatrixSays) {
  const TestFolder folder;
  Image<std::uint8_t> expected = seen();
  // Clockwise by 0, 90, 180, 270 degrees.
  for (const std::string matrix :
       {"100 0 0 50 0 0", "0 -50 100 0 0 50", "-100 0 0 -50 100 50", "0 50 -100 0 100 0"}) {
    PdfSpec spec = fax_pdf();
    spec.content = "q " + matrix + " cm /Im0 Do Q";
    EXPECT_EQ(difference(read_everything(folder.write("matrix.pdf", pdf_of(spec))).image, expected),
              std::nullopt)
        << matrix;
    expected = turned(expected);
  }
}

TEST(Pdf, PassesOverHiddenText) {
  const TestFolder folder;
  PdfSpec spec = fax_pdf();
  spec.content = "q 100 0 0 50 0 0 cm /Im0 Do Q BT 3 Tr (hidden) Tj ET";
  EXPECT_EQ(difference(read_everything(folder.write("ocr.pdf", pdf_of(spec))).image, seen()), std::nullopt);
}

TEST(Pdf, GivesStoredSamplesInGreyRgbAndPalette) {
  const TestFolder folder;
  const std::string samples = {'\0', '\x40', '\x7F', '\x01', '\x02', '\x03'};
  PdfSpec spec;
  spec.image_data = samples;
  spec.image_dictionary = "/Width 3/Height 2/BitsPerComponent 8/ColorSpace/DeviceGray";
  EXPECT_EQ(read_everything(folder.write("grey.pdf", pdf_of(spec))).image.at(0, 1), 0x40);
  spec.image_dictionary = "/Width 1/Height 2/BitsPerComponent 8/ColorSpace/DeviceRGB";
  EXPECT_EQ(read_everything(folder.write("rgb.pdf", pdf_of(spec))).image.at(0, 0, 2), 0x7F);
  spec.image_data = {'\xA0', '\x40'};
  spec.image_dictionary =
      "/Width 3/Height 2/BitsPerComponent 1/ColorSpace[/Indexed/DeviceRGB 1<0A141E FFF0E1>]";
  const ReadResult palette = read_everything(folder.write("palette.pdf", pdf_of(spec)));
  ASSERT_EQ(palette.info.channels, 3);
  EXPECT_EQ(palette.image.at(0, 0, 1), 0xF0);
  EXPECT_EQ(palette.image.at(0, 1, 1), 0x14);
  EXPECT_EQ(palette.image.at(1, 1, 2), 0xE1);
}

TEST(Pdf, GivesTheJpegImage) {
  const TestFolder folder;
  cv::Mat picture(40, 80, CV_8UC3, cv::Scalar(40, 120, 200));
  std::vector<std::uint8_t> jpeg;
  cv::imencode(".jpg", picture, jpeg);
  PdfSpec spec;
  spec.image_data.assign(jpeg.begin(), jpeg.end());
  spec.image_dictionary = "/Width 80/Height 40/BitsPerComponent 8/ColorSpace/DeviceRGB/Filter/DCTDecode";
  const ReadResult result = read_everything(folder.write("dct.pdf", pdf_of(spec)));
  ASSERT_EQ(result.info.channels, 3);
  EXPECT_EQ(result.info.width, 80);
  EXPECT_NEAR(result.image.at(20, 40, 0), 200, 3);
  EXPECT_NEAR(result.image.at(20, 40, 2), 40, 3);
}

TEST(Pdf, ReportsDamageInsideTheFax) {
  const TestFolder folder;
  PdfSpec spec = fax_pdf();
  constexpr int kManyRows = 300;  // The rows above the fault are doubted too.
  spec.image_data = encoded_strip(log_like_image(kManyRows, kColumns), COMPRESSION_CCITTFAX4);
  for (const std::string& key : {std::string("/Height "), std::string("/Rows ")}) {
    spec.image_dictionary.replace(spec.image_dictionary.find(key + "60"), key.size() + 2, key + "300");
  }
  for (std::size_t i = 0; i < 8; ++i) spec.image_data[spec.image_data.size() / 2 + i] = '\0';
  const ReadResult result = read_everything(folder.write("damaged.pdf", pdf_of(spec)));
  ASSERT_EQ(result.damaged.size(), 1U);
  EXPECT_GT(result.damaged[0].first, 5);
  EXPECT_EQ(result.damaged[0].last, kManyRows);
}

TEST(Pdf, WithTooFewSamplesReportsTheMissingRows) {
  const TestFolder folder;
  PdfSpec spec;
  spec.image_data = std::string(30, '\x11');
  spec.image_dictionary = "/Width 10/Height 5/BitsPerComponent 8/ColorSpace/DeviceGray";
  const ReadResult result = read_everything(folder.write("short.pdf", pdf_of(spec)));
  ASSERT_EQ(result.damaged.size(), 1U);
  EXPECT_EQ(result.damaged[0].first, 3);
  EXPECT_EQ(result.damaged[0].last, 5);
}

TEST(Pdf, CutOffAnywhereIsAnErrorOrDamage) {
  const TestFolder folder;
  const std::string whole = pdf_of(fax_pdf());
  for (std::size_t length = 5; length + 8 < whole.size(); length += 1 + whole.size() / 50) {
    EXPECT_FALSE(error_of_reading(folder.write("cut.pdf", whole.substr(0, length))).empty()) << length;
  }
}

TEST(Pdf, CountsItsPages) {
  const TestFolder folder;
  PdfSpec spec = fax_pdf();
  spec.pages = 3;
  const std::filesystem::path path = folder.write("pages.pdf", pdf_of(spec));
  RasterOptions options;
  options.page = 3;
  EXPECT_EQ(read_everything(path, options).info.pages, 3);
  options.page = 4;
  EXPECT_NE(error_of_reading(path, options).find("the file has 3 pages"), std::string::npos);
  options.max_pages = 2;
  EXPECT_NE(error_of_reading(path, options).find("more than 2 pages"), std::string::npos);
}

TEST(Pdf, BombIsRefused) {
  const TestFolder folder;
  PdfSpec spec = fax_pdf();
  spec.image_dictionary =
      "/Width 120/Height 2000000000/BitsPerComponent 1/ColorSpace/DeviceGray/Filter/CCITTFaxDecode"
      "/DecodeParms<</K -1/Columns 120>>";
  EXPECT_NE(error_of_reading(folder.write("bomb.pdf", pdf_of(spec))).find("--max-pixels"), std::string::npos);
}

TEST(Pdf, EncryptedIsAnError) {
  const TestFolder folder;
  const std::filesystem::path open = folder.write("open.pdf", pdf_of(fax_pdf()));
  QPDF pdf;
  pdf.processFile(open.c_str());
  const std::filesystem::path locked = folder / "locked.pdf";  // The writer keeps the pointer to the name.
  QPDFWriter writer(pdf, locked.c_str());
  writer.setR6EncryptionParameters("user", "owner", true, true, true, true, true, true, qpdf_r3p_full, true);
  writer.write();
  EXPECT_NE(error_of_reading(locked).find("encrypted PDF"), std::string::npos);
}

PdfSpec drawn_pdf() {
  PdfSpec spec = fax_pdf();
  spec.content = "0 g 25 0 50 50 re f";
  return spec;
}

TEST(Pdf, RendersADrawnPage) {
  if (!find_program("pdftoppm")) GTEST_SKIP() << "pdftoppm is not installed";
  const TestFolder folder;
  RasterOptions options;
  options.render_dpi = 144.0;
  const ReadResult result = read_everything(folder.write("drawn.pdf", pdf_of(drawn_pdf())), options);
  ASSERT_EQ(result.info.width, 200);
  ASSERT_EQ(result.info.height, 100);
  EXPECT_EQ(result.info.channels, 1);
  EXPECT_DOUBLE_EQ(result.info.dpi_x, 144.0);
  EXPECT_EQ(result.image.at(50, 100), 0);
  EXPECT_EQ(result.image.at(50, 10), 255);
}

TEST(Pdf, SaysWhatToInstallWhereADrawnPageCannotBeRendered) {
  const TestFolder folder;
  const std::filesystem::path path = folder.write("drawn.pdf", pdf_of(drawn_pdf()));
  const std::string saved = ::getenv("PATH");
  ::setenv("PATH", "/nowhere", 1);
  try {
    static_cast<void>(open_raster(path));
    ADD_FAILURE() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kEnvironment);
    EXPECT_NE(std::string(error.what()).find("poppler-utils"), std::string::npos);
  }
  ::setenv("PATH", saved.c_str(), 1);
}

TEST(Pdf, RefusesToRenderMorePixelsThanAllowed) {
  const TestFolder folder;
  RasterOptions options;
  options.max_pixels = 1000;
  EXPECT_NE(error_of_reading(folder.write("drawn.pdf", pdf_of(drawn_pdf())), options).find("--max-pixels"),
            std::string::npos);
}

TEST(ChildProcess, IsEndedWhenItTakesTooLong) {
  const std::optional<std::filesystem::path> sleep = find_program("sleep");
  if (!sleep) GTEST_SKIP() << "no sleep command";
  const ScratchFolder scratch;
  ProcessLimits limits;
  limits.wall_s = 0;
  const ProcessResult result = run_program(*sleep, {"30"}, scratch.path(), limits);
  EXPECT_TRUE(result.timed_out);
}

TEST(ChildProcess, HasNoNetwork) {
  const std::optional<std::filesystem::path> bash = find_program("bash");
  if (!bash) GTEST_SKIP() << "no bash";
  const ScratchFolder scratch;
  const ProcessResult result = run_program(*bash, {"-c", ": </dev/tcp/127.0.0.1/9"}, scratch.path());
  EXPECT_NE(result.error_text.find("Permission denied"), std::string::npos) << result.error_text;
}

TEST(ChildProcess, GivesItsExitCodeAndWhatItComplainsOf) {
  const std::optional<std::filesystem::path> ls = find_program("ls");
  if (!ls) GTEST_SKIP() << "no ls command";
  const ScratchFolder scratch;
  const ProcessResult result = run_program(*ls, {"/no such folder"}, scratch.path());
  EXPECT_NE(result.exit_code, 0);
  EXPECT_NE(result.error_text.find("no such folder"), std::string::npos);
}

}  // namespace
}  // namespace logdigitise::raster::testing
