#include "logdigitise/train/loss_config.hpp"

#include <gtest/gtest.h>

#include <set>

#include "logdigitise/core/error.hpp"

namespace logdigitise::train {
namespace {

std::string refusal(std::string_view json) {
  try {
    static_cast<void>(parse_loss(json, "my.json"));
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kUsage);
    return error.what();
  }
  return "nothing refused";
}

TEST(ParseLoss, ReadsWeightedTerms) {
  const LossOptions options = parse_loss(R"({"terms": [
      {"loss": "overlap", "fp_weight": 0.2, "fn_weight": [0.7, 0.8], "reduction": "per_batch"},
      {"loss": "cross_entropy", "weight": 0.5, "curve_weight": 3}]})",
                                         "my.json");
  ASSERT_EQ(options.terms.size(), 2U);
  const auto& overlap = std::get<OverlapOptions>(options.terms[0].loss);
  EXPECT_EQ(options.terms[0].weight, 1.0);
  EXPECT_EQ(overlap.fp_weight, std::vector<double>{0.2});
  EXPECT_EQ(overlap.fn_weight, (std::vector<double>{0.7, 0.8}));
  EXPECT_EQ(overlap.reduction, Reduction::kPerBatch);
  EXPECT_EQ(overlap.smooth, 1.0);
  EXPECT_EQ(options.terms[1].weight, 0.5);
  EXPECT_EQ(std::get<CrossEntropyOptions>(options.terms[1].loss).curve_weight, std::vector<double>{3.0});
}

TEST(ParseLoss, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(refusal(R"({"terms": [{"loss": "overlap", "fn_wieght": 1}]})"),
            "my.json: term 1: unknown key \"fn_wieght\". Did you mean \"fn_weight\"?");
  EXPECT_EQ(refusal(R"({"terms": [{"loss": "lovas"}]})"),
            "my.json: term 1: \"loss\" is \"lovas\". Did you mean \"lovasz\"?");
  EXPECT_EQ(refusal(R"({"terms": [{"loss": "lovasz"}, {"loss": "overlap", "smooth": "much"}]})"),
            "my.json: term 2: \"smooth\" must be a number");
  EXPECT_EQ(refusal(R"({"terms": [{"loss": "overlap", "reduction": "mean"}]})"),
            "my.json: term 1: \"reduction\" must be \"per_image\" or \"per_batch\"");
  EXPECT_EQ(refusal(R"({"terms": [{"loss": "overlap", "fp_weight": []}]})"),
            "my.json: term 1: \"fp_weight\" must not be an empty list");
  EXPECT_EQ(refusal("{"), "my.json: is no valid JSON");
  EXPECT_NE(refusal(std::string(100'000, '[')).find("deeper than the limit"), std::string::npos);
  for (const char* json : {"[]", "{}", R"({"terms": []})", R"({"terms": [{}], "more": 1})"})
    EXPECT_NE(refusal(json).find("my.json: "), std::string::npos) << json;
}

TEST(NamedLosses, HaveNamesOfTheirOwnAndSurviveWritingAndReading) {
  std::set<std::string_view> names;
  for (const NamedLoss& loss : named_losses()) {
    EXPECT_TRUE(names.insert(loss.name).second) << loss.name;
    const std::string json = loss_json(loss.options);
    EXPECT_EQ(loss_json(parse_loss(json, "written")), json) << loss.name;
    EXPECT_EQ(loss_json(find_loss(std::string(loss.name))), json);
  }
}

TEST(FindLoss, OffersTheNearestName) {
  try {
    static_cast<void>(find_loss("tverski"));
    FAIL();
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), "--loss: \"tverski\" is no loss. Did you mean \"tversky\"?");
  }
  EXPECT_THROW(static_cast<void>(find_loss("missing.json")), Error);
}

}  // namespace
}  // namespace logdigitise::train
