#include "logdigitise/core/sha256.hpp"

#include <gtest/gtest.h>

#include <string>

#include "logdigitise/core/error.hpp"

namespace logdigitise {
namespace {

// The examples of FIPS 180-4 and NIST's million a's.
TEST(Sha256, GivesTheDigestsOfTheStandard) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
  EXPECT_EQ(sha256_hex(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

TEST(Sha256, DoesNotCareHowTheBytesArePieced) {
  const std::string bytes(1000, 'x');
  for (const std::size_t piece : {1U, 55U, 63U, 64U, 65U, 999U}) {
    Sha256 hash;
    for (std::size_t at = 0; at < bytes.size(); at += piece) hash.update(bytes.substr(at, piece));
    EXPECT_EQ(hash.hex_digest(), sha256_hex(bytes)) << "pieces of " << piece;
  }
}

TEST(Sha256, OfAMissingFileIsAnInputError) { EXPECT_THROW((void)sha256_file("no/such/file"), Error); }

}  // namespace
}  // namespace logdigitise
