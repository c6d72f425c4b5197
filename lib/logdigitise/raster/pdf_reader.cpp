#include "logdigitise/raster/pdf_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFPageDocumentHelper.hh>
#include <utility>
#include <vector>

#include "logdigitise/core/error.hpp"
#include "logdigitise/raster/limits.hpp"
#include "logdigitise/raster/pdf_image.hpp"
#include "logdigitise/raster/pdf_page.hpp"
#include "logdigitise/raster/pdf_render.hpp"

namespace logdigitise::raster {

namespace {

// Lends the number of pages of the file to a source that knows only its own.
class WithPages : public RowSource {
 public:
  WithPages(std::unique_ptr<RowSource> source, int pages)
      : source_(std::move(source)), info_(source_->info()) {
    info_.pages = pages;
  }
  const RasterInfo& info() const override { return info_; }
  Complaint next_row(std::span<std::uint8_t> row) override { return source_->next_row(row); }

 private:
  std::unique_ptr<RowSource> source_;
  RasterInfo info_;
};

struct PageSize {
  double width_pt = 0.0;
  double height_pt = 0.0;
};

PageSize size_of(QPDFPageObjectHelper page) {
  QPDFObjectHandle box = page.getMediaBox(false);
  if (!box.isRectangle()) return {};
  const QPDFObjectHandle::Rectangle corners = box.getArrayAsRectangle();
  return {corners.urx - corners.llx, corners.ury - corners.lly};
}

// What qpdf had to guess at is damage: it would otherwise pass for a good file.
void refuse_warnings(QPDF& pdf, const std::string& where) {
  if (!pdf.anyWarnings()) return;
  const std::vector<QPDFExc> warnings = pdf.getWarnings();
  const std::string reason = warnings.empty() ? "" : warnings.front().getMessageDetail();
  throw input_error(where, fmt::format("damaged PDF ({})", reason),
                    "Get another copy, or give the page as TIFF");
}

}  // namespace

std::unique_ptr<RowSource> open_pdf(const std::filesystem::path& path, const ByteSource& bytes,
                                    const std::string& where, const RasterOptions& options) {
  PageSize size;
  int pages = 0;
  try {
    QPDF pdf;
    pdf.setSuppressWarnings(true);
    pdf.processFile(path.c_str());
    std::vector<QPDFPageObjectHelper> all = QPDFPageDocumentHelper(pdf).getAllPages();
    pages = static_cast<int>(std::min<std::size_t>(all.size(), 1'000'000));
    refuse_warnings(pdf, where);
    check_pages(where, pages, options);
    QPDFPageObjectHelper& page = all[static_cast<std::size_t>(options.page - 1)];
    size = size_of(page);
    if (const std::optional<PageImage> image = single_image_of_page(pdf, page)) {
      std::unique_ptr<RowSource> source = open_pdf_image(*image, where, bytes.size(), options);
      refuse_warnings(pdf, where);
      if (source) return std::make_unique<WithPages>(std::move(source), pages);
    }
    refuse_warnings(pdf, where);
  } catch (const Error&) {
    throw;
  } catch (const QPDFExc& failure) {
    if (failure.getErrorCode() == qpdf_e_password) {
      throw input_error(where, "encrypted PDF; expected one without a password",
                        "Save it without encryption");
    }
    throw input_error(where, fmt::format("damaged PDF ({})", failure.getMessageDetail()), "Get another copy");
  } catch (const std::runtime_error& failure) {
    throw input_error(where, fmt::format("damaged PDF ({})", failure.what()), "Get another copy");
  } catch (const std::logic_error& failure) {
    throw input_error(where, fmt::format("damaged PDF ({})", failure.what()), "Get another copy");
  }
  return std::make_unique<WithPages>(render_pdf_page(path, size.width_pt, size.height_pt, where, options),
                                     pages);
}

}  // namespace logdigitise::raster
