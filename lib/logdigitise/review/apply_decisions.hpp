#pragma once
// A reviewer's decisions carried into the log and its quality record.

#include <string>

#include "logdigitise/review/decisions.hpp"
#include "logdigitise/review/reviewed_log.hpp"

namespace logdigitise::review {

/// Carries out the decisions one after the other, on the values as the decisions before left them:
///     draw     between two points the curve runs straight on the paper: linear in the fraction of the track
///     lane, move   the fraction of the track grows by `by`
///     scale    the fraction of the track stays, the values follow; the record's layout has the new scale
///     tie      the place on the scan stays, the depths follow: the value at a depth is what stood at the
///              place that depth has now, interpolated between two samples, never across a null
/// A `<MNEM>_CONF` is 1 where a value was drawn and 0 where one was deleted. In the record, stretches that
/// were accepted, drawn, moved or deleted leave `flagged` and stand in `reviewed`; coverage (and mean
/// confidence, if the log has it per sample) are counted again; a log with nothing flagged any more that was
/// on `review` is `ok`. Changes `log.log`, `log.layout`, `log.pages`, `log.curves`. O(decisions * depths) at
/// most.
///
/// Throws input errors that name the decision: a curve the log has not, a lane of a log scale out of range, a
/// name that is taken, ties whose depths do not all increase.
void apply_decisions(const Decisions& decisions, ReviewedLog& log);

/// True if these decisions are already in this log, so that there is nothing to do. An input error if they
/// are about another log, or about an earlier state of it.
[[nodiscard]] bool is_applied(const Decisions& decisions, const ReviewedLog& log);

/// The record after apply_decisions: `log` as it is now, `review.log_sha256` that of the file it became, and
/// the decisions added to `review.decisions`. Keys it does not know stay as they are.
[[nodiscard]] std::string reviewed_record(const ReviewedLog& log, const Decisions& decisions,
                                          const std::string& new_log_sha256);

/// The lines of the log's ~O section with those on earlier decisions kept and a new one added.
[[nodiscard]] std::vector<std::string> reviewed_remarks(const ReviewedLog& log, const Decisions& decisions);

}  // namespace logdigitise::review
