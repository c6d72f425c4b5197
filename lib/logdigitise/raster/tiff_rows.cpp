#include "logdigitise/raster/tiff_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <deque>
#include <utility>

#include "logdigitise/core/error.hpp"
#include "logdigitise/raster/tiff_rgba_rows.hpp"

namespace logdigitise::raster {

namespace {

// Where the bytes of a strip lie, and whether all of them are there.
struct StripPlace {
  std::int64_t offset = 0;
  std::int64_t count = 0;
  std::int64_t missing = 0;  ///< Bytes of it beyond the end of the file.
};

StripPlace place_of_strip(const TiffHandle& tiff, std::uint32_t strip) {
  constexpr std::uint64_t kLimit = std::uint64_t{1} << 60;
  const auto offset =
      static_cast<std::int64_t>(std::min<std::uint64_t>(TIFFGetStrileOffset(tiff.get(), strip), kLimit));
  const auto count =
      static_cast<std::int64_t>(std::min<std::uint64_t>(TIFFGetStrileByteCount(tiff.get(), strip), kLimit));
  const std::int64_t present = std::clamp<std::int64_t>(tiff.bytes().size() - offset, 0, count);
  return {offset, count, count - present};
}

std::uint32_t strip_of_row(const TiffLayout& layout, std::int64_t row, int plane) {
  const std::int64_t strips = (layout.height + layout.rows_per_strip - 1) / layout.rows_per_strip;
  return static_cast<std::uint32_t>(plane * strips + row / layout.rows_per_strip);
}

std::int64_t packed_row_bytes(const TiffLayout& layout, std::int64_t width) {
  return (width * layout.bits * (layout.planes_apart ? 1 : layout.samples) + 7) / 8;
}

std::string cut_off_message(std::uint32_t strip, const StripPlace& place) {
  return fmt::format("the file ends {} bytes short of strip {}", place.missing, strip);
}

// Strips without compression, read straight from the file: a strip may be the whole image.
class PlainRows : public TiffRows {
 public:
  PlainRows(std::unique_ptr<TiffHandle> tiff, TiffLayout layout, int plane)
      : tiff_(std::move(tiff)),
        layout_(std::move(layout)),
        plane_(plane),
        row_bytes_(static_cast<std::size_t>(packed_row_bytes(layout_, layout_.width))) {
    std::uint16_t order = FILLORDER_MSB2LSB;
    TIFFGetFieldDefaulted(tiff_->get(), TIFFTAG_FILLORDER, &order);
    reverse_bits_ = order == FILLORDER_LSB2MSB;
    swap_bytes_ = layout_.bits == 16 && TIFFIsByteSwapped(tiff_->get()) != 0;
  }

  std::size_t row_bytes() const override { return row_bytes_; }

  std::string next(std::vector<std::uint8_t>& row) override {
    row.resize(row_bytes_);
    const std::uint32_t strip = strip_of_row(layout_, row_, plane_);
    const std::int64_t row_in_strip = row_ % layout_.rows_per_strip;
    if (row_in_strip == 0) place_ = place_of_strip(*tiff_, strip);
    ++row_;
    const std::int64_t begin = row_in_strip * static_cast<std::int64_t>(row_bytes_);
    if (begin + static_cast<std::int64_t>(row_bytes_) > place_.count) {
      return fmt::format("strip {} has {} bytes, too few for row {} of it", strip, place_.count,
                         row_in_strip);
    }
    if (tiff_->bytes().read_at(place_.offset + begin, row) < row_bytes_)
      return cut_off_message(strip, place_);
    if (reverse_bits_) TIFFReverseBits(row.data(), static_cast<tmsize_t>(row.size()));
    if (swap_bytes_) {
      for (std::size_t i = 0; i + 1 < row.size(); i += 2) std::swap(row[i], row[i + 1]);
    }
    return {};
  }

 private:
  std::unique_ptr<TiffHandle> tiff_;
  TiffLayout layout_;
  int plane_;
  std::size_t row_bytes_;
  bool reverse_bits_ = false;
  bool swap_bytes_ = false;
  StripPlace place_;
  std::int64_t row_ = 0;
};

class StripRows : public TiffRows {
 public:
  StripRows(std::unique_ptr<TiffHandle> tiff, TiffLayout layout, int plane)
      : tiff_(std::move(tiff)),
        layout_(std::move(layout)),
        plane_(plane),
        row_bytes_(static_cast<std::size_t>(std::max<tmsize_t>(TIFFScanlineSize(tiff_->get()), 0))) {}

