#include "logdigitise/chart/pdf_drawing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>

#include "logdigitise/chart/svg_text.hpp"

namespace logdigitise::chart {

namespace {

constexpr double kPointsPerMm = 72.0 / 25.4;
constexpr double kTallestPage = 14'400.0;  // Points.

// Widths of Helvetica in thousandths of its size, from the blank to the tilde.
constexpr std::array<std::uint16_t, 95> kWidths = {
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333,  278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,  611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278,  556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500,  500, 334, 260, 334, 584};
constexpr double kOtherWidth = 556.0;

/// UTF-8 to the bytes of WinAnsiEncoding: Latin-1 as it is, all else `?`, control characters blanks.
std::string latin_text(std::string_view words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto byte = static_cast<unsigned char>(words[i]);
    if (byte < 0x80U) {
      text += byte < 0x20U || byte == 0x7FU ? ' ' : words[i];
      continue;
    }
    const bool follows = i + 1 < words.size() && (static_cast<unsigned char>(words[i + 1]) & 0xC0U) == 0x80U;
    const auto next = follows ? static_cast<unsigned char>(words[i + 1]) : 0U;
    const unsigned code = ((byte & 0x1FU) << 6U) | (next & 0x3FU);
    text += (byte == 0xC2U || byte == 0xC3U) && follows && code >= 0xA0U ? static_cast<char>(code) : '?';
    while (i + 1 < words.size() && (static_cast<unsigned char>(words[i + 1]) & 0xC0U) == 0x80U) ++i;
  }
  return text;
}

double text_width(std::string_view text, double size) {
  double thousandths = 0.0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    thousandths += byte >= 32U && byte < 127U ? kWidths[byte - 32U] : kOtherWidth;
  }
  return thousandths * size / 1000.0;
}

/// As it stands between the brackets of a string.
std::string escaped(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    if (c == '(' || c == ')' || c == '\\') safe += '\\';
    safe += c;
  }
  return safe;
}

/// `#rrggbb` as three numbers from 0 to 1.
std::string colour_numbers(const std::string& colour) {
  std::string text;
  for (const std::size_t at : {1U, 3U, 5U}) {
    const long part = at + 2 <= colour.size() ? std::strtol(colour.substr(at, 2).c_str(), nullptr, 16) : 0;
    text += fmt::format("{:.3g} ", static_cast<double>(part) / 255.0);
  }
  return text;
}

class PdfDrawing : public Drawing {
 public:
  PdfDrawing(double width, double height) : width_(width * kPointsPerMm), height_(height * kPointsPerMm) {
    // Millimetres from the top left from here on.
    out_ = fmt::format("{0:.6f} 0 0 -{0:.6f} 0 {1:.3f} cm\n", kPointsPerMm, height_);
  }

  void text(double x, double y, double size, Anchor anchor, const std::string& colour,
            std::string_view words) override {
    const std::string latin = latin_text(words);
    const double back = anchor == Anchor::kStart ? 0.0 : anchor == Anchor::kMiddle ? 0.5 : 1.0;
    out_ += fmt::format("BT {}rg /F {} Tf 1 0 0 -1 {} {} Tm ({}) Tj ET\n", colour_numbers(colour), size,
                        svg_number(x - back * text_width(latin, size)), svg_number(y), escaped(latin));
  }

  void lines(const Lines& lines, const Stroke& stroke) override {
    std::string path;
    for (const auto& line : lines) {
      char letter = 'm';
      for (const auto& [x, y] : line) {
        path += fmt::format("{} {} {}\n", svg_number(x), svg_number(y), letter);
        letter = 'l';
      }
      if (line.size() == 1)
        path += fmt::format("{} {} l\n", svg_number(line[0].first + 0.01), svg_number(line[0].second));
    }
    if (path.empty()) return;
    out_ += fmt::format("{}RG {} w [{}] 0 d {} J {} j\n{}S\n", colour_numbers(stroke.colour), stroke.width,
                        fmt::join(stroke.dash, " "), stroke.rounded ? 1 : 0, stroke.rounded ? 1 : 0, path);
  }

  std::string finish() override {
    const int pages = std::max(1, static_cast<int>(std::ceil(height_ / kTallestPage - 1e-9)));
    std::string kids;
    for (int p = 0; p < pages; ++p) kids += fmt::format("{} 0 R ", 5 + p);
    file_ = "%PDF-1.4\n%\xE2\xE3\xCF\xD3\n";
    object("<< /Type /Catalog /Pages 2 0 R >>");
    object(fmt::format("<< /Type /Pages /Count {} /Kids [{}] /Resources << /Font << /F 3 0 R >> >> >>", pages,
                       kids));
    object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
    object(fmt::format("<< /Length {} >>\nstream\n{}endstream", out_.size(), out_));
    // All pages show the same drawing, each through its own window.
    for (int p = 0; p < pages; ++p) {
      object(fmt::format("<< /Type /Page /Parent 2 0 R /MediaBox [0 {:.3f} {:.3f} {:.3f}] /Contents 4 0 R >>",
                         height_ * (pages - p - 1) / pages, width_, height_ * (pages - p) / pages));
    }
    const std::size_t table = file_.size();
    file_ += fmt::format("xref\n0 {}\n0000000000 65535 f \n", offsets_.size() + 1);
    for (const std::size_t offset : offsets_) file_ += fmt::format("{:010} 00000 n \n", offset);
    file_ += fmt::format("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{}\n%%EOF\n", offsets_.size() + 1,
                         table);
    return std::move(file_);
  }

 private:
  void object(const std::string& body) {
    offsets_.push_back(file_.size());
    file_ += fmt::format("{} 0 obj\n{}\nendobj\n", offsets_.size(), body);
  }

  double width_;
  double height_;
  std::string out_;
  std::string file_;
  std::vector<std::size_t> offsets_;
};

}  // namespace

std::unique_ptr<Drawing> pdf_drawing(double width, double height) {
  return std::make_unique<PdfDrawing>(width, height);
}

}  // namespace logdigitise::chart
