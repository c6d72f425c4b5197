#include "logdigitise/nn/safetensors.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <limits>

#include "logdigitise/core/atomic_file.hpp"
#include "logdigitise/core/error.hpp"
#include "logdigitise/core/random.hpp"
#include "logdigitise/core/sha256.hpp"
#include "tests/nn/temporary_folder.hpp"

namespace logdigitise::nn {
namespace {

using logdigitise::testing::TemporaryFolder;

/// A file of this header and these tensor bytes, right or wrong.
std::string file_of(const std::string& header, const std::string& data) {
  const std::uint64_t length = header.size();
  std::string bytes(sizeof length, '\0');
  std::memcpy(bytes.data(), &length, sizeof length);
  return bytes + header + data;
}

std::string header_of(const std::string& entries, const std::string& data) {
  return R"({"__metadata__":{"sha256":")" + sha256_hex(data) + "\"}" + entries + "}";
}

std::string message_of(const std::filesystem::path& path, const SafetensorsLimits& limits = {}) {
  try {
    const SafetensorsFile file(path, limits);
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::kInput);
    EXPECT_EQ(error.where(), path.string());
    return error.what();
  }
  return {};
}

class Safetensors : public ::testing::Test {
 protected:
  /// The error for a file of this header and data.
  std::string refusal(const std::string& header, const std::string& data) {
    write_file_atomically(folder_ / "t.safetensors", file_of(header, data));
    return message_of(folder_ / "t.safetensors");
  }
  TemporaryFolder folder_;
};

TEST_F(Safetensors, GiveBackWhatWasWritten) {
  const std::vector<float> numbers{1.5F, -2.0F, 0.0F, 4.0F, 5.0F, 6.0F};
  const std::vector<std::uint8_t> bytes{1, 2, 255};
  const std::int64_t count = -7;
  const std::string sha256 = write_safetensors(folder_ / "t.safetensors",
                                               {{"numbers", ElementType::kF32, {2, 3}, numbers.data()},
                                                {"bytes", ElementType::kU8, {3}, bytes.data()},
                                                {"count", ElementType::kI64, {}, &count},
                                                {"none", ElementType::kF32, {0, 4}, nullptr}},
                                               {{"name", "a model"}});
  const SafetensorsFile file(folder_ / "t.safetensors");
  EXPECT_EQ(file.sha256(), sha256);
  EXPECT_EQ(file.text("name"), "a model");
  EXPECT_EQ(file.floats("numbers", {2, 3}), numbers);
  EXPECT_EQ(file.tensor("bytes", ElementType::kU8, {-1}).bytes, std::string_view("\x01\x02\xff"));
  std::int64_t read = 0;
  std::memcpy(&read, file.tensor("count", ElementType::kI64, {}).bytes.data(), sizeof read);
  EXPECT_EQ(read, count);
  EXPECT_TRUE(file.floats("none", {0, 4}).empty());
}

TEST_F(Safetensors, HashTheBytesOfTheTensorsInFileOrder) {
  const std::string first = "abcd";
  const std::string second = "xy";
  const std::string sha256 = write_safetensors(
      folder_ / "t.safetensors",
      {{"z", ElementType::kU8, {4}, first.data()}, {"a", ElementType::kU8, {2}, second.data()}}, {});
  EXPECT_EQ(sha256, sha256_hex("abcdxy"));
}

TEST_F(Safetensors, ReadFilesThatOthersWrote) {
  const std::string data("\0\0\x80\x3f", 4);
  EXPECT_EQ(refusal(header_of(R"(,"one":{"dtype":"F32","shape":[1],"data_offsets":[0,4]})", data), data), "");
  EXPECT_EQ(SafetensorsFile(folder_ / "t.safetensors").floats("one", {1}), std::vector<float>{1.0F});
}

TEST_F(Safetensors, NameTheTensorThatIsWrong) {
  const std::string data(8, '\0');
  const auto entry = [&](const std::string& dtype, const std::string& shape, const std::string& offsets) {
    return refusal(header_of(R"(,"w":{"dtype":")" + dtype + R"(","shape":)" + shape + R"(,"data_offsets":)" +
                                 offsets + "}",
                             data),
                   data);
  };
  EXPECT_EQ(entry("F32", "[2]", "[0,8]"), "");
  for (const std::string& message :
       {entry("F16", "[2]", "[0,8]"), entry("F32", "[3]", "[0,8]"), entry("F32", "[2]", "[0,9]"),
        entry("F32", "[2]", "[8,0]"), entry("F32", "[-2]", "[0,8]"), entry("F32", "[2.5]", "[0,8]"),
        entry("F32", "[4294967296,4294967296]", "[0,8]"), entry("F32", "2", "[0,8]"),
        entry("F32", "[2]", "[0]"), entry("F32", "[1]", "[4,8]"),
        entry("F32", "[18446744073709551615]", "[0,8]")}) {
    EXPECT_NE(message.find("'w'"), std::string::npos) << message;
  }
}

TEST_F(Safetensors, RefuseOverlapsGapsAndTrailingBytes) {
  const std::string data(8, '\0');
  const auto two = [&](const std::string& second) {
    return refusal(
        header_of(R"(,"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"b":{"dtype":"U8","shape":)" +
                      second + "}",
                  data),
        data);
  };
  EXPECT_EQ(two(R"([4],"data_offsets":[4,8])"), "");
  EXPECT_NE(two(R"([5],"data_offsets":[3,8])").find("overlap"), std::string::npos);
  EXPECT_NE(two(R"([3],"data_offsets":[5,8])").find("gap"), std::string::npos);
  EXPECT_NE(two(R"([2],"data_offsets":[4,6])").find("2 bytes after"), std::string::npos);
}

