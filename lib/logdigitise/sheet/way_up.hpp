#pragma once
// Which way up a scan lies: as it is stored, on one of its sides, or on its head.

#include <functional>
#include <vector>

#include "logdigitise/raster/reader.hpp"

namespace logdigitise::sheet {

/// How a scan may lie.
struct WaysUp {
  std::vector<int> turns;      ///< Degrees clockwise to stand upright, likeliest first, none twice.
  bool searches_long = false;  ///< At every turn, not at the first alone.
};

/// Ways in which a scan of this size may lie. A log is longer than it is wide: a scan three times as long as
/// wide stands upright or on its head, one three times as wide as long lies on a side; between that all four
/// are possible. Worth a long search at every turn are scans that lie on a side, and small ones.
[[nodiscard]] WaysUp likely_ways_up(const raster::RasterInfo& info);

/// Looks for depth numbers on a scan that is turned by so many degrees, and throws if there is no run of
/// them. It first looks where they usually are, and calls `before_long_search` before it looks everywhere
/// else, or before it gives up a run that proves nothing; what that throws it lets pass.
using LookAtTurn = std::function<void(int turn, const std::function<void()>& before_long_search)>;

/// Finds the turn at which a look succeeds. Only depth numbers tell which way up a scan lies: they increase
/// downwards, and two readers have to read them alike. A scan that stands as it is expected costs one look,
/// and so does one that is refused for another reason than want of numbers. Before its long search there is a
/// short look at the scan on its head, after it short ones at its other sides, and then long ones if they are
/// asked for. Throws what the first look threw, with the turns that were tried. Whatever a look at a later
/// turn throws, but for failures of the environment, only ends that look: damaged rows cannot be turned on
/// their side, for example. The last look that was made is the one that succeeded.
int find_way_up(const WaysUp& ways, const LookAtTurn& look);

}  // namespace logdigitise::sheet
