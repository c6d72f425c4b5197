#include "logdigitise/welllog/log_file.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "logdigitise/core/error.hpp"

namespace logdigitise::welllog {
namespace {

class LogFile : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(::testing::TempDir()) /
              (std::string("log_file_") + ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_);
    log_.depths = {1.0, 2.0};
    log_.curves.push_back({"GR", "GAPI", "", {10.0, 20.0}});
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  ErrorKind kind_of_write(const std::filesystem::path& path) {
    try {
      write_log(path, log_);
    } catch (const Error& error) {
      EXPECT_NE(std::string(error.what()).find(path.string()), std::string::npos) << error.what();
      return error.kind();
    }
    ADD_FAILURE() << path << " was written";
    return ErrorKind::kUsage;
  }

  std::filesystem::path folder_;
  WellLog log_;
};

TEST_F(LogFile, WritesAndReadsByExtension) {
  for (const char* name : {"a.las", "b.LAS", "c.csv"}) {
    write_log(folder_ / name, log_);
    const WellLog read = read_log(folder_ / name);
    EXPECT_EQ(read.depths, log_.depths);
    EXPECT_EQ(find_curve(read, "gr")->values, log_.curves[0].values);
    EXPECT_EQ(find_curve(read, "SP"), nullptr);
  }
}

TEST_F(LogFile, RefusesOtherExtensions) {
  EXPECT_EQ(kind_of_write(folder_ / "a.txt"), ErrorKind::kUsage);
  EXPECT_THROW(static_cast<void>(read_log(folder_ / "a.txt")), Error);
}

TEST_F(LogFile, KeepsTheOldFileWhenTheNewOneCannotBeWritten) {
  const std::filesystem::path path = folder_ / "a.las";
  write_log(path, log_);
  const auto size = std::filesystem::file_size(path);
  log_.depths = {2.0, 2.0};
  EXPECT_EQ(kind_of_write(path), ErrorKind::kInput);
  EXPECT_EQ(std::filesystem::file_size(path), size);
  EXPECT_EQ(kind_of_write(folder_ / "no" / "a.las"), ErrorKind::kInput);
  log_.depths = {1.0, 2.0};
  EXPECT_EQ(kind_of_write(folder_ / "no" / "a.las"), ErrorKind::kEnvironment);
}

}  // namespace
}  // namespace logdigitise::welllog
