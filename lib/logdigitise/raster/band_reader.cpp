#include "logdigitise/raster/band_reader.hpp"

#include <algorithm>
#include <utility>

#include "logdigitise/core/error.hpp"

namespace logdigitise::raster {

BandReader::BandReader(std::unique_ptr<RowSource> source, std::string where)
    : source_(std::move(source)), where_(std::move(where)) {}

Image<std::uint8_t> BandReader::read_rows(int count) {
  const RasterInfo& raster = info();
  const int rows = std::clamp(count, 0, raster.height - next_row_);
  if (rows == 0) return {};
  Image<std::uint8_t> band(rows, raster.width, raster.channels);
  for (int r = 0; r < rows; ++r, ++next_row_) {
    const std::span<std::uint8_t> row = band.row(r);
    Complaint complaint = source_->next_row(row);
    if (complaint.empty()) continue;
    std::fill(row.begin(), row.end(), std::uint8_t{255});
    add_damage(next_row_, std::move(complaint));
  }
  const bool nothing_read = next_row_ == raster.height && damaged_.size() == 1 && damaged_[0].first == 0 &&
                            damaged_[0].last == raster.height;
  if (nothing_read) {
    throw input_error(where_, "not one row of the image can be decoded (" + damaged_[0].reason + ")",
                      "The file is damaged or cut off; get another copy");
  }
  return band;
}

void BandReader::add_damage(int row, Complaint complaint) {
  DamagedRows damage{row - static_cast<int>(std::min<std::int64_t>(complaint.rows_above, row)), row + 1,
                     std::move(complaint.reason)};
  while (!damaged_.empty() && damaged_.back().last >= damage.first) {
    damage.first = std::min(damage.first, damaged_.back().first);
    damage.reason = std::move(damaged_.back().reason);
    damaged_.pop_back();
  }
  damaged_.push_back(std::move(damage));
}

}  // namespace logdigitise::raster
