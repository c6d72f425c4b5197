#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "logdigitise/core/sha256.hpp"
#include "tests/cli/run_program.hpp"
#include "tests/core/bytes_of.hpp"

namespace logdigitise::cli {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;
using logdigitise::testing::bytes_of;

const fs::path kSample = fs::path(LOGDIGITISE_SOURCE_DIR) / "samples" / "two_curve";

void write(const fs::path& path, const std::string& text) { std::ofstream(path, std::ios::binary) << text; }

/// The truth of a sample with the record that convert would have written.
class Review : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(::testing::TempDir()) /
              ("review_" + std::string(::testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    log_ = folder_ / "out.las";
    fs::copy_file(kSample / "truth.las", log_);
    const Json layout = Json::parse(bytes_of(kSample / "layout.json"));
    Json record{{"status", "ok"}, {"reasons", Json::array()}, {"version", "0"}, {"layout", layout}};
    record["scans"] = {{{"file", "scan.tif"},
                        {"path", (kSample / "scan.tif").string()},
                        {"sha256", sha256_file(kSample / "scan.tif")}}};
    for (const Json& track : layout["tracks"]) {
      for (const Json& curve : track["curves"]) {
        record["curves"].push_back(
            {{"mnemonic", curve["mnemonic"]}, {"coverage", 1}, {"mean_confidence", 0.9}});
        names_.push_back(curve["mnemonic"]);
      }
    }
    write(folder_ / "out.qc.json", record.dump());
  }
  void TearDown() override { fs::remove_all(folder_); }

  fs::path decide(const Json& list) {
    const Json file{{"format", "logdigitise decisions 1"},
                    {"log", {{"file", "out.las"}, {"sha256", sha256_file(log_)}}},
                    {"decisions", list}};
    write(folder_ / "d.json", file.dump());
    return folder_ / "d.json";
  }

  fs::path folder_;
  fs::path log_;
  std::vector<std::string> names_;
};

TEST_F(Review, WritesAPageBesideTheLogAndSaysNothing) {
  const Outcome outcome = run_program({"review", log_.string()});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.err + outcome.out, "");
  const std::string page = bytes_of(folder_ / "out.review.html");
  EXPECT_LT(page.size(), 8'000'000U);
  for (const char* outside : {"http:", "https:", " src=", "<link", "@import", "url("}) {
    EXPECT_EQ(page.find(outside), std::string::npos) << outside;
  }
}

TEST_F(Review, CutsATallOverlayIntoPictures) {
  const Outcome outcome = run_program(
      {"review", log_.string(), "--overlay", (folder_ / "o.png").string(), "--overlay-rows", "600"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_FALSE(fs::exists(folder_ / "o.png"));
  EXPECT_TRUE(fs::exists(folder_ / "o_001.png"));
  EXPECT_TRUE(fs::exists(folder_ / "o_002.png"));
}

TEST_F(Review, ShowsTheScanInThePolarityThatItWasConvertedIn) {
  const auto overlay = [&](const std::string& name, const std::vector<std::string>& more) {
    std::vector<std::string> words{"review", log_.string(), "--overlay", (folder_ / name).string()};
    words.insert(words.end(), more.begin(), more.end());
    const Outcome outcome = run_program(words);
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    return bytes_of(folder_ / name);
  };
  const std::string as_found = overlay("found.png", {});
  const std::string told_now = overlay("now.png", {"--polarity", "negative"});
  EXPECT_NE(told_now, as_found);
  Json record = Json::parse(bytes_of(folder_ / "out.qc.json"));
  record["polarity"] = "negative";
  write(folder_ / "out.qc.json", record.dump());
  EXPECT_EQ(overlay("recorded.png", {}), told_now);
  EXPECT_EQ(overlay("against.png", {"--polarity", "positive"}), as_found) << "what is told now counts more";
  record["polarity"] = "upside down";
  write(folder_ / "out.qc.json", record.dump());
  const Outcome outcome = run_program({"review", log_.string()});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_NE(outcome.err.find("has the polarity \"upside down\""), std::string::npos) << outcome.err;
}

TEST_F(Review, DecisionsChangeLasAndCsvOnceAndNothingElse) {
  fs::copy_file(kSample / "truth.las", folder_ / "plain.las");
  write(folder_ / "out.csv", "DEPT,X\n1,2\n");
  const fs::path decisions = decide({{{"do", "rename"}, {"curve", names_[0]}, {"name", "NEW NAME"}}});
  const Outcome outcome = run_program({"review", "--decisions", decisions.string(), log_.string()});
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.err + outcome.out, "");
  const std::string las = bytes_of(log_);
  EXPECT_NE(las.find("NEW_NAME"), std::string::npos);
  EXPECT_NE(las.find(sha256_file(decisions)), std::string::npos) << "the remarks name their source";
  EXPECT_NE(bytes_of(folder_ / "out.csv").find("NEW_NAME"), std::string::npos);
  // The values are the same to the last digit.
  const auto data = [](const std::string& text) { return text.substr(text.find('\n', text.find("~A"))); };
  EXPECT_EQ(data(las), data(bytes_of(folder_ / "plain.las")));
  const Outcome again = run_program({"review", "--decisions", decisions.string(), log_.string()});
  EXPECT_EQ(again.exit_code, 0);
  EXPECT_EQ(bytes_of(log_), las);
}

TEST_F(Review, RefusesWhatDoesNotBelongTogetherInOneLine) {
  const auto refused = [&](const std::vector<std::string>& arguments, int code, const std::string& says) {
    const Outcome outcome = run_program(arguments);
    EXPECT_EQ(outcome.exit_code, code) << outcome.err;
    EXPECT_TRUE(is_one_line(outcome.err)) << outcome.err;
    EXPECT_NE(outcome.err.find(says), std::string::npos) << outcome.err;
  };
  const std::string log = log_.string();
  const fs::path decisions = decide({{{"do", "rename"}, {"curve", names_[0]}, {"name", "A"}}});
  refused({"review"}, 2, "LOG");
  refused({"review", (folder_ / "none.las").string()}, 3, "none.las");
  refused({"review", log, "--overlay", "o.gif"}, 2, "does not end in .png");
  refused({"review", log, log, "--decisions", decisions.string()}, 2, "about one log");
  refused({"review", log, "--max-bytes", "1000"}, 2, "--max-bytes");
  refused({"review", log, "--scan", (kSample / "truth.las").string()}, 3, "SHA-256 differs");
  write(folder_ / "d.json", bytes_of(folder_ / "d.json") + " ");
  write(log_, bytes_of(log_) + "\n");
  refused({"review", log, "--decisions", decisions.string()}, 3, "is about another log");
  const std::string deep = std::string(200'000, '[') + std::string(200'000, ']');
  write(folder_ / "out.qc.json", R"({"curves": [], "note": )" + deep + "}");
  refused({"review", log}, 3, "nests lists and objects deeper than the limit of 64 levels");
  write(folder_ / "out.qc.json", "[]");
  refused({"review", log}, 3, "is no quality record");
  fs::remove(folder_ / "out.qc.json");
  refused({"review", log}, 3, "out.qc.json");
}

TEST_F(Review, OneBadLogDoesNotKeepTheOthersFromBeingShown) {
  const Outcome outcome = run_program({"review", (folder_ / "none.las").string(), log_.string()});
  EXPECT_EQ(outcome.exit_code, 3);
  EXPECT_TRUE(fs::exists(folder_ / "out.review.html"));
}

}  // namespace
}  // namespace logdigitise::cli
