#include "operating_point_option.hpp"

#include <fmt/format.h>

#include <map>
#include <string>

#include "logdigitise/trace/operating_point.hpp"

namespace logdigitise::app {

void take_operating_points(CLI::Option& option) {
  std::map<std::string, std::string> numbers;
  for (const trace::NamedPoint& point : trace::kNamedPoints)
    numbers[point.name] = fmt::format("{}", point.even_chance);
  option.transform(CLI::Transformer(numbers, CLI::ignore_case))->check(CLI::Range(0.001, 0.999));
}

void add_walk(CLI::App& verb, std::vector<double>& walk) {
  take_operating_points(
      *verb.add_option("--walk", walk, "Shards: trace the curves at each of these operating points too")
           ->delimiter(','));
}

}  // namespace logdigitise::app
