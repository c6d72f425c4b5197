// The verb `compare` as a script sees it.

#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

namespace logdigitise {
namespace {

struct Result {
  int code = -1;
  std::string out;
  std::string err;
};

class CompareVerb : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        std::filesystem::path(::testing::TempDir()) /
        (std::string("compare_verb_") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_);
    std::string truth = "DEPT (FT),GR (GAPI),SP (MV)\n";
    std::string predicted = "DEPT (FT),GAM (GAPI)\n";
    for (int i = 0; i < 60; ++i) {
      truth += std::to_string(100 + i) + "," + std::to_string(i % 17) + ",5\n";
      predicted += std::to_string(100 + i) + "," + std::to_string(i % 17 + 3) + "\n";
    }
    write("truth.csv", truth);
    write("predicted.csv", predicted);
    write("layout.json", R"({"raster": "s.tif", "well": {}, "depth": {"unit": "FT", "top": 110, "base": 119,
      "step": 1, "ties": [{"x": 1, "y": 0, "depth": 110}, {"x": 1, "y": 100, "depth": 119}]},
      "tracks": [{"name": "1", "scale": "linear", "edges": [{"y": 0, "left": 0, "right": 100}],
      "curves": [{"mnemonic": "GAM", "unit": "GAPI", "left": 0, "right": 150, "style": "solid", "wrap": true}]}]})");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }

  [[nodiscard]] Result run(const std::string& arguments) const {
    const std::string command = "cd '" + folder_.string() + "' && '" LOGDIGITISE_BINARY "' compare " +
                                arguments + " >out.txt 2>err.txt";
    const int status = std::system(command.c_str());
    Result result;
    result.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    result.out = read("out.txt");
    result.err = read("err.txt");
    return result;
  }

 private:
  [[nodiscard]] std::string read(const char* name) const {
    std::ifstream file(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }

  std::filesystem::path folder_;
};

TEST_F(CompareVerb, PrintsATableAndNothingElse) {
  const Result result = run("predicted.csv truth.csv --map GAM=GR");
  EXPECT_EQ(result.code, 0);
  EXPECT_EQ(result.err, "");
  EXPECT_NE(result.out.find("GAM=GR  GAPI   60  100.00"), std::string::npos) << result.out;
  EXPECT_NE(result.out.find("\nSP "), std::string::npos);
}

TEST_F(CompareVerb, PrintsOneJsonObjectWithAllFigures) {
  const Result result = run("predicted.csv truth.csv --map GAM=GR --layout layout.json --json");
  ASSERT_EQ(result.code, 0) << result.err;
  const nlohmann::json json = nlohmann::json::parse(result.out);
  const nlohmann::json& curve = json.at("curves").at(0);
  EXPECT_EQ(json.at("curves").size(), 1U);
  EXPECT_EQ(curve.at("mnemonic"), "GR");
  EXPECT_EQ(curve.at("predicted"), "GAM");
  EXPECT_EQ(curve.at("n"), 10);
  EXPECT_NEAR(curve.at("mae").get<double>(), 3.0, 1e-12);
  EXPECT_NEAR(curve.at("track").at("mae").get<double>(), 0.02, 1e-12);
  EXPECT_EQ(curve.at("track").at("within_2_percent"), 1.0);
  EXPECT_EQ(curve.at("track").at("gross_errors").at("gross"), 0);
  EXPECT_EQ(json.at("all").at("coverage"), 1.0);
}

TEST_F(CompareVerb, HasNoTrackFiguresWithoutALayout) {
  const nlohmann::json json = nlohmann::json::parse(run("truth.csv truth.csv --json").out);
  EXPECT_TRUE(json.at("curves").at(0).at("track").is_null());
  EXPECT_TRUE(json.at("curves").at(1).at("r2").is_null());  // A constant truth has none.
}

TEST_F(CompareVerb, Exits2ForAWrongCommandLine) {
  for (const char* arguments :
       {"", "predicted.csv", "predicted.csv truth.csv --map GAM", "a b c",
        "predicted.csv truth.csv --map GAM=NO", "predicted.csv truth.csv --no-such-option",
        "truth.csv truth.csv --tolerance-step -1"}) {
    const Result result = run(arguments);
    EXPECT_EQ(result.code, 2) << arguments;
    EXPECT_EQ(result.out, "") << arguments;
    EXPECT_NE(result.err, "") << arguments;
  }
}

TEST_F(CompareVerb, Exits3ForWhatItCannotReadOrCompare) {
  write("broken.las", "no log\n");
  for (const char* arguments : {"none.las truth.csv", "broken.las truth.csv", "predicted.csv truth.txt",
                                "predicted.csv truth.csv", "predicted.csv truth.csv --layout none.json"}) {
    const Result result = run(arguments);
    EXPECT_EQ(result.code, 3) << arguments;
    EXPECT_EQ(result.out, "") << arguments;
    EXPECT_NE(result.err, "") << arguments;
  }
}

}  // namespace
}  // namespace logdigitise
