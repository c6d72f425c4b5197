#include "logdigitise/core/reading_error.hpp"

#include <gtest/gtest.h>

#include <cerrno>

namespace logdigitise {
namespace {

TEST(ReadingError, IsTheEnvironmentsWhereTheMachineRanOutOfSomething) {
  for (const int code : {EMFILE, ENFILE, ENOMEM, EIO}) {
    EXPECT_EQ(reading_error("scan.tif", "cannot be opened", code).kind(), ErrorKind::kEnvironment) << code;
  }
}

TEST(ReadingError, IsTheInputsWhereTheFileIsNotThereOrNotForUs) {
  for (const int code : {ENOENT, EACCES, EISDIR}) {
    const Error error = reading_error("scan.tif", "cannot be opened", code);
    EXPECT_EQ(error.kind(), ErrorKind::kInput) << code;
    EXPECT_EQ(std::string(error.what()).rfind("scan.tif: cannot be opened (", 0), 0U) << error.what();
  }
}

}  // namespace
}  // namespace logdigitise
