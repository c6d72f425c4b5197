#include "logdigitise/raster/pdf_page.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <qpdf/Pipeline.hh>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "logdigitise/raster/orientation.hpp"

namespace logdigitise::raster {

namespace {

// Keeps what a stream decodes to, up to a limit, so that a small stream cannot fill the memory.
class BoundedPipeline : public Pipeline {
 public:
  BoundedPipeline(std::string& out, std::size_t max_bytes)
      : Pipeline("bounded", nullptr), out_(out), max_(max_bytes) {}

  void write(unsigned char const* data, size_t size) override {
    if (size > max_ - out_.size()) {
      too_long_ = true;
      throw std::runtime_error("stream longer than expected");  // Ends the decoding; qpdf catches it.
    }
    out_.append(reinterpret_cast<const char*>(data), size);
  }
  void finish() override {}

  [[nodiscard]] bool too_long() const { return too_long_; }

 private:
  std::string& out_;
  std::size_t max_;
  bool too_long_ = false;
};

// A point (x, y) goes to (a x + c y + e, b x + d y + f).
struct Matrix {
  double a = 1.0, b = 0.0, c = 0.0, d = 1.0, e = 0.0, f = 0.0;
};

Matrix concatenated(const Matrix& m, const Matrix& onto) {
  return {m.a * onto.a + m.b * onto.c,          m.a * onto.b + m.b * onto.d,
          m.c * onto.a + m.d * onto.c,          m.c * onto.b + m.d * onto.d,
          m.e * onto.a + m.f * onto.c + onto.e, m.e * onto.b + m.f * onto.d + onto.f};
}

// Follows the drawing operators; gives up at the first one that shows anything but an image.
class ContentReader : public QPDFObjectHandle::ParserCallbacks {
 public:
  void handleObject(QPDFObjectHandle object, size_t /*offset*/, size_t /*length*/) override {
    if (object.isInlineImage()) return fail();
    if (!object.isOperator()) {
      operands_.push_back(object);
      return;
    }
    apply(object.getOperatorValue());
    operands_.clear();
  }
  void handleEOF() override {}

  [[nodiscard]] bool is_single_image() const { return !failed_ && !image_name_.empty(); }
  [[nodiscard]] const std::string& image_name() const { return image_name_; }
  [[nodiscard]] const Matrix& placement() const { return placement_; }
  [[nodiscard]] bool fill_is_black() const { return image_on_black_; }

 private:
  struct State {
    Matrix matrix;
    int text_mode = 0;
    bool fill_is_black = true;
  };

  void fail() {
    failed_ = true;
    terminateParsing();
  }

  void apply(const std::string& name) {
    static const std::set<std::string> paints = {"S",  "s", "f",  "F",  "f*", "B",
                                                 "B*", "b", "b*", "sh", "BI", "EI"};
    static const std::set<std::string> shows_text = {"Tj", "TJ", "'", "\""};
    if (paints.contains(name)) return fail();
    if (shows_text.contains(name)) {
      if (state_.text_mode != 3) fail();
    } else if (name == "q") {
      constexpr std::size_t kMaxDepth = 256;
      if (saved_.size() >= kMaxDepth) return fail();
      saved_.push_back(state_);
    } else if (name == "Q") {
      if (saved_.empty()) return fail();
      state_ = saved_.back();
      saved_.pop_back();
    } else if (name == "Tr") {
      state_.text_mode =
          operands_.size() == 1 && operands_[0].isInteger() ? operands_[0].getIntValueAsInt() : 0;
    } else if (name == "cm") {
      concatenate();
    } else if (name == "Do") {
      draw();
    } else {
      set_fill(name);
    }
  }

  void concatenate() {
    std::array<double, 6> v{};
    if (operands_.size() != v.size()) return fail();
    for (std::size_t i = 0; i < v.size(); ++i) {
      if (!operands_[i].isNumber()) return fail();
      v[i] = operands_[i].getNumericValue();
    }
    state_.matrix = concatenated({v[0], v[1], v[2], v[3], v[4], v[5]}, state_.matrix);
  }

  void draw() {
    if (operands_.size() != 1 || !operands_[0].isName() || !image_name_.empty()) return fail();
    image_name_ = operands_[0].getName();
    placement_ = state_.matrix;
    image_on_black_ = state_.fill_is_black;
  }

  // Stencil masks are painted with the fill colour: only black ones are ink on paper.
  void set_fill(const std::string& name) {
    if (name != "g" && name != "rg" && name != "k" && name != "sc" && name != "scn" && name != "cs") return;
    const auto is_zero = [](QPDFObjectHandle v) { return v.isNumber() && v.getNumericValue() == 0.0; };
    state_.fill_is_black =
        (name == "g" || name == "rg") && std::all_of(operands_.begin(), operands_.end(), is_zero);
    if (name == "k" && operands_.size() == 4) {
      state_.fill_is_black = operands_[3].isNumber() && operands_[3].getNumericValue() == 1.0;
    }
  }

