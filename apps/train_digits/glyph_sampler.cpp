#include "glyph_sampler.hpp"

#include <ft2build.h>
#include FT_FREETYPE_H

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "logdigitise/core/error.hpp"

namespace logdigitise::digits {

namespace {

constexpr int kGlyphHeight = 40;  // Px of a digit in the fonts' pictures.
constexpr const char* kLetters = "0123456789,";

/// A glyph with its place relative to the digits' base line and top, CV_8UC1.
struct Glyph {
  cv::Mat ink;
  int top = 0;  ///< Rows below the digits' top.
};

using Font = std::array<Glyph, 11>;

bool load_outline_font(FT_Library library, const std::filesystem::path& path, Font& font) {
  FT_Face face = nullptr;
  if (FT_New_Face(library, path.c_str(), 0, &face) != 0) return false;
  bool good = FT_IS_SCALABLE(face);
  int size = 60;
  int top = 0;
  for (int pass = 0; pass < 2 && good; ++pass) {
    good = FT_Set_Pixel_Sizes(face, 0, static_cast<unsigned>(size)) == 0;
    for (std::size_t i = 0; i < font.size() && good; ++i) {
      const FT_UInt index = FT_Get_Char_Index(face, static_cast<FT_ULong>(kLetters[i]));
      good = index != 0 && FT_Load_Glyph(face, index, FT_LOAD_RENDER | FT_LOAD_NO_HINTING) == 0 &&
             face->glyph->bitmap.rows > 0 && face->glyph->bitmap.pixel_mode == FT_PIXEL_MODE_GRAY;
      if (!good) break;
      const FT_Bitmap& bitmap = face->glyph->bitmap;
      const cv::Mat view(static_cast<int>(bitmap.rows), static_cast<int>(bitmap.width), CV_8UC1,
                         bitmap.buffer, static_cast<std::size_t>(bitmap.pitch));
      font[i].ink = view.clone();
      font[i].top = face->glyph->bitmap_top;
    }
    if (!good) break;
    if (pass == 0) size = std::max(10, size * kGlyphHeight / font[0].ink.rows);
    top = font[0].top;
  }
  if (good)
    for (Glyph& glyph : font) glyph.top = top - glyph.top;
  FT_Done_Face(face);
  // Symbol fonts draw other things in place of digits: a one is narrower than a zero, an eight has two holes.
  if (good && (font[1].ink.cols > font[0].ink.cols || font[0].ink.cols > 2 * kGlyphHeight)) good = false;
  return good;
}

Font stroke_font(int face, int thickness) {
  Font font;
  int base = 0;
  const cv::Size one = cv::getTextSize("0", face, 1.0, 1, &base);
  const double scale = static_cast<double>(kGlyphHeight) / one.height;
  for (std::size_t i = 0; i < font.size(); ++i) {
    const std::string text(1, kLetters[i]);
    cv::Mat page(3 * kGlyphHeight, 3 * kGlyphHeight, CV_8UC1, cv::Scalar(0));
    cv::putText(page, text, {kGlyphHeight, 2 * kGlyphHeight}, face, scale, cv::Scalar(255), thickness,
                cv::LINE_AA);
    const cv::Rect box = cv::boundingRect(page);
    font[i].ink = page(box).clone();
    font[i].top = box.y - kGlyphHeight;
  }
  return font;
}

/// A line of three letters with the places of the middle one and of its right neighbour.
struct Line {
  cv::Mat ink;
  std::array<int, 3> from{};
  std::array<int, 3> to{};
  int top = 0;
  int base = 0;
};

/// The ones of lettering guides and of many grotesques: a bar and nothing else.
Glyph bar_one(Random& random) {
  Glyph one;
  one.ink = cv::Mat(kGlyphHeight, random.integer(3, 9), CV_8UC1, cv::Scalar(255));
  return one;
}

Line compose(const Font& given, const std::array<int, 3>& letters, Random& random) {
  Line line;
  Font font = given;
  if (random.chance(0.3)) font[1] = bar_one(random);
  const int gap = static_cast<int>(random.uniform(-0.05, 0.26) * kGlyphHeight);
  const int margin = kGlyphHeight / 2;
  int width = 2 * margin;
  for (const int letter : letters) width += font[static_cast<std::size_t>(letter)].ink.cols + gap;
  line.ink = cv::Mat::zeros(3 * kGlyphHeight, std::max(width, 3 * margin), CV_8UC1);
  line.top = kGlyphHeight;
  line.base = 2 * kGlyphHeight;
  int x = margin;
  for (std::size_t i = 0; i < 3; ++i) {
    const Glyph& glyph = font[static_cast<std::size_t>(letters[i])];
    const cv::Rect place(x, line.top + glyph.top, glyph.ink.cols, glyph.ink.rows);
    line.from[i] = x;
    line.to[i] = x + glyph.ink.cols;
    x += glyph.ink.cols + gap;
    if ((place & cv::Rect(0, 0, line.ink.cols, line.ink.rows)) != place) continue;
    cv::Mat target = line.ink(place);
    cv::max(target, glyph.ink, target);
  }
  return line;
}

cv::Mat ellipse(int size) { return cv::getStructuringElement(cv::MORPH_ELLIPSE, {size, size}); }

/// Thinner, thicker; heavy type whose holes close; holes that ink has run into.
void change_weight(cv::Mat& ink, Random& random) {
  const int k = random.chance(0.2) ? random.integer(3, 5) : random.integer(-1, 3);
  if (k > 0)
    cv::dilate(ink, ink, ellipse(2 * k - 1));
  else if (k < 0)
    cv::erode(ink, ink, ellipse(random.integer(2, 3)));
  if (random.chance(0.12)) cv::morphologyEx(ink, ink, cv::MORPH_CLOSE, ellipse(random.integer(5, 13)));
}

/// Takes ink away in patches, as where a stencil or a worn type prints badly.
void wear(cv::Mat& ink, Random& random) {
  cv::Mat patches(ink.rows / 5 + 1, ink.cols / 5 + 1, CV_8UC1);
  for (int y = 0; y < patches.rows; ++y)
    for (int x = 0; x < patches.cols; ++x)
      patches.at<std::uint8_t>(y, x) = static_cast<std::uint8_t>(random.integer(0, 255));
  cv::resize(patches, patches, ink.size(), 0, 0, cv::INTER_CUBIC);
  cv::Mat gone;
  cv::threshold(patches, gone, 255.0 - random.uniform(10.0, 70.0), 255.0, cv::THRESH_BINARY);
  ink.setTo(0, gone);
}

void spoil(cv::Mat& ink, double height, Random& random) {
  cv::GaussianBlur(ink, ink, cv::Size(), random.uniform(0.3, 0.055 * height + 0.45));
  if (random.chance(0.15)) {  // A line through it, or along it.
    const int y = random.integer(0, ink.rows - 1);
    cv::line(ink, {0, y}, {ink.cols - 1, y + random.integer(-2, 2)}, cv::Scalar(255), 1);
  }
  if (random.chance(0.08)) {
    const int x = random.integer(0, ink.cols - 1);
    cv::line(ink, {x, 0}, {x + random.integer(-2, 2), ink.rows - 1}, cv::Scalar(255), 1);
  }
  const double noise = random.chance(0.6) ? random.uniform(0.0, 30.0) : random.uniform(0.0, 70.0);
  const bool bilevel = random.chance(0.75);
  const double threshold = random.uniform(70.0, 190.0);
  const double dirt = random.chance(0.3) ? random.uniform(0.0, 0.025) : 0.0;
  for (int y = 0; y < ink.rows; ++y) {
    std::uint8_t* row = ink.ptr<std::uint8_t>(y);
    for (int x = 0; x < ink.cols; ++x) {
      double v = row[x] + noise * random.normal();
      if (bilevel) v = v > threshold ? 255.0 : 0.0;
      if (dirt > 0.0 && random.chance(dirt)) v = random.chance(0.6) ? 255.0 : 0.0;
      row[x] = cv::saturate_cast<std::uint8_t>(v);
    }
  }
}

/// The window [x0, x1) x [y0, y1) of a line, brought to the network's cell.
Image<std::uint8_t> cell_of(const cv::Mat& ink, double x0, double x1, double y0, double y1) {
  const cv::Rect box(static_cast<int>(std::floor(x0)), static_cast<int>(std::floor(y0)),
                     std::max(1, static_cast<int>(std::ceil(x1 - x0))),
                     std::max(2, static_cast<int>(std::ceil(y1 - y0))));
  cv::Mat window = cv::Mat::zeros(box.size(), CV_8UC1);
  const cv::Rect inside = box & cv::Rect(0, 0, ink.cols, ink.rows);
  if (!inside.empty()) ink(inside).copyTo(window(inside - box.tl()));
  const int width =
      std::clamp(static_cast<int>(std::lround(static_cast<double>(window.cols) * kCellRows / window.rows)), 1,
                 kCellColumns);
  cv::Mat small;
  const bool shrinks = window.rows > kCellRows;
  cv::resize(window, small, {width, kCellRows}, 0, 0, shrinks ? cv::INTER_AREA : cv::INTER_LINEAR);
  Image<std::uint8_t> cell(kCellRows, kCellColumns);
  cv::Mat place(kCellRows, kCellColumns, CV_8UC1, cell.data());
  small.copyTo(place.colRange((kCellColumns - width) / 2, (kCellColumns - width) / 2 + width));
  return cell;
}

}  // namespace

struct GlyphSampler::Fonts {
  std::vector<Font> outline;
  std::vector<Font> stroke;
};

GlyphSampler::GlyphSampler(const std::vector<std::filesystem::path>& font_folders)
    : fonts_(std::make_unique<Fonts>()) {
  FT_Library library = nullptr;
  if (FT_Init_FreeType(&library) != 0) throw environment_error({}, "FreeType does not start");
  std::vector<std::filesystem::path> paths;
  for (const std::filesystem::path& folder : font_folders)
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      const std::string extension = entry.path().extension().string();
      if (extension == ".ttf" || extension == ".otf") paths.push_back(entry.path());
    }
  std::sort(paths.begin(), paths.end());
  for (const std::filesystem::path& path : paths) {
    Font font;
    if (load_outline_font(library, path, font)) fonts_->outline.push_back(std::move(font));
  }
  FT_Done_FreeType(library);
  if (fonts_->outline.empty()) throw input_error({}, "no font with digits found", "Install some fonts");
  for (const int face : {0, 1, 2, 3, 4, 5})
    for (const int thickness : {1, 2, 4, 6, 9}) fonts_->stroke.push_back(stroke_font(face, thickness));
}

