#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "logdigitise/core/error.hpp"
#include "logdigitise/layout/dra.hpp"

namespace logdigitise::layout {

namespace {

constexpr std::size_t kLongestLine = 256;

class Writer {
 public:
  explicit Writer(const std::string& name) : name_(name) {}

  Writer& record(const char* record) {
    line_ = record;
    return *this;
  }
  Writer& text(const std::string& text) {
    const bool is_plain = std::none_of(text.begin(), text.end(), [](char c) {
      return c == '"' || static_cast<unsigned char>(c) < ' ' || c == 127;
    });
    if (!is_plain) {
      throw input_error(name_, fmt::format("\"{}\" cannot stand in a DRA; expected no quotes and control "
                                           "characters",
                                           text));
    }
    // Blanks at the ends would be lost without quotes.
    const bool needs_quotes = text.find_first_of(", \t") != std::string::npos;
    line_ += needs_quotes ? ",\"" + text + "\"" : "," + text;
    return *this;
  }
  Writer& number(double value) {
    line_ += fmt::format(",{}", value == 0.0 ? 0.0 : value);  // No minus zero.
    return *this;
  }
  Writer& pixel(const DraPixel& pixel) { return number(std::round(pixel.x)).number(std::round(pixel.y)); }
  Writer& box(const DraBox& box) { return pixel(box.top_left).pixel(box.bottom_right); }

  void end() {
    if (line_.size() > kLongestLine) {
      throw input_error(name_,
                        fmt::format("a record of a DRA would have {} characters; expected {} at most",
                                    line_.size(), kLongestLine),
                        "Give the scan or the well a shorter name");
    }
    all_ += line_ + "\r\n";
  }
  [[nodiscard]] std::string take() { return std::move(all_); }

 private:
  const std::string& name_;
  std::string line_;
  std::string all_;
};

void write_log(const DraLog& log, Writer& writer) {
  writer.record("LOG").text(log.image).text(log.name).text(log.vertical_scale);
  writer.number(log.top).pixel(log.box.top_left).number(log.base).pixel(log.box.bottom_right).end();
  if (log.curve_scales) writer.record("CURV").box(*log.curve_scales).end();
  if (log.header) writer.record("HEAD").box(*log.header).end();
  for (const DraPoint& point : log.points) writer.record("DPTH").number(point.depth).pixel(point.pixel).end();
}

}  // namespace

std::string dra_text(const DraFile& file, const std::string& name) {
  Writer writer(name);
  writer.record("FILE").text(file.version).text(std::string(depth_unit_name(file.unit))).text(file.vendor);
  writer.end();
  for (const DraWell& well : file.wells) {
    writer.record("WELL").text(well.id).text(well.name).text(well.location).end();
    for (const DraLog& log : well.logs) write_log(log, writer);
  }
  return writer.take();
}

}  // namespace logdigitise::layout
