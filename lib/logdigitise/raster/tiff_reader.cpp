#include "logdigitise/raster/tiff_reader.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "logdigitise/raster/limits.hpp"
#include "logdigitise/raster/orientation.hpp"
#include "logdigitise/raster/pixel_converter.hpp"
#include "logdigitise/raster/tiff_handle.hpp"
#include "logdigitise/raster/tiff_layout.hpp"
#include "logdigitise/raster/tiff_rows.hpp"

namespace logdigitise::raster {

namespace {

class TiffSource : public RowSource {
 public:
  TiffSource(const TiffLayout& layout, std::vector<std::unique_ptr<TiffRows>> planes, int pages)
      : converter_(layout), planes_(std::move(planes)), packed_(planes_.size()) {
    info_.width = static_cast<int>(layout.width);
    info_.height = static_cast<int>(layout.height);
    info_.channels = converter_.channels();
    info_.bilevel = converter_.bilevel();
    info_.dpi_x = layout.dpi_x;
    info_.dpi_y = layout.dpi_y;
    info_.pages = pages;
  }

  const RasterInfo& info() const override { return info_; }

  Complaint next_row(std::span<std::uint8_t> row) override {
    Complaint complaint;
    // Every plane moves on, even if an earlier one is damaged: they are read in step.
    for (std::size_t p = 0; p < planes_.size(); ++p) {
      Complaint of_plane = planes_[p]->next(packed_[p]);
      complaint.rows_above = std::max(complaint.rows_above, of_plane.rows_above);
      if (complaint.empty()) complaint.reason = std::move(of_plane.reason);
    }
    if (complaint.empty()) converter_.convert(packed_, row);
    return complaint;
  }

 private:
  PixelConverter converter_;
  std::vector<std::unique_ptr<TiffRows>> planes_;
  std::vector<std::vector<std::uint8_t>> packed_;
  RasterInfo info_;
};

}  // namespace

std::unique_ptr<RowSource> open_tiff(std::shared_ptr<const ByteSource> bytes, const std::string& where,
                                     const RasterOptions& options) {
  const int pages = std::max(1, count_tiff_pages(*bytes, options.max_pages + 1));
  check_pages(where, pages, options);
  auto tiff = std::make_unique<TiffHandle>(bytes, where, options.page);
  TiffLayout layout = read_tiff_layout(*tiff, where);
  check_size(where, layout.width, layout.height, layout.bits * layout.samples, bytes->size(), options);

  std::vector<std::unique_ptr<TiffRows>> planes;
  planes.push_back(make_tiff_rows(std::move(tiff), layout, 0, where));
  // Planes lie one after the other in the file: a handle for each lets all be read forward at once.
  const int apart = layout.planes_apart && !layout.through_rgba ? layout.samples : 1;
  for (int plane = 1; plane < apart; ++plane) {
    auto handle = std::make_unique<TiffHandle>(bytes, where, options.page);
    planes.push_back(make_tiff_rows(std::move(handle), layout, plane, where));
  }
  if (layout.through_rgba) {
    layout.photometric = PHOTOMETRIC_RGB;
    layout.bits = 8;
    layout.samples = 3;
    layout.planes_apart = false;
    layout.alpha_sample = -1;
  }
  return apply_orientation(std::make_unique<TiffSource>(layout, std::move(planes), pages), layout.orientation,
                           where);
}

}  // namespace logdigitise::raster
