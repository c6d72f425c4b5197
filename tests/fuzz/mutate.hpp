#pragma once
// Damage done to the bytes of a file, for builds without libFuzzer.

#include <random>
#include <string>
#include <string_view>

namespace logdigitise::fuzz {

/// `bytes` with one to four changes at random places: a flipped bit, a byte of another value, a piece taken
/// out, repeated or put elsewhere, a number made the largest or none, the end cut off, a piece of `other` put
/// in. No longer than 64 KiB. The same `random` gives the same bytes on every machine.
[[nodiscard]] std::string mutate(std::string bytes, std::string_view other, std::mt19937& random);

}  // namespace logdigitise::fuzz
