#include <string>

#include "logdigitise/batch/journal_entry.hpp"
#include "logdigitise/batch/manifest.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/layout/dra.hpp"
#include "logdigitise/layout/layout_dra.hpp"
#include "logdigitise/layout/layout_json.hpp"
#include "logdigitise/review/decisions.hpp"
#include "tests/fuzz/claim.hpp"
#include "tests/fuzz/targets.hpp"

namespace logdigitise::fuzz {

void read_layout(std::string_view bytes) {
  std::string written;
  try {
    written = layout::layout_to_json(layout::parse_layout(bytes, "fuzz"));
  } catch (const Error&) {
    return;
  }
  // What was read can be written and read again, and is the same.
  claim(layout::layout_to_json(layout::parse_layout(written, "again")) == written);
}

void read_dra(std::string_view bytes) {
  static_cast<void>(layout::looks_like_dra(bytes));
  std::string written;
  try {
    const layout::DraFile file = layout::parse_dra(bytes, "fuzz");
    written = layout::dra_text(file, "fuzz");
  } catch (const Error&) {
    return;
  }
  const layout::DraFile again = layout::parse_dra(written, "again");
  claim(layout::dra_text(again, "again") == written);
  try {
    const layout::Layout depths = layout::layout_from_dra(again, "", "again");
    // Its ties are those of the file, in the pixels of a layout and back.
    const layout::DraFile back = layout::dra_from_layout(depths, "back");
    claim(back.wells.front().logs.front().points.size() == depths.depth.ties.size());
    static_cast<void>(layout::dra_text(back, "back"));
  } catch (const Error&) {  // No depth in it, or a name that no record can hold.
  }
}

void read_manifest(std::string_view bytes) {
  static_cast<void>(batch::parse_list(bytes));
  try {
    for (const batch::ManifestRow& row : batch::parse_manifest(bytes, "fuzz")) {
      claim(!row.scans.empty() || !row.layout.empty());
    }
  } catch (const Error&) {  // Refused.
  }
}

void read_journal(std::string_view bytes) {
  batch::JournalEntry entry;
  try {
    entry = batch::entry_from_line(std::string(bytes));
  } catch (const Error&) {
    return;
  }
  const std::string line = batch::journal_line(entry);
  claim(line.find('\n') == std::string::npos);
  claim(batch::journal_line(batch::entry_from_line(line)) == line);
}

void read_decisions(std::string_view bytes) {
  try {
    for (const review::Decision& decision : review::parse_decisions(bytes, "fuzz").list) {
      claim(decision.from <= decision.to);
    }
  } catch (const Error&) {  // Refused.
  }
}

}  // namespace logdigitise::fuzz