  std::size_t row_bytes() const override { return row_bytes_; }

  std::string next(std::vector<std::uint8_t>& row) override {
    // A wrong bit in G4 makes wrong rows for a while before the decoder notices: those that it passed as good
    // just before a complaint are not to be believed either, so it works ahead of what is handed out.
    const std::size_t ahead = layout_.compression == COMPRESSION_CCITTFAX4 ? kDoubtedRows : 0;
    while (row_ < layout_.height && decoded_.size() <= ahead) decode_ahead();
    Decoded first = std::move(decoded_.front());
    decoded_.pop_front();
    row = std::move(first.row);
    return first.complaint;
  }

 private:
  /// Of 1215 flipped bits of a drawn log that were noticed, one in a hundred left wrong rows further up than
  /// half of this; see docs/robustness.md.
  static constexpr std::size_t kDoubtedRows = 64;

  struct Decoded {
    std::int64_t strip = 0;
    std::vector<std::uint8_t> row;
    std::string complaint;
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

  std::string decode(std::vector<std::uint8_t>& row) {
    row.assign(row_bytes_, 0);
    const std::int64_t current = row_++;
    const std::int64_t strip_end =
        std::min(layout_.height, (current / layout_.rows_per_strip + 1) * layout_.rows_per_strip);
    if (current % layout_.rows_per_strip == 0) begin_strip(current, strip_end);
    if (current < lost_until_ && skip_lost_) return complaint_;
    const int result = TIFFReadScanline(tiff_->get(), row.data(), static_cast<std::uint32_t>(current),
                                        static_cast<std::uint16_t>(plane_));
    std::string complaint = tiff_->take_complaint();
    if (result < 0 && complaint.empty()) complaint = "the decoder failed and gave no reason";
    if (!complaint.empty()) {
      if (cut_off_) complaint = cut_off_message(strip_of_row(layout_, current, plane_), place_);
      complaint_ = std::move(complaint);
      // In one-dimensional G3 rows start afresh after an end-of-line code, in two-dimensional G3 after at
      // most K rows (2, 4 or, at high resolutions, 8 and 16); elsewhere nothing after the fault can be
      // believed.
      const bool recovers = layout_.compression == COMPRESSION_CCITTFAX3 && result >= 0 && !cut_off_;
      constexpr std::int64_t kLargestK = 16;
      lost_until_ = recovers ? current + (layout_.group3_2d ? kLargestK : 1) : strip_end;
      skip_lost_ = !recovers;
    }
    return current < lost_until_ ? complaint_ : std::string();
  }

  void begin_strip(std::int64_t current, std::int64_t strip_end) {
    lost_until_ = 0;
    const std::uint32_t strip = strip_of_row(layout_, current, plane_);
    place_ = place_of_strip(*tiff_, strip);
    cut_off_ = place_.missing > 0;
    // Fax codes cannot go on into zeros without a complaint, so rows before the cut can be had. Other
    // decoders may take zeros for data.
    const bool is_fax = layout_.compression == COMPRESSION_CCITTFAX4 ||
                        layout_.compression == COMPRESSION_CCITTFAX3 ||
                        layout_.compression == COMPRESSION_CCITTRLE;
    const bool can_pad = is_fax && place_.missing < place_.count;
    tiff_->pad_missing_bytes(can_pad);
    if (cut_off_ && !can_pad) {
      complaint_ = cut_off_message(strip, place_);
      lost_until_ = strip_end;
      skip_lost_ = true;
    }
  }

