#include "turn_option.hpp"

#include <string>

namespace logdigitise::app {

void add_turn_option(CLI::App& verb, std::optional<int>& turn) {
  verb.add_option_function<std::string>(
          "--turn",
          [&turn](const std::string& degrees) {
            if (degrees != "auto") turn = std::stoi(degrees);
          },
          "Degrees clockwise by which a scan without a layout comes to stand upright: auto, 0, 90, 180 or "
          "270")
      ->check(CLI::IsMember({"auto", "0", "90", "180", "270"}));
}

}  // namespace logdigitise::app
