#include "logdigitise/train/shard.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <limits>

#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/core/random.hpp"
#include "logdigitise/nn/safetensors.hpp"
#include "logdigitise/train/data_folder.hpp"
#include "tests/nn/temporary_folder.hpp"
#include "tests/train/made_bands.hpp"

namespace logdigitise::train {
namespace {

using logdigitise::testing::made_band;
using logdigitise::testing::TemporaryFolder;

template <typename T>
bool equal(const Image<T>& a, const Image<T>& b) {
  return a.rows() == b.rows() && a.columns() == b.columns() && a.channels() == b.channels() &&
         std::equal(a.data(), a.data() + a.size(), b.data());
}

bool equal(const LabelledBand& a, const LabelledBand& b) {
  if (a.name != b.name || !equal(a.planes, b.planes) || !equal(a.labels, b.labels) ||
      a.queries != b.queries || a.x_px.size() != b.x_px.size() || a.left_px != b.left_px ||
      a.right_px != b.right_px) {
    return false;
  }
  for (std::size_t k = 0; k < a.x_px.size(); ++k) {
    const bool same = std::equal(a.x_px[k].begin(), a.x_px[k].end(), b.x_px[k].begin(), b.x_px[k].end(),
                                 [](float x, float y) { return x == y || (std::isnan(x) && std::isnan(y)); });
    if (!same) return false;
  }
  return true;
}

TEST(Shard, GivesBackItsBands) {
  const TemporaryFolder folder;
  std::vector<LabelledBand> bands{made_band(64, 96, 2), made_band(33, 64, 1), made_band(32, 32, 0)};
  bands[0].name = "log 1, track \"2\"";
  bands[1].x_px[0][5] = std::numeric_limits<float>::quiet_NaN();
  write_shard(folder / "s.safetensors", bands);
  const std::vector<LabelledBand> read = read_shard(folder / "s.safetensors");
  ASSERT_EQ(read.size(), bands.size());
  for (std::size_t i = 0; i < bands.size(); ++i) EXPECT_TRUE(equal(read[i], bands[i])) << i;
}

TEST(Shard, MayHoldNoBand) {
  const TemporaryFolder folder;
  write_shard(folder / "s.safetensors", {});
  EXPECT_TRUE(read_shard(folder / "s.safetensors").empty());
}

TEST(Shard, RefusesABandWhosePartsDoNotFit) {
  const TemporaryFolder folder;
  LabelledBand band = made_band(32, 32, 2);
  band.x_px[1].pop_back();
  EXPECT_THROW(write_shard(folder / "s.safetensors", {band}), Error);
  band = made_band(32, 32, 2);
  band.queries.pop_back();
  EXPECT_THROW(write_shard(folder / "s.safetensors", {band}), Error);
  band = made_band(32, 32, 2);
  band.labels = Image<std::uint8_t>(32, 64);
  EXPECT_THROW(write_shard(folder / "s.safetensors", {band}), Error);
  EXPECT_FALSE(std::filesystem::exists(folder / "s.safetensors"));
}

TEST(Shard, RefusesOtherKindsOfFiles) {
  const TemporaryFolder folder;
  nn::write_safetensors(folder / "s.safetensors", {}, {{"format", "another"}});
  EXPECT_THROW(static_cast<void>(read_shard(folder / "s.safetensors")), Error);
}

TEST(Shard, SurvivesNoDamageUnnoticed) {
  const TemporaryFolder folder;
  const auto path = folder / "s.safetensors";
  const std::vector<LabelledBand> bands{made_band(32, 64, 2), made_band(32, 32, 1)};
  write_shard(path, bands);
  const std::string sound = read_file(path, std::size_t{1} << 24U);
  Random random(5);
  for (int n = 0; n < 300; ++n) {
    std::string bytes = sound;
    const int last = n % 2 == 0 ? 1500 : static_cast<int>(bytes.size()) - 1;
    const auto at = static_cast<std::size_t>(random.integer(0, last));
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.integer(0, 7)));
    if (n % 5 == 4) bytes.resize(at);
    write_file_atomically(path, bytes);
    try {
      // The names of bands are not hashed; all else is what it was.
      std::vector<LabelledBand> read = read_shard(path);
      for (std::size_t i = 0; i < read.size(); ++i) {
        read[i].name = bands[i].name;
        EXPECT_TRUE(equal(read[i], bands[i])) << at;
      }
    } catch (const Error&) {
    }
  }
}

TEST(Shard, OfFortyMegabytesIsReadWithinTwoSecondsOfTheProcessor) {
  const TemporaryFolder folder;
  const std::vector<LabelledBand> bands(7, made_band(2048, 576, 3));
  write_shard(folder / "s.safetensors", bands);
  const std::clock_t start = std::clock();
  EXPECT_EQ(read_shard(folder / "s.safetensors").size(), 7U);
  EXPECT_LT(static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC, 2.0);
}

TEST(ReadFolder, TakesTheShardsByNameAndRefusesAFolderWithoutAny) {
  const TemporaryFolder folder;
  EXPECT_THROW(static_cast<void>(read_folder(folder.path())), Error);
  EXPECT_THROW(static_cast<void>(read_folder(folder / "none")), Error);
  LabelledBand band = made_band(32, 32, 1);
  band.name = "second";
  write_shard(folder / "b.safetensors", {band});
  band.name = "first";
  write_shard(folder / "a.safetensors", {band});
  write_file_atomically(folder / "notes.txt", "");
  const std::vector<LabelledBand> bands = read_folder(folder.path());
  ASSERT_EQ(bands.size(), 2U);
  EXPECT_EQ(bands[0].name, "first");
  EXPECT_EQ(bands[1].name, "second");
}

}  // namespace
}  // namespace logdigitise::train
