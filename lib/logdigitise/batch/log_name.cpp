#include "logdigitise/batch/log_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "logdigitise/core/error.hpp"
#include "logdigitise/core/sha256.hpp"

namespace logdigitise::batch {

namespace {

constexpr std::size_t kHashDigits = 12;

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
         c == '-';
}

std::string without_extension(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  const std::size_t dot = path.rfind('.');
  const bool has_one =
      dot != std::string_view::npos && dot > 0 && (slash == std::string_view::npos || dot > slash + 1);
  return std::string(has_one ? path.substr(0, dot) : path);
}

/// What is readable of `text`, as a file name.
std::string readable(std::string_view text) {
  std::string name;
  for (const char c : text) {
    if (c == '/') {
      if (!name.empty()) name += "--";
    } else {
      name += is_plain(c) ? c : '_';
    }
  }
  constexpr std::size_t kMost = kMostNameBytes - kHashDigits - 1;
  if (name.size() > kMost) name.erase(0, name.size() - kMost);
  // Hidden files, options and `..` begin like this.
  name.erase(0, std::min(name.find_first_not_of(".-"), name.size()));
  return name.empty() ? "log" : name;
}

std::string numbered(std::string_view text, std::string_view hashed) {
  return readable(text) + "-" + sha256_hex(hashed).substr(0, kHashDigits);
}

std::optional<std::uint32_t> whole_number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [stop, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (code != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::string name_from_path(std::string_view path) { return numbered(without_extension(path), path); }

std::string name_from_wish(std::string_view wish) {
  constexpr std::array<std::string_view, 3> kOurs = {"report", "journal", "index"};
  std::string lower(wish);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const bool as_it_is = !wish.empty() && wish.size() <= kMostNameBytes && wish[0] != '.' && wish[0] != '-' &&
                        std::all_of(wish.begin(), wish.end(), is_plain) &&
                        std::find(kOurs.begin(), kOurs.end(), lower) == kOurs.end();
  return as_it_is ? std::string(wish) : numbered(wish, wish);
}

Shard parse_shard(const std::string& text) {
  constexpr std::uint32_t kMostShards = 1'000'000;
  const std::size_t slash = text.find('/');
  if (slash != std::string::npos) {
    const std::optional<std::uint32_t> index = whole_number(std::string_view(text).substr(0, slash));
    const std::optional<std::uint32_t> count = whole_number(std::string_view(text).substr(slash + 1));
    if (index && count && *count >= 1 && *count <= kMostShards && *index <= *count) {
      return {*index % *count, *count};
    }
  }
  throw usage_error("--shard",
                    fmt::format("is '{}'; expected I/N with I from 0 to N-1 or from 1 to N", text));
}

std::uint32_t place_of(const std::string& id) {
  std::uint32_t place = 0;
  std::from_chars(id.data(), id.data() + std::min<std::size_t>(id.size(), 8), place, 16);
  return place;
}

Places places_of(const Shard& shard) {
  constexpr std::uint64_t kAll = std::uint64_t{1} << 32U;
  const auto first = [&](std::uint64_t index) { return (index * kAll + shard.count - 1) / shard.count; };
  return {static_cast<std::uint32_t>(first(shard.index)),
          static_cast<std::uint32_t>(first(std::uint64_t{shard.index} + 1) - 1)};
}

bool belongs_to(const std::string& id, const Shard& shard) {
  const Places places = places_of(shard);
  const std::uint32_t place = place_of(id);
  return place >= places.first && place <= places.last;
}

}  // namespace logdigitise::batch
