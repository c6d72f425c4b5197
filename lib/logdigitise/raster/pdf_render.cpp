#include "logdigitise/raster/pdf_render.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>
#include <limits>
#include <utility>
#include <vector>

#include "logdigitise/core/error.hpp"
#include "logdigitise/raster/byte_source.hpp"
#include "logdigitise/raster/child_process.hpp"
#include "logdigitise/raster/limits.hpp"

namespace logdigitise::raster {

namespace {

// Binary PGM with 255 levels, as pdftoppm writes it: "P5", width, height, 255, one space, rows.
class PgmSource : public RowSource {
 public:
  PgmSource(std::shared_ptr<const ByteSource> bytes, const std::string& where, double dpi)
      : bytes_(std::move(bytes)) {
    std::string head(64, '\0');
    head.resize(bytes_->read_at(0, {reinterpret_cast<std::uint8_t*>(head.data()), head.size()}));
    int depth = 0;
    int length = 0;
    // NOLINTNEXTLINE(cert-err34-c): the number of fields read is checked.
    const int fields =
        std::sscanf(head.c_str(), "P5 %9d %9d %9d%n", &info_.width, &info_.height, &depth, &length);
    if (fields != 3 || depth != 255 || info_.width <= 0 || info_.height <= 0) {
      throw input_error(where, "PDF page that pdftoppm rendered to something other than grey rows");
    }
    offset_ = length + 1;
    info_.dpi_x = info_.dpi_y = dpi;
  }

  const RasterInfo& info() const override { return info_; }

  Complaint next_row(std::span<std::uint8_t> row) override {
    if (bytes_->read_at(offset_, row) < row.size()) return {"the rendered page is incomplete"};
    offset_ += static_cast<std::int64_t>(row.size());
    return {};
  }

 private:
  std::shared_ptr<const ByteSource> bytes_;
  RasterInfo info_;
  std::int64_t offset_ = 0;
};

// The first line in which pdftoppm speaks of an error; its warnings are about matters of form.
std::string first_error(const std::string& text) {
  const std::size_t at = text.find("Error");
  if (at == std::string::npos) return {};
  const std::size_t begin = text.rfind('\n', at) == std::string::npos ? 0 : text.rfind('\n', at) + 1;
  return text.substr(begin, text.find('\n', at) - begin);
}

}  // namespace

std::unique_ptr<RowSource> render_pdf_page(const std::filesystem::path& path, double width_pt,
                                           double height_pt, const std::string& where,
                                           const RasterOptions& options) {
  if (!(options.render_dpi >= 10.0 && options.render_dpi <= 2400.0)) {
    throw usage_error(where,
                      fmt::format("render resolution of {} dpi; expected 10 to 2400", options.render_dpi));
  }
  constexpr double kPointsPerInch = 72.0;
  const double scale = options.render_dpi / kPointsPerInch;
  if (!(width_pt > 0.0 && height_pt > 0.0 && width_pt * scale < 1e9 && height_pt * scale < 1e9)) {
    throw input_error(where, fmt::format("PDF page of {} x {} points", width_pt, height_pt));
  }
  // Drawn pages have no bytes of pixels to compare with: only the pixel limit holds.
  check_size(where, std::llround(std::ceil(width_pt * scale)), std::llround(std::ceil(height_pt * scale)), 8,
             std::numeric_limits<std::int64_t>::max(), options);
  const std::optional<std::filesystem::path> program = find_program("pdftoppm");
  if (!program) {
    throw environment_error(where,
                            "a PDF page that has to be rendered, and pdftoppm is not installed; install "
                            "poppler-utils or give the page as TIFF or PNG");
  }
  const ScratchFolder scratch;
  const std::filesystem::path target = scratch.path() / "page";
  const std::string page = fmt::format("{}", options.page);
  // An absolute path cannot be taken for an option.
  const ProcessLimits limits;
  const ProcessResult result =
      run_program(*program,
                  {"-gray", "-r", fmt::format("{:.6g}", options.render_dpi), "-f", page, "-l", page,
                   "-singlefile", std::filesystem::absolute(path).string(), target.string()},
                  scratch.path(), limits);
  const std::string complaint = first_error(result.error_text);
  if (result.timed_out || result.exit_code != 0 || !complaint.empty()) {
    throw input_error(
        where,
        fmt::format("PDF page {} that pdftoppm could not render ({})", options.page,
                    result.timed_out    ? fmt::format("it took longer than {} s, or {} s of the processor",
                                                      limits.wall_s, limits.cpu_s)
                    : complaint.empty() ? fmt::format("exit code {}", result.exit_code)
                                        : complaint),
        "Give the page as TIFF or PNG");
  }
  // The open file outlives its folder.
  return std::make_unique<PgmSource>(open_bytes(target.string() + ".pgm"), where, options.render_dpi);
}

}  // namespace logdigitise::raster