  std::unique_ptr<TiffHandle> tiff_;
  TiffLayout layout_;
  int plane_;
  std::size_t row_bytes_;
  std::int64_t row_ = 0;
  StripPlace place_;
  bool cut_off_ = false;
  std::int64_t lost_until_ = 0;  ///< Rows before this one are lost to `complaint_`.
  bool skip_lost_ = false;       ///< Lost rows need not even be decoded.
  std::string complaint_;
  std::deque<Decoded> decoded_;  ///< Rows from the one to be handed out next.
};

class TileRows : public TiffRows {
 public:
  TileRows(std::unique_ptr<TiffHandle> tiff, TiffLayout layout, int plane, const std::string& where)
      : tiff_(std::move(tiff)),
        layout_(std::move(layout)),
        plane_(plane),
        tile_row_bytes_(static_cast<std::size_t>(std::max<tmsize_t>(TIFFTileRowSize(tiff_->get()), 0))) {
    const std::int64_t tile_width = layout_.tile_width;
    const std::int64_t tile_height = layout_.tile_height;
    constexpr std::int64_t kMaxBandBytes = std::int64_t{1} << 30;
    const bool sane = tile_width > 0 && tile_height > 0 && tile_width <= layout_.width + (1 << 16) &&
                      tile_height <= layout_.height + (1 << 16) && tile_row_bytes_ > 0 &&
                      packed_row_bytes(layout_, tile_width * 8) == packed_row_bytes(layout_, tile_width) * 8;
    across_ = sane ? (layout_.width + tile_width - 1) / tile_width : 0;
    const std::int64_t band_row = across_ * static_cast<std::int64_t>(tile_row_bytes_);
    if (!sane || band_row > kMaxBandBytes / tile_height) {
      throw input_error(where,
                        fmt::format("TIFF with tiles of {} x {} for an image of {} x {}", tile_width,
                                    tile_height, layout_.width, layout_.height),
                        "Save it in strips");
    }
    band_row_bytes_ = static_cast<std::size_t>(band_row);
    tile_.resize(tile_row_bytes_ * static_cast<std::size_t>(tile_height));
    band_.resize(band_row_bytes_ * static_cast<std::size_t>(tile_height));
  }

  std::size_t row_bytes() const override { return band_row_bytes_; }

  std::string next(std::vector<std::uint8_t>& row) override {
    const std::int64_t row_in_band = row_ % layout_.tile_height;
    if (row_in_band == 0) decode_band();
    ++row_;
    const auto* begin = band_.data() + static_cast<std::size_t>(row_in_band) * band_row_bytes_;
    row.assign(begin, begin + band_row_bytes_);
    return complaint_;
  }

 private:
  void decode_band() {
    complaint_.clear();
    for (std::int64_t t = 0; t < across_ && complaint_.empty(); ++t) {
      std::fill(tile_.begin(), tile_.end(), std::uint8_t{0});
      const std::uint32_t index =
          TIFFComputeTile(tiff_->get(), static_cast<std::uint32_t>(t * layout_.tile_width),
                          static_cast<std::uint32_t>(row_), 0, static_cast<std::uint16_t>(plane_));
      const auto size = static_cast<tmsize_t>(tile_.size());
      const tmsize_t got = TIFFReadEncodedTile(tiff_->get(), index, tile_.data(), size);
      complaint_ = tiff_->take_complaint();
      if (got < size && complaint_.empty()) complaint_ = fmt::format("tile {} is incomplete", index);
      for (std::size_t r = 0; r < static_cast<std::size_t>(layout_.tile_height); ++r) {
        std::memcpy(band_.data() + r * band_row_bytes_ + static_cast<std::size_t>(t) * tile_row_bytes_,
                    tile_.data() + r * tile_row_bytes_, tile_row_bytes_);
      }
    }
  }

  std::unique_ptr<TiffHandle> tiff_;
  TiffLayout layout_;
  int plane_;
  std::size_t tile_row_bytes_;
  std::int64_t across_ = 0;
  std::size_t band_row_bytes_ = 0;
  std::vector<std::uint8_t> tile_;
  std::vector<std::uint8_t> band_;
  std::int64_t row_ = 0;
  std::string complaint_;
};

}  // namespace

std::unique_ptr<TiffRows> make_tiff_rows(std::unique_ptr<TiffHandle> tiff, const TiffLayout& layout,
                                         int plane, const std::string& where) {
  if (layout.through_rgba) return make_rgba_rows(std::move(tiff), layout, where);
  if (layout.tiled) return std::make_unique<TileRows>(std::move(tiff), layout, plane, where);
  std::unique_ptr<TiffRows> rows;
  if (layout.compression == COMPRESSION_NONE) {
    rows = std::make_unique<PlainRows>(std::move(tiff), layout, plane);
  } else {
    rows = std::make_unique<StripRows>(std::move(tiff), layout, plane);
  }
  if (static_cast<std::int64_t>(rows->row_bytes()) < packed_row_bytes(layout, layout.width)) {
    throw input_error(where, fmt::format("TIFF whose rows would have {} bytes; expected {}",
                                         rows->row_bytes(), packed_row_bytes(layout, layout.width)));
  }
  return rows;
}

}  // namespace logdigitise::raster
