#pragma once
// Rows in bands, damage written down and painted white.

#include <memory>
#include <string>
#include <vector>

#include "logdigitise/raster/row_source.hpp"

namespace logdigitise::raster {

class BandReader : public RowReader {
 public:
  /// `where` names the file in errors.
  BandReader(std::unique_ptr<RowSource> source, std::string where);

  [[nodiscard]] const RasterInfo& info() const override { return source_->info(); }
  /// An input error with the last row if not a single row could be decoded.
  [[nodiscard]] Image<std::uint8_t> read_rows(int count) override;
  [[nodiscard]] const std::vector<DamagedRows>& damaged() const override { return damaged_; }

 private:
  void add_damage(int row, Complaint complaint);

  std::unique_ptr<RowSource> source_;
  std::string where_;
  std::vector<DamagedRows> damaged_;
  int next_row_ = 0;
};

}  // namespace logdigitise::raster