GlyphSampler::~GlyphSampler() = default;

int GlyphSampler::fonts() const { return static_cast<int>(fonts_->outline.size() + fonts_->stroke.size()); }

namespace {

struct Extent {
  double from = 0.0;
  double to = 0.0;
};

/// Where the digit in the middle begins and ends, and where the one after it ends.
struct DigitEnds {
  double begin = 0.0;
  double end = 0.0;
  double next_end = 0.0;
};

/// A cell that holds no single digit; `line` becomes dirt where it is of that kind.
Extent make_garbage(cv::Mat& line, const DigitEnds& ends, const std::array<int, 3>& letters, double height,
                    Random& random) {
  const double width = std::max(ends.end - ends.begin, 0.35 * height);
  const int kind = random.integer(0, 4);
  if (kind == 0) {  // Across the border of two digits.
    const double from = ends.end - random.uniform(0.35, 0.6) * width;
    const double to = ends.end + random.uniform(0.35, 0.6) * width;
    return {from, letters[1] == 1 || letters[2] == 1 ? ends.next_end : to};
  }
  if (kind == 1) return {ends.begin, ends.next_end};           // Two digits.
  if (kind == 2 && letters[1] != 1 && letters[1] != kComma) {  // A half.
    const double cut = ends.begin + random.uniform(0.35, 0.62) * (ends.end - ends.begin);
    return random.chance(0.5) ? Extent{cut, ends.end} : Extent{ends.begin, cut};
  }
  // Dirt, or nothing.
  line = cv::Mat::zeros(line.size(), CV_8UC1);
  const int strokes = random.integer(0, 4);
  for (int s = 0; s < strokes; ++s)
    cv::line(line, {random.integer(0, line.cols - 1), random.integer(0, line.rows - 1)},
             {random.integer(0, line.cols - 1), random.integer(0, line.rows - 1)}, cv::Scalar(255),
             random.integer(1, 3));
  spoil(line, height, random);
  return {ends.begin, ends.end};
}

}  // namespace

