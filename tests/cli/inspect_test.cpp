// inspect, and convert without a layout, as a user runs them.

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "tests/cli/run_program.hpp"
#include "tests/core/bytes_of.hpp"
#include "tests/nn/temporary_folder.hpp"
#include "tests/sheet/cut_sheets.hpp"
#include "tests/sheet/drawn_sheet.hpp"

namespace logdigitise::cli {
namespace {

namespace fs = std::filesystem;
using logdigitise::testing::bytes_of;

class Inspect : public ::testing::Test {
 protected:
  Inspect() {
    sheet::testing::write_scan(sheet::testing::DrawnSheet{}.draw(), good());
    sheet::testing::write_scan(cv::Mat(1500, 900, CV_8UC1, cv::Scalar(255)), blank());
  }
  [[nodiscard]] fs::path good() const { return folder_ / "good.tif"; }
  [[nodiscard]] fs::path blank() const { return folder_ / "blank.tif"; }
  logdigitise::testing::TemporaryFolder folder_;
};

TEST_F(Inspect, WritesALayoutAndAPictureAndIsSilent) {
  const fs::path layout = folder_ / "found.json";
  const fs::path picture = folder_ / "found.png";
  const Outcome outcome =
      run_program({"inspect", good().string(), "-o", layout.string(), "--overlay", picture.string(), "-q"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.err, "");
  const nlohmann::json found = nlohmann::json::parse(bytes_of(layout));
  EXPECT_EQ(found["raster"], "good.tif");
  EXPECT_EQ(found["tracks"].size(), 2U);
  EXPECT_EQ(bytes_of(picture).substr(1, 3), "PNG");
}

TEST_F(Inspect, WithoutOutWritesTheLayoutToStdoutTheSameEachTime) {
  const Outcome first = run_program({"inspect", good().string(), "-q"});
  const Outcome second = run_program({"inspect", good().string(), "-q"});
  EXPECT_EQ(first.exit_code, 0);
  EXPECT_EQ(first.out, second.out);
  EXPECT_EQ(nlohmann::json::parse(first.out)["depth"]["unit"], "FT");
}

TEST_F(Inspect, AsJsonTellsItsEvidence) {
  const Outcome outcome = run_program({"inspect", good().string(), "--json", "-q"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const nlohmann::json evidence = nlohmann::json::parse(outcome.out);
  EXPECT_GE(evidence["depth"]["numbers_confirmed"], 3);
  EXPECT_EQ(evidence["tracks"][0]["divisions"], 10);
  EXPECT_FALSE(evidence["flags"].empty());
}

TEST_F(Inspect, RefusesBlankPaperAndWritesNothing) {
  const fs::path layout = folder_ / "never.json";
  expect_failure(run_program({"inspect", blank().string(), "-o", layout.string()}), 3, "refused: ");
  EXPECT_FALSE(fs::exists(layout));
}

TEST_F(Inspect, OfAMissingFileIsAnInputError) {
  expect_failure(run_program({"inspect", "no/such.tif"}), 3, "no/such.tif");
}

TEST_F(Inspect, WithoutAScanOrWithAnUnknownUnitIsAUsageError) {
  expect_failure(run_program({"inspect"}), 2, "");
  expect_failure(run_program({"inspect", good().string(), "--unit", "KM"}), 2, "");
  expect_failure(run_program({"inspect", good().string(), "-o", "no/such/folder/l.json"}), 2,
                 "does not exist");
}

TEST_F(Inspect, OfAScanOnItsSideSaysSoAndConvertGivesTheSameLas) {
  cv::Mat page = sheet::testing::DrawnSheet{}.draw();
  cv::rotate(page, page, cv::ROTATE_90_CLOCKWISE);
  sheet::testing::write_scan(page, folder_ / "lying.tif");
  const fs::path layout = folder_ / "lying.json";
  const fs::path picture = folder_ / "lying.png";
  const Outcome outcome = run_program(
      {"inspect", (folder_ / "lying.tif").string(), "-o", layout.string(), "--overlay", picture.string()});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_NE(outcome.err.find("turned by 270 degrees"), std::string::npos) << outcome.err;
  EXPECT_EQ(nlohmann::json::parse(bytes_of(layout))["turn"], 270);
  const auto las_of = [&](const std::vector<std::string>& arguments, const std::string& name) {
    std::vector<std::string> all{"convert", "-q", "-o", (folder_ / name).string()};
    all.insert(all.end(), arguments.begin(), arguments.end());
    EXPECT_EQ(run_program(all).exit_code, 0);
    const std::string text = bytes_of(folder_ / name);
    return text.substr(text.find("~A"));
  };
  const std::string upright = las_of({good().string()}, "upright.las");
  EXPECT_EQ(las_of({(folder_ / "lying.tif").string()}, "found.las"), upright);
  EXPECT_EQ(las_of({(folder_ / "lying.tif").string(), "--turn", "270"}, "told.las"), upright);
  EXPECT_EQ(las_of({"--layout", layout.string()}, "by_layout.las"), upright);
  expect_failure(run_program({"convert", "--layout", layout.string(), "--turn", "270", "-o",
                              (folder_ / "never.las").string()}),
                 2, "turn");
  expect_failure(run_program({"inspect", (folder_ / "lying.tif").string(), "--turn", "45"}), 2, "");
}

TEST_F(Inspect, RefusesASheetThatIsNoneOfTheLog) {
  expect_failure(run_program({"inspect", good().string(), blank().string()}), 3, "blank.tif");
}

TEST_F(Inspect, ConvertWithoutALayoutFindsItAndSaysTheSameInTheRecord) {
  const fs::path out = folder_ / "out.las";
  const Outcome outcome = run_program({"convert", good().string(), "-o", out.string(), "-q"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_NE(bytes_of(out).find("TRACK1_CURVE1"), std::string::npos);
  const nlohmann::json record = nlohmann::json::parse(bytes_of(folder_ / "out.qc.json"));
  EXPECT_EQ(record["layout_sha256"].get<std::string>().size(), 64U);
  EXPECT_EQ(record["layout_from"], "inspection");
  EXPECT_EQ(record["status"], "review");
  ASSERT_FALSE(record["layout_flags"].empty());
  EXPECT_EQ(record["reasons"][0], record["layout_flags"][0]);
}

TEST_F(Inspect, BatchDoesAsConvertDoes) {
  const fs::path out = folder_ / "out.las";
  ASSERT_EQ(run_program({"convert", good().string(), "-o", out.string(), "-q", "--threads", "1"}).exit_code,
            0);
  const fs::path many = folder_ / "many";
  const Outcome outcome = run_program({"batch", good().string(), blank().string(), "--out", many.string(),
                                       "--jobs", "1", "--threads", "1", "--json"});
  EXPECT_EQ(outcome.exit_code, 3) << outcome.err;
  const nlohmann::json summary = nlohmann::json::parse(outcome.out);
  EXPECT_EQ(summary["statuses"]["review"], 1);
  ASSERT_EQ(summary["failures"].size(), 1U);
  EXPECT_EQ(summary["failures"][0]["status"], "refused");
  const auto reason = summary["failures"][0]["reasons"][0].get<std::string>();
  EXPECT_NE(reason.find("blank.tif: refused: "), std::string::npos) << reason;
  int logs = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(many)) {
    if (entry.path().extension() != ".las") continue;
    ++logs;
    EXPECT_EQ(bytes_of(entry.path()), bytes_of(out));
  }
  EXPECT_EQ(logs, 1);
  const Outcome again = run_program({"batch", good().string(), blank().string(), "--out", many.string(),
                                     "--resume", "--jobs", "1", "--threads", "1", "--json"});
  EXPECT_EQ(nlohmann::json::parse(again.out)["kept"], 2) << "a log without a layout file is unchanged too";
}

TEST_F(Inspect, ConvertOfBlankPaperRefusesAndWritesNothing) {
  const fs::path out = folder_ / "out.las";
  expect_failure(run_program({"convert", blank().string(), "-o", out.string()}), 3, "refused: ");
  EXPECT_FALSE(fs::exists(out));
  EXPECT_FALSE(fs::exists(folder_ / "out.qc.json"));
}

/// Three sheets of one log; each shows the end of the one before again.
class InspectSheets : public Inspect {
 protected:
  InspectSheets()
      : sheets_(sheet::testing::write_cuts(
            {{0, 2000, 0.0, 20, 15}, {1700, 3600, 0.003, 60, 40}, {3430, 5210}},
            sheet::testing::draw_strip(sheet::testing::long_sheet()), folder_ / "")) {}
  [[nodiscard]] std::string sheet(int number) const {
    return sheets_[static_cast<std::size_t>(number - 1)].string();
  }
  std::vector<fs::path> sheets_;
};

TEST_F(InspectSheets, GiveOneLayoutWithPagesAndTheirJoints) {
  const fs::path layout = folder_ / "l.json";
  const fs::path picture = folder_ / "l.png";
  const Outcome outcome = run_program({"inspect", sheet(1), sheet(2), sheet(3), "-o", layout.string(),
                                       "--overlay", picture.string(), "--json", "-q"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const nlohmann::json evidence = nlohmann::json::parse(outcome.out);
  ASSERT_EQ(evidence["joints"].size(), 2U);
  EXPECT_EQ(evidence["joints"][0]["upper"]["page"], 1);
  EXPECT_EQ(evidence["joints"][0]["proof"], "overlap");
  // 300 of the paper, and the margins of both scans.
  EXPECT_NEAR(evidence["joints"][0]["overlap_px"], 360.0, 10.0);
  const nlohmann::json found = nlohmann::json::parse(bytes_of(layout));
  EXPECT_EQ(found["rasters"], (std::vector<std::string>{"1.tif", "2.tif", "3.tif"}));
  EXPECT_EQ(found["depth"]["ties"].back()["page"], 3);
  EXPECT_EQ(bytes_of(picture).substr(1, 3), "PNG");
}

TEST_F(InspectSheets, InAnotherOrderAreRefusedAndNothingIsWritten) {
  const fs::path layout = folder_ / "l.json";
  expect_failure(run_program({"inspect", sheet(1), sheet(3), sheet(2), "-o", layout.string()}), 3,
                 "not in order");
  EXPECT_FALSE(fs::exists(layout));
  const fs::path out = folder_ / "out.las";
  expect_failure(run_program({"convert", sheet(1), sheet(3), "-o", out.string()}), 3, "refused: ");
  EXPECT_FALSE(fs::exists(out));
  EXPECT_FALSE(fs::exists(folder_ / "out.qc.json"));
}

TEST_F(InspectSheets, AreConvertedToOneLogWhoseRecordTellsTheJoints) {
  const fs::path out = folder_ / "out.las";
  const Outcome outcome = run_program({"convert", sheet(1), sheet(2), sheet(3), "-o", out.string(), "-q"});
  ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
  const nlohmann::json record = nlohmann::json::parse(bytes_of(folder_ / "out.qc.json"));
  ASSERT_EQ(record["joints"].size(), 2U);
  EXPECT_EQ(record["joints"][1]["pages"], (std::vector<int>{2, 3}));
  EXPECT_EQ(record["scans"].size(), 3U);
  // The layout in the record names its sheets: with it alone the same values come out.
  const fs::path layout = folder_ / "l.json";
  ASSERT_EQ(run_program({"inspect", sheet(1), sheet(2), sheet(3), "-o", layout.string(), "-q"}).exit_code, 0);
  EXPECT_EQ(nlohmann::json::parse(bytes_of(layout))["rasters"], record["layout"]["rasters"]);
}

/// Two sections, one below the other.
class InspectSections : public Inspect {
 protected:
  InspectSections() {
    sheet::testing::DrawnSheet second;
    second.base_ft = 5200;
    cv::Mat strip;
    cv::vconcat(sheet::testing::DrawnSheet{}.draw(), second.draw(), strip);
    sheet::testing::write_scan(strip, scan());
  }
  [[nodiscard]] fs::path scan() const { return folder_ / "strip.tif"; }
};

TEST_F(InspectSections, AllGoToAFolder) {
  const fs::path out = folder_ / "sections";
  const Outcome outcome = run_program({"inspect", scan().string(), "--all-sections", out.string(), "-q"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_EQ(outcome.out,
            (out / "strip_section_1.json").string() + "\n" + (out / "strip_section_2.json").string() + "\n");
  for (const char* name : {"strip_section_1.json", "strip_section_2.json"}) {
    const auto layout = nlohmann::json::parse(bytes_of(out / name));
    EXPECT_EQ(layout["raster"], "../strip.tif");
  }
  EXPECT_TRUE(fs::exists(out / "strip_section_1.png"));
}

TEST_F(InspectSections, OneIsChosenByNumber) {
  const Outcome outcome = run_program({"inspect", scan().string(), "--section", "2", "-q"});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
  EXPECT_LE(nlohmann::json::parse(outcome.out)["depth"]["base"], 5220.0);
  expect_failure(run_program({"inspect", scan().string(), "--section", "3"}), 3, "no section 3");
  expect_failure(run_program({"inspect", scan().string(), "--section", "0"}), 2, "--section");
  expect_failure(
      run_program({"inspect", scan().string(), "--section", "1", "--all-sections", (folder_ / "a").string()}),
      2, "--section");
}

}  // namespace
}  // namespace logdigitise::cli
