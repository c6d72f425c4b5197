#include "logdigitise/raster/tiff_strip_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <optional>
#include <string_view>
#include <utility>

#include "logdigitise/raster/deflate_check.hpp"
#include "logdigitise/raster/jpeg_header.hpp"
#include "logdigitise/raster/lzw_check.hpp"
#include "logdigitise/raster/tiff_strip_place.hpp"

namespace logdigitise::raster {

namespace {

class StripRows : public TiffRows {
 public:
  StripRows(std::unique_ptr<TiffHandle> tiff, TiffLayout layout, int plane)
      : tiff_(std::move(tiff)),
        layout_(std::move(layout)),
        plane_(plane),
        row_bytes_(static_cast<std::size_t>(std::max<tmsize_t>(TIFFScanlineSize(tiff_->get()), 0))) {}

  std::size_t row_bytes() const override { return row_bytes_; }

  Complaint next(std::vector<std::uint8_t>& row) override {
    // A wrong bit in G4 makes wrong rows for a while before the decoder notices: those that it passed as good
    // just before a complaint are not to be believed either, so it works ahead of what is handed out.
    const std::size_t ahead = layout_.compression == COMPRESSION_CCITTFAX4 ? kDoubtedRows : 0;
    while (row_ < layout_.height && decoded_.size() <= ahead) decode_ahead();
    Decoded first = std::move(decoded_.front());
    decoded_.pop_front();
    row = std::move(first.row);
    return std::move(first.complaint);
  }

 private:
  /// Of 1215 flipped bits of a drawn log that were noticed, one in a hundred left wrong rows further up than
  /// half of this; see docs/robustness.md.
  static constexpr std::size_t kDoubtedRows = 64;

  struct Decoded {
    std::int64_t strip = 0;
    std::vector<std::uint8_t> row;
    Complaint complaint;
  };

  void decode_ahead() {
    Decoded next;
    next.strip = row_ / layout_.rows_per_strip;
    next.complaint = decode(next.row);
    // Where the file ends, what came before the end is as it was stored.
    if (!next.complaint.empty() && !cut_off_) {
      for (Decoded& before : decoded_) {
        if (before.strip == next.strip && before.complaint.empty()) before.complaint = next.complaint;
      }
    }
    decoded_.push_back(std::move(next));
  }

  Complaint decode(std::vector<std::uint8_t>& row) {
    row.assign(row_bytes_, 0);
    const std::int64_t current = row_++;
    const std::int64_t strip_end =
        std::min(layout_.height, (current / layout_.rows_per_strip + 1) * layout_.rows_per_strip);
    if (current % layout_.rows_per_strip == 0) begin_strip(current, strip_end);
    if (current < lost_until_ && skip_lost_) return {complaint_};
    const int result = TIFFReadScanline(tiff_->get(), row.data(), static_cast<std::uint32_t>(current),
                                        static_cast<std::uint16_t>(plane_));
    std::string reason = tiff_->take_complaint();
    if (result < 0 && reason.empty()) reason = "the decoder failed and gave no reason";
    if (reason.empty()) return {current < lost_until_ ? complaint_ : std::string()};
    const std::int64_t rows_above = doubted_above(reason, current);
    if (cut_off_) reason = cut_off_message(strip_of_row(layout_, current, plane_), place_);
    complaint_ = std::move(reason);
    // In one-dimensional G3 rows start afresh after an end-of-line code, in two-dimensional G3 after at
    // most K rows (2, 4 or, at high resolutions, 8 and 16); elsewhere nothing after the fault can be
    // believed.
    const bool recovers = layout_.compression == COMPRESSION_CCITTFAX3 && result >= 0 && !cut_off_;
    constexpr std::int64_t kLargestK = 16;
    lost_until_ = recovers ? current + (layout_.group3_2d ? kLargestK : 1) : strip_end;
    skip_lost_ = !recovers;
    return {complaint_, rows_above};
  }

  // A fault in LZW, Deflate, PackBits or JPEG data is noticed when codes run out, if not by luck before: all
  // that the strip gave until then is doubtful.
  std::int64_t doubted_above(std::string_view reason, std::int64_t current) const {
    const bool ends_early = cut_off_ || reason.find("Premature end of JPEG file") != std::string_view::npos;
    if (ends_early || is_fax()) return 0;
    std::int64_t rows = current - strip_begin_;
    if (layout_.compression == COMPRESSION_JPEG) rows = std::min(rows, rows_between_restarts());
    return rows;
  }