TEST_F(Safetensors, RefuseAWrongOrMissingHash) {
  const std::string entry = R"("w":{"dtype":"U8","shape":[4],"data_offsets":[0,4]}})";
  EXPECT_NE(refusal("{" + entry, "abcd").find("no sha256"), std::string::npos);
  EXPECT_NE(refusal(R"({"__metadata__":{"sha256":"00"},)" + entry, "abcd").find("damaged"),
            std::string::npos);
}

TEST_F(Safetensors, RefuseEveryFlippedBit) {
  const std::vector<float> numbers{1.5F, -2.0F};
  const std::filesystem::path path = folder_ / "t.safetensors";
  write_safetensors(path, {{"numbers", ElementType::kF32, {2}, numbers.data()}},
                    {{"name", "a model"}, {"confidence", "0.5 0.25"}});
  const std::string sound = read_file(path, 10'000);
  for (std::size_t bit = 0; bit < 8 * sound.size(); ++bit) {
    std::string flipped = sound;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
    std::ofstream(path, std::ios::binary) << flipped;
    ASSERT_NE(message_of(path), "") << "bit " << bit;
  }
}

TEST_F(Safetensors, RefuseHeadersThatAreNone) {
  for (const char* header :
       {"", "[]", "null", "{", "{\"a\":1}", "{\"__metadata__\":3}", "{\"__metadata__\":{\"a\":1}}"}) {
    EXPECT_NE(refusal(header, ""), "") << header;
  }
  EXPECT_NE(refusal(std::string(100000, '['), "").find("deeper than the limit"), std::string::npos);
  EXPECT_NE(refusal("{\"a\":" + std::string(1000, '[') + std::string(1000, ']') + "}", ""), "");
}

TEST_F(Safetensors, RefuseALengthBeyondTheFileOrTheLimit) {
  const auto path = folder_ / "t.safetensors";
  write_file_atomically(path, std::string(8, '\xff') + "{}");
  EXPECT_NE(message_of(path).find("header"), std::string::npos);
  write_file_atomically(path, file_of(std::string(200, ' '), ""));
  SafetensorsLimits small;
  small.max_header_bytes = 100;
  EXPECT_NE(message_of(path, small).find("at most 100"), std::string::npos);
  small.max_file_bytes = 50;
  EXPECT_NE(message_of(path, small), "");
}

TEST_F(Safetensors, RefuseNumbersThatAreNotFinite) {
  for (const float bad : {std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN()}) {
    const std::vector<float> numbers{0.0F, bad};
    write_safetensors(folder_ / "t.safetensors", {{"w", ElementType::kF32, {2}, numbers.data()}}, {});
    const SafetensorsFile file(folder_ / "t.safetensors");
    EXPECT_THROW(static_cast<void>(file.floats("w", {2})), Error);
  }
}

TEST_F(Safetensors, SayWhichTensorOrTextIsMissing) {
  write_safetensors(folder_ / "t.safetensors", {}, {{"count", "12x"}, {"step", "9"}});
  const SafetensorsFile file(folder_ / "t.safetensors");
  EXPECT_THROW(static_cast<void>(file.tensor("w", ElementType::kF32, {1})), Error);
  EXPECT_THROW(static_cast<void>(file.text("name")), Error);
  EXPECT_THROW(static_cast<void>(file.whole_number("count", 0, 100)), Error);
  EXPECT_THROW(static_cast<void>(file.whole_number("step", 10, 100)), Error);
  EXPECT_EQ(file.whole_number("step", 0, 100), 9);
}

/// Damage anywhere either is noticed or leaves the tensors as they were.
TEST_F(Safetensors, NoticeEveryDamageToTheirTensors) {
  const std::vector<float> numbers(64, 0.25F);
  const auto path = folder_ / "t.safetensors";
  write_safetensors(
      path,
      {{"a", ElementType::kF32, {8, 4}, numbers.data()}, {"b", ElementType::kF32, {32}, numbers.data()}},
      {{"name", "x"}});
  const std::string sound = read_file(path, 1U << 20U);
  const auto survives = [&](const std::string& bytes) {
    write_file_atomically(path, bytes);
    try {
      const SafetensorsFile file(path);
      if (file.tensors().count("a") == 0 || file.tensors().count("b") == 0)
        return true;  // Renamed: load fails.
      return file.floats("a", {8, 4}) == std::vector<float>(32, 0.25F) &&
             file.floats("b", {32}) == std::vector<float>(32, 0.25F);
    } catch (const Error&) {
      return true;
    }
  };
  Random random(7);
  for (int n = 0; n < 600; ++n) {
    std::string bytes = sound;
    const auto at = static_cast<std::size_t>(random.integer(0, static_cast<int>(bytes.size()) - 1));
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << random.integer(0, 7)));
    EXPECT_TRUE(survives(bytes)) << "flipped a bit of byte " << at;
  }
  for (std::size_t length = 0; length < sound.size(); length += 3) {
    write_file_atomically(path, sound.substr(0, length));
    EXPECT_THROW(SafetensorsFile{path}, Error) << "cut to " << length;
  }
}

}  // namespace
}  // namespace logdigitise::nn
