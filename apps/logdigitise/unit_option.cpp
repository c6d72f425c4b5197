#include "unit_option.hpp"

#include <string>

namespace logdigitise::app {

void add_unit_option(CLI::App& verb, std::optional<DepthUnit>& unit) {
  verb.add_option_function<std::string>(
          "--unit", [&unit](const std::string& name) { unit = depth_unit_from_name(name); },
          "Unit of the printed depths, where neither a layout nor the sheet tells: FT or M")
      ->check(CLI::IsMember({"FT", "M"}));
}

void add_section_option(CLI::App& verb, int& section) {
  verb.add_option("--section", section,
                  "Which section of the strip, counted from 1 at its top; the main one if not given")
      ->check(CLI::Range(1, 10000));
}

}  // namespace logdigitise::app
