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
  void push(CurveRow chances, SharedRow straightness, std::vector<std::uint8_t> pen = {});
  /// Fills in the evidence of the oldest rows, one Trace per curve, all of one length, and forgets them.
  void take(std::vector<Trace>& traces);

 private:
  struct Row {
    CurveRow chances;
    std::vector<std::uint8_t> ink;
    SharedRow straightness;
    std::vector<std::uint8_t> pen;
  };
  void weigh(const Row& row, std::size_t curve, double x_px, double above_px, RowEvidence& evidence) const;

  TrackFrame frame_;
  std::deque<Row> rows_;
  std::vector<double> above_;  ///< Per curve: the position in the row taken last.
};

}  // namespace logdigitise::trace