  State state_;
  std::vector<State> saved_;
  std::vector<QPDFObjectHandle> operands_;
  std::string image_name_;
  Matrix placement_;
  bool image_on_black_ = true;
  bool failed_ = false;
};

// The orientation that a placement gives an image; 0 if it is slanted. User space has y upwards.
int orientation_of(const Matrix& m) {
  const double along = std::max(std::abs(m.a), std::abs(m.d));
  const double across = std::max(std::abs(m.b), std::abs(m.c));
  constexpr double kSlant = 1e-4;
  if (across <= kSlant * along && m.a != 0.0 && m.d != 0.0) {
    if (m.a > 0.0) return m.d > 0.0 ? 1 : 4;
    return m.d > 0.0 ? 2 : 3;
  }
  if (along <= kSlant * across && m.b != 0.0 && m.c != 0.0) {
    if (m.b > 0.0) return m.c < 0.0 ? 8 : 7;
    return m.c > 0.0 ? 6 : 5;
  }
  return 0;
}

int turned_clockwise(int orientation, int quarter_turns) {
  constexpr std::array<int, 9> kNext = {0, 6, 7, 8, 5, 2, 3, 4, 1};
  for (int i = 0; i < quarter_turns; ++i) orientation = kNext[static_cast<std::size_t>(orientation)];
  return orientation;
}

// All content streams as one, as a viewer reads them; nothing if they are too long for a mere scan.
std::optional<std::string> page_content(QPDFPageObjectHelper page) {
  constexpr std::size_t kMaxContent = std::size_t{16} << 20;
  std::string content;
  for (QPDFObjectHandle& stream : page.getObjectHandle().getPageContents()) {
    const StreamData data = stream_data(stream, false, kMaxContent - content.size());
    if (!data.decoded || data.too_long || content.size() + data.bytes.size() + 1 > kMaxContent)
      return std::nullopt;
    content += data.bytes;
    content += '\n';
  }
  return content;
}

}  // namespace

StreamData stream_data(QPDFObjectHandle stream, bool raw, std::size_t max_bytes) {
  StreamData data;
  BoundedPipeline pipeline(data.bytes, max_bytes);
  bool filtered = false;
  const bool good =
      stream.pipeStreamData(&pipeline, &filtered, 0, raw ? qpdf_dl_none : qpdf_dl_specialized, true);
  data.too_long = pipeline.too_long();
  data.decoded = good && (raw || filtered || !stream.getDict().hasKey("/Filter"));
  return data;
}

std::optional<PageImage> single_image_of_page(QPDF& pdf, QPDFPageObjectHelper page) {
  const std::optional<std::string> content = page_content(page);
  if (!content) return std::nullopt;
  ContentReader reader;
  QPDFObjectHandle::parseContentStream(pdf.newStream(*content), &reader);
  if (!reader.is_single_image()) return std::nullopt;

  PageImage result;
  QPDFObjectHandle resources = page.getAttribute("/Resources", false);
  if (!resources.isDictionary() || !resources.getKey("/XObject").isDictionary()) return std::nullopt;
  result.image = resources.getKey("/XObject").getKey(reader.image_name());
  if (!result.image.isStream()) return std::nullopt;
  QPDFObjectHandle dict = result.image.getDict();
  if (!dict.getKey("/Subtype").isNameAndEquals("/Image")) return std::nullopt;
  QPDFObjectHandle mask = dict.getKey("/ImageMask");
  if (mask.isBool() && mask.getBoolValue() && !reader.fill_is_black()) return std::nullopt;

  const Matrix& m = reader.placement();
  result.orientation = orientation_of(m);
  if (result.orientation == 0) return std::nullopt;
  QPDFObjectHandle rotate = page.getAttribute("/Rotate", false);
  const int degrees = rotate.isInteger() ? rotate.getIntValueAsInt() : 0;
  if (degrees % 90 != 0) return std::nullopt;
  result.orientation = turned_clockwise(result.orientation, (degrees / 90 % 4 + 4) % 4);

  constexpr double kPointsPerInch = 72.0;
  const auto dpi = [&](QPDFObjectHandle pixels, double x, double y) {
    const double inches = std::hypot(x, y) / kPointsPerInch;
    const double value = pixels.isInteger() ? static_cast<double>(pixels.getIntValue()) / inches : 0.0;
    return std::isfinite(value) ? value : 0.0;
  };
  result.dpi_x = dpi(dict.getKey("/Width"), m.a, m.b);
  result.dpi_y = dpi(dict.getKey("/Height"), m.c, m.d);
  return result;
}

}  // namespace logdigitise::raster
