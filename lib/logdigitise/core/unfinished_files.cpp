#include "logdigitise/core/unfinished_files.hpp"

#include <linux/limits.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstring>
#include <string_view>
#include <system_error>

namespace logdigitise {

namespace {

enum : int { kFree, kTaken, kNoted };

/// Where a signal handler can read it.
struct Slot {
  std::atomic<int> state{kFree};
  std::array<char, PATH_MAX> path{};
};
std::array<Slot, 64> slots;  // NOLINT(cppcoreguidelines-avoid-non-const-global-variables)

}  // namespace

void note_unfinished_file(const std::filesystem::path& path) noexcept {
  const std::string& name = path.native();
  if (name.size() >= PATH_MAX) return;
  for (Slot& slot : slots) {
    int expected = kFree;
    if (!slot.state.compare_exchange_strong(expected, kTaken)) continue;
    std::memcpy(slot.path.data(), name.c_str(), name.size() + 1);
    slot.state = kNoted;
    return;
  }
}

void forget_unfinished_file(const std::filesystem::path& path) noexcept {
  for (Slot& slot : slots) {
    if (slot.state == kNoted && path.native() == slot.path.data()) slot.state = kFree;
  }
}

void remove_unfinished_files() noexcept {
  for (Slot& slot : slots) {
    if (slot.state == kNoted) unlink(slot.path.data());
  }
}

}  // namespace logdigitise
