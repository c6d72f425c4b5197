#pragma once
// How many processors there are for us.

namespace logdigitise {

/// Cores that this process may run on (its affinity, not what the machine has); at least 1.
[[nodiscard]] int available_cores();

}  // namespace logdigitise
