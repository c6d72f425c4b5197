#pragma once
// Where a run of depth numbers ends because the paper, or the numbers on it, jump.

#include "logdigitise/sheet/depth_runs.hpp"

namespace logdigitise::sheet {

/// Numbers from which on all depths are shifted end the run; the longer part is kept, and a flag says so.
void end_at_splices(DepthRun& run);

/// Long stretches without a number whose scale differs from that of the rest end the run; the part with most
/// numbers is kept. Numbers at the ends that are not read surely and stand unevenly are left out. A flag says
/// either.
void end_at_doubtful_gaps(DepthRun& run);

}  // namespace logdigitise::sheet
