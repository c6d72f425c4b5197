// Layouts of both forms from files.

#include "logdigitise/layout/layout_file.hpp"

#include <gtest/gtest.h>

#include <string>

#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "tests/layout/example.hpp"
#include "tests/nn/temporary_folder.hpp"

namespace logdigitise::layout {
namespace {

const std::string kDra =
    "FILE,1.0,M,V\r\nWELL,W1,A-9,\r\nLOG,a.tif,MAIN,,100,0,10,300,0,2010\r\n"
    "DPTH,100,40,10\r\nDPTH,300,40,2010\r\n";

class LayoutFile : public ::testing::Test {
 protected:
  LayoutFile() {
    write_file_atomically(folder_ / "l.json", kExample);
    write_file_atomically(folder_ / "d.txt", kDra);
  }
  [[nodiscard]] std::string refusal(const std::string& file, const LayoutFileOptions& options) const {
    try {
      static_cast<void>(read_layout_file(folder_ / file, options));
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::kInput);
      return error.what();
    }
    return "accepted";
  }
  logdigitise::testing::TemporaryFolder folder_;
};

TEST_F(LayoutFile, IsToldByItsContent) {
  EXPECT_EQ(read_layout_file(folder_ / "l.json").tracks.size(), 1U);
  EXPECT_TRUE(read_for_editing(folder_ / "d.txt").tracks.empty());
}

TEST_F(LayoutFile, GivesADraTheTracksOfAnother) {
  const Layout layout = read_layout_file(folder_ / "d.txt", {"", folder_ / "l.json"});
  EXPECT_EQ(layout.depth.unit, DepthUnit::kMetres);
  EXPECT_EQ(layout.depth.ties[1].y, 2010.5);
  EXPECT_EQ(layout.tracks[0].curves[0].mnemonic, "GR");
  EXPECT_EQ(layout.well.at("WELL"), "A-9") << "the DRA's own";
  EXPECT_EQ(layout.well.at("FLD"), "North") << "what the DRA does not know";
  EXPECT_EQ(layout.raster, "a.tif");
}

TEST_F(LayoutFile, RefusesADraWithoutTracksAndTracksWithoutADra) {
  EXPECT_NE(refusal("d.txt", {}).find("says depths, but neither where tracks are"), std::string::npos);
  EXPECT_NE(refusal("l.json", {"", folder_ / "l.json"}).find("has tracks of its own"), std::string::npos);
  write_file_atomically(folder_ / "turned.json",
                        example_with("\"raster\": \"scan.tif\"", "\"raster\": \"scan.tif\", \"turn\": 90"));
  EXPECT_NE(refusal("d.txt", {"", folder_ / "turned.json"}).find("turned scan"), std::string::npos);
}

}  // namespace
}  // namespace logdigitise::layout