  bool is_fax() const {
    return layout_.compression == COMPRESSION_CCITTFAX4 || layout_.compression == COMPRESSION_CCITTFAX3 ||
           layout_.compression == COMPRESSION_CCITTRLE;
  }

  // Of the JPEG in the current strip, one row of coded units more than an interval can touch.
  std::int64_t rows_between_restarts() const {
    constexpr std::size_t kHeaderBytes = std::size_t{1} << 16;
    std::string head(kHeaderBytes, '\0');
    head.resize(
        tiff_->bytes().read_at(place_.offset, {reinterpret_cast<std::uint8_t*>(head.data()), head.size()}));
    const std::optional<JpegHeader> header = read_jpeg_header(head);
    if (!header || header->restart_interval == 0) return layout_.height;
    const bool alone = header->components == 1;
    const std::int64_t unit_width = std::int64_t{8} * (alone ? 1 : std::max(1, header->sampling[0][0]));
    const std::int64_t unit_height = std::int64_t{8} * (alone ? 1 : std::max(1, header->sampling[0][1]));
    const std::int64_t units_across =
        std::max<std::int64_t>(1, (header->width + unit_width - 1) / unit_width);
    return (header->restart_interval / units_across + 2) * unit_height;
  }

  void begin_strip(std::int64_t current, std::int64_t strip_end) {
    strip_begin_ = current;
    lost_until_ = 0;
    const std::uint32_t strip = strip_of_row(layout_, current, plane_);
    place_ = place_of_strip(*tiff_, strip);
    cut_off_ = place_.missing > 0;
    // Fax codes cannot go on into zeros without a complaint, so rows before the cut can be had. Other
    // decoders may take zeros for data.
    const bool can_pad = is_fax() && place_.missing < place_.count;
    tiff_->pad_missing_bytes(can_pad);
    const bool is_deflate =
        layout_.compression == COMPRESSION_ADOBE_DEFLATE || layout_.compression == COMPRESSION_DEFLATE;
    complaint_.clear();
    if (cut_off_ && !can_pad) {
      complaint_ = cut_off_message(strip, place_);
    } else if (is_deflate && !is_sound_deflate(tiff_->bytes(), place_.offset, place_.count)) {
      complaint_ = fmt::format("the checksum of strip {} is wrong", strip);
    } else if (layout_.compression == COMPRESSION_LZW && !is_sound_lzw_strip(strip_end - current)) {
      complaint_ = fmt::format("the LZW codes of strip {} do not end with its rows", strip);
    }
    if (!complaint_.empty()) {
      lost_until_ = strip_end;
      skip_lost_ = true;
    }
  }

  bool is_sound_lzw_strip(std::int64_t rows) const {
    std::uint16_t fill_order = FILLORDER_MSB2LSB;
    TIFFGetFieldDefaulted(tiff_->get(), TIFFTAG_FILLORDER, &fill_order);
    if (fill_order != FILLORDER_MSB2LSB) return true;  // Libtiff turns the bits round first.
    const auto bytes_of_row = static_cast<std::int64_t>(row_bytes_);
    return is_sound_lzw(tiff_->bytes(), {place_.offset, place_.count, rows * bytes_of_row,
                                         layout_.rows_per_strip * bytes_of_row});
  }

  std::unique_ptr<TiffHandle> tiff_;
  TiffLayout layout_;
  int plane_;
  std::size_t row_bytes_;
  std::int64_t row_ = 0;
  std::int64_t strip_begin_ = 0;
  StripPlace place_;
  bool cut_off_ = false;
  std::int64_t lost_until_ = 0;  ///< Rows before this one are lost to `complaint_`.
  bool skip_lost_ = false;       ///< Lost rows need not even be decoded.
  std::string complaint_;
  std::deque<Decoded> decoded_;  ///< Rows from the one to be handed out next.
};

}  // namespace

std::unique_ptr<TiffRows> make_strip_rows(std::unique_ptr<TiffHandle> tiff, const TiffLayout& layout,
                                          int plane) {
  return std::make_unique<StripRows>(std::move(tiff), layout, plane);
}

}  // namespace logdigitise::raster
