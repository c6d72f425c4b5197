#include "logdigitise/core/error.hpp"

#include <gtest/gtest.h>

#include <cerrno>
#include <string>

namespace logdigitise {
namespace {

TEST(Error, SaysWhereWhatAndWhatToDo) {
  const Error error = input_error("scan.tif:12", "row is damaged", "Scan it again");
  EXPECT_STREQ(error.what(), "scan.tif:12: row is damaged. Scan it again");
  EXPECT_EQ(error.where(), "scan.tif:12");
}

TEST(Error, LeavesOutWhatIsEmpty) {
  EXPECT_STREQ(usage_error("", "no verb").what(), "no verb");
  EXPECT_STREQ(input_error("a.las", "is empty").what(), "a.las: is empty");
}

TEST(Error, StaysOnOneLineWhateverTheFileIsCalled) {
  EXPECT_STREQ(input_error("a\nb\x1b.tif", "is\tempty").what(), "a?b?.tif: is?empty");
}

TEST(Error, AddsTheSystemsWords) {
  EXPECT_STREQ(environment_error("out.las", "cannot be written", ENOSPC).what(),
               "out.las: cannot be written (No space left on device)");
  EXPECT_STREQ(environment_error("out.las", "cannot be written").what(), "out.las: cannot be written");
}

TEST(Error, KindsHaveTheDocumentedExitCodes) {
  EXPECT_EQ(exit_code(usage_error("", "").kind()), 2);
  EXPECT_EQ(exit_code(input_error("", "").kind()), 3);
  EXPECT_EQ(exit_code(environment_error("", "").kind()), 5);
}

}  // namespace
}  // namespace logdigitise
