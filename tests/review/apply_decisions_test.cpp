#include "logdigitise/review/apply_decisions.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "logdigitise/core/error.hpp"
#include "tests/review/made_log.hpp"

namespace logdigitise::review {
namespace {

Decisions decided(const std::string& list) {
  return parse_decisions(
      R"({"format":"logdigitise decisions 1","log":{"file":"made.las","sha256":"aaaa"},"decisions":[)" +
          list + "]}",
      "d.json");
}

ReviewedLog after(const std::string& list, bool with_confidence = false) {
  ReviewedLog log = made_log(with_confidence);
  apply_decisions(decided(list), log);
  return log;
}

std::string message(const std::string& list) {
  try {
    (void)after(list);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    return error.what();
  }
  return "nothing was thrown";
}

double at(const ReviewedLog& log, std::size_t column, double depth) {
  return log.log.curves[column].values[static_cast<std::size_t>(std::lround((depth - 100) / 0.5))];
}

TEST(ApplyDecisions, DrawsStraightBetweenPointsAndNowhereElse) {
  const ReviewedLog log = after(R"({"do":"draw","curve":"GR","points":[[110,30],[112,90],[113,90]]})");
  EXPECT_DOUBLE_EQ(at(log, 0, 109.5), 60);
  EXPECT_DOUBLE_EQ(at(log, 0, 110), 30);
  EXPECT_DOUBLE_EQ(at(log, 0, 111), 60);
  EXPECT_DOUBLE_EQ(at(log, 0, 112), 90);
  EXPECT_DOUBLE_EQ(at(log, 0, 113), 90);
  EXPECT_DOUBLE_EQ(at(log, 0, 113.5), 60);
}

TEST(ApplyDecisions, DrawsStraightOnThePaperOfALogarithmicTrack) {
  const ReviewedLog log = after(R"({"do":"draw","curve":"RES","points":[[110,1],[112,100]]})");
  EXPECT_NEAR(at(log, 1, 111), 10, 1e-9);
}

TEST(ApplyDecisions, DeletesToNullAndTakesTheConfidenceAlong) {
  const ReviewedLog log = after(
      R"({"do":"delete","curve":"GR","from":110,"to":111},{"do":"draw","curve":"GR","points":[[120,1],[121,1]]})",
      true);
  EXPECT_TRUE(std::isnan(at(log, 0, 110.5)));
  EXPECT_EQ(at(log, 1, 110.5), 0);
  EXPECT_EQ(at(log, 1, 120.5), 1);
  EXPECT_EQ(at(log, 1, 119.5), 0.4);
}

TEST(ApplyDecisions, MovesALaneByTheWholeTrack) {
  const ReviewedLog log = after(R"({"do":"lane","curve":"GR","from":110,"to":111,"by":1})");
  EXPECT_DOUBLE_EQ(at(log, 0, 110.5), 210);
  const ReviewedLog moved =
      after(R"({"do":"move","curve":"RES","from":110,"to":111,"by":0.33333333333333331})");
  EXPECT_NEAR(at(moved, 1, 110.5), 100, 1e-6);
}

TEST(ApplyDecisions, AScaleKeepsThePlaceOnThePaper) {
  const ReviewedLog log = after(R"({"do":"scale","curve":"GR","left":0,"right":200})");
  EXPECT_DOUBLE_EQ(at(log, 0, 105), 80);
  EXPECT_EQ(log.layout.tracks[0].curves[0].right, 200);
}

TEST(ApplyDecisions, ATieMovesValuesToOtherDepths) {
  // The lower half is stretched: what stood at y 750 (137.5) is at y 750 of 500..1000 for 125..160 now.
  const ReviewedLog log = after(
      R"({"do":"draw","curve":"GR","points":[[137,0],[137.5,75],[138,0]]},{"do":"tie","tie":2,"y":1000,"depth":160})");
  EXPECT_NEAR(at(log, 0, 142.5), 75, 1e-9);
  EXPECT_DOUBLE_EQ(at(log, 0, 137.5), 60);
  EXPECT_DOUBLE_EQ(log.curves[0].reviewed[0].from, 125 + 12.0 / 25 * 35);
  EXPECT_DOUBLE_EQ(at(log, 0, 110), 60) << "the upper half stays";
  EXPECT_FALSE(std::isnan(at(log, 0, 149.5)));
}

TEST(ApplyDecisions, TiesOfOneDepthStayTogether) {
  ReviewedLog log = made_log();
  layout::Tie right = log.layout.depth.ties[2];
  right.x += 500;
  log.layout.depth.ties.push_back(right);
  apply_decisions(decided(R"({"do":"tie","tie":2,"y":1000,"depth":160})"), log);
  EXPECT_EQ(log.layout.depth.ties[2].depth, 160);
  EXPECT_EQ(log.layout.depth.ties[3].depth, 160);
}

TEST(ApplyDecisions, AcceptedAndCorrectedStretchesLeaveTheFlags) {
  const ReviewedLog log = after(R"({"do":"accept","curve":"GR","from":112,"to":115})");
  ASSERT_EQ(log.curves[0].flagged.size(), 3U);
  EXPECT_EQ(log.curves[0].flagged[0].to, 112);
  EXPECT_EQ(log.curves[0].flagged[1].from, 115);
  EXPECT_EQ(log.curves[0].reviewed[0].what, "accepted");
  EXPECT_DOUBLE_EQ(at(log, 0, 113), 60);
}

TEST(ApplyDecisions, SaysWhichDecisionCannotBeDone) {
  EXPECT_EQ(
      message(
          R"({"do":"accept","curve":"GR","from":110,"to":112},{"do":"delete","curve":"XX","from":1,"to":2})"),
      "d.json: decision 2: is about curve XX, which made.las has not; expected one of GR, RES");
  EXPECT_NE(message(R"({"do":"scale","curve":"RES","left":0,"right":10})").find("expected values above 0"),
            std::string::npos);
  EXPECT_NE(message(R"({"do":"rename","curve":"GR","name":"res"})").find("as another curve is called"),
            std::string::npos);
  EXPECT_NE(message(R"({"do":"rename","curve":"GR","name":"dept"})").find("as the index is called"),
            std::string::npos);
  EXPECT_NE(message(R"({"do":"delete","curve":"GR","from":9000,"to":9001})").find("the log has 100 to 149.5"),
            std::string::npos);
  EXPECT_NE(message(R"({"do":"tie","tie":1,"y":500,"depth":90})").find("d.json: decision 1: moves tie 1"),
            std::string::npos);
  EXPECT_NE(message(R"({"do":"tie","tie":3,"y":5,"depth":9})").find("the layout has 3"), std::string::npos);
  EXPECT_NE(message(R"({"do":"draw","curve":"RES","points":[[110,-1],[111,1]]})").find("the value -1"),
            std::string::npos);
}

TEST(ReviewedRecord, KeepsWhatItDoesNotKnowAndNamesItsSource) {
  ReviewedLog log = made_log();
  const Decisions decisions = decided(
      R"({"do":"accept","curve":"GR","from":100,"to":149.5},{"do":"delete","curve":"RES","from":100,"to":109.5})");
  apply_decisions(decisions, log);
  const auto record = nlohmann::json::parse(reviewed_record(log, decisions, "bbbb"));
  EXPECT_EQ(record["curves"][1]["kept"], 7);
  EXPECT_EQ(record["curves"][1]["coverage"], 0.8);
  EXPECT_EQ(record["status"], "ok") << "nothing is flagged any more";
  EXPECT_EQ(record["review"]["log_sha256"], "bbbb");
  EXPECT_EQ(record["review"]["decisions"][0]["sha256"], decisions.sha256);
  EXPECT_EQ(record["review"]["decisions"][0]["count"], 2);
  EXPECT_EQ(record["curves"][0]["reviewed"][0]["action"], "accepted");
}

TEST(ReviewedRecord, StaysOnReviewWhileSomethingIsFlagged) {
  ReviewedLog log = made_log();
  const Decisions decisions = decided(R"({"do":"accept","curve":"GR","from":110,"to":120})");
  apply_decisions(decisions, log);
  const auto record = nlohmann::json::parse(reviewed_record(log, decisions, "bbbb"));
  EXPECT_EQ(record["status"], "review");
  EXPECT_EQ(record["review"]["open"], 1);
}

TEST(ReviewedRecord, StaysOnReviewWhileTheLayoutIsDoubtful) {
  ReviewedLog log = made_log();
  auto found = nlohmann::json::parse(log.quality);
  found["layout_flags"] = {"track 1: no header could be read"};
  log.quality = found.dump();
  const Decisions decisions = decided(
      R"({"do":"accept","curve":"GR","from":100,"to":149.5},{"do":"accept","curve":"RES","from":100,"to":149.5})");
  apply_decisions(decisions, log);
  EXPECT_EQ(nlohmann::json::parse(reviewed_record(log, decisions, "bbbb"))["status"], "review");
}

TEST(IsApplied, AnotherReviewOfABareStateIsNew) {
  // A CSV keeps no remark of a review that changed no value: it is the same file before and after.
  ReviewedLog log = made_log();
  const Decisions first = decided(R"({"do":"accept","curve":"GR","from":110,"to":120})");
  log.quality = reviewed_record(log, first, log.log_sha256);
  const Decisions second = decided(R"({"do":"accept","curve":"GR","from":110,"to":121})");
  EXPECT_FALSE(is_applied(second, log));
}

TEST(IsApplied, TellsDoneFromNewAndRefusesOthers) {
  ReviewedLog log = made_log();
  const Decisions decisions = decided(R"({"do":"accept","curve":"GR","from":110,"to":120})");
  EXPECT_FALSE(is_applied(decisions, log));
  log.quality = reviewed_record(log, decisions, "bbbb");
  log.log_sha256 = "bbbb";
  EXPECT_TRUE(is_applied(decisions, log));
  const Decisions later = decided(R"({"do":"accept","curve":"GR","from":110,"to":121})");
  EXPECT_THROW((void)is_applied(later, log), Error) << "about the log as it was before";
  Decisions other = later;
  other.log_sha256 = "cccc";
  EXPECT_THROW((void)is_applied(other, log), Error);
}

TEST(ParseDecisions, SaysWhatIsWrong) {
  const auto what = [](const std::string& text) {
    try {
      (void)parse_decisions(text, "d.json");
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string("nothing was thrown");
  };
  EXPECT_NE(what("{}").find("is no decisions file"), std::string::npos);
  EXPECT_NE(what("not json").find("is no decisions file"), std::string::npos);
  EXPECT_NE(what(std::string(100'000, '[')).find("deeper than the limit of 64"), std::string::npos);
  const auto one = [&](const std::string& decision) {
    return what(R"({"format":"logdigitise decisions 1","log":{"sha256":"a"},"decisions":[)" + decision +
                "]}");
  };
  EXPECT_NE(one(R"({"do":"delet","curve":"GR"})").find("Did you mean \"delete\"?"), std::string::npos);
  EXPECT_NE(one(R"({"do":"delete","curve":"GR","from":1})").find("decision 1: has no \"to\""),
            std::string::npos);
  EXPECT_NE(one(R"({"do":"delete","curve":"GR","from":3,"to":1})").find("expected from <= to"),
            std::string::npos);
  EXPECT_NE(one(R"({"do":"draw","curve":"GR","points":[[2,1],[1,1]]})").find("expected increasing depths"),
            std::string::npos);
  EXPECT_NE(one(R"({"do":"lane","curve":"GR","from":1,"to":2,"by":0.5})").find("expected a whole number"),
            std::string::npos);
  EXPECT_NE(one(R"({"do":"lane","curve":"GR","from":1,"to":2,"by":18446744073709551615})")
                .find("expected a whole number"),
            std::string::npos)
      << "not -1";
  EXPECT_NE(one("7").find("has no \"do\""), std::string::npos);
}

}  // namespace
}  // namespace logdigitise::review