Sample GlyphSampler::draw(Random& random) const {
  const std::vector<Font>& family = random.chance(0.6) ? fonts_->outline : fonts_->stroke;
  const Font& font = family[static_cast<std::size_t>(random.integer(0, static_cast<int>(family.size()) - 1))];
  std::array<int, 3> letters{};
  for (int& letter : letters) letter = random.chance(0.2) ? 0 : random.integer(0, 9);
  const bool comma = random.chance(0.05);
  if (comma) letters[1] = kComma;
  Line line = compose(font, letters, random);
  change_weight(line.ink, random);
  if (random.chance(0.15)) wear(line.ink, random);

  // Shear, stretch and shrink in one step.
  const double height = random.log_uniform(8.0, 32.0);
  const double scale = height / kGlyphHeight;
  const double stretch = random.chance(0.5) ? random.uniform(0.85, 1.15) : random.uniform(0.6, 1.5);
  const double shear = random.chance(0.6) ? 0.0 : random.uniform(-0.12, 0.25);
  const double turn = random.uniform(-0.05, 0.05);
  const double sx = scale * stretch;
  cv::Mat map =
      (cv::Mat_<double>(2, 3) << sx, -(shear + turn) * scale, shear * scale * line.base + random.uniform(),
       turn * sx, scale, random.uniform() - turn * sx * 0.5 * line.ink.cols);
  cv::Mat soft;
  cv::Mat presmooth = line.ink;
  if (scale < 0.6) cv::GaussianBlur(line.ink, presmooth, cv::Size(), 0.35 / scale);
  cv::Mat small;
  cv::warpAffine(presmooth, small, map,
                 {static_cast<int>(line.ink.cols * sx) + 4, static_cast<int>(line.ink.rows * scale) + 4});
  spoil(small, height, random);
  const auto x_of = [&](double x, double y) {
    return map.at<double>(0, 0) * x + map.at<double>(0, 1) * y + map.at<double>(0, 2);
  };
  const double y_middle = 0.5 * (line.top + line.base);
  const double tilt = turn * sx * (0.5 * (line.from[1] + line.to[1]) - 0.5 * line.ink.cols);
  const double y0 = scale * line.top + tilt + random.uniform(-0.12, 0.08) * height;
  // A comma, or a blot, makes the line's box higher than its digits.
  const double below = random.chance(0.15) ? 0.3 : 0.12;
  const double y1 = scale * line.base + tilt + random.uniform(-0.08, below) * height;

  const double x0 = x_of(line.from[1], y_middle);
  const double x1 = x_of(line.to[1], y_middle);
  if (random.chance(0.25)) {
    const Extent extent = make_garbage(small, {x0, x1, x_of(line.to[2], y_middle)}, letters, height, random);
    return {cell_of(small, extent.from, extent.to, y0, y1), kGarbage};
  }
  const double jitter = 0.09 * height;
  const double from = x0 + random.uniform(-1.2, 0.7) * jitter;
  const double to = x1 + random.uniform(-0.7, 1.2) * jitter;
  return {cell_of(small, from, to, y0, y1), letters[1]};
}

}  // namespace logdigitise::digits
