#include "well_accuracy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "logdigitise/layout/layout_json.hpp"
#include "logdigitise/raster/reader.hpp"
#include "logdigitise/sheet/text_reader.hpp"
#include "logdigitise/sheet/well_header.hpp"

namespace logdigitise {

namespace {

namespace fs = std::filesystem;

constexpr double kWritten = sheet::kLeastWellConfidence;
constexpr double kSure = sheet::kSureWellConfidence;

double dpi_of(const fs::path& scan) {
  const double dpi = raster::open_raster(scan, {})->info().dpi_y;
  return dpi > 0.0 ? dpi : 200.0;
}

/// Letters and digits, and the dashes that a location cannot lose.
std::string plain_of(const std::string& key, const std::string& value) {
  std::string plain;
  for (const char c : value)
    if (std::isalnum(static_cast<unsigned char>(c)) != 0 || (c == '-' && key == "LOC") ||
        (c == '.' && key == "EKB"))
      plain += c;
  return plain;
}

struct Field {
  int all = 0;
  int right = 0;
  int wrong = 0;
  int wrong_sure = 0;
  int right_sure = 0;
  int doubtful = 0;  ///< Read, and not sure enough to be written.
};

}  // namespace

void run_wells(const fs::path& root) {
  std::vector<fs::path> folders;
  for (const auto& entry : fs::recursive_directory_iterator(root))
    if (entry.path().filename() == "layout.json") folders.push_back(entry.path().parent_path());
  std::sort(folders.begin(), folders.end());
  sheet::TextReader reader;
  std::map<std::string, Field> fields;
  int invented = 0;
  for (const fs::path& folder : folders) {
    const layout::Layout truth = layout::read_layout(folder / "layout.json");
    const fs::path scan = folder / truth.raster;
    const sheet::WellHeader header =
        sheet::read_well_header(scan, {}, static_cast<int>(truth.depth.ties.front().y), dpi_of(scan), reader);
    for (const auto& [key, value] : truth.well) ++fields[key].all;
    for (const sheet::WellFact& fact : header.facts) {
      const auto wanted = truth.well.find(fact.key);
      if (wanted == truth.well.end()) {
        invented += fact.confidence >= kWritten ? 1 : 0;
        continue;
      }
      Field& field = fields[fact.key];
      const bool right = plain_of(fact.key, fact.value) == plain_of(fact.key, wanted->second);
      if (fact.confidence < kWritten) {
        ++field.doubtful;
      } else {
        ++(right ? field.right : field.wrong);
        if (fact.confidence >= kSure) ++(right ? field.right_sure : field.wrong_sure);
      }
      if (!right)
        fmt::print("{} {:<5} is {} read {} ({:.2f}) {}\n", folder.filename().string(), fact.key,
                   wanted->second, fact.value, fact.confidence, fact.note);
    }
    fmt::print("{} turn {} labels {} facts {}\n", folder.filename().string(), header.turn, header.labels,
               header.facts.size());
    std::cout.flush();
  }
  Field sum;
  for (const auto& [key, f] : fields) {
    fmt::print("{:<5} of {:3}: right {:3} wrong {:3} (of them sure {}), doubtful {}, sure and right {}\n",
               key, f.all, f.right, f.wrong, f.wrong_sure, f.doubtful, f.right_sure);
    sum.all += f.all;
    sum.right += f.right;
    sum.wrong += f.wrong;
    sum.wrong_sure += f.wrong_sure;
    sum.right_sure += f.right_sure;
  }
  fmt::print("all {} right {} wrong {} (of them sure {}) sure and right {} invented {}\n", sum.all, sum.right,
             sum.wrong, sum.wrong_sure, sum.right_sure, invented);
}

void print_well(const fs::path& scan, int y_end) {
  sheet::TextReader reader;
  const sheet::WellHeader header = sheet::read_well_header(scan, {}, y_end, dpi_of(scan), reader);
  fmt::print("{}: turn {} labels {}\n", scan.filename().string(), header.turn, header.labels);
  for (const sheet::WellFact& fact : header.facts)
    fmt::print("  {:<5} {:<40} {:.2f} by \"{}\" {}\n", fact.key, fact.value, fact.confidence, fact.label,
               fact.note);
}

}  // namespace logdigitise
