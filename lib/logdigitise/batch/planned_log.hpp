#pragma once
// A log that a batch is to digitise, before anything of it has been opened.

#include <string>
#include <vector>

#include "logdigitise/pipeline/convert_files.hpp"

namespace logdigitise::batch {

struct PlannedLog {
  pipeline::LogFiles files;
  std::string name;  ///< Of its outputs, without extension; see log_name.hpp.
  std::string id;    ///< SHA-256 of what the name was made from: which log this is.
};

}  // namespace logdigitise::batch
