#pragma once
// What a row's chances say of a position that was found, before strokes were shared out among curves.

#include <cstdint>
#include <deque>
#include <span>
#include <vector>

#include "logdigitise/trace/identity_search.hpp"
#include "logdigitise/trace/straightness.hpp"
#include "logdigitise/trace/trace.hpp"
#include "logdigitise/trace/tracer.hpp"

namespace logdigitise::trace {

/// Keeps the rows of a band until their positions are known, and then weighs these.
class EvidenceRecord {
 public:
  explicit EvidenceRecord(const TrackFrame& frame) : frame_(frame) {}

  /// One row: the weighed chances of all curves; straightness and ink by column, or nothing.
  void push(const CurveRow& chances, SharedRow straightness, std::span<const std::uint8_t> pen = {});
  /// Fills in the evidence of the oldest rows, one Trace per curve, all of one length, and forgets them.
  void take(std::vector<Trace>& traces);

 private:
  struct Row {
    std::vector<std::uint8_t>
        bytes;  ///< Column after column: each curve's chances, their ink, the pen if any.
    SharedRow straightness;
    std::size_t columns = 0;
    std::size_t curves = 0;

    [[nodiscard]] std::span<const std::uint8_t> chances(std::size_t curve) const {
      return {bytes.data() + curve * columns, columns};
    }
    [[nodiscard]] std::span<const std::uint8_t> ink() const { return chances(curves); }
    [[nodiscard]] std::span<const std::uint8_t> pen() const {
      return std::span<const std::uint8_t>(bytes).subspan((curves + 1) * columns);
    }
  };
  void weigh(const Row& row, std::size_t curve, double x_px, double above_px, RowEvidence& evidence) const;

  TrackFrame frame_;
  std::deque<Row> rows_;
  std::vector<double> above_;  ///< Per curve: the position in the row taken last.
};

}  // namespace logdigitise::trace
