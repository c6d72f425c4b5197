#pragma once
// Made-up well data, as they stand on the page above a log.

#include <map>
#include <string>

#include "logdigitise/core/random.hpp"

namespace logdigitise::synth {

/// By LAS mnemonic: WELL, COMP, FLD, CNTY, STAT, LOC, API, DATE, EKB and SRVC, each as it is printed. State
/// and API number belong together.
using WellFacts = std::map<std::string, std::string>;

[[nodiscard]] WellFacts random_well_facts(Random& random);

}  // namespace logdigitise::synth
