#include "logdigitise/metrics/comparison_table.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

namespace logdigitise::metrics {
namespace {

std::vector<std::string> table_lines(const layout::Layout* layout) {
  welllog::WellLog truth;
  welllog::Curve gr{"GR", "GAPI", "", {}};
  for (int i = 0; i < 40; ++i) {
    truth.depths.push_back(100.0 + 0.5 * i);
    gr.values.push_back(static_cast<double>(i % 13) * 10.0);
  }
  truth.curves = {gr, {"S P", "", "", std::vector<double>(40, 1.0)}};
  welllog::WellLog predicted = truth;
  predicted.curves.pop_back();
  for (double& value : predicted.curves[0].values) value += 1.5;
  std::istringstream text(comparison_table(compare_logs(predicted, truth, layout)));
  std::vector<std::string> lines;
  for (std::string line; std::getline(text, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> words(const std::string& line) {
  std::istringstream stream(line);
  std::vector<std::string> result;
  for (std::string word; stream >> word;) result.push_back(word);
  return result;
}

TEST(ComparisonTable, HasARowPerCurveAllOfOneWidth) {
  const std::vector<std::string> lines = table_lines(nullptr);
  ASSERT_EQ(lines.size(), 4U);
  for (const std::string& line : lines) {
    EXPECT_EQ(line.size(), lines[0].size());
    EXPECT_EQ(words(line).size(), words(lines[0]).size());
  }
  EXPECT_EQ(words(lines[2])[0], "S_P");
  EXPECT_EQ(words(lines[3])[0], "all");
}

TEST(ComparisonTable, ShowsNoTrackFiguresWithoutALayout) {
  const std::vector<std::string> cells = words(table_lines(nullptr)[1]);
  EXPECT_EQ(cells[5], "1.5");  // MAE
  EXPECT_EQ(cells[12], "-");
  EXPECT_EQ(cells[15], "-");
}

TEST(ComparisonTable, ShowsSharesOfTheTrackWithOne) {
  layout::Layout layout;
  layout.depth.top = 0.0;
  layout.depth.base = 1000.0;
  layout.tracks.resize(1);
  layout.tracks[0].curves.push_back({"GR", "", 0.0, 150.0, layout::LineStyle::kSolid, {}, {}, false});
  const std::vector<std::string> cells = words(table_lines(&layout)[1]);
  EXPECT_EQ(cells[12], "0.01000");
  EXPECT_EQ(cells[15], "100.00");
}

}  // namespace
}  // namespace logdigitise::metrics
