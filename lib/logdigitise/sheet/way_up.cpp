#include "logdigitise/sheet/way_up.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <string>

#include "logdigitise/core/error.hpp"

namespace logdigitise::sheet {

namespace {

constexpr double kSurelyLong = 3.0;    // Longer for its width than this, it can only be the length of a log.
constexpr double kSmallPixels = 16e6;  // A page: a long search of it takes seconds.
constexpr double kLikelyLying = 1.2;   // Wider for its length than this, it is likelier on its side.

/// The same error, with words at its end.
Error with_words(const Error& error, const std::string& words) {
  std::string text = error.what();
  const std::string place = error.where() + ": ";
  if (!error.where().empty() && text.starts_with(place)) text.erase(0, place.size());
  return {error.kind(), error.where(), text + words};
}

std::string tried(const std::vector<int>& turns) {
  if (turns.size() < 2)
    return turns.front() == 0 ? "" : fmt::format(" (turned by {} degrees)", turns.front());
  return fmt::format(" (looked at turned by {} and {} degrees)",
                     fmt::join(turns.begin(), turns.end() - 1, ", "), turns.back());
}

/// Ends a look from inside it.
class EndOfLook : public std::exception {};

/// The looks at one scan, and what they came to.
class Looks {
 public:
  Looks(const WaysUp& ways, const LookAtTurn& look)
      : turns_(ways.turns), searches_long_(ways.searches_long), look_(look) {}

  int find() {
    const int first = turns_.front();
    const int on_its_head = (first + 180) % 360;
    bool is_for_want_of_numbers = false;
    try {
      look_(first, [&] {
        is_for_want_of_numbers = true;
        if (is_asked(on_its_head) && succeeds(on_its_head, false)) throw EndOfLook();
      });
      return first;
    } catch (const EndOfLook&) {
      return on_its_head;
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::kRefused) throw;
      if (!is_for_want_of_numbers) throw with_words(error, tried({first}));
      if (const int turn = find_later(first, on_its_head); turn >= 0) return turn;
      throw with_words(error, tried(turns_));
    }
  }

 private:
  bool is_asked(int turn) const { return std::find(turns_.begin(), turns_.end(), turn) != turns_.end(); }

  /// After the first look came to nothing. -1: no other does better.
  int find_later(int first, int on_its_head) {
    for (const int turn : turns_)
      if (turn != first && turn != on_its_head && succeeds(turn, false)) return turn;
    for (const int turn : turns_)
      if (searches_long_ && turn != first && succeeds(turn, true)) return turn;
    return -1;
  }

  bool succeeds(int turn, bool may_take_long) {
    try {
      look_(turn, [&] {
        if (!may_take_long) throw EndOfLook();
      });
      return true;
    } catch (const EndOfLook&) {
      return false;
    } catch (const Error& error) {
      if (error.kind() == ErrorKind::kEnvironment) throw;
      return false;
    }
  }

  const std::vector<int>& turns_;
  bool searches_long_;
  const LookAtTurn& look_;
};

}  // namespace

WaysUp likely_ways_up(const raster::RasterInfo& info) {
  const double length = static_cast<double>(info.height) / info.width;
  const bool is_small = static_cast<double>(info.height) * info.width < kSmallPixels;
  if (length >= kSurelyLong) return {{0, 180}, is_small};
  if (length <= 1.0 / kSurelyLong) return {{90, 270}, true};
  if (length <= 1.0 / kLikelyLying) return {{90, 270, 0, 180}, is_small};
  return {{0, 180, 90, 270}, is_small};
}

int find_way_up(const WaysUp& ways, const LookAtTurn& look) { return Looks(ways, look).find(); }

}  // namespace logdigitise::sheet
