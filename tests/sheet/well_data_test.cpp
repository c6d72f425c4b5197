// Words of a page -> the well's data: what stands by which label.

#include "logdigitise/sheet/well_data.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace logdigitise::sheet {
namespace {

constexpr int kHigh = 20;
constexpr int kLetter = 14;

/// Words of a text that begins at (x, y), a blank between them.
void write(std::vector<ReadWord>& page, const std::string& text, int x, int y, double confidence = 0.95) {
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t to = std::min(text.find(' ', from), text.size());
    const int at = x + static_cast<int>(from) * kLetter;
    page.push_back({text.substr(from, to - from),
                    cv::Rect(at, y, static_cast<int>(to - from) * kLetter, kHigh), confidence});
    from = to + 1;
  }
}

std::string value_of(const std::vector<WellFact>& facts, const std::string& key) {
  const auto found =
      std::find_if(facts.begin(), facts.end(), [&](const WellFact& f) { return f.key == key; });
  return found == facts.end() ? "" : found->value;
}

double confidence_of(const std::vector<WellFact>& facts, const std::string& key) {
  const auto found =
      std::find_if(facts.begin(), facts.end(), [&](const WellFact& f) { return f.key == key; });
  return found == facts.end() ? 0.0 : found->confidence;
}

std::vector<ReadWord> usual_page() {
  std::vector<ReadWord> page;
  write(page, "BERGER WELL SURVEYING CORPORATION", 300, 10);
  write(page, "COMPANY", 100, 100);
  write(page, "UNION DRILLING, INC.", 300, 98);
  write(page, "Other Services:", 900, 100);
  write(page, "WELL", 100, 150);
  write(page, "STATE 8 NO. 5", 300, 148);
  write(page, "FIELD", 100, 200);
  write(page, "MONUMENT", 300, 200);
  write(page, "COUNTY", 100, 250);
  write(page, "LEA", 300, 250);
  write(page, "STATE", 500, 250);
  write(page, "NEW MEXICO", 620, 250);
  return page;
}

TEST(FindWellData, TakesWhatStandsRightOfItsLabel) {
  const std::vector<WellFact> facts = find_well_data(usual_page());
  EXPECT_EQ(value_of(facts, "COMP"), "UNION DRILLING, INC.");
  EXPECT_EQ(value_of(facts, "FLD"), "MONUMENT");
  EXPECT_EQ(value_of(facts, "CNTY"), "LEA");
  EXPECT_EQ(value_of(facts, "STAT"), "NEW MEXICO");
  EXPECT_EQ(facts.size(), 5U);
  EXPECT_EQ(labels_on(usual_page()), 5);
}

TEST(FindWellData, KnowsANameThatBeginsWithALabelsWord) {
  EXPECT_EQ(value_of(find_well_data(usual_page()), "WELL"), "STATE 8 NO. 5");
}

TEST(FindWellData, InventsNothingWhereNothingIsFilledIn) {
  std::vector<ReadWord> page;
  for (const char* label : {"COMPANY", "WELL", "FIELD", "COUNTY", "LOCATION", "API NO.", "DATE"})
    write(page, label, 100, 100 + 60 * static_cast<int>(page.size()));
  EXPECT_TRUE(find_well_data(page).empty());
}

TEST(FindWellData, LeavesOutWordsThatTheReaderIsNotSureOf) {
  std::vector<ReadWord> page;
  write(page, "FIELD", 100, 100);
  write(page, "Scrawl", 300, 100, 0.2);
  EXPECT_TRUE(find_well_data(page).empty());
}

TEST(FindWellData, CountsTheLeastSureWord) {
  std::vector<ReadWord> page = usual_page();
  for (ReadWord& word : page)
    if (word.text == "DRILLING,") word.confidence = 0.4;
  EXPECT_LT(confidence_of(find_well_data(page), "COMP"), 0.7);
}

TEST(FindWellData, SplitsALabelFromItsLeader) {
  std::vector<ReadWord> page;
  write(page, "COUNTY__LEA", 100, 100);
  write(page, "FIELD.....BOLING", 100, 150);
  const std::vector<WellFact> facts = find_well_data(page);
  EXPECT_EQ(value_of(facts, "CNTY"), "LEA");
  EXPECT_EQ(value_of(facts, "FLD"), "BOLING");
}

TEST(FindWellData, ReadsFormsWithTheLabelAbove) {
  std::vector<ReadWord> page;
  int y = 100;
  for (const auto& [label, value] : {std::pair{"COMPANY", "UNION OIL"}, std::pair{"WELL", "OLSEN #4"},
                                     std::pair{"FIELD", "BOLING"}, std::pair{"COUNTY", "FORT BEND"}}) {
    write(page, label, 100, y);
    write(page, value, 110, y + 28);
    y += 90;
  }
  const std::vector<WellFact> facts = find_well_data(page);
  EXPECT_EQ(value_of(facts, "COMP"), "UNION OIL");
  EXPECT_EQ(value_of(facts, "WELL"), "OLSEN #4");
  EXPECT_EQ(value_of(facts, "CNTY"), "FORT BEND");
}

TEST(FindWellData, TakesNoLabelInTheMiddleOfASentence) {
  std::vector<ReadWord> page;
  write(page, "The well name, location and borehole reference data were furnished", 100, 100);
  EXPECT_TRUE(find_well_data(page).empty());
}

TEST(FindWellData, ForgivesALetterInALongLabelAndTrustsItLess) {
  std::vector<ReadWord> page;
  write(page, "COUTTY", 100, 100);
  write(page, "GUADALUPE", 300, 100);
  const std::vector<WellFact> facts = find_well_data(page);
  EXPECT_EQ(value_of(facts, "CNTY"), "GUADALUPE");
  EXPECT_LT(confidence_of(facts, "CNTY"), 0.9);
}

TEST(MergedWellData, IsSurerOfWhatIsSaidTwiceAndDoubtsContradictions) {
  const WellFact once{"FLD", "BOLING", 0.7, "FIELD", {}, {}, ""};
  WellFact other = once;
  other.value = "BOWLING";
  other.confidence = 0.6;
  const std::vector<WellFact> twice = merged_well_data({{once}, {once}});
  ASSERT_EQ(twice.size(), 1U);
  EXPECT_GT(twice[0].confidence, 0.9);
  const std::vector<WellFact> torn = merged_well_data({{once}, {other}});
  ASSERT_EQ(torn.size(), 1U);
  EXPECT_EQ(torn[0].value, "BOLING");
  EXPECT_LT(torn[0].confidence, 0.6);
  EXPECT_NE(torn[0].note.find("BOWLING"), std::string::npos);
}

TEST(MergedWellData, DoubtsAnApiNumberOfAnotherState) {
  const WellFact api{"API", "42-157-32993", 0.8, "API NO.", {}, {}, ""};
  WellFact state{"STAT", "TEXAS", 0.9, "STATE", {}, {}, ""};
  EXPECT_GT(confidence_of(merged_well_data({{api, state}}), "API"), 0.8);
  state.value = "KANSAS";
  EXPECT_LT(confidence_of(merged_well_data({{api, state}}), "API"), 0.6);
}

}  // namespace
}  // namespace logdigitise::sheet
