#include "logdigitise/chart/svg_drawing.hpp"

#include <fmt/format.h>

#include "logdigitise/chart/svg_text.hpp"

namespace logdigitise::chart {

namespace {

const char* anchor_name(Anchor anchor) {
  switch (anchor) {
    case Anchor::kStart:
      return "start";
    case Anchor::kMiddle:
      return "middle";
    case Anchor::kEnd:
      return "end";
  }
  return "start";
}

class SvgDrawing : public Drawing {
 public:
  SvgDrawing(double width, double height)
      : out_(fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{0}mm\" height=\"{1}mm\" "
                         "viewBox=\"0 0 {0} {1}\" "
                         "font-family=\"Helvetica, Arial, sans-serif\">\n<rect width=\"{0}\" height=\"{1}\" "
                         "fill=\"#fff\"/>\n",
                         svg_number(width), svg_number(height))) {}

  void text(double x, double y, double size, Anchor anchor, const std::string& colour,
            std::string_view words) override {
    out_ += fmt::format("<text x=\"{}\" y=\"{}\" font-size=\"{}\" text-anchor=\"{}\" fill=\"{}\">{}</text>\n",
                        svg_number(x), svg_number(y), size, anchor_name(anchor), colour, svg_escaped(words));
  }

  void lines(const Lines& lines, const Stroke& stroke) override {
    std::string path;
    for (const auto& line : lines) {
      char letter = 'M';
      for (const auto& [x, y] : line) {
        path += fmt::format("{}{} {}", letter, svg_number(x), svg_number(y));
        letter = 'L';
      }
      if (line.size() == 1) path += "h0.01";
    }
    if (path.empty()) return;
    std::string dash;
    if (!stroke.dash.empty()) dash = fmt::format(" stroke-dasharray=\"{}\"", fmt::join(stroke.dash, " "));
    out_ += fmt::format("<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"{}{}/>\n", path,
                        stroke.colour, stroke.width,
                        stroke.rounded ? " stroke-linejoin=\"round\" stroke-linecap=\"round\"" : "", dash);
  }

  std::string finish() override { return std::move(out_) + "</svg>\n"; }

 private:
  std::string out_;
};

}  // namespace

std::unique_ptr<Drawing> svg_drawing(double width, double height) {
  return std::make_unique<SvgDrawing>(width, height);
}

}  // namespace logdigitise::chart
