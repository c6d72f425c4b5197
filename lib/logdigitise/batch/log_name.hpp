#pragma once
// What the outputs of a log are called, and which shard it belongs to. Both follow from the log alone, never
// from the other logs of a batch or their order, so that any division of the work gives the same files.

#include <cstdint>
#include <string>
#include <string_view>

namespace logdigitise::batch {

/// Longest name in bytes. Extensions and a file system's limit of 255 leave room to spare.
inline constexpr std::size_t kMostNameBytes = 160;

/// A name made from a path as it was given: what is readable of it (its end, if it is long; letters, digits,
/// `.`, `_` and `-` as they are, `/` as `--`, the extension left out), then `-` and 12 hexadecimal digits of
/// its SHA-256. So `county/log_7/scan.tif` gives `county--log_7--scan-` and the digits. Never empty, never
/// with a `/`, never beginning with a dot; two paths give two names, on file systems that ignore case too.
[[nodiscard]] std::string name_from_path(std::string_view path);

/// A name that a person gave. Letters, digits, `.`, `_` and `-`, not beginning with `.` or `-`, and none that
/// this program writes itself (`report`, `journal`, `index`): taken as it is. Anything else: made safe and
/// numbered as name_from_path does.
[[nodiscard]] std::string name_from_wish(std::string_view wish);

/// Part `index` of `count`: 0 <= index < count.
struct Shard {
  std::uint32_t index = 0;
  std::uint32_t count = 1;
};

/// `I/N`. I counts from 0 or from 1, as the scheduler does: N/N is another word for 0/N, so that 0..N-1 and
/// 1..N both cover everything once. A usage error for anything else.
[[nodiscard]] Shard parse_shard(const std::string& text);

/// Where a log stands among all possible ones: the first 32 bits of its id (SHA-256, hexadecimal).
[[nodiscard]] std::uint32_t place_of(const std::string& id);

/// The places `first` to `last`, both included, that a shard owns. The shards of one count divide all places.
struct Places {
  std::uint32_t first = 0;
  std::uint32_t last = 0xFFFFFFFF;
};
[[nodiscard]] Places places_of(const Shard& shard);

[[nodiscard]] bool belongs_to(const std::string& id, const Shard& shard);

}  // namespace logdigitise::batch
